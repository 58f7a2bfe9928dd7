"""Page sheet (页面纸张): one page on screen, with its shadow, its picture and what is marked on it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.documents.page import Page, Text
from ui.widgets.page_items import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from app.documents.page_text import Spot

PAPER = "#ffffff"
BORDER = "#9aa3ad"
SHADOW = "#40000000"
FRAME = "#7a3b00"
THICK = 5
"""Pixels of shadow right of and below the paper."""
A4_WIDTH = 595.0


class Layer(Enum):
    """What is marked on a page, in painting order (标记), and its colour; the place in hand is framed."""

    PLACE = "#c6d7ec"
    HIT = "#fae08a"
    IN_HAND = "#ffb46b"
    SELECTED = "#aecdf5"


class Sheet(QWidget):
    """One page at a scale. An older picture stays until the new one is there.

    Signals:
        wanted: It is being painted and has no picture of its page at its scale.
        touched: The mouse was pressed at a point of the page; whether Shift was held.
        dragged: The mouse is held and at a point of the page, or beyond.
        doubled: A point of the page was double-clicked.
    """

    wanted = Signal()
    touched = Signal(QPointF, bool)
    dragged = Signal(QPointF)
    doubled = Signal(QPointF)

    def __init__(self, page: Page | bytes, scale: float, *, by_engine: bool = False) -> None:
        super().__init__()
        self.page, self.scale = page, scale
        self.asked: tuple[Page | bytes, float] | None = None
        self._by_engine = by_engine
        self._picture: QPixmap | None = None
        self._drawn: tuple[Page | bytes, float] | None = None
        self._marks: dict[Layer, Sequence[Spot]] = {}
        self.turn_to(page)

    @property
    def drawn(self) -> bool:
        """Whether what is shown is the page at this scale."""
        return self._drawn == (self.page, self.scale) or not self._by_engine or isinstance(self.page, bytes)

    def turn_to(self, page: Page | bytes) -> None:
        """Show another page in its place."""
        if page != self.page:
            self.page, self._marks = page, {}
        if isinstance(page, bytes):
            self._picture = QPixmap(QImage.fromData(page))
        readable = isinstance(page, Page) and any(isinstance(each, Text) for each in page.items)
        self.setCursor(Qt.CursorShape.IBeamCursor if readable else Qt.CursorShape.ArrowCursor)
        self._fit()

    def set_scale(self, scale: float) -> None:
        """Show at pixels per point."""
        self.scale = scale
        self._fit()

    def take_picture(self, picture: QImage, page: Page | bytes, scale: float) -> None:
        """Show a picture made by the page engine, unless the page or the scale is another by now."""
        self.asked = None
        if page == self.page:
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture = QPixmap.fromImage(picture)
            self._drawn = (page, scale)
        self.update()

    def cover(self, layer: Layer, spots: Sequence[Spot]) -> None:
        """Mark places of the page instead of those marked so before."""
        if self._marks.get(layer, ()) != spots:
            self._marks[layer] = spots
            self.update()

    def covered(self, layer: Layer) -> Sequence[Spot]:
        """Return the places marked so."""
        return self._marks.get(layer, ())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to pick text; the page view takes the keys."""
        if event.button() is Qt.MouseButton.LeftButton:
            more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.touched.emit(event.position() / self.scale, more)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on picking."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.position() / self.scale)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End picking: what was pressed here is let go here."""
        event.setAccepted(event.button() is Qt.MouseButton.LeftButton)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pick a line."""
        self.doubled.emit(event.position() / self.scale)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Paint the shadow, the paper, what stands on it, and the marks."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        paper = self._paper()
        painter.fillRect(paper.translated(THICK, THICK), QColor(SHADOW))
        painter.fillRect(paper, QColor(PAPER))
        if self._picture is not None:
            painter.drawPixmap(paper, self._picture)
        elif not self._by_engine and isinstance(self.page, Page):
            self._paint_items(painter, self.page)
        self._paint_marks(painter)
        painter.setPen(QColor(BORDER))
        painter.drawRect(paper.adjusted(0, 0, -1, -1))
        painter.end()
        if not self.drawn and self.asked is None:
            self.wanted.emit()

    def _paint_items(self, painter: QPainter, page: Page) -> None:
        painter.scale(self.scale, self.scale)
        for item in page.items:
            paint(item, painter)
        painter.resetTransform()

    def _paint_marks(self, painter: QPainter) -> None:
        """Colour the paper and leave the ink as dark as it is."""
        k = self.scale
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for layer in Layer:
            for at in self._marks.get(layer, ()):
                place = QRectF(at.x * k, at.y * k, at.width * k, at.height * k)
                painter.fillRect(place, QColor(layer.value))
                if layer is Layer.IN_HAND:
                    painter.setPen(QColor(FRAME))
                    painter.drawRect(place)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paper(self) -> QRect:
        return QRect(0, 0, self.width() - THICK, self.height() - THICK)

    def _fit(self) -> None:
        width, height = self._points()
        size = QSize(round(width * self.scale) + THICK, round(height * self.scale) + THICK)
        self.setFixedSize(size)
        self.update()

    def _points(self) -> tuple[float, float]:
        if isinstance(self.page, Page):
            return self.page.width, self.page.height
        size = self._picture.size() if self._picture is not None else QSize(1, 1)
        return A4_WIDTH, A4_WIDTH * size.height() / max(1, size.width())
