"""Money, check digits, text hygiene and identities."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checkdigits import (
    WrongCreditCodeError,
    WrongIdNumberError,
    age_on,
    check_credit_code,
    check_id_number,
    id_check_digit,
    id_warning,
)
from app.domain.field import Kind, fields_of
from app.domain.ids import uuid7
from app.domain.money import Money, MoneyPrecisionError
from app.domain.party import Party, PartyKind
from app.domain.text import ForbiddenCharacterError, clean

FICTIONAL_ID = "320281188001010018"


@pytest.mark.parametrize("number", ["53010219200508011X", "11010519491231002X", FICTIONAL_ID])
def test_a_right_id_number_is_accepted(number: str) -> None:
    check_id_number(number)


@given(place=st.integers(0, 16), shift=st.integers(1, 9))
def test_one_wrong_digit_of_an_id_number_is_always_noticed(place: int, shift: int) -> None:
    digit = str((int(FICTIONAL_ID[place]) + shift) % 10)
    with pytest.raises(WrongIdNumberError):
        check_id_number(FICTIONAL_ID[:place] + digit + FICTIONAL_ID[place + 1 :])


def test_an_unassigned_area_code_is_accepted_with_a_warning() -> None:
    number = "99010119800101001"
    number += id_check_digit(number)
    check_id_number(number)
    assert "99" in id_warning(number)
    assert id_warning(FICTIONAL_ID) == ""


def test_an_age_is_full_only_the_day_after_the_birthday() -> None:
    number = "32028120100301001"
    number += id_check_digit(number)
    assert age_on(number, date(2024, 3, 1)) == 13
    assert age_on(number, date(2024, 3, 2)) == 14


@pytest.mark.parametrize("code", ["91320281000000000L", "92320281TEXT000098", "91350100M000100Y43"])
def test_a_right_credit_code_is_accepted(code: str) -> None:
    check_credit_code(code)


@pytest.mark.parametrize("code", ["91320281000000000M", "9132028100000000OL", "91320281", ""])
def test_a_wrong_credit_code_is_refused(code: str) -> None:
    with pytest.raises(WrongCreditCodeError):
        check_credit_code(code)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_money_in_yuan_reads_back_to_the_fen(fen: int) -> None:
    money = Money(fen)
    assert Money.yuan(str(money).removesuffix("元").replace(",", "")) == money


@pytest.mark.parametrize("amount", ["0.001", "一百", "NaN", "Infinity", ""])
def test_money_that_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(MoneyPrecisionError):
        Money.yuan(amount)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff"])
def test_a_character_that_cannot_be_printed_is_refused_by_place(character: str) -> None:
    with pytest.raises(ForbiddenCharacterError, match="第2个字符"):
        clean("案由", f"a{character}b")


def test_line_ends_are_unified_and_emoji_stays() -> None:
    assert clean("案由", " 一\r\n二\r三👍 ") == "一\n二\n三👍"


@given(st.lists(st.integers(0, 2**48 - 1), min_size=2, max_size=5), st.integers(0, 2**74 - 1))
def test_ids_sort_by_the_moment_of_birth(moments: list[int], randomness: int) -> None:
    ordered = sorted(moments)
    made = [uuid7(moment, randomness) for moment in ordered]
    assert made == sorted(made)
    assert all(each.version == 7 for each in made)


def test_a_form_follows_the_order_of_the_declaration() -> None:
    typed = [each for each in fields_of(Party) if each.field.group]
    assert [each.name for each in typed[:2]] == ["kind", "name"]
    assert typed[0].kind is Kind.CHOICE
    assert typed[0].type is PartyKind
