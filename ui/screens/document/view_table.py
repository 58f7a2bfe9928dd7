"""Table entry (表格填写): rows typed cell by cell; kept one row a line, cells parted by tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from ui.forms.entries import Entry
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from app.domain.field import Declared

SHOWN = 4
_CELL = "\t"


class CellGrid(QTableWidget):
    """Enter goes to the next cell, in the last one to a new row; in an empty last row it leaves."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def go_on(self) -> None:
        """Go to the next cell, to a new row, or leave."""
        row, column = max(0, self.currentRow()), self.currentColumn() + 1
        if column < self.columnCount():
            self.setCurrentCell(row, column)
        elif row + 1 < self.rowCount():
            self.setCurrentCell(row + 1, 0)
        elif any(self.cells(row)):
            self.add_row()
        else:
            self.entered.emit()

    def add_row(self) -> None:
        """Add an empty row and put the keys into it."""
        self.insertRow(self.rowCount())
        self.setCurrentCell(self.rowCount() - 1, 0)

    def drop_row(self) -> None:
        """Remove the row the keys are in; one row always stays."""
        if self.currentRow() >= 0:
            self.removeRow(self.currentRow())
        if self.rowCount() == 0:
            self.insertRow(0)

    def cells(self, row: int) -> list[str]:
        """Return the texts of a row."""
        found = (self.item(row, column) for column in range(self.columnCount()))
        return [item.text().strip() if item is not None else "" for item in found]


class TableEntry(Entry):
    """Rows with the columns of an ask."""

    def __init__(self, declared: Declared, headings: Sequence[str]) -> None:
        super().__init__(declared)
        self.grid = CellGrid(1, len(headings))
        self.grid.setHorizontalHeaderLabels(list(headings))
        self.grid.verticalHeader().hide()
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.grid.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        line = self.fontMetrics().lineSpacing() * 2
        self.grid.verticalHeader().setDefaultSectionSize(line)
        self.grid.setFixedHeight(line * (SHOWN + 1))
        self._hold(self.grid)
        self.grid.itemChanged.connect(lambda _item: self.edited.emit())
        self.grid.entered.connect(self.finished)
        bind(self.grid, "add_row", self.grid.add_row)
        bind(self.grid, "drop_row", self._drop)

    @property
    def hand(self) -> QTableWidget:
        """The grid."""
        return self.grid

    def text(self) -> str:
        """Return the rows that say something."""
        rows = (self.grid.cells(row) for row in range(self.grid.rowCount()))
        return "\n".join(_CELL.join(cells) for cells in rows if any(cells))

    def set_text(self, text: str) -> None:
        """Show rows."""
        lines = [line for line in text.split("\n") if line.strip()]
        self.grid.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.grid.clearContents()
        self.grid.setRowCount(max(1, len(lines)))
        for row, line in enumerate(lines):
            for column, words in enumerate(line.split(_CELL)[: self.grid.columnCount()]):
                self.grid.setItem(row, column, QTableWidgetItem(words))
        self.grid.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _drop(self) -> None:
        self.grid.drop_row()
        self.edited.emit()
