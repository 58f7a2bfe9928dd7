"""Every number of a series is used, void with its reason, or told as missing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.number_use import NumberState, NumberUse
from app.services.number_register import NumberRegister, explained
from tests.builders import TOWN, ident
from tests.unit.services.closed_case import Closed


def use(n: int, series: str = "罚", year: int = 2026, reason: str = "") -> NumberUse:
    state = NumberState.VOID if reason else NumberState.USED
    return NumberUse(ident(f"{series} {year} {n}"), TOWN, series, year, n, f"{n}号", None, state, reason)


def test_used_void_and_missing_numbers_are_told_apart() -> None:
    closed = Closed()
    closed.world.put(use(1), use(2, reason="打印错误"), use(5), use(1, "告"))

    told = NumberRegister(closed.world.office).series()

    assert [each.id for each in told] == [("告", 2026), ("罚", 2026)]
    notice, penalty = told
    assert notice.whole
    assert (penalty.highest, penalty.used, penalty.missing) == (5, 2, (3, 4))
    assert (penalty.void_words, penalty.missing_words) == ("2号：打印错误", "3、4号")
    assert not penalty.whole


def test_a_void_number_without_reason_is_not_explained() -> None:
    (told,) = explained([use(1), NumberUse(ident("x"), TOWN, "罚", 2026, 2, "", None, NumberState.VOID)])

    assert not told.whole


@given(taken=st.sets(st.integers(1, 60), min_size=1))
def test_used_and_missing_make_up_all_numbers_to_the_highest(taken: set[int]) -> None:
    (told,) = explained([use(n) for n in taken])

    assert told.used + len(told.missing) == told.highest == max(taken)
    assert taken.isdisjoint(told.missing)
