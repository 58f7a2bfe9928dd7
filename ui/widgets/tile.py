"""Tile (数字块): a count that opens the list behind it, and the grid of as many as fit side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

GAP = 12
WIDTH = 9


class CountTile(QPushButton):
    """A number with its words; pressed, it opens its list."""

    def __init__(self, words: str, rank: str = "figure", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tile")
        self._words = words
        self.figure = QLabel("…")
        self.figure.setProperty("rank", rank)
        caption = QLabel(words)
        caption.setProperty("rank", "soft")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 10)
        self._column.setSpacing(2)
        for each in (self.figure, caption):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(each)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of what stands on it; a button by itself measures its own text only."""
        em = self.fontMetrics().horizontalAdvance("字")
        wanted = self._column.sizeHint()
        return QSize(max(em * WIDTH, wanted.width()), wanted.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: nothing on it may be cut."""
        return self.sizeHint()

    def show_count(self, count: int) -> None:
        """Show a number; screen readers hear it with its words."""
        self.figure.setText(str(count))
        self.setAccessibleName(f"{self._words} {count}")


class TileGrid(QWidget):
    """Tiles of one width, as many beside one another as the window has room for."""

    def __init__(self, tiles: Sequence[QWidget]) -> None:
        super().__init__()
        self._tiles = tuple(tiles)
        self._beside = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._lay(min(len(self._tiles), 2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the tiles anew when more or fewer fit beside one another."""
        super().resizeEvent(event)
        widest = max((each.sizeHint().width() for each in self._tiles), default=1)
        room = max(1, (event.size().width() + GAP) // (widest + GAP))
        rows = -(-len(self._tiles) // room)
        self._lay(max(1, -(-len(self._tiles) // max(1, rows))))
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one tile's width only; the others go below."""
        widest = max((each.sizeHint().width() for each in self._tiles), default=1)
        return QSize(widest, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Measure again: only what shows knows the size of its letters."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the tiles need, so that a low window scrolls instead of cutting them."""
        rows = -(-len(self._tiles) // max(1, self._beside))
        tallest = max((each.sizeHint().height() for each in self._tiles), default=0)
        self.setFixedHeight(rows * tallest + (rows - 1) * GAP)

    def _lay(self, beside: int) -> None:
        if beside == self._beside:
            return
        for at in range(max(self._beside, beside)):
            self._grid.setColumnStretch(at, 1 if at < beside else 0)
        self._beside = beside
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // beside, at % beside)
