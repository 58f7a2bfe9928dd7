"""What the clerk sees (所见): the server's images with own pending work laid over, in rows and index."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from localdb.asking import rows_of
from localdb.deadlines import mark_stale
from localdb.search.index import refresh_index
from localdb.sync.shapes import OddFieldError, Shape, shapes
from localdb.touched import Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from localdb.sync.settling import Key
    from localdb.sync.wire import Image, Wire

_PENDING = "SELECT coll, record_id, place FROM pending WHERE record_id IN (?) ORDER BY place"
_OPERATIONS = "SELECT place, operations FROM outbox WHERE place IN (?)"
_IMAGES = "SELECT coll, record_id, version, deleted, fields, town FROM base_images WHERE record_id IN (?)"


@dataclass(slots=True)
class _Changes:
    """Rows to write and to drop, by table; and whom search and time limits must hear of."""

    written: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    dropped: dict[str, list[tuple[bytes]]] = field(default_factory=lambda: defaultdict(list))
    touches: list[Touch] = field(default_factory=list)


def show(
    connection: Connection, wire: Wire, town: str, images: Mapping[Key, Image], others: Iterable[Key]
) -> int:
    """Bring the rows of records up to date; returns how many rows were changed or dropped.

    Args:
        connection: A transaction of the exchange.
        wire: The wire's rules.
        town: Town of the records.
        images: Images just pulled.
        others: Further records whose pending work changed; their images are read.
    """
    known = {**_images(connection, [key for key in others if key not in images]), **images}
    pending = _pending(connection, known)
    changes = _Changes()
    for key, image in known.items():
        shape = shapes().get(key[0])
        if shape is not None:
            laid = wire.shown(image, pending[key]) if key in pending else image
            _put(changes, shape, key[1], town, laid)
    return _write(connection, changes)


def _put(changes: _Changes, shape: Shape, record_id: str, town: str, image: Image | None) -> None:
    row = None if image is None or image["deleted"] else _readable(shape, record_id, town, image)
    identity = _identity(record_id)
    if row is not None:
        changes.written[shape.upsert].append(row)
    elif identity is not None:
        changes.dropped[shape.delete].append((identity.bytes,))
    if identity is not None:
        case_id = image["fields"].get("case_id") if image is not None else None
        changes.touches.append(Touch(shape.kind, identity, _identity(case_id)))


def _readable(shape: Shape, record_id: str, town: str, image: Image) -> tuple[Any, ...] | None:
    try:
        return shape.row(record_id, town, image["fields"])
    except OddFieldError:
        return None


def _identity(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _write(connection: Connection, changes: _Changes) -> int:
    statements = (*changes.written.items(), *changes.dropped.items())
    changed = sum(connection.exec_driver_sql(statement, rows).rowcount for statement, rows in statements)
    if changed:
        refresh_index(connection, changes.touches)
        mark_stale(connection, changes.touches)
    return changed


def _images(connection: Connection, keys: Sequence[Key]) -> dict[Key, Image | None]:
    found: dict[Key, Image | None] = dict.fromkeys(keys)
    for coll, record_id, version, deleted, fields, _town in rows_of(
        connection, _IMAGES, [record_id for _coll, record_id in keys]
    ):
        if (coll, record_id) in found:
            found[coll, record_id] = {
                "coll": coll,
                "id": record_id,
                "version": version,
                "deleted": bool(deleted),
                "fields": json.loads(fields),
            }
    return found


def _pending(connection: Connection, keys: Iterable[Key]) -> dict[Key, list[Mapping[str, Any]]]:
    """Return the operations not yet settled on records, in the order they were made."""
    rows = rows_of(connection, _PENDING, [record_id for _coll, record_id in keys])
    texts = dict(tuple(each) for each in rows_of(connection, _OPERATIONS, list({row[2] for row in rows})))
    read = {place: json.loads(text) for place, text in texts.items()}
    found: dict[Key, list[Mapping[str, Any]]] = defaultdict(list)
    for coll, record_id, place in sorted(rows, key=lambda row: row[2]):
        mine = (op for op in read[place] if (op["coll"], op["id"]) == (coll, record_id))
        found[coll, record_id] += mine
    return found
