"""After the server was restored from a backup (服务器恢复): giving back what it lost, then pulling afresh."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.domain.sync_state import Archived, Pulled
from localdb.sync.incarnation import incarnated
from localdb.sync.page import WIPE, wiped
from localdb.sync.sending import CLOSED, change_set, displace, reopen
from localdb.sync.shapes import shapes
from localdb.sync.showing import Gathered, show
from localdb.sync.streams import Stream
from localdb.sync.wire import image_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from localdb.sync.settling import Key
    from localdb.sync.wire import Image, Wire

_PORTION = 1000
_LAST = 2**62
_ARCHIVE = (
    "SELECT device, incarnation, cs_no, cs_id, town, by_id, at, operations, hash, sig, NULL AS text,"
    " coalesce(seq, rank, ?1) AS turn, place, 0 AS doubted FROM outbox"
    " UNION ALL SELECT device, incarnation, cs_no, cs_id, '', '', '', '', '', '', change_set,"
    " coalesce(seq, rank, ?1), 0, doubted FROM tail"
    " ORDER BY turn, place, incarnation, cs_no LIMIT -1 OFFSET ?2"
)
_IMAGES = (
    "SELECT coll, record_id, version, deleted, fields FROM base_images"
    " WHERE stream = ? AND stale = 0 AND (record_id, coll) > (?, ?) ORDER BY record_id, coll LIMIT ?"
)
_UNBORN = (
    "SELECT DISTINCT coll, record_id FROM pending AS p WHERE NOT EXISTS"
    " (SELECT 1 FROM base_images AS b WHERE b.record_id = p.record_id AND b.coll = p.coll)"
)
_CLOSED_AGAIN = "UPDATE outbox SET state = 'closed', outcome = 'quarantined' WHERE outcome = ?"
_STALE = "SELECT coll, record_id FROM base_images WHERE stream = ? AND stale = 1"


def archive(connection: Connection, start: int, count: int, size: int) -> Archived:
    """Return everything kept, own work and others', in the old order; a part that fits the budget."""
    found: list[Mapping[str, Any]] = []
    doubted: list[str] = []
    with connection.exec_driver_sql(_ARCHIVE, (_LAST, start)) as rows:
        for row in rows:
            size -= len(row.text or row.operations)
            if found and (size < 0 or len(found) >= count):
                break
            found.append(json.loads(row.text) if row.text is not None else change_set(row))
            if row.doubted:
                doubted.append(row.cs_id)
    return Archived(found, doubted)


def recovered(connection: Connection, epoch: str) -> None:
    """Begin the new epoch: own work goes again, all streams are pulled afresh, what is shown stays."""
    _device, incarnation, _last = incarnated(connection)
    # Within an epoch the city keeps what it lent on a request whose answer was lost: asked again, it comes.
    connection.exec_driver_sql(
        "UPDATE lease_requests SET request = NULL WHERE EXISTS (SELECT 1 FROM sync_link WHERE epoch <> ?)",
        (epoch,),
    )
    connection.exec_driver_sql("UPDATE sync_link SET epoch = ?, recovering = NULL", (epoch,))
    connection.exec_driver_sql(_CLOSED_AGAIN, (CLOSED,))
    reopen(connection, "incarnation = ? AND state <> 'closed'", (incarnation,), "new")
    reopen(connection, "incarnation <> ? AND state <> 'closed'", (incarnation,), "answered")
    # What a person settled stays out of view, but its place was one of the former log.
    displace(connection, "state = 'closed'", (), "closed")
    connection.exec_driver_sql("UPDATE tail SET rank = coalesce(seq, rank), seq = NULL")
    connection.exec_driver_sql("UPDATE base_images SET stale = 1")
    connection.exec_driver_sql("DELETE FROM conflicts")
    for (name,) in connection.exec_driver_sql("SELECT name FROM sync_streams").all():
        stream = Stream.read(connection, name)
        stream.restart()
        stream.keep(connection)


def rebuilt(connection: Connection, wire: Wire, name: str) -> Pulled:
    """Let what is shown follow the images pulled afresh; stops when too much would be lost by it."""
    stream = Stream.read(connection, name)
    before = _shown(connection, stream.town)
    attempt = connection.begin_nested()
    lost = _replaced(connection, wire, stream, before)
    if not stream.allowed and wiped(lost, before):
        attempt.rollback()
        stream.stopped = WIPE
        stream.keep(connection)
        return Pulled(0, WIPE)
    attempt.commit()
    if stream.town:  # own work is the town's; what the city publishes has none
        show(connection, wire, Gathered(stream.town, {}), _unborn(connection))
    stream.rebuilding, stream.allowed = False, False
    stream.keep(connection)
    return Pulled(0)


def _replaced(connection: Connection, wire: Wire, stream: Stream, before: int) -> int:
    """Show the images pulled afresh, drop what is stale; returns how many records were lost or replaced."""
    stale = [
        (coll, record_id) for coll, record_id in connection.exec_driver_sql(_STALE, (stream.name,)).all()
    ]
    changed = sum(
        show(connection, wire, Gathered(stream.town, part), ()) for part in _portions(connection, stream.name)
    )
    connection.exec_driver_sql("DELETE FROM base_images WHERE stream = ? AND stale = 1", (stream.name,))
    dropped = show(connection, wire, Gathered(stream.town, {}), stale)
    added = _shown(connection, stream.town) - before + dropped
    return changed - added + dropped


def _unborn(connection: Connection) -> list[Key]:
    """Return records that only own pending work knows; what went out of view before comes back with it."""
    return [(coll, record_id) for coll, record_id in connection.exec_driver_sql(_UNBORN).all()]


def _portions(connection: Connection, name: str) -> Iterator[Mapping[Key, Image]]:
    after = ("", "")
    while True:
        rows = connection.exec_driver_sql(_IMAGES, (name, *after, _PORTION)).all()
        if not rows:
            return
        yield {(row[0], row[1]): image_of(*row) for row in rows}
        after = (rows[-1][1], rows[-1][0])


def _shown(connection: Connection, town: str) -> int:
    """Return how many records of a town there are to see."""
    counts = (f"SELECT count(*) AS n FROM {each.table} WHERE town = :town" for each in shapes().values())  # noqa: S608 - names of our own tables
    query = f"SELECT sum(n) FROM ({' UNION ALL '.join(counts)})"  # noqa: S608 - as above
    return int(connection.exec_driver_sql(query, {"town": town}).scalar_one())
