"""Installed fonts, measured the same on every screen, platform and printer.

Line heights come from the OS/2 and hhea tables (the rule of Windows' GDI), not from Qt, whose
answers differ between platforms.
"""

from __future__ import annotations

import copy
import struct
import threading
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QRawFont, QTextLayout

from app.adapters.page_families import FALLBACKS, Choice, choose_family

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QPointF

    from app.documents.page import FontKey

_EM = 1000.0
_MOST_FONTS = 200
_USUAL = "宋体"
_SHAPELESS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})
"""Blanks, and what steers the text; what no font can hold of these is refused elsewhere."""
_FILES = ("*.ttf", "*.otf", "*.ttc")


def add_font_folder(folder: Path) -> tuple[str, ...]:
    """Make the fonts of a folder (字体目录) available to this program; return their families."""
    families: list[str] = []
    for pattern in _FILES:
        for file in sorted(folder.glob(pattern)):
            number = QFontDatabase.addApplicationFont(str(file))
            families.extend(QFontDatabase.applicationFontFamilies(number))
    _installed.cache_clear()
    return tuple(families)


@lru_cache(maxsize=1)
def _installed() -> tuple[str, ...]:
    return tuple(QFontDatabase.families())


_local = threading.local()


def raw_font(key: FontKey, scale: float) -> QRawFont:
    """Return a font ready for painting at ``scale`` device pixels per point.

    Fonts are kept with the glyphs they have painted: a page is drawn again without new ones.
    """
    cache: dict[tuple[FontKey, float], QRawFont] = _local.__dict__.setdefault("sized", {})
    found = cache.get((key, scale))
    if found is None:
        if len(cache) >= _MOST_FONTS:
            cache.clear()
        found = cache[key, scale] = QRawFont(_raw(key.family, bold=key.bold, italic=key.italic))
        found.setPixelSize(key.size * scale)
    return found


def _raw(family: str, *, bold: bool, italic: bool) -> QRawFont:
    """Return the font at 1000 pixels; Qt wants each thread to have its own."""
    cache: dict[tuple[str, bool, bool], QRawFont] = _local.__dict__.setdefault("fonts", {})
    found = cache.get((family, bold, italic))
    if found is None:
        font = QFont(family)
        font.setPixelSize(int(_EM))
        font.setBold(bold)
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        found = cache[family, bold, italic] = QRawFont.fromFont(font)
    return found


class InstalledFace:
    """A face of the font database, with the advances it was asked for."""

    def __init__(self, choice: Choice, asked: str, *, bold: bool, italic: bool) -> None:
        self.family = choice.installed
        self.bold = bold or choice.bold
        self.italic = italic
        self.asked = asked if choice.replaced else ""
        self._raw = _raw(self.family, bold=self.bold, italic=self.italic)
        self.ascent, self.descent = _vertical(self._raw)
        self._advances: dict[str, float] = {}

    def has(self, char: str) -> bool:
        """Tell whether the font has a glyph for a character."""
        return self._raw.supportsCharacter(ord(char))

    def draws(self, char: str) -> bool:
        """Tell whether the font has a shape for a character; a picture of it, as for faces, is none."""
        return self.has(char) and any(
            not self._raw.pathForGlyph(each).isEmpty() for each in self._raw.glyphIndexesForString(char)
        )

    def advance(self, char: str) -> float:
        """Return how far one character moves the pen, as a part of the font size."""
        found = self._advances.get(char)
        if found is None:
            glyphs = self._raw.glyphIndexesForString(char)
            moves = self._raw.advancesForGlyphIndexes(glyphs)
            found = self._advances[char] = sum(_across(move) for move in moves) / _EM
        return found


def _across(move: QPointF) -> float:
    return move.x()


def _vertical(raw: QRawFont) -> tuple[float, float]:
    """Return ascent with external leading, and descent, in em."""
    head, hhea, os2 = (raw.fontTable(name).data() for name in ("head", "hhea", "OS/2"))
    try:
        (units,) = struct.unpack(">H", head[18:20])
        ascender, descender, gap = struct.unpack(">hhh", hhea[4:10])
        above, below = struct.unpack(">HH", os2[74:78])
    except struct.error:  # a bitmap or symbol font without the tables
        return (raw.ascent() + raw.leading()) / _EM, raw.descent() / _EM
    leading = max(0, gap - ((above + below) - (ascender - descender)))
    return (above + leading) / units, below / units


class FontBook:
    """Finds faces for the families documents name, and remembers them (one per thread)."""

    def __init__(self) -> None:
        self._faces: dict[tuple[str, bool, bool], InstalledFace] = {}
        self._by_char: dict[tuple[str, str, bool, bool], InstalledFace] = {}

    def face(self, family: str, char: str, *, bold: bool, italic: bool) -> InstalledFace:
        """Return the face for a family; for a character it lacks, a face that has it."""
        key = (family, char, bold, italic)
        found = self._by_char.get(key)
        if found is None:
            found = self._named(family, bold=bold, italic=italic)
            if not found.has(char):
                found = self._fallback(found, char)
            self._by_char[key] = found
        return found

    def lacks(self, char: str) -> bool:
        """Tell whether a character that shows something is drawn by no font."""
        if unicodedata.category(char) in _SHAPELESS:
            return False
        return not self.face(_USUAL, char, bold=False, italic=False).draws(char)

    def _named(self, family: str, *, bold: bool, italic: bool) -> InstalledFace:
        key = (family, bold, italic)
        if key not in self._faces:
            choice = choose_family(family, _installed()) or Choice(_any_chinese(), replaced=True)
            self._faces[key] = InstalledFace(choice, family, bold=bold, italic=italic)
        return self._faces[key]

    def _fallback(self, face: InstalledFace, char: str) -> InstalledFace:
        for name in _present(FALLBACKS):
            other = self._named(name, bold=face.bold, italic=face.italic)
            if other.has(char):
                return other
        family = _system_fallback(face, char)
        return self._named(family, bold=face.bold, italic=face.italic) if family else _boxed(face, char)


def _boxed(face: InstalledFace, char: str) -> InstalledFace:
    """Return the face for a character no font here has: it prints as a box, and the page says so."""
    told = copy.copy(face)
    told.asked = f"字符“{char}”（U+{ord(char):04X}，没有字形，印为方框）"
    return told


def _present(names: Sequence[str]) -> tuple[str, ...]:
    have = set(_installed())
    return tuple(name for name in names if name in have)


def _any_chinese() -> str:
    """Return a family for Simplified Chinese when none of the known ones is installed."""
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return next(iter(chinese), QFont().family())


def _system_fallback(face: InstalledFace, char: str) -> str:
    """Ask Qt which family it would take for a character; empty when it has none."""
    font = QFont(face.family)
    layout = QTextLayout(char, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    for run in layout.glyphRuns():
        if run.rawFont().supportsCharacter(ord(char)):
            return run.rawFont().familyName()
    return ""
