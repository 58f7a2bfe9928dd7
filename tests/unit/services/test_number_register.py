"""Every number of a series is used, void with its reason, or told as missing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.number_use import NumberState, NumberUse
from app.domain.sync_centre import Stock
from app.services.number_register import NumberRegister, explained
from tests.builders import TOWN, ident
from tests.sync_facts import a_link
from tests.sync_fakes import MemorySyncReading
from tests.unit.services.closed_case import Closed


def use(n: int, series: str = "罚", year: int = 2026, reason: str = "") -> NumberUse:
    state = NumberState.VOID if reason else NumberState.USED
    return NumberUse(ident(f"{series} {year} {n}"), TOWN, series, year, n, f"{n}号", None, state, reason)


def test_used_void_and_missing_numbers_are_told_apart() -> None:
    closed = Closed()
    closed.world.put(use(1), use(2, reason="打印错误"), use(5), use(1, "告"))

    told = NumberRegister(closed.world.office, MemorySyncReading()).series()

    assert [each.id for each in told] == [("告", 2026), ("罚", 2026)]
    notice, penalty = told
    assert notice.whole
    assert (penalty.highest, penalty.used, penalty.missing) == (5, 2, (3, 4))
    assert (penalty.void_words, penalty.open_words) == ("2号：打印错误", "缺号：3、4号")
    assert not penalty.whole


def test_where_numbers_are_lent_an_unused_one_is_no_gap_and_the_own_stock_is_named() -> None:
    closed = Closed()
    closed.world.put(use(1), use(6), use(2, "告"))
    stocks = (Stock("罚", 2026, (5, 7, 8)), Stock("告", 2025, (1,)))
    reading = MemorySyncReading(a_link(), lent=stocks)

    notice, penalty = NumberRegister(closed.world.office, reading).series()

    assert penalty.whole
    assert notice.whole
    assert (penalty.missing, penalty.own, penalty.unused) == ((), (5, 7, 8), (2, 3, 4))
    assert (notice.own, notice.unused) == ((), (1,)), "the stock of another year is not meant"
    assert penalty.open_words == "本机待用：5、7、8号；尚未使用（可能已借给其他电脑）：2、3、4号"


def test_where_a_store_stands_alone_a_number_below_the_highest_is_missing() -> None:
    (told,) = explained([use(1), use(4)])

    assert (told.missing, told.unused, told.own) == ((2, 3), (), ())
    assert told.open_words == "缺号：2、3号"


def test_a_void_number_without_reason_is_not_explained() -> None:
    (told,) = explained([use(1), NumberUse(ident("x"), TOWN, "罚", 2026, 2, "", None, NumberState.VOID)])

    assert not told.whole


@given(taken=st.sets(st.integers(1, 60), min_size=1))
def test_used_and_missing_make_up_all_numbers_to_the_highest(taken: set[int]) -> None:
    (told,) = explained([use(n) for n in taken])

    assert told.used + len(told.missing) == told.highest == max(taken)
    assert taken.isdisjoint(told.missing)
