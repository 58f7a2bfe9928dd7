"""What stands on a page in the drawing words of PDF, whose origin is the lower left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_glyphs import BOLDER
from app.adapters.page_objects import colour, number
from app.documents.page import BLACK, Box, Item, Page, Picture, Rule, Text

if TYPE_CHECKING:
    from app.adapters.page_pictures import Pictures
    from app.adapters.page_subset import Subset, Subsets

_EM = 1000
_FILLED, _FILLED_AND_STROKED = 0, 2
_FLAT, _SQUARE = 0, 2


@dataclass(slots=True)
class Content:
    """The words of one page as they are written."""

    fonts: Subsets
    pictures: Pictures
    height: float
    _said: list[bytes] = field(default_factory=list)
    _fill: str = BLACK
    _mode: int = _FILLED

    def of(self, page: Page) -> bytes:
        """Return everything that stands on a page."""
        for item in page.items:
            self._item(item)
        return b"\n".join(self._said)

    def _item(self, item: Item) -> None:
        match item:
            case Text():
                self._text(item)
            case Rule():
                self._rule(item)
            case Box():
                self._filled(item.fill)
                self._say(*self._corner(item), item.width, item.height, word=b"re f")
            case Picture():
                name = self.pictures.name(item.data)
                place = b" ".join(map(number, (item.width, 0, 0, item.height, *self._corner(item))))
                self._said.append(b"q %b cm /%b Do Q" % (place, name))

    def _corner(self, item: Box | Picture) -> tuple[float, float]:
        return item.x, self.height - item.y - item.height

    def _say(self, *values: float, word: bytes) -> None:
        self._said.append(b" ".join((*map(number, values), word)))

    def _filled(self, wanted: str) -> None:
        if wanted != self._fill:
            self._said.append(colour(wanted) + b" rg")
            self._fill = wanted

    def _rule(self, rule: Rule) -> None:
        width = rule.width
        cap, dashes = (
            (0, b" ".join(number(each * width) for each in rule.dashes)) if rule.dashes else (2, b"")
        )
        self._said.append(b"q %b RG %b w %d J [%b] 0 d" % (colour(rule.color), number(width), cap, dashes))
        self._say(rule.x1, self.height - rule.y1, word=b"m")
        self._say(rule.x2, self.height - rule.y2, word=b"l S Q")

    def _text(self, text: Text) -> None:
        font = self.fonts.of(text.font)
        self._filled(text.color)
        self._thicken(font, text)
        turn = math.radians(text.turn)
        cosine, sine = round(math.cos(turn)), round(math.sin(turn))
        place = (cosine, -sine, sine, cosine, text.x, self.height - text.y)
        if not font.face.embeddable:
            self._drawn(font, text, place)
            return
        self._said.append(b"BT /%b %b Tf" % (font.name, number(text.font.size)))
        self._say(*place, word=b"Tm")
        self._said.append(b"[%b] TJ ET" % _spaced(font, text))

    def _drawn(self, font: Subset, text: Text, place: tuple[float, ...]) -> None:
        """Draw shapes where the font may not be embedded; such text is seen and not found."""
        self._said.append(b"q")
        self._say(*place, word=b"cm")
        scale = text.font.size / _EM
        for char, edge in zip(text.text, text.edges, strict=False):
            for contour in font.face.outlines(char):
                for step, points in enumerate(contour):
                    word = b"m" if step == 0 else b"l" if len(points) == 2 else b"c"  # noqa: PLR2004 - one point
                    moved = (each * scale + (edge if at % 2 == 0 else 0) for at, each in enumerate(points))
                    self._say(*moved, word=word)
        self._said.append(b"B Q" if self._mode == _FILLED_AND_STROKED else b"f Q")

    def _thicken(self, font: Subset, text: Text) -> None:
        mode = _FILLED_AND_STROKED if font.face.thickened else _FILLED
        if mode == _FILLED_AND_STROKED:
            self._said.append(b"1 j %b RG %b w" % (colour(text.color), number(text.font.size / BOLDER)))
        if mode != self._mode:
            self._said.append(b"%d Tr" % mode)
            self._mode = mode


def _spaced(font: Subset, text: Text) -> bytes:
    """Return codes, and between them by how much the next stands nearer than the pen."""
    said, pen, unit = [], 0, _EM / text.font.size
    run: list[int] = []
    for char, edge in zip(text.text, text.edges, strict=False):
        wanted = round(edge * unit)
        for code, glyph in font.codes(char):
            if pen != wanted:
                said.append(_codes(run) + b"%d" % (pen - wanted))
                run, pen = [], wanted
            run.append(code)
            pen += glyph.width
    return b"".join(said) + _codes(run)


def _codes(run: list[int]) -> bytes:
    return b"<%b>" % b"".join(b"%04X" % each for each in run) if run else b""
