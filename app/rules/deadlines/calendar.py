"""Working-day calendar (工作日历): which days rest and which make-up days work, year by year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate

_FRIDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rest:
    """A stretch of rest days (放假调休) of one festival, first and last day included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year's arrangement (年度放假安排) as the State Council published it.

    Attributes:
        rest: Rest stretches, weekends inside them included.
        work: Saturdays and Sundays on which work is made up (调休上班).
    """

    year: int
    title: str
    source: str
    confidence: str
    rest: tuple[Rest, ...]
    work: tuple[date, ...]


class Calendar:
    """Counts working days (工作日) quickly; years without an arrangement have weekends only."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        self.years = {each.year: each for each in years}
        ordered = [self.years[year] for year in sorted(self.years)]
        self.version = sha256(repr(ordered).encode()).hexdigest()[:16]
        self._rest = {
            day: stretch.name
            for each in ordered
            for stretch in each.rest
            for day in days_between(stretch.first, stretch.last)
        }
        self._work = frozenset(day for each in ordered for day in each.work)
        changed = {day.toordinal(): -1 for day in self._rest if day.isoweekday() <= _FRIDAY}
        changed |= {day.toordinal(): 1 for day in self._work}
        self._changed = sorted(changed)
        self._sums = [0, *accumulate(changed[each] for each in self._changed)]

    def with_year(self, year: CalendarYear) -> Calendar:
        """Return a calendar that also knows ``year``, replacing an earlier one of that year."""
        return Calendar({**self.years, year.year: year}.values())

    def knows(self, day: date) -> bool:
        """Whether the arrangement of the day's year has been published and loaded."""
        return day.year in self.years

    def works(self, day: date) -> bool:
        """Whether the day is a working day."""
        if day.isoweekday() <= _FRIDAY:
            return day not in self._rest
        return day in self._work

    def makes_up(self, day: date) -> bool:
        """Whether the day is a Saturday or Sunday on which work is made up (调休上班)."""
        return day in self._work

    def rest_name(self, day: date) -> str:
        """Return why a day rests (春节, 周六 …), or an empty text for a working day."""
        if self.works(day):
            return ""
        return self._rest.get(day) or weekday(day)

    def working_days(self, first: date, last: date) -> int:
        """Count the working days from ``first`` to ``last``, both included; 0 if reversed."""
        if last < first:
            return 0
        return self._through(last.toordinal()) - self._through(first.toordinal() - 1)

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; ``day`` itself for 0."""
        if count == 0:
            return day
        start = day.toordinal()
        wanted = self._through(start) + count
        span = range(start, start + 2 * count + 60)
        return date.fromordinal(span[bisect_left(span, wanted, key=self._through)])

    def before(self, day: date, count: int) -> date:
        """Return the ``count``-th working day before ``day``; ``day`` itself for 0."""
        if count == 0:
            return day
        start = day.toordinal() - 1
        wanted = self._through(start) - count + 1
        span = range(start - 2 * count - 60, start + 1)
        return date.fromordinal(span[bisect_left(span, wanted, key=self._through)])

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it works, else the first working day after it."""
        return day if self.works(day) else self.after(day, 1)

    def on_or_before(self, day: date) -> date:
        """Return the day itself if it works, else the last working day before it."""
        return day if self.works(day) else self.before(day, 1)

    def rests_in(self, first: date, last: date) -> tuple[Rest, ...]:
        """Return the named rest stretches that touch the days given, cut to them, in order."""
        years = range(first.year, last.year + 2)
        return tuple(
            Rest(each.name, max(each.first, first), min(each.last, last))
            for year in years
            if year in self.years
            for each in self.years[year].rest
            if each.first <= last and each.last >= first
        )

    def made_up_in(self, first: date, last: date) -> tuple[date, ...]:
        """Return the make-up working days from ``first`` to ``last``, in order."""
        return tuple(sorted(day for day in self._work if first <= day <= last))

    def _through(self, ordinal: int) -> int:
        """Count the working days from 0001-01-01, a Monday, through a day."""
        weeks, rest = divmod(ordinal, 7)
        changes = self._sums[bisect_right(self._changed, ordinal)]
        return weeks * _FRIDAY + min(rest, _FRIDAY) + changes


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return every day from ``first`` to ``last``, both included; none if reversed."""
    return tuple(first + timedelta(days=each) for each in range((last - first).days + 1))


def weekday(day: date) -> str:
    """Return the Chinese name of the day of the week."""
    return "周" + "一二三四五六日"[day.weekday()]
