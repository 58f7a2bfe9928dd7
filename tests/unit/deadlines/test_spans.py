"""Excluded time is merged whatever its order, and skipped day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.rules.deadlines.calendar import DAY, days_between
from app.rules.deadlines.calendar_file import published_calendar
from app.rules.deadlines.spans import Counted, Span, clipped, merged
from tests.unit.deadlines.strategies import days, spans

CALENDAR = published_calendar()


@given(st.lists(spans(), max_size=6).flatmap(lambda own: st.tuples(st.just(own), st.permutations(own))))
def test_merging_does_not_depend_on_the_order(both: tuple[list[Span], list[Span]]) -> None:
    assert merged(both[0]) == merged(both[1])


@given(st.lists(spans(), max_size=6))
def test_merging_keeps_exactly_the_days_and_leaves_gaps_between(own: list[Span]) -> None:
    joined = merged(own)

    kept = [day for each in joined for day in days_between(each.first, each.last)]
    assert set(kept) == {day for each in own for day in days_between(each.first, each.last)}
    assert len(kept) == len(set(kept))
    assert all(one.last + DAY < two.first for one, two in pairwise(joined))


@given(st.lists(spans(), max_size=6), days(), st.integers(0, 120))
def test_excluded_days_are_skipped_as_by_walking(own: list[Span], day: date, count: int) -> None:
    out = {each for span in own for each in days_between(span.first, span.last)}
    walked, left = day, count
    while left:
        walked += timedelta(days=1)
        left -= walked not in out

    assert Counted(CALENDAR, merged(own)).days_after(day, count) == walked


@given(st.lists(spans(), max_size=6), days(), st.integers(0, 70))
def test_excluded_working_days_are_skipped_as_by_walking(own: list[Span], day: date, count: int) -> None:
    out = {each for span in own for each in days_between(span.first, span.last)}
    walked, left = day, count
    while left:
        walked += timedelta(days=1)
        left -= walked not in out and CALENDAR.works(walked)

    assert Counted(CALENDAR, merged(own)).working_days_after(day, count) == walked


def test_clipping_keeps_only_the_days_inside() -> None:
    own = (Span(date(2025, 1, 1), date(2025, 1, 10)), Span(date(2025, 3, 1), date(2025, 3, 2)))

    cut = clipped(own, date(2025, 1, 4), date(2025, 1, 8))

    assert cut == (Span(date(2025, 1, 5), date(2025, 1, 8)),)
    assert cut[0].days == 4
