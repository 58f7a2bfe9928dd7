"""Excluded time (扣除期间): stretches of days that do not count, merged and clipped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.deadlines.calendar import DAY, Calendar
from app.rules.deadlines.terms import Cause


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of days (期间), first and last day included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Stop:
    """Time that may be left out (扣除), with what proves it.

    Attributes:
        cause: Why the clock stood still; ``None`` when the paper does not say.
        document: The document that proves it, as cited on paper; may be empty.
        told_in_writing: Whether the party was told of the stretch in writing.
    """

    span: Span
    cause: Cause | None = None
    document: str = ""
    told_in_writing: bool = True


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join stretches that overlap or touch, whatever their order."""
    found: list[Span] = []
    for each in sorted(spans):
        if found and each.first <= found[-1].last + DAY:
            found[-1] = Span(found[-1].first, max(found[-1].last, each.last))
        else:
            found.append(each)
    return tuple(found)


def clipped(spans: Iterable[Span], after: date, through: date) -> tuple[Span, ...]:
    """Cut stretches to the days after ``after`` up to ``through``; drop those outside."""
    return tuple(
        Span(max(each.first, after + DAY), min(each.last, through))
        for each in spans
        if each.first <= through and each.last > after
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts days that are not excluded (扣除后的计数); ``spans`` are merged."""

    calendar: Calendar
    spans: tuple[Span, ...]

    def days_after(self, day: date, count: int) -> date:
        """Return the ``count``-th calendar day after ``day`` that is not excluded."""
        end = day + timedelta(days=count)
        for each in clipped(self.spans, day, date.max) if count else ():
            if each.first > end:
                break
            end += timedelta(days=each.days)
        return end

    def working_days_after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day`` that is not excluded."""
        end = self.calendar.after(day, count)
        left_out = self._working_days_out(day, end)
        while self.calendar.after(day, count + left_out) != end:
            end = self.calendar.after(day, count + left_out)
            left_out = self._working_days_out(day, end)
        return end

    def _working_days_out(self, after: date, through: date) -> int:
        cut = clipped(self.spans, after, through)
        return sum(self.calendar.working_days(each.first, each.last) for each in cut)
