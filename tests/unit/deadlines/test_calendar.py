"""The working-day calendar agrees with a count by hand."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.deadlines.calendar import Calendar, days_between
from app.rules.deadlines.calendar_file import published_calendar

CALENDAR = published_calendar()
EVERY_DAY = days_between(date(2004, 1, 1), date(2026, 12, 31))


def test_every_day_of_2004_to_2026_works_or_rests_as_published() -> None:
    differing = [day for day in EVERY_DAY if CALENDAR.works(day) != chinese_calendar.is_workday(day)]

    assert len(EVERY_DAY) == 8401
    assert differing == []


def test_working_day_counts_agree_with_counting_one_by_one() -> None:
    count = 0
    for day in EVERY_DAY:
        count += chinese_calendar.is_workday(day)
        assert CALENDAR.working_days(EVERY_DAY[0], day) == count


@given(st.dates(date(2004, 3, 1), date(2026, 6, 1)), st.integers(1, 90))
def test_the_nth_working_day_after_a_day_is_found_as_by_walking(day: date, count: int) -> None:
    walked, left = day, count
    while left:
        walked += timedelta(days=1)
        left -= chinese_calendar.is_workday(walked)

    assert CALENDAR.after(day, count) == walked


@given(st.dates(date(2004, 8, 1), date(2026, 12, 31)), st.integers(1, 90))
def test_the_nth_working_day_before_a_day_is_found_as_by_walking(day: date, count: int) -> None:
    walked, left = day, count
    while left:
        walked -= timedelta(days=1)
        left -= chinese_calendar.is_workday(walked)

    assert CALENDAR.before(day, count) == walked


@given(st.dates(date(2004, 2, 1), date(2026, 11, 30)))
def test_moving_to_a_working_day_moves_only_off_rest_days(day: date) -> None:
    later, earlier = CALENDAR.on_or_after(day), CALENDAR.on_or_before(day)

    assert CALENDAR.works(later)
    assert CALENDAR.works(earlier)
    assert earlier <= day <= later
    assert (earlier == day == later) == CALENDAR.works(day)


def test_counting_backwards_gives_nothing() -> None:
    assert CALENDAR.working_days(date(2025, 3, 2), date(2025, 3, 1)) == 0


def test_new_years_eve_of_2024_was_a_working_day() -> None:
    assert CALENDAR.works(date(2024, 2, 9))
    assert CALENDAR.rest_name(date(2024, 2, 9)) == ""


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 2, 17), "春节"), (date(2026, 3, 7), "周六"), (date(2026, 10, 1), "国庆节")],
)
def test_a_rest_day_says_why_it_rests(day: date, name: str) -> None:
    assert CALENDAR.rest_name(day) == name


def test_a_year_without_a_published_calendar_has_weekends_only() -> None:
    assert not CALENDAR.knows(date(2027, 1, 1))
    assert CALENDAR.works(date(2027, 1, 1))
    assert not CALENDAR.works(date(2027, 1, 2))


def test_an_empty_calendar_counts_mondays_to_fridays() -> None:
    assert Calendar([]).working_days(date(2025, 9, 1), date(2025, 9, 30)) == 22


def test_every_year_names_its_source() -> None:
    assert set(CALENDAR.years) == set(range(2004, 2027))
    assert all("http" in each.source for each in CALENDAR.years.values())
