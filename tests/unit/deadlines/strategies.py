"""Days and stretches for property tests, inside the published calendars."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from app.rules.deadlines.spans import Span, Stop

FIRST, LAST = date(2022, 1, 1), date(2025, 12, 31)


def days(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[date]:
    """Any day of the years in which every rule has one edition."""
    return st.dates(first, last)


def spans(longest: int = 40) -> st.SearchStrategy[Span]:
    """A stretch of one to ``longest`` days."""
    return st.builds(
        lambda first, more: Span(first, first + timedelta(days=more)),
        days(),
        st.integers(0, longest - 1),
    )


def spans_near(start: date, longest: int = 30) -> st.SearchStrategy[Span]:
    """A stretch that touches the half year around ``start``."""
    return st.builds(
        lambda offset, more: Span(start + timedelta(days=offset), start + timedelta(days=offset + more)),
        st.integers(-20, 130),
        st.integers(0, longest - 1),
    )


def stops(every: list[Span]) -> tuple[Stop, ...]:
    """The stretches as stops without a named cause."""
    return tuple(Stop(each) for each in every)
