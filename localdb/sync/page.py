"""A page of the log, taken in one transaction: images, conflicts, tail, own work settled, rows, cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.sync_state import Pulled
from localdb.asking import rows_of
from localdb.sync.settling import settle
from localdb.sync.shapes import Stored, row_of
from localdb.sync.showing import Gathered, show
from localdb.sync.streams import Stream
from localdb.sync.wire import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from localdb.sync.settling import Key
    from localdb.sync.wire import Image, Wire

WIPE = "wipe"
"""Why pulling stops: too much of what is here would be deleted or replaced."""
_SPARED = 20
_SHARE = 5

_OLD = "SELECT coll, record_id, version, deleted, stale FROM base_images WHERE record_id IN (?)"
_BASE = (
    "INSERT INTO base_images (record_id, coll, stream, town, version, deleted, odd, stale, fields)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)"
    " ON CONFLICT (record_id, coll) DO UPDATE SET stream = excluded.stream,"
    " town = excluded.town, version = excluded.version, deleted = excluded.deleted, odd = excluded.odd,"
    " stale = 0, fields = excluded.fields"
)


_MARK = (
    "INSERT INTO base_images (record_id, coll, stream, town, version, deleted, odd, stale, fields)"
    " VALUES (?, ?, ?, ?, 0, 1, 0, 1, '{}') ON CONFLICT (record_id, coll) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class _Old:
    version: int
    deleted: bool


def take_page(connection: Connection, wire: Wire, name: str, rows: Sequence[Mapping[str, Any]]) -> Pulled:
    """Take rows that follow the cursor; others are left, as are rows a person must be asked about."""
    stream = Stream.read(connection, name)
    if not rows or rows[0]["seq"] != stream.seq + 1:
        return Pulled(0)
    images = {(each["coll"], each["id"]): each for row in rows for each in row["effects"]}
    old = _old(connection, images)
    if not stream.allowed and not stream.rebuilding and _wipes(stream.records, images, old):
        stream.stopped = WIPE
        stream.keep(connection)
        return Pulled(0, WIPE)
    readable = keep_images(connection, stream, wire, images, old)
    settled = settle(connection, name, rows)
    if stream.rebuilding:
        _look_at_later(connection, stream, settled.touched)
    else:
        plain = _unchanged(rows, settled.plain) - settled.touched
        fresh = {key: image for key, image in images.items() if key not in plain}
        pulled = Gathered(stream.town, fresh, readable)
        show(connection, wire, pulled, settled.touched - images.keys())
    stream.seq, stream.hash = rows[-1]["seq"], rows[-1]["hash"]
    stream.keep(connection)
    return Pulled(len(rows))


def _look_at_later(connection: Connection, stream: Stream, keys: Iterable[Key]) -> None:
    """Mark records without an image, so that what is shown of them follows when all is pulled afresh."""
    marks = [(record_id, coll, stream.name, stream.town) for coll, record_id in keys]
    if marks:
        connection.exec_driver_sql(_MARK, marks)


def keep_images(
    connection: Connection,
    stream: Stream,
    wire: Wire,
    images: Mapping[Key, Image],
    old: Mapping[Key, _Old] | None = None,
) -> dict[Key, Stored | None]:
    """Replace the server's images and count them into the digest; returns the row of each it can read."""
    before = _old(connection, images) if old is None else old
    kept: list[tuple[Any, ...]] = []
    rows: dict[Key, Stored | None] = {}
    for (coll, record_id), image in images.items():
        was = before.get((coll, record_id))
        stream.count(wire, coll, record_id, None if was is None else was.version, image["version"])
        stream.records += (not image["deleted"]) - (was is not None and not was.deleted)
        rows[coll, record_id] = row = row_of(coll, record_id, stream.town, image)
        head = (record_id, coll, stream.name, stream.town, image["version"])
        kept.append((*head, bool(image["deleted"]), row is None, plain(image["fields"])))
    if kept:
        connection.exec_driver_sql(_BASE, kept)
    return rows


def wiped(count: int, records: int) -> bool:
    """Tell whether so many records deleted or replaced are more than a person should learn afterwards."""
    return count > _SPARED and count * _SHARE > records


def _wipes(records: int, images: Mapping[Key, Image], old: Mapping[Key, _Old]) -> bool:
    lost = 0
    for key, was in old.items():
        image = images[key]
        # A version that does not rise is no successor of what is here: it replaces it.
        lost += not was.deleted and (image["deleted"] or image["version"] <= was.version)
    return wiped(lost, records)


def _old(connection: Connection, images: Mapping[Key, Image]) -> dict[Key, _Old]:
    rows = rows_of(connection, _OLD, [record_id for _coll, record_id in images])
    return {
        (coll, record_id): _Old(version, bool(deleted))
        for coll, record_id, version, deleted, stale in rows
        if not stale and (coll, record_id) in images
    }


def _unchanged(rows: Sequence[Mapping[str, Any]], plain: set[str]) -> set[Key]:
    """Return the records that only own work touched, and just as the clerk sees them already."""
    own, foreign = set[Any](), set[Any]()
    for row in rows:
        into = own if row["cs"]["cs_id"] in plain else foreign
        into |= {(each["coll"], each["id"]) for each in row["effects"]}
    return own - foreign
