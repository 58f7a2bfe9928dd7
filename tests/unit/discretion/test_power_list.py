"""Every item of the shipped list gives a range or one of the three answers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.rules.discretion.facts import AmountFact, FineFacts, Subject, UnitFact
from app.rules.discretion.library import table
from app.rules.discretion.ranges import Answer, statutory_range
from app.rules.discretion.spec import FineSpec, parse_spec

ROWS = table("powers", "powers.csv")
ANSWERS = {Answer.RANGE, Answer.NEEDS_LOCAL_RULE, Answer.NO_FINE, Answer.AMBIGUOUS}


def known(spec: FineSpec, subject: Subject, stages: frozenset[str]) -> FineFacts:
    """Facts with every amount and count the article asks for."""
    amounts = tuple(AmountFact(name, Fraction(1_234_567)) for name in spec.amounts())
    units = tuple(UnitFact(unit, Fraction(7, 3)) for unit in spec.units())
    return FineFacts(subject, amounts, units, stages)


def test_the_list_has_its_663_items() -> None:
    assert len(ROWS) == 663


@pytest.mark.parametrize("subject", list(Subject))
def test_each_item_is_answered_for_each_subject(subject: Subject) -> None:
    seen = set()
    for row in ROWS:
        spec = parse_spec(row["fine_spec_json"], row["penalty_basis"])
        choices = [frozenset[str](), *(frozenset({stage}) for stage in spec.stages())]
        choices.append(frozenset(spec.stages()))
        for stages in choices:
            result = statutory_range(spec, known(spec, subject, stages))
            assert result.answer in ANSWERS, row["code"]
            assert result.steps, row["code"]
            assert (result.minimum is None) is (result.answer is not Answer.RANGE)
            seen.add(result.answer)

    assert Answer.RANGE in seen


@pytest.mark.parametrize("subject", list(Subject))
def test_without_facts_an_item_says_what_it_needs(subject: Subject) -> None:
    for row in ROWS:
        spec = parse_spec(row["fine_spec_json"], row["penalty_basis"])
        result = statutory_range(spec, FineFacts(subject))
        if result.answer is Answer.NEEDS_FACTS:
            assert set(result.missing) <= {*spec.amounts(), *spec.units()}, row["code"]


def test_every_branch_of_the_list_can_be_reached_by_someone() -> None:
    stuck = []
    for row in ROWS:
        spec = parse_spec(row["fine_spec_json"], row["penalty_basis"])
        for branch in spec.branches:
            found = any(statutory_range(spec, facts).branch == branch for facts in _ways(spec, branch.stages))
            if not found and branch.type.value not in {"unspecified", "ref"}:
                stuck.append((row["code"], branch))

    assert stuck == []


def _ways(spec: FineSpec, stages: tuple[str, ...]) -> list[FineFacts]:
    amounts = (0, 100_000, 200_000_000)
    return [
        FineFacts(
            subject,
            tuple(AmountFact(name, Fraction(fen)) for name in spec.amounts() if name != skipped),
            tuple(UnitFact(unit, Fraction(1)) for unit in spec.units()),
            frozenset(stages),
        )
        for subject in Subject
        for fen in amounts
        for skipped in ("", *spec.amounts())
    ]
