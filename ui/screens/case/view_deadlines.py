"""Deadline tab (期限): every running time limit of the case, and how the chosen one came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ui.screens.case.deadlines import DeadlineModel
from ui.screens.case.view_basis import label
from ui.screens.case.view_rows import Cells, Rows

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from ui.screens.case.deadlines import Limit
    from ui.screens.tools import Tools

NONE = "目前没有正在计算的期限。"


class DeadlineTab(QWidget):
    """A table of limits, nearest first; below it the steps of the one the keys are on."""

    def __init__(self, tools: Tools, case_id: UUID) -> None:
        super().__init__()
        self.model = DeadlineModel(tools, case_id)
        self.model.setParent(self)
        self.rows = Rows(
            (
                Cells("期限", lambda each: each.name, 13),
                Cells("剩余", lambda each: each.left, 12),
                Cells("应办日", lambda each: each.safe, 9),
                Cells("法定届满日", lambda each: each.legal, 9),
                Cells("承担人", lambda each: each.holder, 7),
                Cells("依据", lambda each: each.article, 11),
                Cells("可靠程度", lambda each: each.sure, 9),
            )
        )
        self.title, self.why = QLabel(), label(NONE, "")
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()
        self.setFocusProxy(self.rows)
        self.rows.chosen.connect(self._explain)
        self.model.shown.connect(self.rows.show_records)

    def show_file(self, file: CaseFile) -> None:
        """Show the limits of a case."""
        self.model.read(file)

    def take_keys(self) -> None:
        """Put the keys into the table."""
        self.rows.setFocus()

    def go(self, key: str) -> None:
        """Put the keys on the limit of a rule or of a party, by its name."""
        self.rows.go(lambda each: key in each.id.split())
        self.take_keys()

    def _explain(self, limit: Limit | None) -> None:
        if limit is None:
            self.title.setText("")
            self.why.setText(NONE)
            return
        self.title.setText(f"{limit.name}　{limit.left}")
        lines = [f"{n}. {each}" for n, each in enumerate(limit.why, 1)]
        self.why.setText("\n".join((*lines, f"依据：{limit.article}〔{limit.sure}〕")))

    def _arrange(self) -> None:
        self.title.setProperty("rank", "title")
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(16, 12, 16, 12)
        for each in (self.title, self.why):
            inner.addWidget(each)
        inner.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.rows)
        split.addWidget(area)
        split.setSizes([1, 1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(split, 1)
