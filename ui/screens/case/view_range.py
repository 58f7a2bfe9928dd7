"""Range bar (裁量幅度条): the statutory range, the band inside it, reference marks and what is chosen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.domain.money import Money
    from ui.tokens import Look

_THICK = 3
_DOT, _STACK = 7, 2
REFERENCE = "参考"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of amounts with its words (区间)."""

    words: str
    low: Money
    high: Money


@dataclass(frozen=True, slots=True)
class Sight:
    """All the bar shows, amounts exact (幅度条内容).

    Attributes:
        band: What the direction chosen leaves of the range, or what lies below it (减轻).
        compared: A published standard of another bureau, marked 参考.
        proposals: Amounts for reference, marked 参考.
        past: Fines decided for the same item before; those outside the axis are counted in words only.
    """

    whole: Span
    band: Span | None = None
    compared: Span | None = None
    proposals: tuple[Money, ...] = ()
    chosen: Money | None = None
    past: tuple[Money, ...] = ()

    @property
    def ends(self) -> tuple[int, int]:
        """The first and last fen of the axis; everything shown lies between them."""
        spans = [each for each in (self.whole, self.band, self.compared) if each is not None]
        fen = [each.low.fen for each in spans] + [each.high.fen for each in spans]
        fen += [each.fen for each in self.proposals]
        fen += [] if self.chosen is None else [self.chosen.fen]
        low, high = min(fen), max(fen)
        return (0, max(high, 1)) if low == high else (low, high)

    @property
    def words(self) -> str:
        """The same in words, for those who cannot see the bar."""
        parts = [f"{each.words}{_said(each)}" for each in (self.whole, self.band, self.compared) if each]
        parts += [f"{REFERENCE}数额{each}" for each in self.proposals]
        parts += [] if self.chosen is None else [f"选定{self.chosen}"]
        parts += [f"本单位同一事项{len(self.past)}件，{_among(self.past)}"] if self.past else []
        return "，".join(parts)


class RangeBar(QWidget):
    """Draws one ``Sight``; every stretch and mark also has its word, so that colour alone says nothing."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.sight: Sight | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    def show_sight(self, sight: Sight | None) -> None:
        """Show a sight, or nothing where no range follows."""
        self.sight = sight
        self.setVisible(sight is not None)
        if sight is not None:
            self.setAccessibleName(sight.words)
            self.setToolTip(sight.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the bar and as many lines of words as are written."""
        sight, line = self.sight, self.fontMetrics().height()
        above = sight is not None and sight.chosen is not None
        below = sight is not None and bool(sight.proposals)
        lines = 2 + above + below + (sight is not None and sight.compared is not None)
        return QSize(320, line * lines + 22)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        if self.sight is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self.sight)
        painter.end()

    def _paint(self, painter: QPainter, sight: Sight) -> None:
        line = self.fontMetrics().height()
        top, colour = 6 + (line if sight.chosen is not None else 0), self._look.palette
        self._stretch(painter, sight.whole, QRectF(0, top, 0, line), colour.line)
        if sight.band is not None:
            self._stretch(painter, sight.band, QRectF(0, top, 0, line), colour.selected)
            self._write(painter, sight.band, top, sight.band.words)
        if sight.compared is not None:
            self._stretch(painter, sight.compared, QRectF(0, top + line + 2, 0, 5), colour.warn)
        for each in sight.proposals:
            self._triangle(painter, self._x(each), top + line)
        self._ends(painter, sight, top + line + 10)
        self._dots(painter, sight, top + line // 2)
        if sight.chosen is not None:
            self._chosen(painter, sight.chosen, top)

    def _dots(self, painter: QPainter, sight: Sight, y: int) -> None:
        """Put a dot for every past fine; equal fines stand above one another."""
        low, high = sight.ends
        seen: Counter[int] = Counter()
        painter.setPen(QPen(QColor(self._look.palette.text), 1))
        painter.setBrush(QColor(self._look.palette.soft))
        for each in sight.past:
            if low <= each.fen <= high:
                seen[each.fen] += 1
                lift = min(seen[each.fen] - 1, _STACK) * _DOT
                painter.drawEllipse(QPointF(self._x(each), y - lift), _DOT / 2, _DOT / 2)

    def _stretch(self, painter: QPainter, span: Span, place: QRectF, colour: str) -> None:
        left, right = self._x(span.low), self._x(span.high)
        painter.setPen(QPen(QColor(self._look.palette.edge), 1))
        painter.setBrush(QColor(colour))
        painter.drawRect(QRectF(left, place.y(), max(2.0, right - left), place.height()))

    def _write(self, painter: QPainter, span: Span, top: int, words: str) -> None:
        place = QRectF(
            self._x(span.low), top, self._x(span.high) - self._x(span.low), self.fontMetrics().height()
        )
        if self.fontMetrics().horizontalAdvance(words) < place.width() / 2:
            painter.setPen(QColor(self._look.palette.text))
            painter.drawText(place.adjusted(6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _triangle(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.palette.warn))
        painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x - 6, y + 4), QPointF(x + 6, y + 4)]))

    def _ends(self, painter: QPainter, sight: Sight, top: int) -> None:
        taken: list[QRectF] = []
        ends = [(sight.whole.low, str(sight.whole.low)), (sight.whole.high, str(sight.whole.high))]
        ends += [(each, f"{REFERENCE}{each}") for each in sight.proposals]
        if sight.compared is not None:
            ends.append((sight.compared.low, f"{REFERENCE}基准 {_said(sight.compared)}"))
        painter.setPen(QColor(self._look.palette.soft))
        for amount, words in ends:
            place = self._place(words, self._x(amount), top)
            while any(place.intersects(each) for each in taken):
                place.translate(0, self.fontMetrics().height())
            taken.append(place)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _chosen(self, painter: QPainter, chosen: Money, top: int) -> None:
        x, height = self._x(chosen), self.fontMetrics().height()
        painter.setPen(QPen(QColor(self._look.palette.accent), _THICK))
        painter.drawLine(QPointF(x, top - 5), QPointF(x, top + height + 5))
        words = f"选定 {chosen}"
        painter.drawText(self._place(words, x, 0), Qt.AlignmentFlag.AlignCenter, words)

    def _place(self, words: str, x: float, top: float) -> QRectF:
        width = self.fontMetrics().horizontalAdvance(words) + 8
        left = min(max(0.0, x - width / 2), max(0.0, self.width() - width))
        return QRectF(left, top, width, self.fontMetrics().height())

    def _x(self, amount: Money) -> float:
        if self.sight is None:
            return 0.0
        low, high = self.sight.ends
        return 8 + (amount.fen - low) / (high - low) * max(1, self.width() - 16)


def _among(past: tuple[Money, ...]) -> str:
    low, high = min(past), max(past)
    return f"罚款均为{low}" if low == high else f"罚款{low}至{high}"


def _said(span: Span) -> str:
    return str(span.low) if span.low == span.high else f"{span.low}至{span.high}"
