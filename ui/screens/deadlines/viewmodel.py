"""Brings the derived table of limits up to date, slice by slice, and reads what the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.rules.deadlines.given import day_of
from ui.jobs import CancelledError, Job
from ui.screens.case.deadlines import Limit, limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.deadline import Deadline
    from app.domain.errors import AppError
    from app.rules.deadlines.calendar import Calendar
    from app.services.deadlines import DueCounts
    from ui.jobs import Token
    from ui.screens.tools import Tools

SLICE = 0.4
"""Seconds one job derives for; other work of the window goes in between."""


@dataclass(frozen=True, slots=True)
class DueDays:
    """The limits of some days with their calendar (期限月历).

    Attributes:
        first: The first day asked for.
    """

    first: date
    today: date
    calendar: Calendar
    limits: Mapping[date, tuple[Deadline, ...]]


class DueRefresh(QObject):
    """Derives what changed, in slices that other work can go between; what is not reached stays marked.

    Signals:
        told: Done and whole number of cases, after each slice that leaves something to do.
        ended: How many cases were derived anew; all of them, or those until it was stopped.
    """

    told = Signal(int, int)
    ended = Signal(int)

    def __init__(self, tools: Tools, seconds: float = SLICE) -> None:
        super().__init__()
        self._tools, self._seconds = tools, seconds
        self._token: Token | None = None
        self._done = 0
        self._stopped = False

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        return self._token is not None

    @property
    def stopped(self) -> bool:
        """Whether it was stopped before its end."""
        return self._stopped

    def start(self) -> None:
        """Begin, or go on where it was stopped; while it runs this does nothing."""
        if self._token is None:
            self._done, self._stopped = 0, False
            self._next()

    def stop(self) -> None:
        """End after the batch in hand."""
        if self._token is not None:
            self._stopped = True
            self._token.cancel()

    def _next(self) -> None:
        self._token = self._tools.jobs.start(
            self, Job(self._slice, self._sliced, self._failed, broke=self._end)
        )

    def _slice(self, token: Token) -> tuple[int, int]:
        """Return how many cases were derived, and how many are left."""
        end, whole = monotonic() + self._seconds, 0

        def told(_done: int, total: int) -> bool:
            nonlocal whole
            whole = total
            return not token.cancelled and monotonic() < end

        done = self._tools.deadlines.refresh(told)
        return done, max(0, whole - done)

    def _sliced(self, outcome: tuple[int, int]) -> None:
        done, left = outcome
        self._done += done
        self._stopped = self._stopped and bool(left)
        if left and not self._stopped:
            self.told.emit(self._done, self._done + left)
        if left and not self._stopped:
            self._next()
        else:
            self._end()

    def _failed(self, error: AppError) -> None:
        self._end()
        if not isinstance(error, CancelledError):
            self._tools.notices.failed(error)

    def _end(self) -> None:
        self._token = None
        self.ended.emit(self._done)


class DeadlinesModel(QObject):
    """Counts, days and explanations, each read in the background; only the last answer asked for is shown.

    Signals:
        counted: The counts of today (``DueCounts``).
        explained: How the limit asked for last came about (``Limit``), or ``None`` when it runs no more.
        days_read: The limits of the days asked for last (``DueDays``).
    """

    counted = Signal(object)
    explained = Signal(object)
    days_read = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._asked: Deadline | None = None
        self._first: date | None = None

    def count(self) -> None:
        """Read the counts."""

        def done(found: DueCounts) -> None:
            self.counted.emit(found)

        self._tools.jobs.start(self, Job(lambda _token: self._tools.deadlines.counts(), done))

    def explain(self, limit: Deadline) -> None:
        """Compute a limit of a case again, with every step."""
        self._asked = limit

        def done(found: Limit | None) -> None:
            if self._asked is limit:
                self.explained.emit(found)

        self._tools.jobs.start(self, Job(lambda _token: self._why(limit), done))

    def read_days(self, first: date, end: date) -> None:
        """Read the limits from a day to before another, with the calendar."""
        self._first = first

        def done(found: DueDays) -> None:
            if found.first == self._first:
                self.days_read.emit(found)

        self._tools.jobs.start(self, Job(lambda _token: self._days(first, end), done))

    def _why(self, limit: Deadline) -> Limit | None:
        desk, reading = self._tools.deadlines, self._tools.reading
        file = None if limit.inspects else reading.open(limit.case_id)
        found, law = (desk.of_task if limit.inspects else desk.of_case)(limit.case_id)
        same = tuple(each for each in found if (each.rule, each.subject) == (limit.rule, limit.subject))
        nearest = sorted(same, key=lambda each: abs(day_of(each.safe_due) - limit.safe_due))[:1]
        return next(iter(limits(file, tuple(nearest), law, self._tools.clock.today())), None)

    def _days(self, first: date, end: date) -> DueDays:
        by_day: dict[date, list[Deadline]] = {}
        for each in self._tools.deadlines.between(first, end):
            by_day.setdefault(each.safe_due, []).append(each)
        return DueDays(
            first,
            self._tools.clock.today(),
            self._tools.law.current().calendar,
            {day: tuple(found) for day, found in by_day.items()},
        )
