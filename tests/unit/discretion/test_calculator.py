"""Weighing one act and judging the amount that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.penalty import Leaning
from app.rules.discretion.calculator import Discretion, DiscretionQuestion, weigh
from app.rules.discretion.choice import Standing, judge
from app.rules.discretion.facts import Subject
from app.rules.discretion.law.circumstances import circumstances
from app.rules.discretion.ranges import Answer
from app.rules.discretion.rounding import Rounding
from app.rules.discretion.standards.catalogue import named_standard, named_standards
from tests.unit.discretion.material import DAY, circumstance, ends, facts, fixed, spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.rules.discretion.spec import FineSpec

SAMR = named_standard("samr-30-70").standard
RANGED = spec(fixed(5000, 50000))
MAX_ONLY = spec(fixed(None, 50000))


def weighed(
    article: FineSpec = RANGED, *codes: str, standard: str = "", subject: Subject = Subject.ORGANISATION
) -> Discretion:
    """One weighing with circumstances by code and a shipped standard by key."""
    return weigh(
        DiscretionQuestion(
            article,
            facts(subject),
            DAY,
            tuple(circumstance(code) for code in codes),
            named_standard(standard).standard if standard else None,
        )
    )


def test_without_circumstances_only_the_ordinary_direction_is_open() -> None:
    assert [each.leaning for each in weighed().options] == [Leaning.NONE]


def test_removed_harm_opens_lighter_and_reduced() -> None:
    found = weighed(RANGED, "harm_removed")

    assert [each.leaning for each in found.options] == [Leaning.REDUCED, Leaning.LIGHTER]
    assert found.needs_human


def test_an_article_without_a_minimum_cannot_be_reduced() -> None:
    found = weighed(MAX_ONLY, "harm_removed")

    assert [each.leaning for each in found.options] == [Leaning.LIGHTER]
    assert any("没有减轻的余地" in step for step in found.steps)


def test_circumstances_of_both_directions_are_not_offset() -> None:
    found = weighed(RANGED, "harm_removed", "emergency")

    assert {each.leaning for each in found.options} == {Leaning.REDUCED, Leaning.LIGHTER, Leaning.HEAVIER}
    assert found.leanings.conflicting


def test_a_slight_act_corrected_at_once_must_not_be_punished() -> None:
    found = weighed(RANGED, "slight_corrected_harmless", "emergency")

    assert [each.leaning for each in found.options] == [Leaning.EXEMPT]
    assert judge(found, Leaning.EXEMPT, Money(0)).standing is Standing.NO_FINE
    assert judge(found, Leaning.EXEMPT, Money.yuan(5000)).refused


def test_a_first_offence_may_but_need_not_be_forgiven() -> None:
    found = weighed(RANGED, "first_offence")

    assert [each.leaning for each in found.options] == [Leaning.EXEMPT, Leaning.NONE]


def test_the_band_of_the_standard_gives_the_proposal() -> None:
    option = weighed(RANGED, "emergency", standard="samr-30-70").option(Leaning.HEAVIER)

    assert option is not None
    assert option.band is not None
    assert (option.band.first, option.band.last) == (Money.yuan(36500), Money.yuan(50000))
    assert [each.amount for each in option.proposals] == [Money.yuan(50000)]


def test_persons_responsible_get_their_own_range() -> None:
    both = spec(fixed(None, 50000, who="org"), fixed(10000, 20000, who="resp"))

    assert weighed(both).responsible.maximum == Money.yuan(20000)
    assert weighed(RANGED).responsible.answer is Answer.NO_FINE


@pytest.mark.parametrize(
    ("yuan", "standing", "reason", "approval"),
    [
        ("27500", Standing.IN_BAND, False, False),
        ("30000", Standing.IN_BAND, True, False),
        ("5000", Standing.IN_RANGE, True, True),
        ("4999.99", Standing.REFUSED, False, False),
        ("50000.01", Standing.REFUSED, False, False),
        ("0", Standing.REFUSED, False, False),
    ],
)
def test_an_amount_is_judged_by_where_it_stands(
    yuan: str, standing: Standing, reason: bool, approval: bool
) -> None:
    verdict = judge(weighed(standard="samr-30-70"), Leaning.NONE, Money.yuan(yuan))

    assert (verdict.standing, verdict.needs_reason, verdict.needs_approval) == (standing, reason, approval)
    assert verdict.message


def test_without_a_standard_every_amount_needs_a_reason() -> None:
    verdict = judge(weighed(), Leaning.NONE, Money.yuan(27500))

    assert (verdict.standing, verdict.needs_reason) == (Standing.IN_RANGE, True)
    assert not verdict.accepts("  ", approved=True)
    assert verdict.accepts("初犯，及时改正", approved=False)


def test_a_quota_leaves_no_discretion_whatever_the_standard() -> None:
    found = weighed(spec({"type": "quota", "min": 5000, "max": 5000}), standard="samr-30-70")

    verdict = judge(found, Leaning.NONE, Money.yuan(5000))

    assert (verdict.standing, verdict.needs_reason) == (Standing.IN_BAND, False)
    assert judge(found, Leaning.NONE, Money.yuan(4999)).refused


def test_a_reduced_fine_needs_reason_approval_and_discussion() -> None:
    found = weighed(RANGED, "merit")

    verdict = judge(found, Leaning.REDUCED, Money.yuan(1000))

    assert verdict.standing is Standing.REDUCED
    assert (verdict.needs_reason, verdict.needs_approval, verdict.needs_discussion) == (True, True, True)
    assert judge(found, Leaning.REDUCED, Money.yuan(5000)).refused
    assert found.flags(Money.yuan(1000)).collective_discussion
    assert not verdict.accepts("立功", approved=False)


def test_a_direction_without_evidence_is_refused() -> None:
    assert judge(weighed(), Leaning.REDUCED, Money.yuan(1000)).refused
    assert judge(weighed(), Leaning.HEAVIER, Money.yuan(50000)).refused


def test_an_article_that_says_may_lets_the_officer_refrain_with_approval() -> None:
    verdict = judge(weighed(spec(fixed(None, 500, may=True))), Leaning.NONE, Money(0))

    assert (verdict.standing, verdict.needs_approval) == (Standing.NO_FINE, True)


@pytest.mark.parametrize(
    ("article", "word"),
    [
        (spec({"type": "unspecified"}), "地方规定"),
        (spec({"type": "none"}), "不能罚款"),
        (spec(fixed(1, 2), fixed(3, 4)), "选定"),
        (spec({"type": "percent", "min": 1, "max": 2, "base": "造价"}), "查明"),
    ],
)
def test_no_amount_stands_while_the_range_is_open(article: FineSpec, word: str) -> None:
    verdict = judge(weighed(article), Leaning.NONE, Money.yuan(100))

    assert verdict.refused
    assert word in verdict.message


def test_an_article_without_a_fine_asks_for_none() -> None:
    assert judge(weighed(spec({"type": "none"})), Leaning.NONE, Money(0)).standing is Standing.NO_FINE


codes = st.lists(st.sampled_from([each.code for each in circumstances()]), max_size=4, unique=True)
standards = st.sampled_from(["", *named_standards()])


@given(pair=ends, found=codes, standard=standards, step=st.sampled_from([1, 10, 100, 1000]))
def test_no_proposal_leaves_the_law_except_a_reduced_one(
    pair: Sequence[int], found: list[str], standard: str, step: int
) -> None:
    outcome = weigh(
        DiscretionQuestion(
            spec(fixed(pair[0], pair[1])),
            facts(),
            DAY,
            tuple(circumstance(code) for code in found),
            named_standard(standard).standard if standard else None,
            rounding=Rounding(step),
        )
    )
    low, high = outcome.statutory.minimum, outcome.statutory.maximum
    assert low is not None
    assert high is not None

    for option in outcome.options:
        for proposal in option.proposals:
            if option.leaning is Leaning.REDUCED:
                assert Money(0) < proposal.amount < low
            else:
                assert low <= proposal.amount <= high
            assert not judge(outcome, option.leaning, proposal.amount).refused or proposal.amount == Money(0)


@given(pair=ends, key=st.sampled_from(["", "samr-30-70", "agr-180", "gd-12", "liling-2017"]))
def test_aggravation_never_lowers_a_proposal(pair: Sequence[int], key: str) -> None:
    article = spec(fixed(pair[0], pair[1]))
    ways = (("harm_removed", Leaning.LIGHTER), (None, Leaning.NONE), ("emergency", Leaning.HEAVIER))
    figures = []
    for code, leaning in ways:
        option = weighed(article, *([code] if code else []), standard=key).option(leaning)
        assert option is not None
        figures += [proposal.amount for proposal in option.proposals]

    assert figures == sorted(figures)


@given(pair=ends, yuan=st.integers(0, 2 * 10**7))
def test_no_verdict_lets_an_amount_above_the_maximum_pass(pair: Sequence[int], yuan: int) -> None:
    outcome = weighed(spec(fixed(pair[0], pair[1])), "merit", "emergency")

    for option in outcome.options:
        verdict = judge(outcome, option.leaning, Money.yuan(yuan))
        if yuan > pair[1]:
            assert verdict.refused
        if option.leaning is Leaning.REDUCED and yuan >= pair[0]:
            assert verdict.refused
