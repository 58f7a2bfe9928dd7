"""When digests disagree (摘要不符): one bucket of images replaced record by record, never the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localdb.sync.page import keep_images
from localdb.sync.showing import Gathered, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from localdb.sync.streams import Stream
    from localdb.sync.wire import Wire

_ALL = "SELECT coll, record_id, version, deleted, fields FROM base_images WHERE stream = ? AND stale = 0"
_DROP = "DELETE FROM base_images WHERE coll = ? AND record_id = ?"


def repair(
    connection: Connection, wire: Wire, stream: Stream, bucket: int, records: Sequence[Mapping[str, Any]]
) -> int:
    """Take the server's images of a bucket where ours differ; returns how many did."""
    name = stream.name
    ours = {
        (coll, record_id): (version, bool(deleted))
        for coll, record_id, version, deleted, _fields in connection.exec_driver_sql(_ALL, (name,))
        if wire.bucket(coll, record_id) == bucket
    }
    theirs = {(each["coll"], each["id"]): each for each in records}
    differing = {
        key: image
        for key, image in theirs.items()
        if ours.get(key) != (image["version"], bool(image["deleted"]))
    }
    foreign = [key for key in ours if key not in theirs]
    rows = keep_images(connection, stream, wire, differing)
    for coll, record_id in foreign:
        version, deleted = ours[coll, record_id]
        stream.count(wire, coll, record_id, version, None)
        stream.records -= not deleted
        connection.exec_driver_sql(_DROP, (coll, record_id))
    show(connection, wire, Gathered(stream.town, differing, rows), foreign)
    stream.keep(connection)
    return len(differing) + len(foreign)
