"""Turn a paragraph's inlines into glyphs: one character each, in its font, with its width."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from app.adapters.page_model import (
    Break,
    Drawing,
    Floating,
    Inline,
    PageField,
    Paragraph,
    RunStyle,
    Tab,
    Words,
)
from app.documents.page import FontKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.adapters.page_measure import Face, Faces

CJK, LATIN, SPACE, TAB, LINE_END, PAGE_END, PICTURE = range(7)
_RAISED_SIZE = 0.58
_AMBIGUOUS = frozenset("“”‘’—…·×")
_CHINESE_SIGNS = frozenset("“”‘’—…·□☐☑☒■○●①②③④⑤⑥⑦⑧⑨⑩×÷￥√℃§№→←↑↓★☆△▲◇◆✓")
_RANGES = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))
_IDEOGRAPHS = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))


@dataclass(frozen=True, slots=True)
class Typography:
    """House rules of setting Chinese (排版约定).

    Attributes:
        gap: Room between Chinese and Western text, as a part of the font size (中西文间距).
        hang: Let a full stop or comma hang over the right margin (标点悬挂).
        bind: Let no line end between a closing sign and a Western word, as LibreOffice does; Word
            and WPS do not mind.
    """

    gap: float = 0.25
    hang: bool = True
    bind: bool = False


class Glyph:
    """One character on its way into a line; ``x`` and ``width`` change while lines are made."""

    __slots__ = ("char", "drawing", "face", "kind", "leader", "own", "size", "style", "width", "x")

    def __init__(self, char: str, kind: int, style: RunStyle, face: Face, own: float) -> None:
        self.char = char
        self.kind = kind
        self.style = style
        self.face = face
        self.size = style.size * _RAISED_SIZE if style.raised else style.size
        self.own = own  # width without the gap to the next script
        self.width = own
        self.x = 0.0
        self.drawing: Drawing | None = None
        self.leader = ""

    @property
    def font(self) -> FontKey:
        """The key it is painted with."""
        face = self.face
        return FontKey(face.family, self.size, face.bold, face.italic)


@lru_cache(maxsize=20_000)
def is_chinese(char: str) -> bool:
    """Tell whether a character is set in the East Asian font."""
    code = ord(char)
    return any(low <= code <= high for low, high in _RANGES) or char in _CHINESE_SIGNS


@lru_cache(maxsize=20_000)
def is_ideograph(char: str) -> bool:
    """Tell whether a character is a Han character, not a sign."""
    code = ord(char)
    return any(low <= code <= high for low, high in _IDEOGRAPHS)


class Shaper:
    """Shapes paragraphs with the installed fonts."""

    def __init__(self, faces: Faces, typography: Typography) -> None:
        self._faces = faces
        self._typography = typography
        self._known: dict[RunStyle, dict[tuple[str, bool], tuple[int, Face, float]]] = {}

    def shape(self, paragraph: Paragraph, fields: Mapping[str, str]) -> list[Glyph]:
        """Return the glyphs of a paragraph; floating pictures are left out."""
        glyphs: list[Glyph] = []
        for inline in paragraph.inlines:
            self._inline(inline, fields, glyphs)
        if paragraph.style.auto_space and self._typography.gap:
            self._space_scripts(glyphs)
        return glyphs

    def strut(self, style: RunStyle) -> Face:
        """Return the face that gives an empty line its height."""
        return self._face(style, "中", chinese=True)

    def _face(self, style: RunStyle, char: str, *, chinese: bool) -> Face:
        family = style.east_asian if chinese else style.latin
        return self._faces.face(family, char, bold=style.bold, italic=style.italic)

    def _inline(self, inline: Inline, fields: Mapping[str, str], glyphs: list[Glyph]) -> None:
        match inline:
            case Words(text, style):
                self._words(text, style, glyphs)
            case PageField(name, style):
                self._words(fields.get(name, ""), style, glyphs)
            case Tab(style):
                glyphs.append(self._mark("\t", TAB, style))
            case Break(style, page):
                glyphs.append(self._mark("\n", PAGE_END if page else LINE_END, style))
            case Drawing():
                glyph = self._mark("￼", PICTURE, inline.style)
                glyph.drawing, glyph.own, glyph.width = inline, inline.width, inline.width
                glyphs.append(glyph)
            case Floating():
                pass

    def _mark(self, char: str, kind: int, style: RunStyle) -> Glyph:
        return Glyph(char, kind, style, self._face(style, " ", chinese=kind != TAB), 0.0)

    def _words(self, text: str, style: RunStyle, glyphs: list[Glyph]) -> None:
        known = self._known.setdefault(style, {})
        for index, char in enumerate(text):
            if char < " ":
                continue
            chinese = is_chinese(char)
            if char in _AMBIGUOUS and not style.hint:
                before = glyphs[-1].kind == CJK if glyphs else False
                chinese = before or is_chinese(text[index + 1 : index + 2] or " ")
            found = known.get((char, chinese))
            if found is None:
                found = known[char, chinese] = self._shaped(char, style, chinese=chinese)
            glyphs.append(Glyph(char, found[0], style, found[1], found[2]))

    def _shaped(self, char: str, style: RunStyle, *, chinese: bool) -> tuple[int, Face, float]:
        """Return kind, face and width of a character in a style."""
        kind = SPACE if char in " \u3000" else CJK if chinese else LATIN
        face = self._face(style, char, chinese=chinese)
        size = style.size * _RAISED_SIZE if style.raised else style.size
        return kind, face, face.advance(char) * size + style.spacing

    def _space_scripts(self, glyphs: list[Glyph]) -> None:
        for left, right in _neighbours(glyphs):
            if left.kind + right.kind == CJK + LATIN:
                chinese, western = (left, right) if left.kind == CJK else (right, left)
                if western.char.isalnum() and is_ideograph(chinese.char):
                    left.width += self._typography.gap * left.style.size


def _neighbours(glyphs: list[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
    return pairwise(glyphs)
