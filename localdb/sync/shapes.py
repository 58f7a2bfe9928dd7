"""From a record as the server tells it to the row that shows it, without a detour through the domain."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Boolean, Integer
from sqlalchemy.dialects import sqlite

from localdb.columns import DayColumn, JsonColumn, MomentColumn, MoneyColumn, UuidColumn, WordColumn
from localdb.outbox import canonical
from localdb.records import tables

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

Write = Callable[[Any], Any]
Stored = tuple[Any, ...]
"""The values of a row in the order of its statement."""

_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")
_LARGEST = 2**63
_EMPTY: Mapping[type, str] = {tuple: "[]", dict: "{}"}


class OddFieldError(ValueError):
    """A value that this version of the program cannot read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of record lies in its table.

    Attributes:
        writers: For each field of the record, in the order of the statement: how it is stored.
        defaults: What is stored for a field the server does not know yet.
        layout: All that decides how an image is read; another where another program would read it otherwise.
    """

    kind: type
    table: str
    writers: Mapping[str, Write]
    defaults: Mapping[str, Any]
    upsert: str
    delete: str
    layout: str

    def row(self, record_id: str, town: str, told: Mapping[str, Any]) -> Stored:
        """Return the values of the row, or raise ``OddFieldError``."""
        try:
            stored = [
                write(told[name]) if name in told else self.defaults[name]
                for name, write in self.writers.items()
            ]
            return (id_bytes(record_id), town, *stored)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise OddFieldError(self.table) from error


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shape of every kind of record, by the name the wire has for it."""
    return {wire_name(kind): _shape(kind, table) for kind, table in tables().items()}


def row_of(coll: str, record_id: str, town: str, image: Mapping[str, Any]) -> Stored | None:
    """Return the row that shows an image; ``None`` where this version cannot read it."""
    shape = shapes().get(coll)
    try:
        return None if shape is None else shape.row(record_id, town, image["fields"])
    except OddFieldError:
        return None


def id_bytes(record_id: str) -> bytes:
    """Return an identity as it is stored."""
    return UUID(record_id).bytes


def wire_name(kind: type) -> str:
    """Return the name the wire has for a kind of record."""
    return _WORD_START.sub("_", kind.__name__).lower()


def _shape(kind: type, table: Table) -> Shape:
    columns = [each for each in table.columns if each.name not in ("id", "town")]
    names = ["id", "town", *(each.name for each in columns)]
    quoted = [f'"{each}"' for each in names]
    marks = ",".join("?" * len(names))
    rest = quoted[1:]
    sets = ",".join(f"{each}=excluded.{each}" for each in rest)
    differs = f"({','.join(rest)}) IS NOT ({','.join(f'excluded.{each}' for each in rest)})"
    upsert = (
        f"INSERT INTO {table.name} ({','.join(quoted)}) VALUES ({marks})"  # noqa: S608 - names of our own tables
        f" ON CONFLICT (id) DO UPDATE SET {sets} WHERE {differs}"
    )
    writers = {each.name: _writer(each) for each in columns}
    remove = f"DELETE FROM {table.name} WHERE id = ?"  # noqa: S608 - the name of our own table
    defaults = _defaults(kind, table)
    layout = canonical({each.name: [_told(each), repr(defaults.get(each.name))] for each in columns})
    return Shape(kind, table.name, writers, defaults, upsert, remove, layout)


def _told(column: Column[Any]) -> list[object]:
    """Return what tells whether a value can stand in a column, as JSON."""
    of: Any = column.type
    words = sorted(each.value for each in of.words) if isinstance(of, WordColumn) else []
    holds = of.holds if isinstance(of, JsonColumn) else ""
    return [type(of).__name__, column.nullable, words, holds]


def _defaults(kind: Any, table: Table) -> dict[str, Any]:
    found = {}
    dialect = sqlite.dialect()
    for each in fields(kind):
        value = each.default_factory() if each.default_factory is not MISSING else each.default
        if value is MISSING or each.name not in table.c:
            continue
        bind = table.c[each.name].type.dialect_impl(dialect).bind_processor(dialect)
        found[each.name] = value if bind is None else bind(value)
    return found


def _writer(column: Column[Any]) -> Write:
    write = _plain_writer(column.type)
    if not column.nullable:
        return write
    return lambda value: None if value is None else write(value)


def _plain_writer(of: Any) -> Write:
    if isinstance(of, WordColumn):
        return _one_of(frozenset(each.value for each in of.words))
    if isinstance(of, JsonColumn):
        return _read_by(of.read)
    return next((write for kind, write in _WRITERS if isinstance(of, kind)), _text)


def _one_of(known: frozenset[str]) -> Write:
    def write(value: Any) -> Any:
        if value not in known:
            raise OddFieldError
        return value

    return write


def _read_by(read: Callable[[Any], Any]) -> Write:
    def write(value: Any) -> str:
        if not isinstance(value, list | dict):
            raise OddFieldError
        kept = read(value)
        return canonical(value) if value else _EMPTY[type(kept)]

    return write


def _moment(value: str) -> str:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise OddFieldError
    return found.astimezone(UTC).isoformat(timespec="microseconds")


def _day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _tick(value: Any) -> bool:
    if not isinstance(value, bool):
        raise OddFieldError
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not -_LARGEST <= value < _LARGEST:
        raise OddFieldError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise OddFieldError
    return value


_WRITERS: tuple[tuple[type, Write], ...] = (
    (MomentColumn, _moment),
    (DayColumn, _day),
    (UuidColumn, id_bytes),
    (Boolean, _tick),
    (MoneyColumn, _whole),
    (Integer, _whole),
)
