"""Month view (期限月历): days with their rest and make-up marks, and how many limits each has."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.rules.deadlines.calendar import weekday
from app.services.deadlines import SOON
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.rules.deadlines.calendar import Calendar
    from ui.screens.deadlines.viewmodel import DueDays
    from ui.tokens import Palette

WEEK, WEEKS = 7, 6
NEVER = date(1900, 1, 1)
"""Where the grid stands until it is first sent to a day."""
_SATURDAY = 6
REST, MADE_UP = "休", "调休班"
BESIDE = ("", REST, MADE_UP)
"""Marks that stand beside the number of the day; the name of a festival gets its own line."""
_DAY = timedelta(days=1)
_KEYS = QKeySequence.StandardKey
_STEPS = {
    _KEYS.MoveToPreviousChar: -1,
    _KEYS.MoveToNextChar: 1,
    _KEYS.MoveToPreviousLine: -WEEK,
    _KEYS.MoveToNextLine: WEEK,
}


class MonthGrid(QTableWidget):
    """Six weeks around a month; arrows move by days and weeks, page keys by months.

    Signals:
        turned: First and the day after the last day that are shown now.
        rested: The day the keys are on.
        opened: The day opened by Enter or double click.
    """

    turned = Signal(object, object)
    rested = Signal(object)
    opened = Signal(object)

    def __init__(self, palette: Palette) -> None:
        super().__init__(WEEKS, WEEK)
        self._palette = palette
        self.day = NEVER
        self.found: DueDays | None = None
        self.setAccessibleName("期限月历")
        self.setHorizontalHeaderLabels([weekday(date.min + _DAY * each) for each in range(WEEK)])
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() * 2)
        self.currentCellChanged.connect(self._rest)
        self.itemDoubleClicked.connect(lambda _item: self.opened.emit(self.day))
        for key in ("open_row", "open_row_pad"):
            bind(self, key, lambda: self.opened.emit(self.day))

    @property
    def first(self) -> date:
        """The Monday the grid begins with."""
        begins = self.day.replace(day=1)
        return begins - _DAY * begins.weekday()

    def go(self, day: date) -> None:
        """Put the keys on a day; another month asks for its limits."""
        before, self.day = self.first, day
        if self.first != before:
            self.found = None
            self._draw()
            self.turned.emit(self.first, self.first + _DAY * WEEK * WEEKS)
        row, column = divmod((day - self.first).days, WEEK)
        self.setCurrentCell(row, column)

    def show_days(self, found: DueDays) -> None:
        """Show what the days have."""
        self.found = found
        self._draw()
        self.rested.emit(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the day a key means, into another month when need be."""
        meant = self._meant()
        for key, day in meant.items():
            if event.matches(key):
                self.go(day)
                return
        super().keyPressEvent(event)

    def words(self, day: date) -> str:
        """Return what the cell of a day says."""
        return "\n".join(filter(None, (self._head(day), self._count(day))))

    def _meant(self) -> dict[QKeySequence.StandardKey, date]:
        begins = self.day.replace(day=1)
        days = _DAY * monthrange(begins.year, begins.month)[1]
        return {key: self.day + _DAY * step for key, step in _STEPS.items()} | {
            _KEYS.MoveToPreviousPage: _same_day(begins - _DAY, self.day.day),
            _KEYS.MoveToNextPage: _same_day(begins + days, self.day.day),
            _KEYS.MoveToStartOfLine: begins,
            _KEYS.MoveToEndOfLine: begins + days - _DAY,
        }

    def _head(self, day: date) -> str:
        plain = day.month == self.day.month and day.day != 1
        number = str(day.day) if plain else f"{day.month}月{day.day}日"
        if self.found is None:
            return number
        today = "今天" if day == self.found.today else ""
        mark = mark_of(self.found.calendar, day)
        if not plain or mark not in BESIDE:
            return "\n".join(filter(None, (number, today, mark)))
        return " ".join(filter(None, (number, today, mark)))

    def _count(self, day: date) -> str:
        if self.found is None or day not in self.found.limits:
            return ""
        late = "逾期" if day < self.found.today else "到期"
        return f"{len(self.found.limits[day])}项{late}"

    def _draw(self) -> None:
        for at in range(WEEK * WEEKS):
            day = self.first + _DAY * at
            item = QTableWidgetItem(self.words(day))
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._colour(item, day)
            self.setItem(*divmod(at, WEEK), item)

    def _colour(self, item: QTableWidgetItem, day: date) -> None:
        colours, found = self._palette, self.found
        item.setForeground(QColor(colours.text if day.month == self.day.month else colours.soft))
        if found is None:
            return
        if found.calendar.makes_up(day):
            item.setBackground(QColor(colours.warn_ground))
        elif not found.calendar.works(day):
            festival = found.calendar.rest_name(day) != weekday(day)
            item.setBackground(QColor(colours.good_ground if festival else colours.ground))
        if day in found.limits:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
            if day < found.today:
                item.setForeground(QColor(colours.bad))
            elif found.calendar.working_days(found.today + _DAY, day) <= SOON:
                item.setForeground(QColor(colours.warn))

    def _rest(self, row: int, column: int) -> None:
        if row >= 0 and column >= 0:
            day = self.first + _DAY * (row * WEEK + column)
            if day.month != self.day.month:
                return
            self.day = day
            self.rested.emit(day)


def mark_of(calendar: Calendar, day: date) -> str:
    """Return what is special about a day: its festival, 调休上班, or that it rests."""
    if calendar.makes_up(day):
        return MADE_UP
    if calendar.works(day):
        return ""
    name = calendar.rest_name(day)
    return REST if name == weekday(day) else f"{name}{REST}"


def _same_day(month: date, number: int) -> date:
    """Return a day of the month of a day, its last one when it is shorter."""
    return month.replace(day=min(number, monthrange(month.year, month.month)[1]))
