"""Page items (页面元素): paints the items of a display list where no page engine is at hand."""

from __future__ import annotations

from functools import singledispatch

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from app.documents.page import Box, Picture, Rule, Text


@singledispatch
def paint(item: object, painter: QPainter) -> None:
    """Paint one item of a page in points; what is no item raises ``TypeError``."""
    raise TypeError(type(item).__name__, painter)


@paint.register
def _(item: Text, painter: QPainter) -> None:
    font = QFont(item.font.family)
    font.setPointSizeF(item.font.size)
    font.setBold(item.font.bold)
    font.setItalic(item.font.italic)
    painter.save()
    painter.translate(item.x, item.y)
    painter.rotate(item.turn)
    painter.setFont(_in_points(font, painter))
    painter.setPen(QColor(f"#{item.color}"))
    for character, edge in zip(item.text, item.edges, strict=False):
        painter.drawText(QPointF(edge, 0), character)
    painter.restore()


@paint.register
def _(item: Rule, painter: QPainter) -> None:
    pen = QPen(QColor(f"#{item.color}"), item.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if item.dashes:
        pen.setDashPattern(item.dashes)
    painter.setPen(pen)
    painter.drawLine(QLineF(item.x1, item.y1, item.x2, item.y2))


@paint.register
def _(item: Box, painter: QPainter) -> None:
    painter.fillRect(QRectF(item.x, item.y, item.width, item.height), QColor(f"#{item.fill}"))


@paint.register
def _(item: Picture, painter: QPainter) -> None:
    painter.drawImage(QRectF(item.x, item.y, item.width, item.height), QImage.fromData(item.data))


def _in_points(font: QFont, painter: QPainter) -> QFont:
    """Return the font so that one of its points is one unit of the painter."""
    font.setPointSizeF(font.pointSizeF() * 72 / painter.device().logicalDpiY())
    return font
