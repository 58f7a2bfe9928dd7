"""The late penalty grows by three per cent a day, stands still in a remedy, and has a cap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import ZERO, Money
from app.rules.deadlines.calendar import days_between
from app.rules.deadlines.late_penalty import UnusableFineError, late_penalty
from app.rules.deadlines.law import published_law
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import Cause
from tests.unit.deadlines.strategies import days, spans_near, stops

LAW = published_law()
DUE = date(2026, 5, 25)
FINE = Money.yuan(10_000)


@pytest.mark.parametrize(
    ("through", "counted", "amount"),
    [
        (date(2026, 5, 25), 0, 0),
        (date(2026, 5, 26), 1, 300),
        (date(2026, 6, 10), 16, 4800),
        (date(2026, 6, 27), 33, 9900),
        (date(2026, 6, 28), 34, 10_000),
        (date(2027, 1, 1), 34, 10_000),
    ],
)
def test_ten_thousand_yuan_grow_by_three_hundred_a_day(through: date, counted: int, amount: int) -> None:
    late = late_penalty(LAW, FINE, DUE, through)

    assert late.days == counted
    assert late.amount == Money.yuan(amount)
    assert late.per_day == Money.yuan(300)
    assert late.cap == FINE
    assert late.first_day == date(2026, 5, 26)
    assert late.cap_day == date(2026, 6, 28)


def test_nothing_is_added_during_a_remedy() -> None:
    stop = Stop(Span(date(2026, 6, 1), date(2026, 6, 10)), Cause.REMEDY, "受理通知书")

    late = late_penalty(LAW, FINE, DUE, date(2026, 6, 12), (stop,))

    assert late.days == 8
    assert late.amount == Money.yuan(2400)
    assert late.cap_day == date(2026, 7, 8)
    assert late.suspended == (stop.span,)
    assert any("受理通知书" in step and "10日" in step for step in late.steps)


def test_a_payment_in_time_adds_nothing() -> None:
    late = late_penalty(LAW, FINE, DUE, date(2026, 5, 20))

    assert (late.days, late.amount, late.last_day, late.suspended) == (0, ZERO, None, ())


def test_a_fraction_of_a_fen_is_dropped_from_the_sum_not_from_each_day() -> None:
    # 3 % of 0.50 yuan is one and a half fen: two days make three
    late = late_penalty(LAW, Money(50), DUE, date(2026, 5, 27))

    assert late.per_day == Money(1)
    assert late.amount == Money(3)


@given(days(), st.integers(1, 10**9), st.integers(0, 120), st.data())
def test_the_sum_is_the_exact_product_bounded_by_the_fine(
    due: date, fen: int, later: int, data: st.DataObject
) -> None:
    own = data.draw(st.lists(spans_near(due), max_size=3))
    out = {day for each in own for day in days_between(each.first, each.last)}
    through = due + timedelta(days=later)
    counted = [day for day in days_between(due, through)[1:] if day not in out][:34]

    late = late_penalty(LAW, Money(fen), due, through, stops(own))

    assert late.days == len(counted)
    assert late.amount.fen == min(fen * 3 * len(counted) // 100, fen)
    assert late.last_day == (counted[-1] if counted else None)
    assert (late.amount.fen == fen) == (len(counted) == 34)


def test_no_fine_no_penalty() -> None:
    with pytest.raises(UnusableFineError):
        late_penalty(LAW, ZERO, DUE, DUE)


def test_the_explanation_names_the_article_and_the_cap() -> None:
    steps = "\n".join(late_penalty(LAW, FINE, DUE, date(2026, 6, 10)).steps)

    assert "第七十二条" in steps
    assert "百分之3加处300元" in steps
    assert "第34日达到上限10,000元" in steps
    assert "共16日，加处4,800元" in steps
