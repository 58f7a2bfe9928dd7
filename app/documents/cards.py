"""Certificate cards (证件信息页): cards of 8.56 by 5.4 cm, ten on a page, each with its code."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.page import Picture, Rule
from app.documents.placing import A4, Placed, PlacedPage, Words
from app.domain.certificate import CERTIFICATE_KIND_WORDS, Certificate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.domain.officer import Officer

MM = 72 / 25.4
WIDE, HIGH = 85.6 * MM, 54.0 * MM
"""Size of the national pattern (8.56 × 5.4 cm)."""
_COLUMNS, _ROWS = 2, 5
_CODE, _PHOTO = 24.0 * MM, (20.0 * MM, 27.0 * MM)
_PAD = 3.0 * MM
_GREY = "555555"


@dataclass(frozen=True, slots=True)
class CardFace:
    """What one card shows (证件页内容).

    Attributes:
        code: PNG of the signed code; empty where the city has not signed yet.
        mark: Words below the title, where the card is not what it looks like.
    """

    officer: Officer
    certificate: Certificate
    bureau: str
    code: bytes = b""
    photo: bytes = b""
    mark: str = ""


def card_pages(faces: Sequence[CardFace]) -> tuple[PlacedPage, ...]:
    """Return the pages with cards, ten on each, at their real size."""
    step = _COLUMNS * _ROWS
    return tuple(
        PlacedPage(tuple(_sheet(faces[start : start + step]))) for start in range(0, len(faces), step)
    )


def _sheet(faces: Sequence[CardFace]) -> Iterator[Placed]:
    left = (A4[0] - _COLUMNS * WIDE) / 2
    top = (A4[1] - _ROWS * HIGH) / 2
    for place, face in enumerate(faces):
        row, column = divmod(place, _COLUMNS)
        yield from _card(face, left + column * WIDE, top + row * HIGH)


def _card(face: CardFace, x: float, y: float) -> Iterator[Placed]:
    yield from _frame(x, y, WIDE, HIGH)
    yield Words(x + WIDE / 2, y + 2.2 * MM, "行政执法证信息页", 11, WIDE - 2 * _PAD, "center", bold=True)
    said = face.mark or "样式为建议稿，不代替正式证件"
    yield Words(x + WIDE / 2, y + 7.2 * MM, said, 6.5, WIDE - 2 * _PAD, "center", color=_GREY)
    yield from _portrait(face, x + _PAD, y + 11.5 * MM)
    text_at = x + _PAD + _PHOTO[0] + 2.5 * MM
    room = x + WIDE - _PAD - text_at
    for line, words in enumerate((f"姓名　{face.officer.name}", f"单位　{face.bureau}")):
        yield Words(text_at, y + (11.5 + 5 * line) * MM, words, 8.5, room)
    yield from _lines(face, (text_at, y + 21.5 * MM), room - _CODE - 1.5 * MM)
    yield from _coded(face, x + WIDE - _PAD - _CODE, y + HIGH - 1.5 * MM - _CODE - 4 * MM)
    end = f"有效期 {face.certificate.issued_on} 至 {face.certificate.valid_to}"
    yield Words(x + _PAD, y + HIGH - 5 * MM, end, 7.5, WIDE - 2 * _PAD)


def _lines(face: CardFace, at: tuple[float, float], room: float) -> Iterator[Placed]:
    held = face.certificate
    listed = (
        f"职务 {face.officer.post}",
        f"证号 {held.number}",
        f"种类 {CERTIFICATE_KIND_WORDS[held.kind]}",
        f"领域 {held.fields or '不限'}",
        f"区域 {held.area or '不限'}",
    )
    for line, words in enumerate(listed):
        yield Words(at[0], at[1] + line * 4.6 * MM, words, 7.5, room)


def _portrait(face: CardFace, x: float, y: float) -> Iterator[Placed]:
    wide, high = _PHOTO
    if face.photo:
        yield Picture(x, y, wide, high, face.photo)
        return
    yield from _frame(x, y, wide, high)
    yield Words(x + wide / 2, y + high / 2 - 4, "无照片", 8, wide, "center", color=_GREY)


def _coded(face: CardFace, x: float, y: float) -> Iterator[Placed]:
    if face.code:
        yield Picture(x, y, _CODE, _CODE, face.code)
        return
    yield from _frame(x, y, _CODE, _CODE)
    for line, words in enumerate(("二维码待", "市级平台签发")):
        yield Words(x + _CODE / 2, y + _CODE / 2 - 9 + line * 10, words, 7, _CODE - 4, "center", color=_GREY)


def _frame(x: float, y: float, wide: float, high: float) -> Iterator[Placed]:
    corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))
    for (x1, y1), (x2, y2) in itertools.pairwise(corners):
        yield Rule(x1, y1, x2, y2, 0.4, _GREY)
