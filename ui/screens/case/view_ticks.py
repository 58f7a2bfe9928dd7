"""Ticks (勾选清单): rows that Space ticks and Enter leaves, long words wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidgetItem, QWidget

from ui.forms.entries import KEY, PickRows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QShowEvent


class Ticks(PickRows):
    """A list of things that are or are not so.

    Signals:
        edited: Something was ticked or unticked by hand.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda _row: self.edited.emit())

    def lie_side_by_side(self) -> None:
        """Put short rows beside one another, as many as fit."""
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setWordWrap(False)
        self.setSpacing(2)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Measure short rows again: only a shown list has the font it is read in."""
        super().showEvent(event)
        if self.flow() is QListView.Flow.LeftToRight:
            self.blockSignals(True)  # noqa: FBT003 - Qt's signature
            for row in self._rows():
                row.setSizeHint(self._room(row.text()))
            self.blockSignals(False)  # noqa: FBT003 - Qt's signature
            self.doItemsLayout()

    def show_lines(self, lines: int) -> None:
        """Give it the height of so many rows."""
        self.setFixedHeight(lines * (self.fontMetrics().lineSpacing() * 2 - 2) + 8)

    def show_choices(self, choices: Sequence[tuple[str, str]], ticked: Collection[str]) -> None:
        """Show keys with their words, some of them ticked."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.clear()
        for key, words in choices:
            row = QListWidgetItem(words, self)
            row.setToolTip(words)
            row.setData(KEY, key)
            if self.flow() is QListView.Flow.LeftToRight:
                row.setSizeHint(self._room(words))
            row.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
        self.blockSignals(False)  # noqa: FBT003 - Qt's signature
        if self.count():
            self.setCurrentRow(0)

    def _room(self, words: str) -> QSize:
        """Return what a row beside others needs: its box, its words and the air around them."""
        metrics = self.fontMetrics()
        box = 3 * metrics.horizontalAdvance("字")
        return QSize(metrics.horizontalAdvance(words) + box, metrics.lineSpacing() * 2 - 2)

    def tick(self, keys: Collection[str]) -> None:
        """Tick these and no others; does not count as edited."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        for row in self._rows():
            on = row.data(KEY) in keys
            row.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.viewport().update()

    def ticked(self) -> tuple[str, ...]:
        """Return the keys that are ticked, in the order of the rows."""
        return tuple(str(row.data(KEY)) for row in self._rows() if row.checkState() is Qt.CheckState.Checked)

    def _rows(self) -> list[QListWidgetItem]:
        return [self.item(at) for at in range(self.count())]
