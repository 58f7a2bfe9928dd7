"""Rows (逐行结果): every row of the workbook with what became of it, those to be checked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.rules.lists.account import END_WORDS, End

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.rules.lists.account import RowEnd

ORDER = (End.REVIEW, End.TAKEN, End.MERGED, End.FRAME)
HEADINGS = ("工作表", "行", "结果", "原因或类别", "内容")


class RowsPanel(QWidget):
    """The rows, narrowed by what became of them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RowEnd, ...] = ()
        self.filter = QComboBox()
        self.filter.setAccessibleName("按结果筛选")
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels(list(HEADINGS))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAccessibleName("逐行结果")
        em = self.fontMetrics().horizontalAdvance("字")
        for column, wide in enumerate((9, 4, 8, 22)):
            self.table.setColumnWidth(column, em * wide)
        self.table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        self.hint = QLabel("还没有选择文件。读取后，每一行的去向都列在这里，待核的在最前。")
        self.hint.setWordWrap(True)
        self.hint.setProperty("rank", "soft")
        whole.addWidget(self.hint)
        whole.addWidget(self.filter)
        whole.addWidget(self.table, 1)
        self.filter.currentIndexChanged.connect(lambda _at: self._fill())

    def show_rows(self, rows: Sequence[RowEnd]) -> None:
        """Show rows, those to be checked first."""
        self.hint.hide()
        self._rows = tuple(sorted(rows, key=lambda each: ORDER.index(each.end)))
        self.filter.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword
        self.filter.clear()
        self.filter.addItem(f"全部（{len(rows)}行）", "")
        for end in ORDER:
            self.filter.addItem(f"{END_WORDS[end]}（{sum(each.end is end for each in rows)}行）", end.value)
        self.filter.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword
        self._fill()

    def _fill(self) -> None:
        wanted = self.filter.currentData()
        shown = [each for each in self._rows if not wanted or each.end.value == wanted]
        self.table.setRowCount(len(shown))
        for at, each in enumerate(shown):
            where = f"→第{each.into}行" if each.into else ""
            words = (each.sheet, str(each.row), END_WORDS[each.end], f"{each.reason}{where}", each.text)
            for column, text in enumerate(words):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.table.setItem(at, column, cell)
