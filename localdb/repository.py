"""All records of one kind in one transaction: rows and frozen records share their attribute names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import bindparam, delete, insert, select, update

from app.domain.errors import AppError
from app.domain.record import Record, RecordNotFoundError
from app.ports import Beginning
from localdb.asking import AT_ONCE
from localdb.records import tables

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy import Connection, Select, Table

    from localdb.outbox import Journal

T = TypeVar("T", bound=Record)
_END = "__end"
_LAST = "\U0010ffff"
"""Sorts behind every character that a text may go on with."""


class NotDeletedError(AppError):
    """A record was to be brought back that is there."""

    code = "record.not_deleted"
    hint = "请刷新后查看。"

    def __init__(self) -> None:
        super().__init__("这条记录没有被删除，或者已经恢复。")


class SqlRecords(Generic[T]):
    """Reads and keeps the records of one kind."""

    def __init__(self, connection: Connection, kind: type[T], journal: Journal) -> None:
        self._connection = connection
        self._kind = kind
        self._table = tables()[kind]
        self._journal = journal

    def get(self, record_id: UUID) -> T:
        """Return one record, or raise ``RecordNotFoundError``."""
        found = self._read(record_id)
        if found is None:
            raise RecordNotFoundError(self._kind, record_id)
        return found

    def find(self, **equal: object) -> tuple[T, ...]:
        """Return the records of these attributes by id: oldest first, but for ids made of a key."""
        starts = {name: value.text for name, value in equal.items() if isinstance(value, Beginning)}
        given = {name: value for name, value in equal.items() if value is not None and name not in starts}
        absent = tuple(name for name, value in equal.items() if value is None)
        query = _query(self._table, tuple(given), absent, tuple(starts))
        ends = {f"{name}{_END}": f"{text}{_LAST}" for name, text in starts.items()}
        rows = self._connection.execute(query, {**given, **starts, **ends})
        return tuple(self._kind(*row) for row in rows)

    def among(self, ids: Collection[UUID]) -> tuple[T, ...]:
        """Return those records of some identities that are here, by id."""
        names = tuple(self._table.c.keys())
        return tuple(self._kind(*row) for row in self.glance(ids, *names))

    def glance(self, ids: Collection[UUID], *names: str) -> tuple[tuple[Any, ...], ...]:
        """Return some attributes of the records of some identities, by id, and read no more of them."""
        query, asked = _some(self._table, names), sorted(ids)
        portions = (asked[start : start + AT_ONCE] for start in range(0, len(asked), AT_ONCE))
        return tuple(
            tuple(row) for some in portions for row in self._connection.execute(query, {"ids": some})
        )

    def save(self, record: T) -> None:
        """Add or replace a record; a record that did not change is not written."""
        old = self._read(record.id)
        if old != record:
            self._write(old, record)

    def remove(self, record: T, reason: str) -> None:
        """Delete a record for a reason told by a person."""
        table = self._table
        self._connection.execute(delete(table).where(table.c.id == record.id))
        self._journal.note(record.id, record, record).remove(reason)

    def revive(self, old: T, record: T) -> None:
        """Bring a record back that was deleted as ``old``."""
        if self._read(record.id) is not None:
            raise NotDeletedError
        self._connection.execute(insert(self._table).values(self._values(record)))
        self._journal.note(record.id, old, record).revived = True

    def decide(self, record: T, conflict: str, fields: Collection[str]) -> None:
        """Save a record as a person decided it, which settles a conflict about some of its fields."""
        old = self._read(record.id)
        if old is None:
            raise RecordNotFoundError(self._kind, record.id)
        self._write(old, record)
        change = self._journal.note(record.id, old, record)
        change.conflict, change.chosen = conflict, tuple(fields)

    def _write(self, old: T | None, record: T) -> None:
        values = self._values(record)
        if old is None:
            self._connection.execute(insert(self._table).values(values))
        else:
            before = self._values(old)
            changed = {name: value for name, value in values.items() if before[name] != value}
            if not changed:
                return
            same = self._table.c.id == record.id
            self._connection.execute(update(self._table).where(same).values(changed))
        self._journal.note(record.id, old, record)

    def _read(self, record_id: UUID) -> T | None:
        row = self._connection.execute(_query(self._table, ("id",), ()), {"id": record_id}).one_or_none()
        return None if row is None else self._kind(*row)

    def _values(self, record: T) -> dict[str, Any]:
        return {name: getattr(record, name) for name in self._table.c.keys()}  # noqa: SIM118 - iterating gives columns


@cache
def _query(
    table: Table, given: tuple[str, ...], absent: tuple[str, ...], starts: tuple[str, ...] = ()
) -> Select[Any]:
    """Return the query of records by columns; built once, for building one costs as much as running it."""
    met = [table.c[name] == bindparam(name) for name in given]
    missing = [table.c[name].is_(None) for name in absent]
    # A range, not LIKE: that an index serves, and no character in it means another.
    begun = [table.c[name].between(bindparam(name), bindparam(f"{name}{_END}")) for name in starts]
    return select(table).where(*met, *missing, *begun).order_by(table.c.id)


@cache
def _some(table: Table, names: tuple[str, ...]) -> Select[Any]:
    """Return the query of some columns by a list of ids; built once, as ``_query`` is."""
    listed = table.c.id.in_(bindparam("ids", expanding=True))
    return select(*(table.c[name] for name in names)).where(listed).order_by(table.c.id)
