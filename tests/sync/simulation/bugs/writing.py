"""Planted in a computer's own writing: what it hands over, how it numbers and signs, what it shows."""

from tests.sync.simulation.bugs.planting import Bug

_OUTBOX, _LIFE, _SHOWING = "localdb.outbox", "localdb.sync.incarnation", "localdb.sync.showing"

BUGS = (
    Bug(
        "the third change of one save is not sent",
        _OUTBOX,
        "        add_change_set(connection, operations, means.who(), means)\n",
        "        add_change_set(connection, operations[:2], means.who(), means)\n",
    ),
    Bug(
        "work numbered anew is signed wrongly",
        _LIFE,
        "None if sign is None else sign(text)",
        "None if sign is None else sign(text[1:])",
    ),
    Bug(
        "a deleted record stays in the lists",
        _SHOWING,
        '    if image is not None and row is not None and not image["deleted"]:\n',
        "    if image is not None and row is not None:\n",
    ),
    Bug(
        "waiting work is laid over backwards",
        _SHOWING,
        "in sorted(rows, key=lambda row: row[2]):",
        "in sorted(rows, key=lambda row: -row[2]):",
    ),
    Bug(
        "a colleague's edit of an own record is not shown",
        "localdb.sync.page",
        "    return own - foreign\n",
        "    return own\n",
    ),
)
