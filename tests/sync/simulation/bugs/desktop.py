"""Planted in the desktop's store and engine."""

from tests.sync.simulation.bugs.planting import Bug

_PAGE, _SETTLING, _SENDING = "localdb.sync.page", "localdb.sync.settling", "localdb.sync.sending"
_ERRANDS, _ENGINE, _REFUSALS = "sync.errands", "sync.engine", "sync.refusals"
_LIFE, _LEASING = "localdb.sync.incarnation", "localdb.sync.leasing"

BUGS = (
    Bug(
        "the cursor runs ahead",
        _PAGE,
        '    stream.seq, stream.hash = rows[-1]["seq"], rows[-1]["hash"]\n',
        '    stream.seq, stream.hash = rows[-1]["seq"] + (len(rows) > 4), rows[-1]["hash"]\n',
    ),
    Bug(
        "rows are taken out of order",
        _PAGE,
        '    if not rows or rows[0]["seq"] != stream.seq + 1:\n',
        "    if not rows:\n",
        harmless_by="the chain is not looked at",
    ),
    Bug(
        "the chain is not looked at",
        _ERRANDS,
        '        if row["seq"] != seq or row["hash"] != last:\n',
        '        if row["seq"] < 0:\n',
        harmless_by="rows are taken out of order",
    ),
    Bug(
        "a pulled page is laid over waiting work",
        _SETTLING,
        '        if row["outcome"] != "quarantined":\n',
        '        if row["outcome"]:\n',
    ),
    Bug(
        "a conflict is not shown",
        _SETTLING,
        "    if opened:\n",
        "    if opened and len(opened) > 1:\n",
    ),
    Bug("a settled conflict stays open", _SETTLING, "    if closed:\n", "    if not closed:\n"),
    Bug(
        "any answer acknowledges",
        _ENGINE,
        "        if answer.server != state.server:\n",
        "        if answer.server is None:\n",
    ),
    Bug(
        "all that was sent counts as received",
        _SENDING,
        "WHERE incarnation = ? AND cs_no = ? AND cs_id = ? AND state = 'new'",
        "WHERE incarnation = ? AND cs_no >= ? AND cs_id >= ? AND state = 'new'",
    ),
    Bug(
        "received work is dropped at once",
        _SENDING,
        "    if told:\n        connection.exec_driver_sql(_ANSWERED, told)\n",
        "    if told:\n        connection.exec_driver_sql(_ANSWERED, told)\n"
        "        connection.exec_driver_sql(\"DELETE FROM outbox WHERE state = 'answered'\")\n",
    ),
    Bug(
        "unsent work keeps its numbers in a new life",
        _LIFE,
        "    if rows:\n        connection.exec_driver_sql(_RENUMBER, rows)\n",
        "",
    ),
    Bug(
        "numbers are kept over a new life",
        _LIFE,
        '    connection.exec_driver_sql("DELETE FROM leases WHERE used = 0")\n',
        "",
    ),
    Bug(
        "the guard is not asked",
        "localdb.guard",
        "(why := _disagreement(known, incarnation, counter))",
        '(why := "" * len(device))',
    ),
    Bug(
        "a request for numbers is not remembered",
        _LEASING,
        "        if request is not None:\n",
        "        if request is not None and count < 0:\n",
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
        "a gap is not filled",
        _REFUSALS,
        '        course.store.resend(state.incarnation, int(answer.read()["expect"]))\n',
        "        pass\n",
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
)
