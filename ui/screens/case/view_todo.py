"""To-do list (本阶段要做): papers owed and steps offered; every line leads to where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ui.screens.case.todo import Line, Todo, todo_lines
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.screens.case.viewmodel import Seen
    from ui.tokens import Palette

TODO = Qt.ItemDataRole.UserRole


class WrappedRows(QListWidget):
    """Rows as high as their wrapped words need."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew for the new width."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Give every row the height its words need."""
        em = self.fontMetrics().horizontalAdvance("字")
        room = QRect(0, 0, max(em, self.viewport().width() - 2 * em), 10_000)
        for at in range(self.count()):
            item = self.item(at)
            needed = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            item.setSizeHint(QSize(room.width(), needed.height() + em // 2))


class TodoList(QWidget):
    """Up and down choose a line, Enter follows it, Ctrl+Enter takes the step it belongs to.

    Signals:
        paper_wanted: The owed paper to make or open.
        step_chosen: The step to look at.
        step_wanted: The step to take.
        place_wanted: Where a reason against a step is put right.
    """

    paper_wanted = Signal(object)
    step_chosen = Signal(object)
    step_wanted = Signal(object)
    place_wanted = Signal(object)

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._seen: Seen | None = None
        self._every = False
        heading = QLabel("本阶段要做（Ctrl+L）")
        heading.setProperty("rank", "title")
        self.rows = WrappedRows()
        self.rows.setAccessibleName("本阶段要做")
        self.take_button = QPushButton("办理所选步骤（Ctrl+Enter）")
        self.take_button.setProperty("rank", "main")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (heading, self.rows, self.take_button):
            column.addWidget(each)
        self.setFocusProxy(self.rows)
        self.rows.itemDoubleClicked.connect(lambda _item: self.follow())
        self.rows.currentItemChanged.connect(lambda *_: self._allow())
        self.take_button.clicked.connect(self.take)
        for key in ("open_row", "open_row_pad"):
            bind(self.rows, key, self.follow)
        for key in ("finish", "finish_pad"):
            bind(self, key, self.take)

    def show_seen(self, seen: Seen) -> None:
        """Show a new reading; the keys stay on the same line."""
        self._seen = seen
        at = self.rows.currentRow()
        self.rows.clear()
        for each in todo_lines(seen, every=self._every):
            self._add(each)
        self.rows.measure()
        self.rows.setCurrentRow(self._first_open() if at < 0 else min(at, self.rows.count() - 1))
        self.take_button.setVisible(not seen.file.case.read_only)
        self._allow()

    def lines(self) -> tuple[Todo, ...]:
        """Return what is listed."""
        return tuple(self.rows.item(at).data(TODO) for at in range(self.rows.count()))

    def choose(self, at: int) -> None:
        """Put the keys on a line."""
        self.rows.setCurrentRow(at)

    def follow(self) -> None:
        """Go where the chosen line leads."""
        line = self._current()
        if line is None:
            return
        if line.kind is Line.MORE:
            self._every = not self._every
            if self._seen is not None:
                self.show_seen(self._seen)
        elif line.kind is Line.PAPER:
            self.paper_wanted.emit(line.owed)
        elif line.kind is Line.STEP:
            self.step_chosen.emit(line.offer)
        elif line.refusal is not None:
            self.place_wanted.emit(line.refusal.place)

    def take(self) -> None:
        """Take the step of the chosen line."""
        line = self._current()
        if line is not None and line.offer is not None:
            self.step_wanted.emit(line.offer)

    def _current(self) -> Todo | None:
        item: QListWidgetItem | None = self.rows.currentItem()
        return None if item is None else item.data(TODO)

    def _first_open(self) -> int:
        return next((at for at, each in enumerate(self.lines()) if each.kind is not Line.HEADING), 0)

    def _allow(self) -> None:
        line = self._current()
        self.take_button.setEnabled(line is not None and line.offer is not None)

    def _add(self, line: Todo) -> None:
        item = QListWidgetItem(line.words, self.rows)
        item.setData(TODO, line)
        item.setToolTip(line.refusal.article if line.refusal is not None else line.words.strip())
        if line.kind is Line.HEADING:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setForeground(QColor(self._palette.soft))
        elif line.kind is Line.REASON:
            item.setForeground(QColor(self._palette.bad))
        elif line.good:
            item.setForeground(QColor(self._palette.good))
