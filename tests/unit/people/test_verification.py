"""A code on a card verifies; whatever was changed in it does not; what is outdated is named as such."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from app.adapters.city_keys import (
    DEMO_FILE,
    CityKeys,
    CityKeyUnreadableError,
    NoSigningKeyError,
    key_name,
    published_keys,
)
from app.adapters.codes import PictureUnreadableError, QrCodes
from app.domain.certificate import CertificateKind
from app.rules.verification import (
    CodeError,
    KeyStanding,
    Statement,
    Verdict,
    code_text,
    content_of,
    read_code,
)
from app.services.cards import CardDesk, NothingToPrintError, Printer
from tests.builders import a_certificate
from tests.fake_papers import PlainPages
from tests.unit.people.staff import HELD, ONE, TODAY, TWO, Bureau

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAID = Statement(
    "示甲001", "甲", "示例镇综合执法局", CertificateKind.NATIONAL, HELD.issued_on, HELD.valid_to, TODAY, ""
)


@pytest.fixture
def keys(tmp_path: Path) -> CityKeys:
    """The key of a demonstration."""
    return CityKeys(tmp_path, lambda: True)


@pytest.fixture
def here() -> Bureau:
    """A bureau with two certificates."""
    return Bureau()


@pytest.fixture
def desk(here: Bureau, keys: CityKeys) -> CardDesk:
    """The desk over it."""
    return CardDesk(here.office, Printer(PlainPages(), here.files, keys, QrCodes()))


def signed(keys: CityKeys, **changes: object) -> str:
    """Return the code of the first certificate, with a statement changed before signing."""
    return code_text(replace(SAID, key_id=keys.key_id(), **changes), keys.sign)  # type: ignore[arg-type] # named by the caller


def changed(code: str, change: Callable[[bytes], bytes]) -> str:
    """Return a code whose statement was changed after signing."""
    prefix, content, signature = code.split(".")
    raw = base64.urlsafe_b64decode(content + "=" * (-len(content) % 4))
    return f"{prefix}.{base64.urlsafe_b64encode(change(raw)).decode().rstrip('=')}.{signature}"


def swapped(old: str, new: str) -> Callable[[str, CityKeys], str]:
    """Change words of the statement."""
    return lambda code, _keys: changed(code, lambda raw: raw.replace(old.encode(), new.encode()))


def other_signature(code: str, keys: CityKeys) -> str:
    return ".".join((*code.split(".")[:2], signed(keys, number="示乙001").split(".")[2]))


def own_key(code: str, keys: CityKeys) -> str:
    """Sign with one's own key under the city's name."""
    own = SigningKey.generate()
    assert code
    return code_text(replace(SAID, key_id=keys.key_id()), lambda content: own.sign(content).signature)


def own_key_own_name(code: str, keys: CityKeys) -> str:
    own = SigningKey.generate()
    assert keys.key_id() in code or code
    name = key_name(own.verify_key)
    return code_text(replace(SAID, key_id=name), lambda content: own.sign(content).signature)


def flipped(code: str, _keys: CityKeys) -> str:
    return code[:-9] + ("A" if code[-9] != "A" else "B") + code[-8:]


TAMPERINGS: tuple[tuple[str, Callable[[str, CityKeys], str], Verdict], ...] = (
    ("another name", swapped("甲\n", "丁\n"), Verdict.FORGED),
    ("another number", swapped("示甲001", "示甲002"), Verdict.FORGED),
    ("another bureau", swapped("示例镇", "示范镇"), Verdict.FORGED),
    ("a longer term", swapped("2028-12-31", "2038-12-31"), Verdict.FORGED),
    ("an earlier issue", swapped("2024-01-01", "2014-01-01"), Verdict.FORGED),
    ("another kind", swapped("national", "ministry"), Verdict.FORGED),
    ("a later print", swapped("2026-04-01", "2027-04-01"), Verdict.FORGED),
    ("the signature of another", other_signature, Verdict.FORGED),
    ("a bit of the signature", flipped, Verdict.FORGED),
    ("an own key under the city's name", own_key, Verdict.FORGED),
    ("an own key under its own name", own_key_own_name, Verdict.UNKNOWN_KEY),
    ("a signature cut short", lambda code, _keys: code[:-6], Verdict.FORGED),
    ("no signature", lambda code, _keys: code.rsplit(".", 1)[0] + ".", Verdict.FORGED),
    ("another form", lambda code, _keys: "CZ2" + code[3:], Verdict.UNREADABLE),
    ("a part missing", lambda code, _keys: code.rsplit(".", 1)[0], Verdict.UNREADABLE),
    ("a field more", lambda code, _keys: changed(code, lambda raw: raw + b"\nx"), Verdict.UNREADABLE),
    ("an impossible day", swapped("2024-01-01", "2024-13-01"), Verdict.UNREADABLE),
    ("padding", lambda code, _keys: code + "=", Verdict.UNREADABLE),
    ("nothing", lambda _code, _keys: "", Verdict.UNREADABLE),
)


def test_what_was_signed_verifies_and_says_it_is_a_demonstration(desk: CardDesk, keys: CityKeys) -> None:
    found = desk.check(signed(keys))

    assert (found.verdict, found.demonstration) == (Verdict.GENUINE, True)
    assert found.words.startswith("真实有效：示例镇综合执法局甲，有效期至2028-12-31。由演示密钥签发")


@pytest.mark.parametrize(("what", "tamper", "verdict"), TAMPERINGS, ids=[each[0] for each in TAMPERINGS])
def test_tampering_never_verifies(
    what: str,
    tamper: Callable[[str, CityKeys], str],
    verdict: Verdict,
    desk: CardDesk,
    keys: CityKeys,
) -> None:
    code = signed(keys)
    wrong = tamper(code, keys)

    found = desk.check(wrong)

    assert wrong != code, what
    assert found.verdict is verdict
    assert found.statement is None, "nothing a forger wrote is shown as told"


@given(data=st.data())
def test_no_single_changed_character_verifies(data: st.DataObject) -> None:
    key = SigningKey(b"\1" * 32)
    code = code_text(replace(SAID, key_id="k"), lambda content: key.sign(content).signature)
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from("ABab01-_.=中").filter(lambda each: each != code[at]))

    try:
        _said, content, signature = read_code(code[:at] + other + code[at + 1 :])
    except CodeError:
        return
    assert key.sign(content).signature != signature


@given(
    texts=st.lists(st.text(max_size=20).filter(lambda each: "\n" not in each), min_size=4, max_size=4),
    days=st.lists(st.dates(), min_size=3, max_size=3),
)
def test_every_statement_comes_back_as_it_was_signed(texts: list[str], days: list[date]) -> None:
    number, name, bureau, key_id = (each.encode("utf-8", "ignore").decode() for each in texts)
    said = Statement(number, name, bureau, CertificateKind.MINISTRY, days[0], days[1], days[2], key_id)

    assert read_code(code_text(said, lambda content: content[:7])) == (
        said,
        content_of(said),
        content_of(said)[:7],
    )


def test_an_outdated_card_is_named_as_such(here: Bureau, desk: CardDesk, keys: CityKeys) -> None:
    code = signed(keys)
    here.certificates.change(HELD.id, "暂扣", TODAY - timedelta(days=1), "示例")
    assert (desk.check(code).verdict, "暂扣" in desk.check(code).words) == (Verdict.OUTDATED, True)
    here.certificates.change(HELD.id, "发还", TODAY, "示例")
    assert desk.check(code).verdict is Verdict.GENUINE

    here.renewals.renew_all([HELD.id], TODAY)

    assert "新的有效期至2031-03-31" in desk.check(code).words


def test_a_card_past_its_term_or_under_another_name_is_told(
    here: Bureau, desk: CardDesk, keys: CityKeys
) -> None:
    code = signed(keys)
    assert "现登记在甲名下" in desk.check(signed(keys, name="子")).words
    here.clock.go_to(date(2029, 1, 1))

    found = desk.check(code)

    assert (found.verdict, found.words[:10]) == (Verdict.EXPIRED, "真实，但已过有效期：")


def test_a_certificate_unknown_here_stands_as_signed(desk: CardDesk, keys: CityKeys) -> None:
    assert desk.check(signed(keys, number="示他001")).verdict is Verdict.GENUINE
    late = signed(keys, number="示他001", issued_on=date(2026, 9, 1))
    assert desk.check(late).verdict is Verdict.OUTDATED


def test_a_real_store_signs_nothing_and_prints_without_code(here: Bureau, tmp_path: Path) -> None:
    keys = CityKeys(tmp_path, lambda: False)
    desk = CardDesk(here.office, Printer(PlainPages(), here.files, keys, QrCodes()))

    with pytest.raises(NoSigningKeyError):
        keys.sign(b"")
    pages = PlainPages().read(desk.cards())["pages"]

    assert "市级平台签发" in pages[0]
    assert not (tmp_path / DEMO_FILE).exists()
    assert published_keys() == {}


def test_the_demonstration_key_is_one_and_private_and_damage_is_told(tmp_path: Path) -> None:
    first, second = CityKeys(tmp_path, lambda: True), CityKeys(tmp_path, lambda: True)
    signature = first.sign(b"x")

    assert second.standing(first.key_id(), b"x", signature) is KeyStanding.DEMONSTRATION
    assert (tmp_path / DEMO_FILE).stat().st_mode & 0o077 == 0
    (tmp_path / DEMO_FILE).write_text("kaputt", "ascii")
    with pytest.raises(CityKeyUnreadableError):
        second.sign(b"x")


def test_cards_of_chosen_or_all_and_the_register(here: Bureau, desk: CardDesk) -> None:
    told: list[tuple[int, int]] = []

    one = PlainPages().read(desk.cards([HELD.id], lambda n, of: told.append((n, of))))["pages"]
    both = PlainPages().read(desk.cards())["pages"]

    assert [line for page in one for line in page if line.startswith("姓名")] == ["姓名　甲"]
    assert len([line for page in both for line in page if line.startswith("姓名")]) == 2
    assert told == [(0, 1)]
    rows = desk.register_rows()
    assert [row[1] for row in rows] == ["甲", "乙"] or [row[1] for row in rows] == ["乙", "甲"]
    assert {row[-1] for row in rows} == {"有效"}
    assert "行政执法人员证件台账" in PlainPages().read(desk.register())["pages"][0]
    for each in (ONE, TWO):
        here.store.put(replace(each, in_post_to=date(2025, 1, 1)))
    with pytest.raises(NothingToPrintError):
        desk.cards()


def test_a_code_is_read_back_from_its_picture_and_a_foreign_file_is_refused(
    desk: CardDesk, keys: CityKeys
) -> None:
    codes = QrCodes()

    (found,) = desk.check_picture(codes.draw(signed(keys)))

    assert found.verdict is Verdict.GENUINE
    (other,) = desk.check_picture(codes.draw("https://example.invalid"))
    assert other.verdict is Verdict.UNREADABLE
    with pytest.raises(PictureUnreadableError):
        codes.read(b"no picture")
    assert a_certificate(TWO).number == "示乙001"
