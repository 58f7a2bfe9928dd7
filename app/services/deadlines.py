"""Deadlines of all cases (期限一览): derived from the cases, counted and listed for the home page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.deadline import Deadline
from app.domain.inspection import InspectionTask
from app.domain.record import RecordNotFoundError
from app.rules.case_clock import case_deadlines, case_events
from app.rules.deadlines.clock import fingerprint, open_deadlines
from app.rules.deadlines.given import as_text, day_of
from app.rules.inspection_clock import task_deadlines
from app.services.case_reading import read_case_file
from app.services.law import law_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.ports import Deadlines, UnitOfWork
    from app.rules.deadlines.clock import OpenDeadline
    from app.rules.deadlines.law import Law
    from app.services.office import Office

SOON, NEAR = 2, 7
"""Working days within which a limit is pressing, and within which it is near."""
_BATCH = 50
_EVER = 36_500
_DERIVED = "2"
"""Raised when something new is derived, so that every store derives all anew."""


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many of the office's limits are overdue, near, and later (期限计数); 2 and 7 working days."""

    overdue: int
    soon: int
    near: int
    later: int


@dataclass(frozen=True, slots=True)
class DueEdges:
    """The days that part the counts (期限分界): before ``today`` overdue, then up to each edge."""

    today: date
    soon: date
    near: date

    @classmethod
    def on(cls, law: Law, today: date) -> DueEdges:
        """Return the edges of a day: the day after the second and after the seventh working day."""
        day = timedelta(days=1)
        return cls(today, law.calendar.after(today, SOON) + day, law.calendar.after(today, NEAR) + day)


class DeadlineDesk:
    """期限台: brings the derived table up to date and answers from it."""

    def __init__(self, office: Office, table: Deadlines) -> None:
        self._office = office
        self._table = table

    def refresh(self, told: Callable[[int, int], bool] | None = None) -> int:
        """Derive anew what changed in the signed-in town, and return how many cases that were.

        Args:
            told: Called with done and whole number after each batch; answers whether to go on. What
                was not reached stays marked and is done at the next call.
        """
        town = self._office.who().town
        with self._office.read() as work:
            law = law_of(work, town)
        stale = self._table.stale(f"{law.version} {_DERIVED}", town)
        for start in range(0, len(stale), _BATCH):
            some = stale[start : start + _BATCH]
            with self._office.read() as work:
                derived = [(case_id, seen, _derived(work, law, case_id)) for case_id, seen in some]
            self._table.keep(derived)
            if told is not None and not told(start + len(some), len(stale)):
                return start + len(some)
        return len(stale)

    def counts(self) -> DueCounts:
        """Return the counts of today for the signed-in town, from the table as it stands."""
        town, edges = self._office.who().town, self.edges()
        far = edges.today + timedelta(days=_EVER)
        return DueCounts(*self._table.counts(town, (edges.today, edges.soon, edges.near, far)))

    def edges(self) -> DueEdges:
        """Return the days that part the counts today."""
        with self._office.read() as work:
            law = law_of(work, self._office.who().town)
        return DueEdges.on(law, self._office.clock.today())

    def between(self, first: date | None, end: date) -> Sequence[Deadline]:
        """Return the office's own limits from a day (or from ever) to before another, nearest first."""
        return self._table.between(self._office.who().town, first, end)

    def of_case(self, case_id: UUID) -> tuple[tuple[OpenDeadline, ...], Law]:
        """Return every running limit of a case with its explanation, computed now, and the law used."""
        with self._office.read() as work:
            file = read_case_file(work, case_id)
            law = law_of(work, file.case.town)
        return case_deadlines(law, file), law

    def of_task(self, task_id: UUID) -> tuple[tuple[OpenDeadline, ...], Law]:
        """Return the running limit of an inspection task with its explanation, and the law used."""
        with self._office.read() as work:
            task = work.of(InspectionTask).get(task_id)
            law = law_of(work, task.town)
        return task_deadlines(law, task), law


def derive(law: Law, file: CaseFile) -> tuple[Deadline, ...]:
    """Return what the local table keeps of a case's running limits; none once it may not change any more."""
    if file.case.read_only:
        return ()
    events = case_events(file)
    inputs = fingerprint(law, events)
    return tuple(
        replace(_kept(law, each, file.case.id, file.case.town), inputs=inputs)
        for each in open_deadlines(law, events)
    )


def _kept(law: Law, limit: OpenDeadline, record_id: UUID, town: str) -> Deadline:
    return Deadline(
        case_id=record_id,
        town=town,
        rule=limit.rule,
        subject=limit.subject,
        name=limit.result.name,
        legal_due=as_text(limit.legal_due),
        safe_due=day_of(limit.safe_due),
        holder=limit.result.holder.value,
        severity=limit.severity.value,
        article=limit.result.article,
        provisional=limit.result.provisional,
        law=law.version,
        calendar=law.calendar.version,
    )


def _derived(work: UnitOfWork, law: Law, record_id: UUID) -> tuple[Deadline, ...]:
    """Derive the limits of a case, or of an inspection task where the id is that of one.

    What is not here, or cannot be read before the program is newer, has none until it comes.
    """
    tasks = work.of(InspectionTask).find(id=record_id)
    if not tasks:
        try:
            return derive(law, read_case_file(work, record_id))
        except RecordNotFoundError:
            return ()
    return tuple(_kept(law, each, task.id, task.town) for task in tasks for each in task_deadlines(law, task))
