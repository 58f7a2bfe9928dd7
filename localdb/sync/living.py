"""Living records (现有记录): what is here of many records, each kind asked once for all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from localdb.asking import AT_ONCE
from localdb.records import tables
from localdb.sync.shapes import shapes
from localdb.sync.wire import identity_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from sqlalchemy import Column, Connection

Key = tuple[str, str]
"""The wire's name of a kind and a record's identity, as the wire writes it."""


def living(connection: Connection, keys: Iterable[Key]) -> dict[Key, Any]:
    """Return those of some records that are here and have a kind."""
    asked: dict[str, dict[UUID, str]] = defaultdict(dict)
    for coll, record_id in keys:
        identity = identity_in(record_id)
        if coll in shapes() and identity is not None:
            asked[coll][identity] = record_id
    found: dict[Key, Any] = {}
    for coll, ids in asked.items():
        kind = shapes()[coll].kind
        for row in rows_where(connection, tables()[kind].c.id, sorted(ids)):
            found[coll, ids[row.id]] = kind(*row)
    return found


def rows_where(connection: Connection, column: Column[Any], values: list[UUID]) -> Iterator[Any]:
    """Return whole rows with one of some values in a column, by their ids within a portion."""
    table = column.table
    for start in range(0, len(values), AT_ONCE):
        query = select(table).where(column.in_(values[start : start + AT_ONCE])).order_by(table.c.id)
        yield from connection.execute(query)
