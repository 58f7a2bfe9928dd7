"""Columns (表头对照): what each column of a sheet was taken for, to be corrected from pick-lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.rules.lists.headings import FIELD_WORDS

if TYPE_CHECKING:
    from app.services.list_import import Looked

NOTHING = "不使用"
EMPTY = "还没有选择文件。选择后，在这里核对每一列被当作什么，不对的可以改。"
VERTICAL = "竖排的表：按左侧的栏目名称逐块识别，没有可以更正的列。"
OTHER = "这一种表没有可以更正的列，请核对逐行结果。"


class ColumnsPanel(QWidget):
    """One sheet's columns at a time.

    Signals:
        corrected: Name of the sheet, and its columns by what they hold.
    """

    corrected = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._looked: Looked | None = None
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("工作表")
        self.sheets.hide()
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels(["列的标题", "第一行内容", "作为"])
        self.table.verticalHeader().hide()
        self.table.setAccessibleName("表头对照")
        for column, mode in enumerate((QHeaderView.ResizeMode.Stretch,) * 2):
            self.table.horizontalHeader().setSectionResizeMode(column, mode)
        self.hint = QLabel(EMPTY)
        self.hint.setWordWrap(True)
        self.hint.setProperty("rank", "soft")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(self.sheets)
        whole.addWidget(self.hint)
        whole.addWidget(self.table, 1)
        self.sheets.currentIndexChanged.connect(lambda _at: self._fill())

    def show_book(self, looked: Looked) -> None:
        """Show the sheets of a workbook; the sheet in sight stays."""
        now = self.sheets.currentText()
        self._looked = looked
        self.sheets.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword
        self.sheets.clear()
        self.sheets.addItems(list(looked.readings))
        self.sheets.setCurrentIndex(max(0, self.sheets.findText(now)))
        self.sheets.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword
        self._fill()

    def picks(self) -> tuple[QComboBox, ...]:
        """Return the pick-list of each column."""
        found = (self.table.cellWidget(row, 2) for row in range(self.table.rowCount()))
        return tuple(each for each in found if isinstance(each, QComboBox))

    def _fill(self) -> None:
        looked, sheet = self._looked, self.sheets.currentText()
        self.table.setRowCount(0)
        self.sheets.setVisible(self.sheets.count() > 0)
        self.hint.setText(self._hint())
        self.hint.setVisible(bool(self.hint.text()))
        if looked is None or sheet not in looked.readings:
            return
        heading = looked.readings[sheet].heading
        grid = next(each for each in looked.grids if each.sheet == sheet)
        holds = {column: name for name, column in heading.columns.items()}
        self.table.setRowCount(len(heading.titles))
        em = self.fontMetrics().horizontalAdvance("字")
        self.table.setColumnWidth(2, em * 14)
        for column, title in enumerate(heading.titles):
            first = grid.spread(heading.last + 1, column)
            for at, words in enumerate((title or f"（第{column + 1}列没有标题）", first[:60])):
                self.table.setItem(column, at, QTableWidgetItem(words))
            self.table.setCellWidget(column, 2, self._pick(holds.get(column, "")))
        self.table.verticalHeader().setDefaultSectionSize(em * 2 + 8)

    def _hint(self) -> str:
        """Say why there is nothing to correct; empty where there is."""
        if self._looked is None:
            return EMPTY
        reading = self._looked.readings.get(self.sheets.currentText())
        if reading is None:
            return OTHER
        return "" if reading.heading.titles else VERTICAL

    def _pick(self, name: str) -> QComboBox:
        pick = QComboBox()
        pick.addItem(NOTHING, "")
        for each, words in FIELD_WORDS.items():
            pick.addItem(words, each)
        pick.setCurrentIndex(max(0, pick.findData(name)))
        pick.activated.connect(lambda _at: self._corrected(pick))
        return pick

    def _corrected(self, changed: QComboBox) -> None:
        """Take a correction; a kind of content stands in one column only, the one picked last."""
        columns: dict[str, int] = {}
        for column, pick in enumerate(self.picks()):
            name = pick.currentData()
            if name and (pick is changed or name != changed.currentData()):
                columns.setdefault(name, column)
        self.corrected.emit(self.sheets.currentText(), columns)
