"""Planted in the city's taking in, giving out and lending."""

from tests.sync.simulation.bugs.planting import Bug

_LEDGER = "sync.cityserver.ledger"
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
        "a repeated request brings fresh numbers",
        _NUMBERS,
        "    if before is not None:\n",
        "    if before is not None and not request:\n",
    ),
    Bug(
        "only the first effect is told",
        _LEDGER,
        "self._effect(image, seq) for image in draft.images.values()",
        "self._effect(image, seq) for image in list(draft.images.values())[:1]",
    ),
    Bug(
        "what is kept aside is not counted",
        _LEDGER,
        "        self._count(cs, known.seq)\n        given = ",
        "        if known.outcome != Outcome.QUARANTINED.value:\n"
        "            self._count(cs, known.seq)\n        given = ",
    ),
    Bug(
        "the answer keeps the conflicts to itself",
        _LEDGER,
        "given, [conflict_id(cs, each) for each in draft.held])",
        "given, [])",
    ),
    Bug("nobody is named as the one who closed it", _LEDGER, '{"by": cs.user, ', '{"by": "", '),
    Bug("a used number stays lent", _CLAIMS, "if void else State.USED", "if void else State.LEASED"),
    Bug(
        "a page begins with the row before it",
        _PULLING,
        'log.c.seq > bindparam("after")',
        'log.c.seq >= bindparam("after")',
    ),
    Bug(
        "a conflict is named after its record",
        _DRAFTS,
        "{cs.cs_id}.{held.at}.",
        "{held.op['id']}.{held.at}.",
    ),
)
