"""Weighing: from records to the question of the rules on discretion, and back from a kept derivation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.party import PartyKind
from app.rules.discretion.law.circumstances import circumstances
from app.rules.weighing import Ground, UnknownCircumstanceError, circumstances_in, weigh_records
from tests.builders import a_party, an_act, an_item
from tests.unit.services.world import TODAY

CODES = [each.code for each in circumstances()]


def test_the_kind_of_the_party_decides_which_branch_counts() -> None:
    person = weigh_records(a_party(), an_act(), an_item(), (), Ground(TODAY))
    firm = weigh_records(
        replace(a_party(), kind=PartyKind.LEGAL_PERSON), an_act(), an_item(), (), Ground(TODAY)
    )

    assert person.statutory.maximum == Money.yuan(500)
    assert firm.statutory.minimum == Money.yuan(1000)


def test_a_circumstance_outside_the_list_is_refused() -> None:
    with pytest.raises(UnknownCircumstanceError):
        weigh_records(a_party(), an_act(), an_item(), ("unheard_of",), Ground(TODAY))


@given(st.sets(st.sampled_from(CODES)))
def test_the_circumstances_weighed_are_found_again_in_the_derivation(found: set[str]) -> None:
    steps = weigh_records(a_party(), an_act(), an_item(), sorted(found), Ground(TODAY)).steps

    assert set(circumstances_in(steps)) == found
