"""Elapsed, excluded and left always make up the whole term."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.rules.deadlines.compute import compute
from app.rules.deadlines.engine import reckon
from app.rules.deadlines.given import Given
from app.rules.deadlines.law import published_law
from app.rules.deadlines.tally import Tally, tally
from tests.unit.deadlines.strategies import days, spans_near, stops

LAW = published_law()


def test_ninety_days_with_a_test_inside_show_three_numbers() -> None:
    result = compute(
        "D08",
        {
            "trigger": "2025-03-03",
            "profile": "construction_city",
            "excluded": [["2025-03-20", "2025-04-08"]],
        },
    )

    assert tally(result, date(2025, 3, 1), LAW.calendar) == Tally(0, 0, 92)
    assert tally(result, date(2025, 3, 19), LAW.calendar) == Tally(16, 0, 76)
    assert tally(result, date(2025, 4, 10), LAW.calendar) == Tally(18, 20, 74)
    assert tally(result, date(2025, 7, 1), LAW.calendar) == Tally(92, 20, 0)


def test_working_days_are_counted_as_working_days() -> None:
    result = compute("D15", {"trigger": "2025-09-26"})

    assert tally(result, date(2025, 10, 8), LAW.calendar) == Tally(3, 0, 4)


@given(days(), st.integers(-10, 200), st.data())
def test_the_parts_make_up_the_whole(day: date, later: int, data: st.DataObject) -> None:
    own = data.draw(st.lists(spans_near(day), max_size=3))
    result = reckon(LAW, "D08", Given({"trigger": day}, "market", stops=stops(own)))
    whole = tally(result, day, LAW.calendar).left

    parts = tally(result, day + timedelta(days=later), LAW.calendar)

    assert parts.elapsed + parts.left == whole >= 90
    assert parts.excluded >= 0
