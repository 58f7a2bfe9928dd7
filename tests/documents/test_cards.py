"""Cards as printed: the page is drawn, the code on it read by a library, and what it says verifies."""

from __future__ import annotations

import base64
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pymupdf
import pytest
from PIL import Image

from app.adapters.city_keys import CityKeys
from app.adapters.codes import QrCodes
from app.documents.cards import HIGH, WIDE, CardFace, card_pages
from app.documents.page import Text
from app.documents.placing import PlacedPage, Words
from app.rules.verification import Verdict
from app.services.cards import CardDesk, Printer
from tests.builders import a_certificate, an_officer
from tests.unit.people.staff import Bureau

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.adapters.page_engine import QtPageEngine

DPI = 200
LONG = "名字很长的示例综合行政执法局第一执法中队机动巡查组"


@pytest.fixture
def desk(page_engine: QtPageEngine, tmp_path: Path) -> CardDesk:
    """A desk of twelve people that prints for real."""
    here = Bureau()
    for number in range(10):
        officer = an_officer(f"示例{number}", unit="一中队")
        here.store.put(officer, a_certificate(officer))
    keys = CityKeys(tmp_path, lambda: True)
    return CardDesk(here.office, Printer(page_engine, here.files, keys, QrCodes()))


def drawn(pdf: bytes) -> list[bytes]:
    """Return the pages of a PDF as pictures, drawn by another program than ours."""
    with pymupdf.open(stream=pdf) as book:  # type: ignore[no-untyped-call] # published without types
        return [page.get_pixmap(dpi=DPI).tobytes("png") for page in book]


def test_every_code_of_the_printed_cards_is_read_and_verifies(desk: CardDesk) -> None:
    pages = drawn(desk.cards())

    found = [checked for page in pages for checked in desk.check_picture(page)]

    assert len(pages) == 2
    assert [each.verdict for each in found] == [Verdict.GENUINE] * 12
    assert len({each.statement.number for each in found if each.statement}) == 12


def test_a_code_is_still_read_from_a_poor_scan(desk: CardDesk) -> None:
    page = Image.open(BytesIO(drawn(desk.cards())[0])).convert("L")
    turned = page.rotate(7, expand=True, fillcolor=255)
    poor = BytesIO()
    turned.save(poor, "JPEG", quality=45)

    found = desk.check_picture(poor.getvalue())

    assert [each.verdict for each in found] == [Verdict.GENUINE] * 10


def test_a_code_repainted_on_the_page_does_not_verify(desk: CardDesk) -> None:
    page = Image.open(BytesIO(drawn(desk.cards())[0])).convert("L")
    (first, *_rest) = desk.check_picture(_png(page))
    assert first.statement is not None
    forged = replace(first.statement, name="冒名")
    from app.rules.verification import code_text  # noqa: PLC0415 - the forger's tool

    code = Image.open(BytesIO(QrCodes().draw(code_text(forged, lambda _content: b"\0" * 64))))

    assert desk.check_picture(_png(code.convert("L")))[0].verdict is Verdict.FORGED


def _reworded(code: str, old: str, new: str) -> str:
    """Change words of the statement, keeping the signature."""
    prefix, content, signature = code.split(".")
    raw = base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)).decode()
    assert old in raw
    told = base64.urlsafe_b64encode(raw.replace(old, new, 1).encode()).decode().rstrip("=")
    return f"{prefix}.{told}.{signature}"


TAMPERINGS: dict[str, Callable[[str, str], str]] = {
    "name": lambda code, _other: _reworded(code, "示例0", "示例9"),
    "number": lambda code, _other: _reworded(code, "示示例0001", "示示例0002"),
    "bureau": lambda code, _other: _reworded(code, "示例镇", "示范镇"),
    "kind": lambda code, _other: _reworded(code, "national", "ministry"),
    "issue": lambda code, _other: _reworded(code, "2024-01-01", "2014-01-01"),
    "term": lambda code, _other: _reworded(code, "2028-12-31", "2038-12-31"),
    "signature of another": lambda code, other: f"{code.rpartition('.')[0]}.{other.rpartition('.')[2]}",
    "signature cut": lambda code, _other: code[:-4],
    "no signature": lambda code, _other: f"{code.rpartition('.')[0]}.",
    "another form": lambda code, _other: "CZ2" + code[3:],
    "swapped letters": lambda code, _other: code[:-20] + code[-19] + code[-20] + code[-18:],
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_code_taken_from_the_page_changed_and_drawn_again_does_not_verify(
    desk: CardDesk, what: str
) -> None:
    codes = [each for page in drawn(desk.cards()) for each in QrCodes().read(page)]
    mine = next(each for each in codes if _said(desk, each) == "示例0")
    other = next(each for each in codes if _said(desk, each) == "示例1")
    (true,) = desk.check_picture(QrCodes().draw(mine))

    (found,) = desk.check_picture(QrCodes().draw(TAMPERINGS[what](mine, other)))

    assert true.verdict is Verdict.GENUINE
    assert found.verdict in (Verdict.FORGED, Verdict.UNREADABLE)


def _said(desk: CardDesk, code: str) -> str:
    statement = desk.check(code).statement
    return "" if statement is None else statement.name


def test_cards_have_the_size_of_the_national_pattern_and_stay_on_the_paper() -> None:
    face = CardFace(an_officer("甲"), a_certificate(an_officer("甲")), "示例镇综合执法局")
    (page,) = card_pages([face] * 10)

    assert (round(WIDE / 72 * 2.54, 2), round(HIGH / 72 * 2.54, 2)) == (8.56, 5.4)
    places = [(each.x, each.y) for each in page.items if isinstance(each, Words)]
    assert all(0 < x < page.width and 0 < y < page.height for x, y in places)


def test_a_line_too_long_for_its_room_becomes_smaller_and_then_is_cut(page_engine: QtPageEngine) -> None:
    fits, small, cut = (
        Words(0, 0, "甲", 10, 100),
        Words(0, 20, "示例" * 6, 10, 100),
        Words(0, 40, LONG, 10, 100),
    )

    laid = page_engine.placed([PlacedPage((fits, small, cut))])

    texts = [each for each in laid.pages[0].items if isinstance(each, Text)]
    by_line: dict[float, list[Text]] = {}
    for each in texts:
        by_line.setdefault(round(each.y), []).append(each)
    first, second, third = by_line.values()
    assert first[0].font.size == 10
    assert "".join(each.text for each in second) == "示例" * 6
    assert 7 <= second[0].font.size < 10
    assert "".join(each.text for each in third).endswith("…")
    assert third[-1].x + third[-1].edges[-1] <= 100.01


def _png(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()
