"""Page sheet (页面纸张): one page on screen, with its shadow, its picture and a mark on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.documents.page import Page
from ui.widgets.page_items import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.widgets.page_find import Spot

PAPER = "#ffffff"
BORDER = "#9aa3ad"
SHADOW = "#40000000"
MARK = "#401a5fb4"
THICK = 5
"""Pixels of shadow right of and below the paper."""
A4_WIDTH = 595.0


class Sheet(QWidget):
    """One page at a scale. An older picture stays until the new one is there.

    Signals:
        wanted: It is being painted and has no picture of its page at its scale.
    """

    wanted = Signal()

    def __init__(self, page: Page | bytes, scale: float, *, by_engine: bool = False) -> None:
        super().__init__()
        self.page, self.scale = page, scale
        self.asked: tuple[Page | bytes, float] | None = None
        self._by_engine = by_engine
        self._picture: QPixmap | None = None
        self._drawn: tuple[Page | bytes, float] | None = None
        self._mark: QRectF | None = None
        self.turn_to(page)

    @property
    def drawn(self) -> bool:
        """Whether what is shown is the page at this scale."""
        return self._drawn == (self.page, self.scale) or not self._by_engine or isinstance(self.page, bytes)

    def turn_to(self, page: Page | bytes) -> None:
        """Show another page in its place."""
        if page != self.page:
            self.page, self._mark = page, None
        if isinstance(page, bytes):
            self._picture = QPixmap(QImage.fromData(page))
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

    def mark(self, spot: Spot | None) -> None:
        """Mark a place on the page, or none."""
        self._mark = None if spot is None else QRectF(spot.x, spot.y, spot.width, spot.height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Paint the shadow, the paper, what stands on it, and the mark."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        paper = self._paper()
        painter.fillRect(paper.translated(THICK, THICK), QColor(SHADOW))
        painter.fillRect(paper, QColor(PAPER))
        if self._picture is not None:
            painter.drawPixmap(paper, self._picture)
        elif not self._by_engine and isinstance(self.page, Page):
            self._paint_items(painter, self.page)
        if self._mark is not None:
            at, k = self._mark, self.scale
            painter.fillRect(QRectF(at.x() * k, at.y() * k, at.width() * k, at.height() * k), QColor(MARK))
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
