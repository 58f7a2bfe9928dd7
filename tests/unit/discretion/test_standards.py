"""Standards: shares, tiers, weights, corrections and derived fines."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.penalty import Leaning
from app.rules.discretion.bands import Band, point, statutory_band
from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.law.general import late_rules
from app.rules.discretion.ranges import range_between, statutory_range
from app.rules.discretion.rounding import WHOLE_YUAN, Rounding, RoundingMode
from app.rules.discretion.standards.catalogue import (
    UnknownStandardError,
    named_standard,
    named_standards,
    read_standard,
)
from app.rules.discretion.standards.contract import StandardAnswer, StandardQuestion
from app.rules.discretion.standards.corrections import adjusted, cut, multiplied
from app.rules.discretion.standards.derived import (
    DaysOutOfOrderError,
    OpenFactorError,
    daily_days,
    implied_base,
    late_surcharge,
    months_started,
)
from app.rules.discretion.standards.weights import WeightMode, weighted
from tests.unit.discretion.material import facts, spec


def yuan(low: int, high: int) -> Band:
    """A band in yuan."""
    return Band(Fraction(low * 100), Fraction(high * 100))


def ask(key: str, low: int | None, high: int, leaning: Leaning = Leaning.NONE, **more: Any) -> StandardAnswer:
    """Ask a shipped standard about a range in yuan."""
    statutory = range_between(None if low is None else Fraction(low * 100), Fraction(high * 100))
    given_facts = more.pop("facts", FineFacts(Subject.ORGANISATION))
    question = StandardQuestion(statutory, given_facts, leaning, more.pop("grade", ""), more)
    return named_standard(key).standard.answer(question)


def test_the_ordinary_grade_leaves_out_the_edges_that_the_others_take() -> None:
    bands = [
        ask("samr-30-70", 5000, 50000, leaning).band
        for leaning in (Leaning.LIGHTER, Leaning.NONE, Leaning.HEAVIER)
    ]

    assert [(band.first.fen, band.last.fen) for band in bands if band is not None] == [
        (500_000, 1_850_000),
        (1_850_001, 3_649_999),
        (3_650_000, 5_000_000),
    ]


def test_factors_are_split_before_the_cap() -> None:
    capped = spec({"type": "multiple", "min": 1, "max": 3, "base": "违法所得", "cap": 30000})
    statutory = statutory_range(capped, facts(违法所得="15000"))
    samr = named_standard("samr-30-70").standard

    heavy = samr.answer(StandardQuestion(statutory, facts(), Leaning.HEAVIER))
    light = samr.answer(StandardQuestion(statutory, facts(), Leaning.LIGHTER))

    assert heavy.band is None
    assert light.band == Band(Fraction(1_500_000), Fraction(2_400_000))


def test_a_maximum_alone_is_cut_by_its_own_shares() -> None:
    ordinary = ask("agr-180", None, 10000).band

    assert ordinary is not None
    assert (ordinary.first, ordinary.last) == (Money.yuan("3000.01"), Money.yuan(6000))


def test_liling_takes_a_tenth_of_the_maximum_for_a_minimum() -> None:
    assert ask("liling-2017", None, 10000, grade="轻微").band == point(Fraction(100_000))
    assert ask("liling-2017", None, 10000, grade="特别轻微").no_fine


def test_a_grade_that_closes_on_an_open_end_has_no_room() -> None:
    assert ask("liling-2017", 5000, 10000, grade="一般").band is None


def test_a_midpoint_finer_than_a_fen_is_cut() -> None:
    statutory = range_between(Fraction(1), Fraction(4))
    question = StandardQuestion(statutory, facts(), Leaning.NONE)

    assert named_standard("agr-180").standard.answer(question).band == point(Fraction(2))


def test_a_standard_is_silent_where_its_text_is() -> None:
    answer = ask("gd-12", None, 50000, Leaning.HEAVIER)

    assert answer.band is None
    assert "没有规定" in answer.steps[0]


@pytest.mark.parametrize(
    ("subject", "area", "low", "high"),
    [
        (Subject.ORGANISATION, 3, 500, 1500),
        (Subject.ORGANISATION, 7, 1500, 2000),
        (Subject.ORGANISATION, 12, 2000, 3000),
        (Subject.PERSON, 5, 200, 500),
        (Subject.PERSON, 10, 600, 1000),
    ],
)
def test_a_tier_table_keeps_its_two_columns_apart(subject: Subject, area: int, low: int, high: int) -> None:
    answer = ask("jx-occupy", None, 3000, facts=FineFacts(subject), area_sqm=Fraction(area))

    assert answer.band == yuan(low, high)


def test_a_tier_is_held_inside_the_law() -> None:
    assert ask("bz-river", None, 15000, area_sqm=Fraction(200)).band == yuan(10000, 15000)
    outside = ask("bz-river", None, 5000, area_sqm=Fraction(200))
    assert outside.band is None
    assert "没有空间" in outside.steps[-1]


def test_no_tier_leaves_the_choice_to_the_officer() -> None:
    assert ask("js-water-2012", None, 50000, area_sqm=Fraction(9000)).band is None
    assert ask("js-water-2012", None, 50000, area_sqm=Fraction(80), restored=True).no_fine


TABLE: dict[str, Any] = {
    "kind": "tiers",
    "key": "own",
    "title": "本局基准",
    "fields": [],
    "source": "本局",
    "confidence": "to-confirm",
    "row": [
        {"label": "轻", "when": [{"n": {"upto": 5}}], "fine": {"type": "fixed", "max": 500}},
        {
            "label": "重",
            "when": [{"n": {"from": 5}}, {"again": {"is": True}}],
            "fine": {"type": "fixed", "min": 500, "max": 900},
        },
    ],
}


@pytest.mark.parametrize(("overlapping", "tier"), [(True, "轻"), (False, "重")])
def test_on_a_shared_edge_the_edge_rule_decides(overlapping: bool, tier: str) -> None:
    table = read_standard({**TABLE, "overlapping": overlapping}).standard
    question = StandardQuestion(range_between(None, Fraction(100_000)), facts(), measures={"n": Fraction(5)})

    answer = table.answer(question)

    assert (answer.tier, answer.boundary) == (tier, overlapping)


def test_any_one_circumstance_of_a_tier_suffices_and_the_heavier_tier_wins() -> None:
    table = read_standard(TABLE).standard
    question = StandardQuestion(
        range_between(None, Fraction(100_000)), facts(), measures={"n": Fraction(1), "again": True}
    )

    assert table.answer(question).tier == "重"


def test_a_weight_table_counts_an_unproved_factor_with_its_lowest_grade() -> None:
    answer = ask("gd-1.1", 50000, 250000, 进度="投入生产", 持续时间="12个月以上")

    assert answer.band == point(Fraction(12_750_000))


def test_thirds_and_twenty_fourths_stay_exact() -> None:
    shares = [Fraction(1, 3), Fraction(1, 8), Fraction(1, 4), Fraction(1, 12), Fraction(1, 24)]

    found = weighted(shares, yuan(100_000, 300_000))

    assert (found.raw, found.fen) == (Fraction(5, 6), Fraction(25_000_000))


@given(
    shares=st.lists(st.fractions(0, 1), min_size=1, max_size=8),
    extra=st.fractions(0, 1),
    mode=st.sampled_from(WeightMode),
    floor=st.fractions(0, 1),
)
def test_more_weight_never_lowers_the_figure_nor_leaves_the_law(
    shares: list[Fraction], extra: Fraction, mode: WeightMode, floor: Fraction
) -> None:
    whole = yuan(20_000, 100_000)

    one = weighted(shares, whole, mode, floor)
    two = weighted([*shares, extra], whole, mode, floor)

    assert whole.low <= one.fen <= two.fen <= whole.high


def test_corrections_are_held_inside_the_law() -> None:
    whole = yuan(50_000, 250_000)
    initial = Fraction(12_750_000)

    assert adjusted(initial, Fraction(3), Fraction(1, 20), whole).fen == 14_662_500
    assert adjusted(initial, Fraction(30), Fraction(1, 20), whole).fen == 25_000_000
    assert adjusted(initial, Fraction(-30), Fraction(1, 20), whole).fen == 5_000_000


def test_the_old_rule_cuts_to_whole_hundreds() -> None:
    found = multiplied(Fraction(1_234_500), [Fraction(13, 10)], Rounding(100), yuan(10_000, 100_000))

    assert (found.raw, found.fen) == (Fraction(1_604_850), Fraction(1_600_000))
    assert Rounding(100, RoundingMode.UP).apply(Fraction(1_604_850)) == Money.yuan(16100)


def test_an_apology_never_cuts_below_the_minimum() -> None:
    half, third = Fraction(1, 2), Fraction(3, 10)

    assert cut(Fraction(6_000_000), (third, half), Fraction(5_000_000)) == point(Fraction(5_000_000))


@given(low=st.integers(0, 10**9), width=st.integers(0, 10**6), figure=st.integers(0, 10**9))
def test_rounding_never_leaves_the_band(low: int, width: int, figure: int) -> None:
    band = Band(Fraction(low), Fraction(low + width))

    assert band.holds(WHOLE_YUAN.inside(Fraction(figure), band))
    assert band.holds(Rounding(1000, RoundingMode.UP).inside(Fraction(figure), band))


@pytest.mark.parametrize(
    ("days", "stopped", "fen"), [(20, 0, 1_200_000), (34, 0, 2_000_000), (30, 12, 1_080_000)]
)
def test_the_surcharge_stops_at_the_fine(days: int, stopped: int, fen: int) -> None:
    rule = late_rules().on(date(2026, 1, 1)).value

    assert late_surcharge(Money.yuan(20000), days, stopped, rule) == Money(fen)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2024, 3, 14), date(2024, 6, 19), 4),
        (date(2024, 3, 14), date(2024, 3, 25), 1),
        (date(2024, 3, 14), date(2024, 4, 13), 1),
        (date(2024, 3, 14), date(2024, 4, 14), 2),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
    ],
)
def test_a_started_month_of_child_labour_counts_whole(first: date, last: date, months: int) -> None:
    assert months_started([(first, last)]) == months


def test_days_run_forward_only() -> None:
    assert daily_days(date(2025, 3, 10), date(2025, 3, 20)) == 10
    with pytest.raises(DaysOutOfOrderError):
        daily_days(date(2025, 3, 20), date(2025, 3, 10))
    with pytest.raises(DaysOutOfOrderError):
        months_started([(date(2025, 3, 20), date(2025, 3, 10))])


def test_a_base_is_worked_back_only_from_factors_above_zero() -> None:
    assert implied_base(Money.yuan(21200), Fraction(3), Fraction(4)).low == Fraction(530_000)
    with pytest.raises(OpenFactorError):
        implied_base(Money.yuan(1), Fraction(0), Fraction(4))


def test_every_shipped_standard_names_source_and_mark() -> None:
    for named in named_standards().values():
        assert named.source
        assert named.reference
        assert named.confidence in {"verified", "well-known", "to-confirm"}
        assert named.standard.title == named.title
    assert named_standard("xz-land-2020").in_force(date(2021, 8, 31))
    assert not named_standard("xz-land-2020").in_force(date(2021, 9, 1))
    with pytest.raises(UnknownStandardError):
        named_standard("nowhere")


@given(low=st.integers(0, 10**8), width=st.integers(0, 10**8), key=st.sampled_from(list(named_standards())))
def test_no_band_of_a_standard_leaves_the_law(low: int, width: int, key: str) -> None:
    statutory = range_between(Fraction(low), Fraction(low + width))
    whole = statutory_band(statutory)
    assert whole is not None
    for leaning in Leaning:
        answer = named_standard(key).standard.answer(
            StandardQuestion(
                statutory, facts(), leaning, measures={"area_sqm": Fraction(200), "trees_cut": Fraction(2)}
            )
        )
        if answer.band is not None:
            assert whole.first <= answer.band.first <= answer.band.last <= whole.last
