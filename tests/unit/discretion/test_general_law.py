"""The general law: versions, limitation, age, competing norms, sums and procedure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dated import Edition, Editions
from app.domain.money import Money
from app.rules.discretion.bands import Band
from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.law.competing import Candidate, NoNormLeftError, compete
from app.rules.discretion.law.general import age_effect
from app.rules.discretion.law.limitation import limitation
from app.rules.discretion.law.procedure import ProcedureQuestion, procedure_flags, thresholds
from app.rules.discretion.law.several import combined_band, combined_fine, illegal_gain
from app.rules.discretion.law.versions import compare_versions, governing_version
from app.rules.discretion.ranges import range_between, statutory_range
from app.rules.discretion.spec import parse_spec
from tests.unit.discretion.material import DAY, facts, fixed, spec

if TYPE_CHECKING:
    from app.rules.discretion.spec import FineSpec

CHANGE = date(2021, 9, 1)


def version_source(old: FineSpec, new: FineSpec, act_end: date, decision: date) -> str:
    """Source of the edition that governs."""
    editions = Editions("例法", [Edition(date(1999, 1, 1), "旧", old), Edition(CHANGE, "新", new)])
    return governing_version(
        editions, act_end, decision, lambda article: statutory_range(article, facts())
    ).edition.source


@pytest.mark.parametrize(
    ("new", "act_end", "governs"),
    [
        (spec(fixed(100, 1000)), date(2021, 8, 31), "旧"),
        (spec(fixed(100, 1000)), date(2021, 9, 1), "新"),
        (spec(fixed(None, 20)), date(2021, 8, 31), "新"),
        (spec({"type": "none"}), date(2021, 8, 31), "新"),
        (spec(fixed(None, 30)), date(2021, 8, 31), "旧"),
        (spec({"type": "unspecified"}), date(2021, 8, 31), "旧"),
    ],
)
def test_the_older_law_holds_unless_the_newer_is_milder(new: FineSpec, act_end: date, governs: str) -> None:
    assert version_source(spec(fixed(None, 30)), new, act_end, date(2022, 3, 1)) == governs


def test_a_decision_before_the_change_knows_only_the_older_law() -> None:
    new = spec({"type": "none"})

    assert version_source(spec(fixed(None, 30)), new, date(2021, 8, 1), date(2021, 8, 31)) == "旧"


@pytest.mark.parametrize(
    ("act_end", "found", "harm", "punishable"),
    [
        (date(2022, 5, 1), date(2024, 5, 1), False, True),
        (date(2022, 5, 1), date(2024, 5, 2), False, False),
        (date(2022, 5, 1), date(2024, 5, 2), True, True),
        (date(2022, 5, 1), date(2027, 5, 2), True, False),
        (date(2018, 5, 1), date(2021, 5, 1), True, False),
        (date(2024, 2, 29), date(2026, 2, 28), False, True),
        (date(2024, 2, 29), date(2026, 3, 1), False, False),
    ],
)
def test_an_act_found_too_late_is_not_punished(
    act_end: date, found: date, harm: bool, punishable: bool
) -> None:
    assert limitation(act_end, found, safety_with_harm=harm).punishable is punishable


@pytest.mark.parametrize(
    ("age", "effect"),
    [(13, "under_fourteen"), (14, "fourteen_to_eighteen"), (17, "fourteen_to_eighteen"), (18, "")],
)
def test_age_has_its_steps(age: int, effect: str) -> None:
    assert age_effect(age, DAY) == effect


def norm(law: str, low: int, high: int, displaced: str = "", concrete: str = "0") -> Candidate:
    """A candidate with a range in yuan."""
    found = range_between(Fraction(low * 100), Fraction(high * 100))
    return Candidate(law, found, displaced, Money.yuan(concrete))


def test_the_higher_maximum_wins_and_every_candidate_is_shown() -> None:
    found = compete([norm("甲", 2000, 20000), norm("乙", 0, 5000), norm("丙", 1000, 3000)])

    assert found.chosen.law == "甲"
    assert [step.split("：")[0] for step in found.steps[:3]] == ["甲", "乙", "丙"]


def test_equal_maxima_are_decided_by_the_minimum() -> None:
    assert compete([norm("甲", 0, 50000), norm("乙", 5000, 50000)]).chosen.law == "乙"


def test_a_displaced_norm_does_not_compete() -> None:
    assert compete([norm("甲", 0, 9), norm("乙", 0, 99, "特别法优先")]).chosen.law == "甲"
    with pytest.raises(NoNormLeftError):
        compete([norm("甲", 0, 9, "已废止")])


def test_the_concrete_result_may_decide_instead() -> None:
    chosen = compete([norm("甲", 0, 9, "", "5"), norm("乙", 0, 8, "", "6")], by_concrete=True)

    assert chosen.chosen.law == "乙"


def test_several_acts_are_added_without_a_ceiling() -> None:
    acts = [Band(Fraction(0), Fraction(500)), Band(Fraction(100), Fraction(700))]

    assert combined_band(acts) == Band(Fraction(100), Fraction(1200))
    assert combined_fine([Money(3), Money(4)]) == Money(7)


def test_gains_are_gross_less_what_must_be_refunded() -> None:
    assert illegal_gain([Money(500), Money(100)], [Money(50)]) == Money(550)
    assert illegal_gain([Money(5)], [Money(50)]) == Money(0)


@pytest.mark.parametrize(
    ("subject", "yuan", "day", "simple"),
    [
        (Subject.PERSON, "200", DAY, True),
        (Subject.PERSON, "200.01", DAY, False),
        (Subject.ORGANISATION, "3000", DAY, True),
        (Subject.ORGANISATION, "3000", date(2021, 7, 14), False),
        (Subject.PERSON, "50", date(2021, 7, 14), True),
    ],
)
def test_the_simple_procedure_follows_the_day(subject: Subject, yuan: str, day: date, simple: bool) -> None:
    assert procedure_flags(ProcedureQuestion(Money.yuan(yuan), subject, day)).simple is simple


def test_an_item_whose_minimum_is_too_high_is_never_simple() -> None:
    question = ProcedureQuestion(Money.yuan(100), Subject.PERSON, DAY, reduced=True, minimum=Money.yuan(5000))

    assert not procedure_flags(question).simple


@pytest.mark.parametrize(
    ("department", "business", "yuan", "titles"),
    [
        ("城管", False, "1000", {"江苏省一般标准"}),
        ("城管", False, "999.99", set()),
        ("城管", True, "19999.99", set()),
        ("安监(应急)", True, "50000", {"江苏省一般标准（经营活动）", "应急管理部门规章标准"}),
        (
            "农林(农业农村/林业/渔业)",
            True,
            "30000.01",
            {"江苏省一般标准（经营活动）", "农业农村部门规章标准（自行实施的较低标准）"},
        ),
        ("城管", None, "1000", {"江苏省一般标准"}),
    ],
)
def test_every_hearing_threshold_that_applies_is_named(
    department: str, business: bool | None, yuan: str, titles: set[str]
) -> None:
    flags = procedure_flags(
        ProcedureQuestion(Money.yuan(yuan), Subject.ORGANISATION, DAY, department, business)
    )

    assert {rule.title for rule in flags.hearing_bases} == titles
    assert flags.hearing is flags.legal_review is bool(titles)


def test_every_threshold_carries_source_and_mark() -> None:
    assert all(rule.source and rule.confidence for rule in thresholds())


@given(fen=st.integers(0, 10**9), more=st.integers(0, 10**9), subject=st.sampled_from(Subject))
def test_a_higher_fine_never_loses_a_hearing_nor_gains_simplicity(
    fen: int, more: int, subject: Subject
) -> None:
    small, large = (
        procedure_flags(ProcedureQuestion(Money(each), subject, DAY)) for each in (fen, fen + more)
    )

    assert large.hearing or not small.hearing
    assert small.simple or not large.simple


@pytest.mark.parametrize(
    ("old", "new", "newer", "why"),
    [
        ((100, 500), (100, 300), True, "最高额较低"),
        ((100, 300), (100, 500), False, "旧规定较轻（最高额较低）"),
        ((200, 500), (100, 500), True, "最高额相同，最低额较低"),
        ((100, 500), (100, 500), False, "轻重相同"),
        ((100, 500), None, True, "不再罚款"),
    ],
)
def test_two_versions_side_by_side_name_the_lighter_and_why(
    old: tuple[int, int], new: tuple[int, int] | None, newer: bool, why: str
) -> None:
    def said(ends: tuple[int, int] | None) -> FineSpec:
        text = (
            '[{"who": "any", "type": "none"}]'
            if ends is None
            else f'[{{"who": "any", "type": "fixed", "min": {ends[0]}, "max": {ends[1]}}}]'
        )
        return parse_spec(text)

    found = compare_versions(said(old), said(new), FineFacts(Subject.PERSON))

    assert found.newer is newer
    assert why in found.why


def test_versions_that_need_a_figure_first_are_left_to_a_person() -> None:
    multiple = parse_spec('[{"who": "any", "type": "multiple", "min": 1, "max": 3, "base": "违法所得"}]')

    assert compare_versions(multiple, multiple, FineFacts(Subject.PERSON)).newer is None
