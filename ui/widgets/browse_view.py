"""Browse view (台账页面): saved filters left, searched table in the middle, quick look right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.remembered import Remembered
    from ui.widgets.list_table import ListTable
    from ui.widgets.table_model import Column

FILTER = Qt.ItemDataRole.UserRole
GAP = 12
NARROW = 64
"""Characters that stand side by side below which the quick look goes under the list."""


class QuickLook(QFrame):
    """Shows every column of the row the keys are on, without opening it."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._columns = columns
        self.across = False
        self._row: Mapping[str, Any] | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(_scrolling(self.words), 1)
        column.addLayout(self.buttons)

    def lie(self, *, across: bool) -> None:
        """Lie below the list, with its buttons in a line, or stand beside it."""
        self.across = across
        ways = QBoxLayout.Direction
        self.buttons.setDirection(ways.LeftToRight if across else ways.TopToBottom)
        self.show_row(self._row)

    def show_row(self, row: Mapping[str, Any] | None) -> None:
        """Show a row, or that none is chosen."""
        self._row = row
        if not row:
            self.words.setText("选中一行可在此查看概要。")
            return
        told = [(each.heading, each.shows(row) or "—") for each in self._columns]
        if self.across:
            self.words.setText("　".join(f"{heading}：{said}" for heading, said in told))
        else:
            self.words.setText("\n\n".join(f"{heading}\n{said}" for heading, said in told))


def _scrolling(words: QLabel) -> QScrollArea:
    """Return what shows words at the height there is: much to say must not push the window off the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(words)
    return area


class BrowseView(ScreenView):
    """A register: its saved filters, its list, its quick look."""

    def __init__(
        self, filters: Sequence[tuple[str, str, Mapping[str, object]]], listed: ListTable, look: QuickLook
    ) -> None:
        super().__init__()
        self.listed, self.look = listed, look
        self._remembered: Remembered | None = None
        self._name = ""
        self.filters = QListWidget()
        for name, words, narrowed in filters:
            item = QListWidgetItem(words, self.filters)
            item.setData(FILTER, (name, narrowed))
        self._arrange()
        self.filters.currentItemChanged.connect(self._narrow)
        listed.chosen.connect(look.show_row)
        look.show_row(None)
        bind(self, "refresh", self.refresh)

    def remember(self, remembered: Remembered, name: str) -> None:
        """Keep under a name which filter is chosen."""
        self._remembered, self._name = remembered, f"filter/{name}"

    def left_at(self) -> str:
        """Return the filter that was chosen last."""
        kept = self._remembered.text(self._name) if self._remembered is not None else ""
        return kept or "all"

    def take_keys(self) -> None:
        """Put the keys into the search box."""
        self.listed.search_box.setFocus()

    def refresh(self) -> None:
        """Look up the same again."""
        self.listed.model.refresh()

    def receive(self, args: Mapping[str, object]) -> None:
        """Choose the named filter and look for the given text."""
        name = args.get("filter", self._chosen())
        for at in range(self.filters.count()):
            if self.filters.item(at).data(FILTER)[0] == name:
                self.filters.setCurrentRow(at)
        if "text" in args:
            self.listed.look_for(str(args["text"]))

    def _chosen(self) -> str:
        item: QListWidgetItem | None = self.filters.currentItem()
        return "all" if item is None else str(item.data(FILTER)[0])

    def _narrow(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            name, narrowed = item.data(FILTER)
            self.listed.filter(narrowed)
            if self._remembered is not None:
                self._remembered.keep(self._name, name)

    def _arrange(self) -> None:
        em = self.fontMetrics().horizontalAdvance("字")
        self.filters.setFixedWidth(em * 9)
        self.look.setMinimumWidth(em * 13)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(GAP)
        for each in (self.listed, self.look):
            self._split.addWidget(each)
        self._split.setSizes([em * 60, em * 14])
        self._split.setStretchFactor(0, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(GAP)
        line.addWidget(self.filters)
        line.addWidget(self._split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the quick look below the list where the window is narrow for its text size."""
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("字")
        across = event.size().width() < em * NARROW
        if across != self.look.across:
            self.look.lie(across=across)
            upright, level = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
            self._split.setOrientation(upright if across else level)
            self._split.setSizes([em * 20, em * 6] if across else [em * 60, em * 14])


def titled(words: str, rank: str = "title") -> QWidget:
    """Return a line of words of a rank."""
    label = QLabel(words)
    label.setProperty("rank", rank)
    return label
