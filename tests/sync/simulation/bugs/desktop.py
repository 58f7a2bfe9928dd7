"""Planted in the desktop's store and engine."""

from tests.sync.simulation.bugs.planting import Bug

_PAGE, _SETTLING, _SENDING = "localdb.sync.page", "localdb.sync.settling", "localdb.sync.sending"
_ERRANDS, _ENGINE, _REFUSALS = "sync.errands", "sync.engine", "sync.refusals"
_LIFE = "localdb.sync.incarnation"

BUGS = (
    Bug(
        "the cursor runs ahead",
        _PAGE,
        '    stream.seq, stream.hash = rows[-1]["seq"], rows[-1]["hash"]\n',
        '    stream.seq, stream.hash = rows[-1]["seq"] + (len(rows) > 4), rows[-1]["hash"]\n',
    ),
    Bug(
        "a conflict is not shown",
        _SETTLING,
        "    if opened:\n",
        "    if opened and len(opened) > 1:\n",
    ),
    Bug(
        "an update reads its first portion only",
        "localdb.sync.laying",
        "    if len(rows) < portion:\n",
        "    if len(rows) <= portion:\n",
    ),
    Bug("a settled conflict stays open", _SETTLING, "    if closed:\n", "    if len(closed) > 3:\n"),
    Bug(
        "any answer acknowledges",
        _ENGINE,
        "        if answer.server != state.server:\n",
        "        if answer.server is None:\n",
        harmless_by="the epoch of an answer is not looked at",
    ),
    Bug(
        "all that was sent counts as received",
        _SENDING,
        "WHERE incarnation = ?4 AND cs_no = ?5 AND cs_id = ?6 AND state = 'new'",
        "WHERE incarnation = ?4 AND cs_no >= ?5 AND cs_id >= ?6 AND state = 'new'",
    ),
    Bug(
        "received work is dropped at once",
        _SENDING,
        "    if told:\n        connection.exec_driver_sql(_ANSWERED, told)\n",
        "    if told:\n        connection.exec_driver_sql(_ANSWERED, told)\n"
        "        there = \"SELECT place FROM outbox WHERE state = 'answered'\"\n"
        '        connection.exec_driver_sql(f"DELETE FROM pending WHERE place IN ({there})")\n'
        "        connection.exec_driver_sql(\"DELETE FROM outbox WHERE state = 'answered'\")\n",
    ),
    Bug(
        "unsent work keeps its numbers in a new life",
        _LIFE,
        "    if rows:\n        connection.exec_driver_sql(_RENUMBER, rows)\n",
        "",
    ),
    Bug(
        "a lent number is not marked as taken",
        "localdb.numbers",
        "        self._connection.exec_driver_sql(_USE_LENT, (series, year, n))\n",
        "",
    ),
    Bug(
        "a new epoch is taken without a report",
        _REFUSALS,
        "    course.store.must_recover(epoch)\n",
        "    course.store.enter(epoch)\n",
    ),
    Bug(
        "a fork is borne with",
        _REFUSALS,
        "    course.store.forked()\n",
        "",
    ),
    Bug(
        "the last record of a page is left out",
        _PAGE,
        '    images = {(each["coll"], each["id"]): each for row in rows for each in row["effects"]}\n',
        '    images = {(each["coll"], each["id"]): each for row in rows for each in row["effects"][:2]}\n',
    ),
    Bug(
        "own work is pending for ever",
        _SETTLING,
        "    connection.exec_driver_sql(_DONE, [(each,) for each in places])\n",
        "",
    ),
    Bug(
        "images that differ are not mended",
        _ERRANDS,
        "    course.differing[stream] = wrong\n",
        "",
    ),
    Bug(
        "the epoch of an answer is not looked at",
        _ENGINE,
        "    if errand.word not in _OF_ANY_EPOCH and answer.epoch != state.epoch:\n",
        "    if answer.epoch is None:\n",
        harmless_by="any answer acknowledges",
    ),
    Bug(
        "a number that stands on a paper is taken again",
        "localdb.numbers",
        '    " AND NOT EXISTS (SELECT 1 FROM number_uses AS u"\n    " WHERE u.town = ? AND u.series',
        '    " AND NOT EXISTS (SELECT 1 FROM number_uses AS u"\n    " WHERE u.town <> ? AND u.series',
        harmless_by="a lent number is not marked as taken",
    ),
)
