"""Deadlines over all cases: saved filters left, list or month in the middle, the why of the chosen right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.screens.deadlines.bands import BAND_WORDS, Band, numbers
from ui.screens.deadlines.lists import DUE_COLUMNS, DueLists
from ui.screens.deadlines.view_day import day_lines, day_title
from ui.screens.deadlines.view_month import MonthGrid
from ui.screens.deadlines.view_progress import ProgressLine
from ui.screens.deadlines.view_why import WhyPanel
from ui.screens.deadlines.viewmodel import DeadlinesModel, DueRefresh
from ui.widgets.bindings import bind
from ui.widgets.browse_view import FILTER, BrowseView
from ui.widgets.list_table import ListTable
from ui.widgets.table_model import ROW, Index, ListModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from app.services.deadlines import DueCounts
    from ui.screens.tools import Tools
    from ui.tokens import Palette

DAY = "day"
_LEFT = 0
BESIDE, BELOW = (700, 300), (320, 260)
"""Shares of list and explanation, side by side and one below the other."""


class DueModel(ListModel):
    """The limits, the words of what is left coloured by how pressing it is."""

    def __init__(self, tools: Tools) -> None:
        super().__init__("deadlines", DUE_COLUMNS, DueLists(tools), tools.jobs)
        colours: Palette = tools.look.palette
        self._colours = {Band.OVERDUE: QColor(colours.bad), Band.SOON: QColor(colours.warn)}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text as every list does, and the colour of what is left."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid() and index.column() == _LEFT:
            row = super().data(index, ROW)
            return self._colours.get(row["band"]) if row else None
        return super().data(index, role)


class DeadlinesView(BrowseView):
    """The office's own limits; those of parties and courts stand on the case page."""

    def __init__(self, tools: Tools, refresh: DueRefresh) -> None:
        why = WhyPanel()
        filters = [(each.value, words, {"band": each.value}) for each, words in BAND_WORDS.items()]
        filters.append((DAY, "", {}))
        super().__init__(filters, ListTable(DueModel(tools), "输入案号、当事人、案由或者期限名称查找"), why)
        self.why = why
        self.filters.item(len(BAND_WORDS)).setHidden(True)
        self.filters.setAccessibleName("期限范围")
        self._tools = tools
        self.model, self.bringing = DeadlinesModel(tools), refresh
        for each in (self.model, self.bringing):
            each.setParent(self)
        self.progress = ProgressLine(refresh)
        self.month = MonthGrid(tools.look.palette)
        self.middle = QStackedWidget()
        self.open_button, self.month_button = QPushButton("打开案件（回车）"), QPushButton("月历（Ctrl+M）")
        self._kept: bytes | None = None
        self._put_in()
        self._wire()

    def take_keys(self) -> None:
        """Put the keys into the list or the month, whichever is shown."""
        if self.middle.currentWidget() is self.month:
            self.month.setFocus()
        else:
            self.listed.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the steps room where they stand below the list."""
        before = self.look.across
        super().resizeEvent(event)
        if self.look.across != before:
            self._split.setSizes(list(BELOW if self.look.across else BESIDE))

    def left_at(self) -> str:
        """Return the filter chosen last; a single day is not kept."""
        kept = super().left_at()
        return Band.ALL.value if kept == DAY else kept

    def refresh(self) -> None:
        """Show what is known at once, and bring it up to date behind it."""
        self._read()
        self.bringing.start()

    def receive(self, args: Mapping[str, object]) -> None:
        """Choose the named filter, look for the given text, and bring the limits up to date."""
        super().receive(args)
        self._turn(to_month=False)
        self.refresh()

    def list_day(self, day: date) -> None:
        """List the limits of a day."""
        item = self.filters.item(len(BAND_WORDS))
        item.setText(f"{day.month}月{day.day}日")
        item.setData(FILTER, (DAY, {"days": (day, day + timedelta(days=1))}))
        item.setHidden(False)
        if self.filters.currentItem() is item:
            self._narrow(item)
        self.filters.setCurrentItem(item)
        self._turn(to_month=False)

    def toggle(self) -> None:
        """Change between list and month."""
        self._turn(to_month=self.middle.currentWidget() is not self.month)

    def _turn(self, *, to_month: bool) -> None:
        if to_month:
            row = self.listed.current()
            self.month.go(row["limit"].safe_due if row else self._tools.clock.today())
        self.middle.setCurrentWidget(self.month if to_month else self.listed)
        self.month_button.setText("列表（Ctrl+M）" if to_month else "月历（Ctrl+M）")
        self.open_button.setText("列出当天（回车）" if to_month else "打开案件（回车）")
        if to_month:
            self._tell_day(self.month.day)
        else:
            self.why.show_row(None)
            self.why.show_row(self.listed.current())
        self.take_keys()

    def _read(self) -> None:
        row = self.listed.current()
        self._kept = row["id"].bytes if row else None
        self.model.count()
        self.listed.model.refresh()
        if self.month.found is not None:
            self.model.read_days(self.month.first, self.month.first + timedelta(days=42))

    def _brought(self, done: int) -> None:
        if done:
            self._read()
            self.why.again()

    def _count(self, counts: DueCounts) -> None:
        found = numbers(counts)
        for at, band in enumerate(BAND_WORDS):
            self.filters.item(at).setText(f"{BAND_WORDS[band]}（{found[band]}）")

    def _place(self, count: int) -> None:
        """Put the keys on the limit they were on before, else on the first."""
        if count:
            ids = self.listed.model.ids
            self.listed.table.selectRow(ids.index(self._kept) if self._kept in ids else 0)

    def _chosen_row(self, row: Mapping[str, Any] | None) -> None:
        if self.middle.currentWidget() is self.listed:
            self.why.show_row(row)

    def _tell_day(self, day: date) -> None:
        if self.middle.currentWidget() is self.month:
            self.why.show_row(None)
            self.why.show_lines(day_title(day), day_lines(day, self.month.found))

    def _open(self) -> None:
        if self.middle.currentWidget() is self.month:
            self.list_day(self.month.day)
            return
        row = self.listed.current()
        if row and row["limit"].inspects:
            self.wants.emit("random", {"task_id": row["limit"].case_id})
        elif row:
            self.wants.emit("case", {"case_id": row["limit"].case_id, "tab": "deadlines"})

    def _put_in(self) -> None:
        for button in (self.open_button, self.month_button):
            self.why.buttons.addWidget(button)
        em = self.fontMetrics().horizontalAdvance("字")
        self.filters.setFixedWidth(em * 12)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addWidget(self.middle, 1)
        for each in (self.listed, self.month):
            self.middle.addWidget(each)
        self._split.insertWidget(0, inside)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes(list(BESIDE))

    def _wire(self) -> None:
        self.listed.chosen.disconnect(self.why.show_row)
        self.listed.chosen.connect(self._chosen_row)
        self.listed.model.found.connect(self._place)
        self.listed.opened.connect(lambda _row: self._open())
        self.open_button.clicked.connect(self._open)
        self.month_button.clicked.connect(self.toggle)
        self.month.turned.connect(self.model.read_days)
        self.month.rested.connect(self._tell_day)
        self.month.opened.connect(self.list_day)
        self.model.days_read.connect(self.month.show_days)
        self.model.counted.connect(self._count)
        self.model.explained.connect(self.why.show_limit)
        self.why.asked.connect(self.model.explain)
        self.bringing.told.connect(lambda _done, _whole: self.model.count())
        self.bringing.ended.connect(self._brought)
        bind(self, "month", self.toggle)
        self.progress.bind_to(self)


def build(tools: Tools, args: Mapping[str, object]) -> DeadlinesView:
    """Build the page; ``filter`` names the band, else it is as it was left."""
    view = DeadlinesView(tools, DueRefresh(tools))
    view.remember(tools.remembered, "deadlines")
    view.receive({"filter": view.left_at(), **args})
    return view
