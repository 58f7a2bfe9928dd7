"""Training (培训学时): hours per officer and year, examinations, who lacks hours before the yearly check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

from app.domain.attendance import Attendance
from app.domain.officer import Establishment, Officer
from app.domain.training_session import TrainingSession


@dataclass(frozen=True, slots=True)
class Hours:
    """What one officer attended in a year (年度学时).

    Attributes:
        failed: Titles of the examinations not passed.
    """

    officer: Officer
    year: int
    hours: int
    required: int
    sessions: int
    failed: tuple[str, ...] = ()

    @property
    def lacking(self) -> int:
        """How many hours are missing."""
        return max(0, self.required - self.hours)

    @property
    def words(self) -> str:
        """The state in words."""
        exams = f"；考试未合格：{'、'.join(self.failed)}" if self.failed else ""
        return (f"缺{self.lacking}学时" if self.lacking else "学时已满") + exams


def passed(session: TrainingSession, attendance: Attendance) -> bool:
    """Tell whether somebody passed an examination; without a score nobody did."""
    try:
        return attendance.present and Decimal(attendance.score) >= session.pass_mark
    except InvalidOperation:
        return False


def year_hours(
    officers: Iterable[Officer],
    sessions: Iterable[TrainingSession],
    attended: Iterable[Attendance],
    year_required: tuple[int, int],
) -> tuple[Hours, ...]:
    """Return the hours of every officer in a year; ``year_required`` is the year and the hours it asks for.

    An examination that was repeated counts as passed once any try was.
    """
    year, required = year_required
    held = {each.id: each for each in sessions if each.on.year == year}
    own: defaultdict[UUID, list[Attendance]] = defaultdict(list)
    for each in attended:
        if each.session_id in held:
            own[each.officer_id].append(each)
    return tuple(
        _hours(officer, own[officer.id], held, (year, required))
        for officer in officers
        if officer.establishment is not Establishment.AUXILIARY
    )


def _hours(
    officer: Officer,
    attended: list[Attendance],
    held: Mapping[UUID, TrainingSession],
    year_required: tuple[int, int],
) -> Hours:
    year, required = year_required
    there = {each.session_id: each for each in attended if each.present}
    tried: dict[str, bool] = {}
    for each in attended:
        session = held[each.session_id]
        if session.exam:
            tried[session.title] = tried.get(session.title, False) or passed(session, each)
    failed = tuple(title for title, good in tried.items() if not good)
    return Hours(officer, year, sum(held[each].hours for each in there), required, len(there), failed)
