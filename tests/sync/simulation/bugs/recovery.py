"""Planted in what happens after the server was restored, on both sides, and in the backups."""

from tests.sync.simulation.bugs.planting import Bug

_RECOVERY, _BACKUPS = "sync.cityserver.recovery", "sync.cityserver.backups"
_GIVING, _SENDING, _SETTLING = "localdb.sync.recovery", "localdb.sync.sending", "localdb.sync.settling"

BUGS = (
    Bug(
        "an answer to an earlier roll call counts",
        "sync.cityserver.city",
        '    answers = request["answers"] if word is Word.RECOVER else request["epoch"]\n',
        '    answers = visit.head.epoch if word is Word.RECOVER else request["epoch"]\n',
    ),
    Bug(
        "what came before its predecessor falls on the floor",
        _RECOVERY,
        "    _lay_in(visit, caller, given)\n    drain(visit, force",
        "    _lay_in(visit, caller, given[:0] if len(given) > 5 else given)\n    drain(visit, force",
    ),
    Bug(
        "the rest is not taken when all have reported",
        _RECOVERY,
        "        return\n    drain(visit, force=True)\n",
        "        return\n    drain(visit, force=False)\n",
    ),
    Bug(
        "colleagues' work is not taken back",
        _RECOVERY,
        "    return cs.device == caller.device or (cs.town == visit.town and visit.genuine(cs))\n",
        "    return cs.device == caller.device\n",
    ),
    Bug(
        "numbers in hand are not heard",
        _RECOVERY,
        "        _hear_numbers(visit, caller, request)\n",
        "        pass\n",
    ),
    Bug(
        "one report opens the town",
        _RECOVERY,
        "    if visit.head.state != heads.RECOVERING or waiting(visit):\n",
        "    if visit.head.state != heads.RECOVERING:\n",
    ),
    Bug(
        "the newest backup counts as the oldest",
        _SENDING,
        "cs_no <= ? AND state IN",
        "cs_no <= ? + 40 AND state IN",
    ),
    Bug(
        "what was received is not given back",
        _GIVING,
        '    reopen(connection, "incarnation = ? AND state <> \'closed\'", (incarnation,), "new")\n',
        "",
    ),
    Bug(
        "the tail is forgotten in a recovery",
        _GIVING,
        'connection.exec_driver_sql("UPDATE tail SET rank = coalesce(seq, rank), seq = NULL")',
        'connection.exec_driver_sql("DELETE FROM tail")',
    ),
    Bug(
        "no witness is kept",
        _SETTLING,
        "    if others and stream != CITY:\n",
        "    if others and stream == CITY:\n",
    ),
    Bug(
        "the archive goes without the tail",
        _GIVING,
        "coalesce(seq, rank, ?1), 0 FROM tail",
        "coalesce(seq, rank, ?1), 0 FROM tail WHERE 0",
    ),
    Bug(
        "conflicts are kept over a recovery",
        _GIVING,
        '    connection.exec_driver_sql("DELETE FROM conflicts")\n',
        "",
    ),
    Bug(
        "an old request for numbers outlives a recovery",
        _GIVING,
        '    connection.exec_driver_sql("UPDATE lease_requests SET request = NULL")\n',
        "",
    ),
)
