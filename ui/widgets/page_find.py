"""Page find bar (页面查找): what is looked for on the pages, and how many places there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ui.keys import pressed

if TYPE_CHECKING:
    from collections.abc import Callable

NOWHERE = "没有找到"


class FindBar(QFrame):
    """A line above the pages; Enter goes on to the next place, Esc puts the line away.

    Signals:
        wanted: The text to look for.
        stepped: Go on by so many places; -1 is back.
        ended: Put away.
    """

    wanted = Signal(str)
    stepped = Signal(int)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.line, self.told = QLineEdit(), QLabel()
        self.line.setPlaceholderText("在页面上查找")
        self.line.setAccessibleName("在页面上查找")
        self.told.setMinimumWidth(self.fontMetrics().horizontalAdvance("第000处，共000处"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.line, 1)
        row.addWidget(self.told)
        self.last = self._button("上一处", "last_hit", lambda: self.stepped.emit(-1))
        self.next = self._button("下一处", "next_hit", lambda: self.stepped.emit(1))
        self.away = self._button("收起", "dismiss", self.ended.emit)
        self.line.textChanged.connect(self.wanted)
        self.line.returnPressed.connect(lambda: self.stepped.emit(1))

    def tell(self, number: int, total: int) -> None:
        """Say which place is in hand, from 1, and of how many."""
        bare = not self.line.text().strip()
        self.told.setText("" if bare else f"第{number}处，共{total}处" if total else NOWHERE)
        for each in (self.last, self.next):
            each.setEnabled(bool(total))

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Cancel)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Put the line away with Esc."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def _button(self, words: str, key: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(f"{words}（{pressed(key)}）")
        button.setAutoDefault(True)
        button.clicked.connect(lambda: does())  # noqa: PLW0108 - a slot must not get Qt's arguments
        row = self.layout()
        if row is not None:
            row.addWidget(button)
        return button
