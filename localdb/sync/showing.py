"""What the clerk sees (所见): the server's images with own pending work laid over, in rows and index."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.act import Act
from app.domain.evidence import Evidence
from app.domain.party import Party
from app.domain.penalty import Penalty
from localdb.asking import rows_of
from localdb.deadlines import mark_stale
from localdb.search.index import refresh_index
from localdb.sync.shapes import row_of, shapes
from localdb.sync.wire import identity_in, image_of
from localdb.touched import Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from localdb.sync.settling import Key
    from localdb.sync.shapes import Stored
    from localdb.sync.wire import Image, Wire

MOVING = frozenset((Act, Evidence, Party, Penalty))
"""Kinds of records that go from one case to another (并案与分案)."""
_PENDING = "SELECT coll, record_id, place FROM pending WHERE record_id IN (?) ORDER BY place"
_OPERATIONS = "SELECT place, operations FROM outbox WHERE place IN (?)"
_IMAGES = "SELECT coll, record_id, version, deleted, fields FROM base_images WHERE record_id IN (?)"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Images of one town to be shown, with the rows already made of some of them."""

    town: str
    images: Mapping[Key, Image]
    rows: Mapping[Key, Stored | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Changes:
    """Rows to write and to drop, by table; and whom search and time limits must hear of."""

    written: dict[str, list[Stored]] = field(default_factory=lambda: defaultdict(list))
    dropped: dict[str, list[tuple[bytes]]] = field(default_factory=lambda: defaultdict(list))
    touches: list[Touch] = field(default_factory=list)


def show(connection: Connection, wire: Wire, gathered: Gathered, others: Iterable[Key]) -> int:
    """Bring the rows of records up to date; returns how many rows were changed or dropped.

    Args:
        connection: A transaction of the exchange.
        wire: The wire's rules.
        gathered: Images just pulled.
        others: Further records whose pending work changed; their images are read.
    """
    images = gathered.images
    known = {**_images(connection, [key for key in others if key not in images]), **images}
    pending = _pending(connection, known)
    changes = _Changes()
    gone = [key for key, image in known.items() if image is None]
    _note_cases(connection, changes, [*gone, *(key for key in known if _moves(key))])
    for key, image in known.items():
        if key[0] not in shapes():
            continue
        if key in pending or key not in gathered.rows:
            laid = wire.shown(image, pending.get(key, ()))
            row = None if laid is None else row_of(*key, gathered.town, laid)
        else:
            laid, row = image, gathered.rows[key]
        _put(changes, key, laid, row)
    return _write(connection, changes)


def _moves(key: Key) -> bool:
    return key[0] in shapes() and shapes()[key[0]].kind in MOVING


def _note_cases(connection: Connection, changes: _Changes, keys: Iterable[Key]) -> None:
    """Let search and time limits hear of the case whose row a record still is.

    It may be another than the image tells: the record moved, or the server never had it.
    """
    ids: dict[str, dict[bytes, None]] = defaultdict(dict)
    for coll, record_id in keys:
        identity = identity_in(record_id)
        if identity is not None and coll in shapes() and "case_id" in shapes()[coll].writers:
            ids[coll][identity.bytes] = None
    for coll, some in ids.items():
        shape = shapes()[coll]
        query = f"SELECT id, case_id FROM {shape.table} WHERE id IN (?) AND case_id IS NOT NULL"  # noqa: S608 - the name of our own table
        rows = rows_of(connection, query, list(some))
        changes.touches += [Touch(shape.kind, UUID(bytes=row[0]), UUID(bytes=row[1])) for row in rows]


def _put(changes: _Changes, key: Key, image: Image | None, row: Stored | None) -> None:
    shape, identity = shapes()[key[0]], identity_in(key[1])
    if identity is None:
        return
    if image is not None and row is not None and not image["deleted"]:
        changes.written[shape.upsert].append(row)
    else:
        changes.dropped[shape.delete].append((identity.bytes,))
    case_id = None if image is None else identity_in(image["fields"].get("case_id"))
    changes.touches.append(Touch(shape.kind, identity, case_id))


def _write(connection: Connection, changes: _Changes) -> int:
    statements = (*changes.written.items(), *changes.dropped.items())
    changed = sum(connection.exec_driver_sql(statement, rows).rowcount for statement, rows in statements)
    if changed:
        refresh_index(connection, changes.touches)
        mark_stale(connection, changes.touches)
    return changed


def _images(connection: Connection, keys: Sequence[Key]) -> dict[Key, Image | None]:
    found: dict[Key, Image | None] = dict.fromkeys(keys)
    for row in rows_of(connection, _IMAGES, [record_id for _coll, record_id in keys]):
        if (row[0], row[1]) in found:
            found[row[0], row[1]] = image_of(*row)
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
