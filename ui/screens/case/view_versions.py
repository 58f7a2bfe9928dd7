"""Versions (新旧规定比较): old and new law of an item in a small table, and which applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.rules.discretion.law.versions import compare_versions
from app.rules.discretion.spec import parse_spec
from app.rules.discretion.wording import yuan
from app.rules.fine_facts import read_fine_facts
from app.rules.gates.figures import subject_of
from ui.screens.case.view_basis import label
from ui.screens.power_items.fines import fine_lines

if TYPE_CHECKING:
    from app.domain.power_item import PowerItem
    from app.rules.discretion.ranges import RangeResult
    from ui.screens.case.discretion import Pair

HEADINGS = ("版本", "罚则", "本案幅度", "结论")


class VersionTable(QWidget):
    """Two versions, the range under each, and which is lighter and why (APL 37)."""

    def __init__(self) -> None:
        super().__init__()
        self.table = QTableWidget(2, len(HEADINGS))
        self.table.setHorizontalHeaderLabels(list(HEADINGS))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setWordWrap(True)
        self.table.setAccessibleName("新旧规定比较")
        header = self.table.horizontalHeader()
        for at in range(len(HEADINGS)):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.why = label("", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self.why)
        self.table.setFixedHeight(self.fontMetrics().height() * 9)

    def show_pair(self, pair: Pair, fine_facts: str) -> None:
        """Compare the version of the day of the act with that of today, with facts as they stand."""
        later = pair.later
        if later is None:
            return
        facts = read_fine_facts(fine_facts, subject_of(pair.party))
        specs = tuple(parse_spec(each.fine_spec, each.penalty_basis) for each in (pair.item, later))
        found = compare_versions(specs[0], specs[1], facts)
        for row, (item, result) in enumerate(((pair.item, found.old), (later, found.new))):
            applies = found.newer is not None and found.newer is bool(row)
            told = "适用" if applies else "不适用" if found.newer is not None else "待比较"
            fines = "；".join(fine_lines(specs[row]))
            for at, text in enumerate((_version(item, new=bool(row)), fines, _range(result), told)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.table.setItem(row, at, cell)
        self.table.resizeRowsToContents()
        self.why.setText(f"{found.why}（《行政处罚法》第三十七条）。")


def _version(item: PowerItem, *, new: bool) -> str:
    return f"{'现行' if new else '行为时'}版本，{item.listed_from}列入清单"


def _range(result: RangeResult) -> str:
    if result.minimum is None or result.maximum is None:
        return "；".join(result.steps)
    return f"{yuan(result.minimum)}至{yuan(result.maximum)}"
