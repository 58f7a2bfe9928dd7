"""After a program update (程序更新): all images read anew, in portions, by the layout of today's program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from localdb.sync.shapes import row_of, shapes
from localdb.sync.showing import Gathered, show
from localdb.sync.wire import image_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from localdb.sync.wire import Wire

PORTION = 1000
"""Images read anew in one transaction: the clerk's own saving waits no longer than for a page of the log."""
_LAYING = "SELECT laying FROM sync_link"
_KEEP = "UPDATE sync_link SET laying = ?"
_DONE = "UPDATE sync_link SET layout = ?, laying = ''"
# A cross join keeps SQLite to this order: the images along their key, each with its stream.
_IMAGES = (
    "SELECT b.coll, b.record_id, b.version, b.deleted, b.fields, b.odd, b.town, s.rebuilding"
    " FROM base_images AS b CROSS JOIN sync_streams AS s ON s.name = b.stream"
    " WHERE b.stale = 0 AND (b.record_id, b.coll) > (?, ?) ORDER BY b.record_id, b.coll LIMIT ?"
)
_ODD = "UPDATE base_images SET odd = ? WHERE coll = ? AND record_id = ?"


def layout_of(wire: Wire) -> str:
    """Return the stamp of all that decides what is shown of images: declarations, columns and their words."""
    known = [wire.layout, *(f"{name} {shape.layout}" for name, shape in sorted(shapes().items()))]
    return sha256("\n".join(known).encode()).hexdigest()


@dataclass(slots=True)
class _Laying:
    """How far the images were read anew, and how many rows were changed by it."""

    layout: str
    record_id: str = ""
    coll: str = ""
    changed: int = 0

    @classmethod
    def begun(cls, connection: Connection, layout: str) -> _Laying:
        """Return how far it is; what was begun for another layout begins again."""
        kept = connection.exec_driver_sql(_LAYING).scalar_one()
        found = cls(*json.loads(kept)) if kept else cls(layout)
        return found if found.layout == layout else cls(layout)

    def keep(self, connection: Connection) -> None:
        """Write it down."""
        text = json.dumps([self.layout, self.record_id, self.coll, self.changed])
        connection.exec_driver_sql(_KEEP, (text,))


def lay_anew(connection: Connection, wire: Wire, layout: str, portion: int) -> int:
    """Read the next portion of the images anew; the stamp is written after the last one.

    Returns how many rows were changed by all portions, once all is done.
    """
    laying = _Laying.begun(connection, layout)
    after = (laying.record_id, laying.coll)
    rows = connection.exec_driver_sql(_IMAGES, (*after, portion)).all()
    for town in {row.town for row in rows}:
        laying.changed += _laid(connection, wire, town, [row for row in rows if row.town == town])
    if len(rows) < portion:
        connection.exec_driver_sql(_DONE, (layout,))
        return laying.changed
    laying.record_id, laying.coll = rows[-1].record_id, rows[-1].coll
    laying.keep(connection)
    return 0


def _laid(connection: Connection, wire: Wire, town: str, rows: Sequence[Any]) -> int:
    images = {(row.coll, row.record_id): image_of(*row[:5]) for row in rows}
    made = {key: row_of(*key, town, image) for key, image in images.items()}
    odd = [
        (made[row.coll, row.record_id] is None, row.coll, row.record_id)
        for row in rows
        if bool(row.odd) != (made[row.coll, row.record_id] is None)
    ]
    if odd:
        connection.exec_driver_sql(_ODD, odd)
    # What is pulled afresh is shown when all of it is here: only then is it known how much it would wipe.
    if any(row.rebuilding for row in rows):
        return 0
    return show(connection, wire, Gathered(town, images, made), ())
