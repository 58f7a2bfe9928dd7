"""Pressing limits on the home page: one line each, a line opens its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from ui.screens.home.viewmodel import LIMITS
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.screens.home.viewmodel import Pressing

CASE = Qt.ItemDataRole.UserRole
HEADINGS = ("情况", "期限", "事项", "案号", "案由")
_WIDTHS = (10, 7, 16, 14)
_LINES = 6
_MARKS = {"overdue": "✕ ", "soon": "⚠ ", "near": "· "}


class LimitList(QTreeWidget):
    """The limits that press, nearest first.

    Signals:
        opened: The limit whose line was opened (``Pressing``).
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pressing: tuple[Pressing, ...] = ()
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels(HEADINGS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("临近和已过的期限")
        em = self.fontMetrics().horizontalAdvance("字")
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing() * 2)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, em * width)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.itemDoubleClicked.connect(self._open)
        for key in ("open_row", "open_row_pad"):
            bind(self, key, self._open)

    def show_limits(self, pressing: Sequence[Pressing]) -> None:
        """Show limits instead of those shown before."""
        self._pressing = tuple(pressing)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for each in self._pressing:
            texts = [_MARKS[each.band] + LIMITS[each.band], each.due, each.name, each.number, each.cause]
            line = QTreeWidgetItem(self, texts)
            line.setData(0, CASE, each)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        else:
            none = QTreeWidgetItem(self, ["没有7个工作日内到期或者已逾期的事项"])
            none.setFirstColumnSpanned(True)
            none.setFlags(Qt.ItemFlag.NoItemFlags)

    def _open(self) -> None:
        line = self.currentItem()
        if line is not None and line.data(0, CASE) is not None:
            self.opened.emit(line.data(0, CASE))
