"""Glyphs of installed fonts as a PDF embeds them: drawn once, kept for every later document.

Qt's own PDF writer draws the glyphs of each file anew; that took six tenths of all the time between
a filled form and its PDF.
"""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QRawFont

from app.adapters.page_cff import charstring
from app.adapters.page_fonts import raw_font
from app.documents.page import FontKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainterPath

    from app.adapters.page_cff import Contour

EM = 1000
_ELEMENT = struct.Struct(">idd")
_MOVE, _LINE, _CURVE = 0, 1, 2
_RESTRICTED, _PICTURES_ONLY, _ALL_LEVELS = 0x2, 0x200, 0xF
_BOLD_FROM = 600
_SAMPLE = "国Hn"
BOLDER = 24.0
"""An em is so many times as wide as the stroke that makes thin outlines bold, as Qt does on screens."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: its drawing and how far it moves the pen, in thousandths of an em."""

    drawing: bytes
    width: int


@dataclass
class Face:
    """A face at 1000 pixels an em with the glyphs it was asked for, by character."""

    key: FontKey
    raw: QRawFont
    _known: dict[str, tuple[Glyph, ...]] = field(default_factory=dict)

    def glyphs(self, char: str) -> tuple[Glyph, ...]:
        """Return what a character is drawn with: mostly one glyph, none for a mark without shape."""
        found = self._known.get(char)
        if found is None:
            found = self._known[char] = tuple(map(self._glyph, self.raw.glyphIndexesForString(char)))
        return found

    def outlines(self, char: str) -> Iterator[Contour]:
        """Yield the outlines of a character's glyphs."""
        for index in self.raw.glyphIndexesForString(char):
            yield from contours(self.outline(index))

    def outline(self, index: int) -> QPainterPath:
        """Return the outline of one glyph.

        Qt leaves with FreeType by how much of a pixel the last painted glyph was moved, and moves
        outlines by it: a glyph that stands still is painted first.
        """
        still = QRawFont(self.raw)
        still.setPixelSize(1.0)
        still.alphaMapForGlyph(0, QRawFont.AntialiasingType.PixelAntialiasing)
        return self.raw.pathForGlyph(index)

    @cached_property
    def missing(self) -> Glyph:
        """What stands for characters the font does not have."""
        return self._glyph(0)

    def _glyph(self, index: int) -> Glyph:
        (move,) = self.raw.advancesForGlyphIndexes([index])
        width = round(move.x())
        return Glyph(charstring(width, contours(self.outline(index))), width)

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The rectangle that holds every glyph."""
        head = self.raw.fontTable("head").data()
        units, left, bottom, right, top = struct.unpack(">H16x4h", head[18:44])
        return tuple(round(each * EM / units) for each in (left, bottom, right, top))

    @cached_property
    def embeddable(self) -> bool:
        """Whether the maker of the font allows it to go into files (fsType)."""
        told = self.raw.fontTable("OS/2").data()[8:10]
        allowed = int.from_bytes(told, "big")
        return not allowed & _PICTURES_ONLY and allowed & _ALL_LEVELS != _RESTRICTED

    @cached_property
    def thickened(self) -> bool:
        """Whether bold is asked for and the outlines are still the thin ones: strokes make them bold."""
        weight = int.from_bytes(self.raw.fontTable("OS/2").data()[4:6], "big")
        if not self.key.bold or weight >= _BOLD_FROM:
            return False
        thin = face(FontKey(self.key.family, EM, bold=False, italic=self.key.italic))
        return all(self.glyphs(each) == thin.glyphs(each) for each in _SAMPLE)


_local = threading.local()


def face(key: FontKey) -> Face:
    """Return the face of a font of any size; Qt wants each thread to have its own."""
    cache: dict[tuple[str, bool, bool], Face] = _local.__dict__.setdefault("faces", {})
    name = (key.family, key.bold, key.italic)
    if name not in cache:
        whole = FontKey(key.family, EM, key.bold, key.italic)
        cache[name] = Face(whole, raw_font(whole, 1.0))
    return cache[name]


def thickened(key: FontKey) -> bool:
    """Whether the bold of a font is made by drawing along its thin outlines, on screen, paper and in PDF."""
    return key.bold and face(key).thickened


def contours(path: QPainterPath) -> Iterator[Contour]:
    """Yield the closed lines of an outline, in whole thousandths of an em, upwards."""
    contour: Contour = []
    steps = _elements(path)
    for kind, x, y in steps:
        point = (round(x), -round(y))
        if kind == _MOVE:
            if len(contour) > 1:
                yield contour
            contour = [point]
        elif kind == _LINE:
            contour.append(point)
        else:
            (_, x2, y2), (_, x3, y3) = next(steps), next(steps)
            contour.append((*point, round(x2), -round(y2), round(x3), -round(y3)))
    if len(contour) > 1:
        yield contour


def _elements(path: QPainterPath) -> Iterator[tuple[int, float, float]]:
    """Read an outline in one piece: asking for each of its points takes Qt forty times as long."""
    kept = QByteArray()
    QDataStream(kept, QIODevice.OpenModeFlag.WriteOnly) << path
    data = kept.data()
    if not data:
        return iter(())
    (count,) = struct.unpack_from(">i", data)
    return _ELEMENT.iter_unpack(data[4 : 4 + count * _ELEMENT.size])
