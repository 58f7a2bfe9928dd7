"""Planted in what happens after the server was restored, on both sides, and in the backups."""

from tests.sync.simulation.bugs.planting import Bug

_RECOVERY = "sync.cityserver.recovery"
_GIVING, _SETTLING = "localdb.sync.recovery", "localdb.sync.settling"

BUGS = (
    Bug(
        "what lay aside is good work after a restore",
        _RECOVERY,
        "    return frozenset(own.union(said))\n",
        "    return frozenset(own)\n",
    ),
    Bug(
        "what came before its predecessor falls on the floor",
        _RECOVERY,
        "    _lay_in(visit, kept, doubted)\n    drain(visit, force",
        "    _lay_in(visit, kept[:0] if len(kept) > 5 else kept, doubted)\n    drain(visit, force",
    ),
    Bug(
        "colleagues' work is not taken back",
        _RECOVERY,
        "    return cs.device == caller.device or (cs.town == visit.town and visit.genuine(cs))\n",
        "    return cs.device == caller.device\n",
    ),
    Bug(
        "no witness is kept",
        _SETTLING,
        "    if others and stream != CITY:\n",
        "    if others and stream == CITY:\n",
        seldom=True,
    ),
    Bug(
        "the archive goes without the tail",
        _GIVING,
        "coalesce(seq, rank, ?1), 0, doubted FROM tail",
        "coalesce(seq, rank, ?1), 0, doubted FROM tail WHERE 0",
        seldom=True,
    ),
    Bug(
        "conflicts are kept over a recovery",
        _GIVING,
        '    connection.exec_driver_sql("DELETE FROM conflicts")\n',
        "",
        seldom=True,
    ),
    Bug(
        "the log is not pulled afresh after a recovery",
        _GIVING,
        "        stream.restart()\n",
        "",
    ),
    Bug(
        "a report is not noted",
        _RECOVERY,
        '    declare(visit, caller.device, "reported")\n',
        '    declare(visit, caller.device, "waiting")\n',
    ),
)
