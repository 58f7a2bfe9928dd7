"""Tab (案件页标签): what every tab of the case page is, and a tab that lists records and asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.keys import told
from ui.screens.case.view_rows import Rows
from ui.screens.view_asking import AskingPage
from ui.widgets.bindings import bind
from ui.widgets.button_line import ButtonLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.case_file import CaseFile
    from ui.screens.case.view_rows import Cells
    from ui.screens.case.viewmodel import CaseModel, Seen
    from ui.screens.view_asking import Question


class CaseTab(QStackedWidget):
    """One tab: its list or form in front, a question behind it.

    Signals:
        wants: Slug of a screen and what it is opened with.
        step_wanted: A step to take.
    """

    wants = Signal(str, object)
    step_wanted = Signal(object)

    def __init__(self, model: CaseModel) -> None:
        super().__init__()
        self.model = model
        self.asking = AskingPage(model)
        self.front = QWidget()
        self.addWidget(self.front)
        self.addWidget(self.asking)
        self.asking.left.connect(self._back)
        model.shown.connect(self._shown)

    def show_seen(self, seen: Seen) -> None:
        """Show a new reading."""
        raise NotImplementedError

    def take_keys(self) -> None:
        """Put the keys where work in this tab goes on."""
        if self.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.front.setFocus()

    def go(self, key: str) -> None:
        """Go to a field or record of this tab."""
        raise NotImplementedError

    def ask(self, question: Question) -> None:
        """Ask something in place of the list."""
        self.setCurrentWidget(self.asking)
        self.asking.ask(question)

    @property
    def writable(self) -> bool:
        """Whether the case may still be changed."""
        return self.model.seen is not None and not self.model.seen.file.case.read_only

    def _back(self) -> None:
        self.setCurrentWidget(self.front)
        self.take_keys()

    def _shown(self, seen: Seen) -> None:
        self.show_seen(seen)


class RowsTab(CaseTab):
    """A tab with a table of records and buttons under it; a read-only case keeps the table only."""

    def __init__(self, model: CaseModel, columns: Sequence[Cells]) -> None:
        super().__init__(model)
        self.rows = Rows(columns)
        self.buttons: list[QPushButton] = []
        self.lookers: list[QPushButton] = []
        self._line = ButtonLine()
        column = QVBoxLayout(self.front)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.rows, 1)
        column.addWidget(self._line)
        self.front.setFocusProxy(self.rows)
        self.rows.opened.connect(self._opened)

    def records(self, file: CaseFile) -> Sequence[Any]:
        """Return what the table shows of a case."""
        raise NotImplementedError

    def show_seen(self, seen: Seen) -> None:
        """Show the records of a new reading."""
        self.rows.show_records(self.records(seen.file))
        for each in self.buttons:
            each.setVisible(self.writable or each in self.lookers)
        self._line.place()

    def open_record(self, record: Any) -> None:
        """Open a record of the table."""
        raise NotImplementedError

    def go(self, key: str) -> None:
        """Open the record with an id; anything else puts the keys on the table."""
        if self.rows.go(lambda each: str(each.id) == key):
            self._opened(self.rows.current())
        else:
            self.rows.setFocus()

    def add_button(self, words: str, key: str, does: Callable[[], None]) -> QPushButton:
        """Add a button that does something while the case may be changed, and bind its key."""
        button = self._button(words, key)
        button.clicked.connect(lambda: does() if self.writable else None)
        if key:
            bind(self.front, key, lambda: does() if self.writable else None)
        return button

    def add_looker(self, words: str, key: str, does: Callable[[], None]) -> QPushButton:
        """Add a button that only shows something, also of a read-only case, and bind its key."""
        button = self._button(words, key)
        self.lookers.append(button)
        button.clicked.connect(lambda: does())  # noqa: PLW0108 - a slot must not get Qt's arguments
        if key:
            bind(self.front, key, does)
        return button

    def show_button(self, button: QPushButton, *, on: bool) -> None:
        """Show or hide one button."""
        button.setVisible(on)
        self._line.place()

    def _button(self, words: str, key: str) -> QPushButton:
        button = QPushButton(f"{words}（{told(key)}）" if key else words)
        self.buttons.append(button)
        self._line.add(button)
        return button

    def _opened(self, record: Any) -> None:
        if self.writable:
            self.open_record(record)
