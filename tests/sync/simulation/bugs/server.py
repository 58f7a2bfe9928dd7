"""Planted in the city's taking in, giving out and lending."""

from tests.sync.simulation.bugs.planting import Bug

_PUSHING, _LEDGER, _CITY = "sync.cityserver.pushing", "sync.cityserver.ledger", "sync.cityserver.city"
_NUMBERS, _PULLING, _DRAFTS = "sync.cityserver.numbers", "sync.cityserver.pulling", "sync.cityserver.drafts"
_CLAIMS = "sync.cityserver.claims"

BUGS = (
    Bug(
        "a change set is taken again",
        _LEDGER,
        "        if known is not None:\n            self._count(cs, known.seq)\n",
        "        if known is not None and cs.cs_no < 0:\n            self._count(cs, known.seq)\n",
    ),
    Bug(
        "a counter goes back",
        _LEDGER,
        "max(cs.cs_no, self._book.last.get(life, 0))",
        "cs.cs_no",
    ),
    Bug(
        "a gap is not noticed", _PUSHING, "    if cs.cs_no > last + 1:\n", "    if cs.cs_no > last + 10**6:\n"
    ),
    Bug(
        "a fork is not noticed",
        _PUSHING,
        "    if taken is not None and taken[0] != cs.hash:\n",
        "    if taken is not None and not cs.hash:\n",
    ),
    Bug(
        "a repeated answer says applied",
        _LEDGER,
        "            return outcome(cs, known, *known.told())\n",
        '            return outcome(cs, known, *known.told()) | {"outcome": "applied"}\n',
    ),
    Bug(
        "quarantined work is forgotten",
        _LEDGER,
        '        self._pending.new["log"].append(row)\n',
        '        if known.outcome != "quarantined":\n            self._pending.new["log"].append(row)\n',
    ),
    Bug(
        "a number of the log is left out",
        _LEDGER,
        "        seq = self._head.seq + 1\n",
        "        seq = self._head.seq + 1 + (len(cs.ops) > 2)\n",
    ),
    Bug(
        "a conflict is told and not kept for others",
        _LEDGER,
        '        conflicts, closings = (canonical(each) if each else "[]" for each in (asked, closed))\n',
        '        conflicts, closings = "[]", canonical(closed) if closed else "[]"\n',
    ),
    Bug(
        "the epoch is not looked at",
        _CITY,
        "    if answers != visit.head.epoch:\n",
        "    if answers != visit.head.epoch and word is Word.HELLO:\n",
    ),
    Bug(
        "a revoked computer goes on reading",
        _CITY,
        "    if device.revoked and word not in _OPEN_TO_REVOKED:\n",
        "    if device.revoked and word in _OPEN_TO_REVOKED and word is Word.HELLO:\n",
    ),
    Bug(
        "a revoked computer's work takes effect",
        _DRAFTS,
        "        (revoked, Refusal.DEVICE_REVOKED),\n",
        "        (revoked and not cs.ops, Refusal.DEVICE_REVOKED),\n",
    ),
    Bug(
        "signatures are not looked at",
        _DRAFTS,
        "    if not book.genuine(cs):\n",
        "    if not cs.hash:\n",
        harmless_by="content is not held against its hash",
    ),
    Bug(
        "later work overtakes what was kept aside",
        _DRAFTS,
        "    if not waiting:\n        return\n",
        "    if waiting or not waiting:\n        return\n",
    ),
    Bug(
        "numbers are lent during a recovery",
        _NUMBERS,
        '    if visit.head.state == RECOVERING or request["year"]',
        '    if request["year"]',
        harmless_by="whoever has not reported is served",
    ),
    Bug(
        "whoever has not reported is served",
        _CITY,
        "    if word is Word.RECOVER or not recovery.must_report(visit, device.device):\n",
        "    if word is not Word.HELLO:\n",
    ),
    Bug(
        "a repeated request brings fresh numbers",
        _NUMBERS,
        "    if before is not None:\n",
        "    if before is not None and not request:\n",
    ),
    Bug(
        "numbers of an earlier life are lent again",
        _NUMBERS,
        "replace(line, state=State.VOID, reason=reason, at=visit.now))",
        "freed(line))",
    ),
    Bug(
        "a used number may be used again",
        _CLAIMS,
        "    if taken is not None:\n        return taken\n",
        "",
    ),
    Bug(
        "pages end one row too late",
        _PULLING,
        '    last = rows[-1].seq if rows else request["after"]\n',
        '    last = rows[-1].seq + 1 if rows else request["after"]\n',
    ),
    Bug(
        "another town's stream is given out",
        _PULLING,
        "    if stream != CITY:\n        return None\n",
        "",
    ),
)
