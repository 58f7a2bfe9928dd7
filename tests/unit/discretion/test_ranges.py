"""The statutory range: branches, thresholds, stages, floors, caps and rounding inward."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.rules.discretion.facts import AmountFact, FineFacts, Subject, UnitFact
from app.rules.discretion.ranges import Answer, statutory_range
from app.rules.discretion.spec import FineSpecError, parse_spec
from tests.unit.discretion.material import bases, factors, facts, fixed, spec

if TYPE_CHECKING:
    from collections.abc import Sequence

BELOW = [{"var": "货值金额", "op": "<", "value": 10000}]
FROM = [{"var": "货值金额", "op": ">=", "value": 10000}]
FOOD = spec(
    fixed(50000, 100000, cond=BELOW),
    {"type": "multiple", "min": 10, "max": 20, "base": "货值金额", "cond": FROM},
)


@pytest.mark.parametrize(
    ("goods", "low", "high"),
    [("9999.99", "50000", "100000"), ("10000", "100000", "200000"), ("10000.01", "100000.1", "200000.2")],
)
def test_the_amount_jumps_at_the_threshold(goods: str, low: str, high: str) -> None:
    result = statutory_range(FOOD, facts(货值金额=goods))

    assert (result.minimum, result.maximum) == (Money.yuan(low), Money.yuan(high))


def test_a_gap_between_two_thresholds_is_ambiguous_and_names_them() -> None:
    gap = spec(
        fixed(3000, 10000, cond=[{"var": "违法所得", "op": "<", "value": 10000, "or_none": True}]),
        {
            "type": "multiple",
            "min": 1,
            "max": 5,
            "base": "违法所得",
            "cond": [{"var": "违法所得", "op": ">", "value": 10000}],
        },
    )

    result = statutory_range(gap, facts(违法所得="10000"))

    assert result.answer is Answer.AMBIGUOUS
    assert len(result.candidates) == 2
    assert statutory_range(gap, facts(违法所得=None)).maximum == Money.yuan(10000)


def test_two_branches_that_both_match_are_ambiguous() -> None:
    double = spec(fixed(1, 5), fixed(2, 6))

    assert statutory_range(double, facts()).answer is Answer.AMBIGUOUS


def test_before_its_stage_is_reached_an_act_cannot_be_fined() -> None:
    staged = spec(fixed(200, 1000, stage=["拒不改正"]))

    assert statutory_range(staged, facts()).answer is Answer.NO_FINE
    assert statutory_range(staged, facts(stages=("拒不改正",))).maximum == Money.yuan(1000)


def test_a_reached_stage_wins_over_the_first_branch() -> None:
    staged = spec(fixed(5000, 50000), fixed(50000, 200000, stage=["拒不改正"]))

    assert statutory_range(staged, facts(stages=("拒不改正",))).minimum == Money.yuan(50000)


def test_where_an_article_sorts_cases_the_officer_must_choose_first() -> None:
    trees = spec({"type": "per_unit", "min": 1, "max": 2, "unit": "株", "stage": ["一级保护古树和名木"]})

    assert statutory_range(trees, facts()).answer is Answer.AMBIGUOUS


def test_a_silent_article_needs_a_local_rule_and_none_means_no_fine() -> None:
    assert statutory_range(spec({"type": "unspecified"}), facts()).answer is Answer.NEEDS_LOCAL_RULE
    assert statutory_range(spec({"type": "none"}), facts()).answer is Answer.NO_FINE


def test_a_reference_jumps_to_the_article_the_list_names() -> None:
    referring = spec({"type": "ref"})

    assert statutory_range(referring, facts()).answer is Answer.NEEDS_LOCAL_RULE
    assert statutory_range(referring, facts(), spec(fixed(1, 9))).maximum == Money.yuan(9)


def test_persons_responsible_are_fined_by_their_own_branch() -> None:
    both = spec(fixed(None, 50000, who="org"), fixed(10000, 20000, who="resp"))

    assert statutory_range(both, facts(Subject.RESPONSIBLE)).minimum == Money.yuan(10000)
    assert statutory_range(both, facts(Subject.PERSON)).answer is Answer.NO_FINE


@pytest.mark.parametrize(("cost", "low"), [(None, "100000"), ("60000", "100000"), ("150000", "150000")])
def test_a_base_below_the_floor_is_lifted_to_it(cost: str | None, low: str) -> None:
    floored = spec({"type": "multiple", "min": 1, "max": 3, "base": "处置费", "base_floor": 100000})

    assert statutory_range(floored, facts(处置费=cost)).minimum == Money.yuan(low)


def test_a_base_nobody_can_prove_is_ambiguous_and_an_unstated_one_is_asked_for() -> None:
    multiple = spec({"type": "multiple", "min": 1, "max": 3, "base": "违法所得"})

    assert statutory_range(multiple, facts(违法所得=None)).answer is Answer.AMBIGUOUS
    asked = statutory_range(multiple, facts())
    assert (asked.answer, asked.missing) == (Answer.NEEDS_FACTS, ("违法所得",))


@pytest.mark.parametrize(("gain", "low", "high"), [("20000", "20000", "30000"), ("40000", "30000", "30000")])
def test_a_cap_holds_both_ends_down(gain: str, low: str, high: str) -> None:
    capped = spec({"type": "multiple", "min": 1, "max": 3, "base": "违法所得", "cap": 30000})

    result = statutory_range(capped, facts(违法所得=gain))

    assert (result.minimum, result.maximum) == (Money.yuan(low), Money.yuan(high))


def test_a_percentage_is_rounded_inward_to_the_fen() -> None:
    result = statutory_range(
        spec({"type": "percent", "min": 5, "max": 10, "base": "造价"}), facts(造价="1234567.89")
    )

    assert (result.minimum, result.maximum) == (Money.yuan("61728.40"), Money.yuan("123456.78"))
    assert any("进位" in step for step in result.steps)


def test_several_base_lines_of_one_act_add_up() -> None:
    land = spec({"type": "per_unit", "min": 100, "max": 1000, "unit": "㎡"})
    lines = (UnitFact("㎡", Fraction("100.5"), "耕地"), UnitFact("㎡", Fraction(20), "林地"))

    result = statutory_range(land, FineFacts(Subject.ORGANISATION, units=lines))

    assert result.minimum == Money.yuan("12050")


def test_a_mu_is_two_thousand_thirds_of_a_square_metre_and_surveyed_metres_win() -> None:
    land = spec({"type": "per_unit", "min": 100, "max": 1000, "unit": "㎡"})

    converted = statutory_range(land, facts(units={"亩": "1"}))
    surveyed = statutory_range(land, facts(units={"亩": "1", "㎡": "666"}))

    assert converted.exact == (Fraction(20_000_000, 3), Fraction(200_000_000, 3))
    assert (converted.minimum, converted.maximum) == (Money(6_666_667), Money(66_666_666))
    assert surveyed.minimum == Money.yuan(66600)


def test_a_quota_of_a_fraction_of_a_fen_is_cut() -> None:
    quota = spec({"type": "quota_per_unit", "min": 1, "max": 1, "unit": "公顷"})

    result = statutory_range(quota, facts(units={"公顷": "1/3"}))

    assert result.minimum == result.maximum == Money(33)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '[{"who":"any"}]',
        '[{"who":"any","type":"fixed"}]',
        '[{"who":"any","type":"fixed","min":9,"max":1}]',
        '[{"who":"any","type":"multiple","min":1,"max":2}]',
        '[{"who":"any","type":"per_unit","min":1,"max":2}]',
        '[{"who":"any","type":"fixed","max":"viel"}]',
        '["fixed"]',
    ],
)
def test_a_fine_structure_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(FineSpecError):
        parse_spec(text)


def test_decimals_in_a_structure_stay_exact() -> None:
    mixed = parse_spec('[{"who":"any","type":"multiple","min":0.1,"max":3,"base":"货值"}]')

    assert mixed.branches[0].minimum == Fraction(1, 10)


@given(base=bases, pair=factors)
def test_no_fen_of_a_range_lies_outside_the_law(base: int, pair: Sequence[Fraction]) -> None:
    low, high = pair
    article = spec({"type": "multiple", "min": str(low), "max": str(high), "base": "基数"})

    result = statutory_range(article, FineFacts(Subject.PERSON, (AmountFact("基数", Fraction(base)),)))

    assert result.minimum is not None
    assert result.maximum is not None
    assert result.maximum.fen <= high * base
    assert result.minimum <= result.maximum
    if result.minimum != result.maximum:
        assert result.minimum.fen >= low * base


@given(base=bases, more=st.integers(0, 10**9), pair=factors)
def test_a_larger_base_never_lowers_the_range(base: int, more: int, pair: Sequence[Fraction]) -> None:
    low, high = (str(each) for each in pair)
    article = spec({"type": "multiple", "min": low, "max": high, "base": "基数"})
    small, large = (
        statutory_range(article, FineFacts(Subject.PERSON, (AmountFact("基数", Fraction(fen)),)))
        for fen in (base, base + more)
    )

    assert small.maximum is not None
    assert large.maximum is not None
    assert small.maximum <= large.maximum
