"""Fault list (检查结果): what stands against 定稿; Enter opens the place of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidgetItem, QVBoxLayout

from ui.forms.entries import PickRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.completeness import Fault

FAULT = Qt.ItemDataRole.UserRole
SHOWN = 5


class FaultList(QFrame):
    """Below the lines of the editor, once it was asked for.

    Signals:
        opened: The fault whose place is to be opened.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = QLabel()
        self.title.setProperty("rank", "title")
        self.rows = PickRows()
        self.rows.setAccessibleName("检查结果")
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self.rows)
        self.rows.entered.connect(self.open_current)
        self.rows.itemDoubleClicked.connect(lambda _row: self.open_current())
        self.hide()

    def show_faults(self, faults: Sequence[Fault], doubts: Sequence[Fault] = ()) -> None:
        """Show faults, then doubts, instead of those before; the line stays where it was."""
        at = max(0, self.rows.currentRow())
        self.rows.clear()
        for number, each in enumerate(faults, 1):
            QListWidgetItem(f"{number}. {each.message}", self.rows).setData(FAULT, each)
        for each in doubts:
            QListWidgetItem(f"⚠ {each.message}", self.rows).setData(FAULT, each)
        self.rows.setCurrentRow(min(at, self.rows.count() - 1))
        line = self.rows.fontMetrics().lineSpacing() * 2
        self.rows.setFixedHeight(line * max(1, min(SHOWN, self.rows.count())) + 8)
        self.rows.setVisible(self.rows.count() > 0)
        found = f"✕ 还有 {len(faults)} 处需要处理（回车前往）"
        more = f"；⚠ {len(doubts)} 处提示，不影响定稿" if doubts else ""
        self.title.setText((found if faults else "✔ 检查通过，可以定稿（Ctrl+Enter）") + more)

    def open_current(self) -> None:
        """Open the place of the line the keys are on."""
        row = self.rows.currentItem()
        if row is not None:
            self.opened.emit(row.data(FAULT))
