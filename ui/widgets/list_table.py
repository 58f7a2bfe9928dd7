"""List table (列表): a search box above a table of the one model, with its count and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.bindings import bind
from ui.widgets.table_model import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from ui.widgets.table_model import ListModel


class SearchBox(QLineEdit):
    """One line that searches as it is typed.

    Signals:
        asked: The text to look for.
    """

    asked = Signal(str)

    def __init__(self, hint: str) -> None:
        super().__init__(placeholderText=hint)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self.asked)
        self.returnPressed.connect(lambda: self.asked.emit(self.text()))


class _Table(QTableView):
    """A table that says when its rows have another width; around it that is not known yet.

    Signals:
        resized: The view of the rows has its new size.
    """

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say that the rows have another width."""
        super().resizeEvent(event)
        self.resized.emit()


class ListTable(QWidget):
    """A searched list; it shows the model and says which row is opened or chosen.

    Signals:
        opened: The row was opened by Enter or double click.
        chosen: The row the keys are on, or ``None``.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: ListModel, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        self.search_box = SearchBox(hint)
        self.count = QLabel()
        self.count.setProperty("rank", "soft")
        self.table = _Table()
        self._arrange()
        self._dress()
        self._wire()

    def filter(self, filters: Mapping[str, object]) -> None:
        """Narrow the list by columns; what is typed stays."""
        self.model.search(Wanted(self.search_box.text(), filters))

    def look_for(self, text: str) -> None:
        """Type a text into the search box."""
        self.search_box.setText(text)

    def current(self) -> Mapping[str, Any] | None:
        """Return the row the keys are on."""
        at = self.table.currentIndex()
        return self.model.row(at.row()) or None if at.isValid() else None

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.search_box, 1)
        line.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() * 2))
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def _share(self) -> None:
        """Share the width among the columns; where they ask for more, scroll instead."""
        em = self.fontMetrics().horizontalAdvance("字")
        asked = sum(column.width for column in self.model.columns) * em
        share = max(1.0, self.table.viewport().width() / max(1, asked))
        for at, column in enumerate(self.model.columns):
            self.table.setColumnWidth(at, int(em * column.width * share))

    def _wire(self) -> None:
        self.search_box.asked.connect(self._search)
        self.table.resized.connect(self._share)
        self.model.found.connect(self._say)
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.model.dataChanged.connect(lambda *_: self.chosen.emit(self.current()))
        for key in ("open_row", "open_row_pad"):
            bind(self.table, key, self._open)
        bind(self, "find", self.search_box.setFocus)
        bind(self, "search_again", self.search_box.selectAll)
        self.search_box.returnPressed.connect(self._into_table)

    def _search(self, text: str) -> None:
        self.model.search(Wanted(text, self.model.wanted.filters))

    def _say(self, count: int) -> None:
        self.count.setText(f"共 {count} 条" if count else "没有符合条件的记录")

    def _into_table(self) -> None:
        self.table.setFocus()
        if self.model.rowCount() > 0:
            self.table.selectRow(0)

    def _open(self, _index: QModelIndex | None = None) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)
