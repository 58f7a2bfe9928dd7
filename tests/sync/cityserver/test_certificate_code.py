"""The server reads the codes that the program prints, and takes no other for genuine."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from app.domain.certificate import CertificateKind
from app.rules.verification import Statement, code_text
from sync.cityserver.certificate_code import NoCodeError, read_code
from sync.cityserver.identity import Identity

CITY = Identity(SigningKey(b"s" * 32), SigningKey(b"c" * 32), b"t" * 32)
TODAY = date(2026, 11, 2)


def printed(key: SigningKey = CITY.certificates, key_id: str = CITY.certificate_key_id) -> str:
    """Return a code as the program prints it."""
    days = (date(2024, 1, 1), date(2028, 12, 31), date(2026, 1, 1))
    said = Statement("演001001", "王某", "城西综合执法局", CertificateKind.NATIONAL, *days, key_id)
    return code_text(said, lambda content: key.sign(content).signature)


def test_a_code_of_the_city_is_genuine_until_its_last_day() -> None:
    said = read_code(f" {printed()} ", CITY, TODAY)

    assert (said.number, said.name, said.verdict) == ("演001001", "王某", "genuine")
    assert read_code(printed(), CITY, date(2028, 12, 31)).verdict == "genuine"
    assert read_code(printed(), CITY, date(2028, 12, 31) + timedelta(days=1)).verdict == "expired"


def test_a_code_under_the_citys_name_by_another_key_is_forged() -> None:
    assert read_code(printed(SigningKey(b"x" * 32)), CITY, TODAY).verdict == "forged"


def test_a_code_of_a_key_the_server_does_not_know_proves_nothing() -> None:
    assert read_code(printed(key_id="demo-another"), CITY, TODAY).verdict == "unknown_key"


@given(at=st.integers(0, 400), letter=st.characters(min_codepoint=33, max_codepoint=126))
def test_no_altered_code_is_genuine(at: int, letter: str) -> None:
    code = printed()
    place = at % len(code)
    altered = code[:place] + letter + code[place + 1 :]

    if altered != code:
        try:
            said = read_code(altered, CITY, TODAY)
        except NoCodeError:
            return
        assert said.verdict != "genuine" or said == read_code(code, CITY, TODAY)


@given(st.text(max_size=200).map(lambda text: f"CZ1.{text}"))
def test_any_other_text_is_no_code(text: str) -> None:
    with pytest.raises(NoCodeError):
        read_code(text, CITY, TODAY)
