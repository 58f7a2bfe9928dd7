"""The fictional people are complete, lawful in form and impossible in fact."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from app.domain.checkdigits import check_credit_code, check_id_number, id_warning
from app.domain.role import Role
from app.rules.institutions import shipped_bureaus
from app.services.demo.people import Staff, staff
from app.services.demo.words import a_credit_code

TODAY = date(2026, 3, 2)


@dataclass
class Counting:
    """``Ids`` that count upwards."""

    last: int = 0

    def new(self) -> UUID:
        """Return the next whole number as an id."""
        self.last += 1
        return UUID(int=self.last)


def people(seed: int = 7) -> Staff:
    return staff(shipped_bureaus(), Random(seed), Counting(), TODAY)


def test_381_officers_stand_in_seventeen_bureaus_each_with_its_heads() -> None:
    made = people()
    strength = Counter(each.town for each in made.officers)
    assert (len(made.officers), len(strength)) == (381, 17)
    assert set(strength.values()) == {22, 23}
    for town in strength:
        roles = {role for each in made.officers if each.town == town for role in each.roles}
        assert {Role.PRINCIPAL_HEAD, Role.ORGAN_HEAD, Role.LEGAL_REVIEWER, Role.CLERK} <= roles


def test_their_id_numbers_are_right_in_form_and_belong_to_nobody() -> None:
    for officer in people().officers:
        check_id_number(officer.id_number)
        assert id_warning(officer.id_number)
        assert officer.demonstration


def test_each_holds_a_certificate_that_was_issued_before_today() -> None:
    made = people()
    assert {each.officer_id for each in made.certificates} == {each.id for each in made.officers}
    assert all(each.issued_on < TODAY < each.valid_to for each in made.certificates)


def test_one_seed_gives_one_town() -> None:
    assert people(3) == people(3)
    assert people(3) != people(4)


def test_invented_credit_codes_are_right_in_form() -> None:
    chance = Random(1)
    for kind in ("91", "92") * 50:
        check_credit_code(a_credit_code(chance, kind))
