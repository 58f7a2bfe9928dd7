"""Paint a page with QPainter: for the screen, a PDF or a printer, at any resolution."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QImage, QPainter, QPainterPath, QPen, QRawFont, QTransform

from app.adapters.page_fonts import raw_font
from app.adapters.page_glyphs import BOLDER, EM, face, thickened
from app.documents.page import Box, FontKey, Item, Page, Picture, Rule, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintDevice

# Qt leaves larger glyphs out when it paints a QRawFont's glyphs on an image.
LARGEST_GLYPH = 60.0
_ROUND = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """Paint on a device; whatever happens, the painter ends before the device does, or Qt crashes."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        if painter.isActive():
            painter.end()


@dataclass(slots=True)
class Brush:
    """A painter and what it needs again on every page.

    Attributes:
        scale: Device pixels per point.
        outlines_from: Size in pixels from which text is painted as shapes; 0 where a printer's
            driver shall need no font, ``LARGEST_GLYPH`` for pictures.
        painted: For each font the character each of its glyphs was painted for.
    """

    painter: QPainter
    scale: float
    outlines_from: float = math.inf
    _fonts: dict[FontKey, QRawFont] = field(default_factory=dict)
    _glyphs: dict[FontKey, dict[str, list[int]]] = field(default_factory=dict)
    _images: dict[bytes, QImage] = field(default_factory=dict)
    _shapes: dict[tuple[FontKey, int], QPainterPath] = field(default_factory=dict)
    painted: dict[FontKey, dict[int, str]] = field(default_factory=dict)

    def page(self, page: Page) -> None:
        """Paint everything that stands on a page."""
        for item in page.items:
            self.item(item)

    def item(self, item: Item) -> None:
        """Paint one item."""
        match item:
            case Text():
                self._text(item)
            case Rule():
                self._rule(item)
            case Box():
                area = self._area(item)
                self.painter.fillRect(area, QColor("#" + item.fill))
            case Picture():
                self.painter.drawImage(self._area(item), self._image(item.data))

    def _area(self, item: Box | Picture) -> QRectF:
        k = self.scale
        return QRectF(item.x * k, item.y * k, item.width * k, item.height * k)

    def _image(self, data: bytes) -> QImage:
        if data not in self._images:
            self._images[data] = QImage.fromData(QByteArray(data))
        return self._images[data]

    def _font(self, key: FontKey) -> QRawFont:
        if key not in self._fonts:
            self._fonts[key] = raw_font(key, self.scale)
        return self._fonts[key]

    def _text(self, text: Text) -> None:
        font, k = self._font(text.font), self.scale
        glyphs, places = [], []
        painted = self.painted.setdefault(text.font, {})
        known = self._glyphs.setdefault(text.font, {})
        for char, edge in zip(text.text, text.edges, strict=False):
            found = known.get(char)
            if found is None:
                found = known[char] = font.glyphIndexesForString(char)
                for index in found:
                    painted.setdefault(index, char)
            for index in found:
                glyphs.append(index)
                places.append(QPointF(edge * k, 0.0))
        self.painter.setPen(QColor("#" + text.color))
        self.painter.save()
        self.painter.translate(text.x * k, text.y * k)
        if text.turn:
            self.painter.rotate(text.turn)
        stroke = text.font.size * k / BOLDER if thickened(text.font) else 0.0
        if stroke or text.font.size * k >= self.outlines_from:
            self._outlines(text, glyphs, places, stroke)
        else:
            run = QGlyphRun()
            run.setRawFont(font)
            run.setGlyphIndexes(glyphs)
            run.setPositions(places)
            self.painter.drawGlyphRun(QPointF(0.0, 0.0), run)
        self.painter.restore()

    def _outlines(self, text: Text, glyphs: list[int], places: list[QPointF], stroke: float) -> None:
        """Fill the shapes, and where a font lacks its bold also draw along their edges, as our PDF does."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for index, place in zip(glyphs, places, strict=True):
            path.addPath(self._shape(text.font, index).translated(place))
        colour = QColor("#" + text.color)
        self.painter.fillPath(path, colour)
        if stroke:
            self.painter.strokePath(path, QPen(colour, stroke, *_ROUND))

    def _shape(self, key: FontKey, index: int) -> QPainterPath:
        """Take outlines from the one size a PDF takes them from, so that paper and file bear the same."""
        if (key, index) not in self._shapes:
            size = key.size * self.scale / EM
            self._shapes[key, index] = QTransform.fromScale(size, size).map(face(key).outline(index))
        return self._shapes[key, index]

    def _rule(self, rule: Rule) -> None:
        k = self.scale
        pen = QPen(QColor("#" + rule.color))
        pen.setWidthF(rule.width * k)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        if rule.dashes:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(rule.dashes)
        self.painter.setPen(pen)
        self.painter.drawLine(QLineF(rule.x1 * k, rule.y1 * k, rule.x2 * k, rule.y2 * k))
