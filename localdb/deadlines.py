"""Running time limits of all cases (期限): a local table derived from the cases, never sent, never edited."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Index, delete, func, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.case import READ_ONLY, Case
from app.domain.deadline import Deadline
from app.domain.inspection import InspectionTask
from localdb.base import Row
from localdb.engine import READING
from localdb.records import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Engine

    from localdb.touched import Touch

# One statement for all counts, over one line a day: what takes the time is the way to the store.
_COUNT = (
    "(SELECT coalesce(sum(number), 0) FROM deadline_days"
    " WHERE town = :town AND safe_due >= :edge{start} AND safe_due < :edge{end})"
)


class DeadlineRow(Row):
    """One running time limit as derived; the partial index lists the office's own by day."""

    __tablename__ = "deadlines"
    __table_args__ = (Index("ix_deadlines_ours", "town", "safe_due", "ours", sqlite_where=text("ours = 1")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(index=True)
    town: Mapped[str]
    rule: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str]
    legal_due: Mapped[str]
    safe_due: Mapped[date]
    holder: Mapped[str]
    severity: Mapped[str]
    article: Mapped[str]
    provisional: Mapped[bool]
    law: Mapped[str]
    inputs: Mapped[str]
    calendar: Mapped[str]
    ours: Mapped[bool]


class DeadlineDayRow(Row):
    """How many of the office's own limits fall on one day; triggers keep it with every limit."""

    __tablename__ = "deadline_days"

    town: Mapped[str] = mapped_column(primary_key=True)
    safe_due: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]


class StaleClockRow(Row):
    """One change of a case after which its time limits must be derived again."""

    __tablename__ = "stale_clocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(index=True)


class LawUsedRow(Row):
    """The version of the law the table was last derived by; one row."""

    __tablename__ = "law_used"

    version: Mapped[str] = mapped_column(primary_key=True)


_OWN_LIMITS = (Case, InspectionTask)
"""Kinds whose limits hang on the record itself; those of others hang on their case."""


def mark_stale(connection: Connection, touches: Iterable[Touch]) -> None:
    """Remember, in the transaction that changes them, whose time limits must be derived again."""
    cases = {each.record_id if each.kind in _OWN_LIMITS else each.case_id for each in touches} - {None}
    if cases:
        marks = [(each.bytes,) for each in sorted(filter(None, cases))]
        connection.exec_driver_sql("INSERT INTO stale_clocks (case_id) VALUES (?)", marks)


class SqlDeadlines:
    """``Deadlines`` over the store; counts are answered by one line a day."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stale(self, law: str, town: str) -> Sequence[tuple[UUID, int]]:
        """Return what a town has to derive again, with the last change seen; all open cases for a new law."""
        with self._engine.begin() as connection:
            if connection.execute(select(LawUsedRow.version)).scalars().all() != [law]:
                _mark_all(connection)
                connection.execute(delete(LawUsedRow))
                connection.execute(insert(LawUsedRow).values(version=law))
            marks = StaleClockRow
            query = select(marks.case_id, func.max(marks.id)).group_by(marks.case_id)
            own = query.where(*(_of_no_other(kind, town) for kind in _OWN_LIMITS))
            return [(case_id, int(seen)) for case_id, seen in connection.execute(own)]

    def keep(self, derived: Sequence[tuple[UUID, int, Sequence[Deadline]]]) -> None:
        """Replace the time limits of cases; a change made since ``seen`` leaves its case stale."""
        with self._engine.begin() as connection:
            for case_id, seen, found in derived:
                connection.execute(delete(DeadlineRow).where(DeadlineRow.case_id == case_id))
                if found:
                    rows = [asdict(each) | {"ours": each.ours} for each in found]
                    connection.execute(insert(DeadlineRow), rows)
                done = (StaleClockRow.case_id == case_id, StaleClockRow.id <= seen)
                connection.execute(delete(StaleClockRow).where(*done))

    def counts(self, town: str, edges: Sequence[date]) -> Sequence[int]:
        """Return how many of the office's own limits lie before each edge, from the edge before it on."""
        days = ["", *(each.isoformat() for each in edges)]
        given = {"town": town} | {f"edge{number}": day for number, day in enumerate(days)}
        parts = (_COUNT.format(start=number, end=number + 1) for number in range(len(edges)))
        with self._read() as connection:
            return tuple(connection.execute(text(f"SELECT {', '.join(parts)}"), given).one())

    def between(self, town: str, first: date | None, end: date) -> Sequence[Deadline]:
        """Return the office's own limits from a day (or from ever) to before another, nearest first."""
        row = DeadlineRow
        wanted = [row.ours, row.town == town, row.safe_due < end]
        if first is not None:
            wanted.append(row.safe_due >= first)
        return self._found(*wanted)

    def of_case(self, case_id: UUID) -> Sequence[Deadline]:
        """Return every running limit of a case, nearest first."""
        return self._found(DeadlineRow.case_id == case_id)

    def _found(self, *wanted: object) -> Sequence[Deadline]:
        columns = [DeadlineRow.__table__.c[name] for name in Deadline.__dataclass_fields__]
        query = select(*columns).where(*wanted).order_by(DeadlineRow.safe_due, DeadlineRow.id)  # type: ignore[arg-type] # conditions of one table
        with self._read() as connection:
            return [Deadline(*each) for each in connection.execute(query)]

    def _read(self) -> Connection:
        return self._engine.connect().execution_options(**{READING: True})


def _of_no_other(kind: type, town: str) -> ColumnElement[bool]:
    """Return that a mark is not about a record of another town, whose own law its limits are derived by."""
    table = tables()[kind]
    foreign = select(table.c.id).where(table.c.id == StaleClockRow.case_id, table.c.town != town)
    return ~foreign.exists()


def _mark_all(connection: Connection) -> None:
    cases = tables()[Case]
    open_ones = select(cases.c.id).where(cases.c.status.not_in(list(READ_ONLY)))
    connection.execute(insert(StaleClockRow).from_select(["case_id"], open_ones))
    tasks = tables()[InspectionTask]
    not_public = select(tasks.c.id).where(tasks.c.checked_on.is_not(None), tasks.c.published_on.is_(None))
    connection.execute(insert(StaleClockRow).from_select(["case_id"], not_public))
