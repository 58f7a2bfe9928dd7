"""Rows (明细表): a short table of records that are already read; Enter opens one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ui.forms.reading import BEIJING
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent, QResizeEvent

RECORD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Cells:
    """One column: its heading, what it shows of a record, and its share of the width."""

    heading: str
    shows: Callable[[Any], str]
    width: int = 10


class Rows(QTableWidget):
    """Records of one case, a row each.

    Signals:
        opened: The record opened by Enter or double click.
        chosen: The record the keys are on, or ``None``.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        columns: Sequence[Cells],
        empty: str = "暂无记录",
        parent: QWidget | None = None,
        *,
        strict: bool = False,
    ) -> None:
        """Take the columns; where ``strict``, no neighbour takes the place of a chosen record gone since."""
        super().__init__(0, len(columns), parent)
        self._empty, self._meanwhile, self._strict = empty, "", strict
        self._columns = tuple(columns)
        self._records: tuple[Any, ...] = ()
        self._dress()
        self.setHorizontalHeaderLabels([each.heading for each in columns])
        self.itemDoubleClicked.connect(lambda _item: self.open_current())
        self.currentCellChanged.connect(lambda *_: self.chosen.emit(self.current()))
        for key in ("open_row", "open_row_pad"):
            bind(self, key, self.open_current)

    @property
    def records(self) -> tuple[Any, ...]:
        """What is shown."""
        return self._records

    @property
    def empty_words(self) -> str:
        """What is said where there is nothing."""
        return self._meanwhile or self._empty

    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return headings and texts of what is shown, in its order."""
        lines = tuple(tuple(each.shows(record) for each in self._columns) for record in self._records)
        return tuple(each.heading for each in self._columns), lines

    def show_records(self, records: Sequence[Any]) -> None:
        """Show records instead of those before; the keys stay on the same record."""
        at, kept = max(0, self.currentRow()), getattr(self.current(), "id", None)
        none_instead = self._strict and bool(self._records)
        self._records, self._meanwhile = tuple(records), ""
        self.setRowCount(len(self._records))
        for row, record in enumerate(self._records):
            for column, cells in enumerate(self._columns):
                item = QTableWidgetItem(cells.shows(record))
                item.setToolTip(item.text())
                self.setItem(row, column, item)
        if self._records and (kept is None or not self.go(lambda each: each.id == kept)):
            self.setCurrentCell(-1 if none_instead else min(at, len(self._records) - 1), 0)
        self.chosen.emit(self.current())

    def say_empty(self, words: str) -> None:
        """Say something else where there is nothing."""
        self._empty = words
        self.viewport().update()

    def say_meanwhile(self, words: str) -> None:
        """Say something where there is nothing, until records are shown, be they none."""
        self._meanwhile = words
        self.viewport().update()

    def current(self) -> Any:
        """Return the record the keys are on, or ``None``."""
        at = self.currentRow()
        return self._records[at] if 0 <= at < len(self._records) else None

    def words(self, row: int, column: int) -> str:
        """Return what a cell shows; nothing beyond the edge."""
        item: QTableWidgetItem | None = self.item(row, column)
        return "" if item is None else item.text()

    def go(self, meets: Callable[[Any], bool]) -> bool:
        """Put the keys on the first record that meets a condition; tell whether there is one."""
        for at, record in enumerate(self._records):
            if meets(record):
                self.setCurrentCell(at, 0)
                return True
        return False

    def open_current(self) -> None:
        """Open the record the keys are on."""
        record = self.current()
        if record is not None:
            self.opened.emit(record)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width among the columns by what each asks for."""
        super().resizeEvent(event)
        whole = sum(each.width for each in self._columns)
        for at, cells in enumerate(self._columns):
            self.setColumnWidth(at, self.viewport().width() * cells.width // whole)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say in an empty table that there is nothing."""
        super().paintEvent(event)
        if not self._records:
            painter = QPainter(self.viewport())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.empty_words)
            painter.end()

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() * 2))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(self.fontMetrics().horizontalAdvance("字"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def show(path: Path) -> None:
    """Show a file in the program the computer opens it with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def day_words(moment: datetime | None) -> str:
    """Return the day in Beijing of a moment; the table has no room for the hour."""
    return "" if moment is None else str(moment.astimezone(BEIJING).date())
