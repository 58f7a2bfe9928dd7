"""Why panel (期限说明): the chosen limit with every step, its article and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.screens.case.view_basis import label
from ui.screens.deadlines.lists import DUE_COLUMNS, PROVISIONAL
from ui.widgets.browse_view import QuickLook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QBoxLayout

    from ui.screens.case.deadlines import Limit

PAUSE_MS = 80
"""The keys run over rows faster than anybody reads; only the row they rest on is explained."""
NOTHING = "选中一项期限，可在此查看计算过程。"
GONE = "这项期限已经变化，按F5刷新后再看。"
UNKNOWN_YEAR = f"〔{PROVISIONAL}〕计算到了尚未公布放假安排的年份，导入该年放假安排后自动重算。"


class WhyPanel(QuickLook):
    """Shows what the row tells at once, and the steps when they are computed.

    Signals:
        asked: The limit whose steps are wanted (``Deadline``).
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(DUE_COLUMNS)
        self.title, self.mark = label("", "title"), label(UNKNOWN_YEAR, "warn")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self._limit: object = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (self.title, self.mark, self.words):
            column.addWidget(each)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName("计算过程")
        area.setWidget(inside)
        cast("QBoxLayout", self.layout()).insertWidget(0, area, 1)

    def show_row(self, row: Mapping[str, Any] | None) -> None:
        """Show what a row tells, and ask for the steps of another limit than before."""
        self._row = row
        if not row:
            self._limit = None
            self.show_lines("", (NOTHING,))
            return
        if row["limit"] != self._limit:
            self._limit = row["limit"]
            self.show_lines(f"{row['name']}　{row['left']}", _facts(row))
            self.mark.setVisible(bool(row["provisional"]))
            self._timer.start()

    def show_limit(self, limit: Limit | None) -> None:
        """Show every step of the limit asked for, or that it runs no more."""
        row = self._row
        if not row:
            return
        if limit is None:
            self.show_lines(str(row["name"]), (*_facts(row), "", GONE))
        else:
            steps = [f"{n}. {each}" for n, each in enumerate(limit.why, 1)]
            told = ("", "计算过程：", *steps, "", f"依据：{limit.article}〔{limit.sure}〕")
            self.show_lines(f"{limit.name}　{row['left']}", (*_facts(row), *told))
        self.mark.setVisible(bool(row["provisional"]))

    def show_lines(self, title: str, lines: Sequence[str]) -> None:
        """Show a heading and lines."""
        self._row = self._row if title else None
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.mark.hide()
        self.words.setText("\n".join(lines))

    def again(self) -> None:
        """Ask for the steps of the same limit again: the case may have changed."""
        if self._limit is not None:
            self._timer.start()

    def _ask(self) -> None:
        if self._limit is not None:
            self.asked.emit(self._limit)


def _facts(row: Mapping[str, Any]) -> tuple[str, ...]:
    wanted = [column for column in DUE_COLUMNS if column.heading in ("案号", "当事人", "案由")]
    days = f"应办日 {row['safe']}　法定届满日 {row['legal']}"
    return (*(f"{each.heading}：{each.shows(row) or '—'}" for each in wanted), days)
