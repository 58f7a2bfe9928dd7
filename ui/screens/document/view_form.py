"""Paper form (文书填写): every line of a document in the order of the paper, in groups."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.errors import AppError
from ui.forms.entries import LineEntry, Supply
from ui.forms.preedit import PreeditGuard
from ui.screens.document.asks import answer_of
from ui.screens.document.view_slots import AskLine, FactLines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.services.documents import Sheet, SheetField


class PaperForm(QWidget):
    """What the form asks can be typed unless it is read only; Enter goes to the next line.

    Signals:
        edited: Something was typed.
        entered: The keys came into a line, or it was typed in (its name).
        wanted: A fact's place is to be opened (``Place``).
        ended: Enter was pressed in the last line.
    """

    edited = Signal()
    entered = Signal(str)
    wanted = Signal(object)
    ended = Signal()

    def __init__(self, sheet: Sheet, supply: Supply, *, writable: bool) -> None:
        super().__init__()
        self.sheet = sheet
        self.asks: dict[str, AskLine] = {}
        self.facts: dict[str, FactLines] = {}
        self._supply, self._writable = supply, writable
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        for group, fields in groupby(sheet.fields, key=lambda each: each.group):
            self._add_group(group, tuple(fields))
        self._column.addStretch()
        self._wire()
        for each in sheet.fields:
            if each.name in self.asks:
                self.asks[each.name].show_answer(each.typed)
        self.show_sheet(sheet)

    def fits(self, sheet: Sheet) -> bool:
        """Whether another reading has the same lines."""
        return _shape(sheet) == _shape(self.sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what the lines say now; what is typed stays."""
        self.sheet = sheet
        for each in sheet.fields:
            if each.name in self.asks:
                self.asks[each.name].show_field(each)
            else:
                self.facts[each.name].show_field(each)

    def texts(self) -> dict[str, str]:
        """Return what is typed, by name."""
        return {name: line.entry.text() for name, line in self.asks.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Show texts as they were typed; names the form does not have are left out."""
        for name, text in texts.items():
            if name in self.asks:
                self.asks[name].entry.set_text(text)

    def answers(self) -> dict[str, str]:
        """Return the answers that can be read; the others are left out."""
        found: dict[str, str] = {}
        for name, line in self.asks.items():
            try:
                found[name] = answer_of(line.ask, line.entry.text(), self._supply.today())
            except AppError:
                continue
        return found

    def check(self) -> bool:
        """Show what cannot be read at its line and go to the first; tell whether all can."""
        wrong = [name for name, line in self.asks.items() if not self._check(line)]
        if wrong:
            self.go(wrong[0])
        return not wrong

    def show_error(self, error: AppError) -> bool:
        """Show a failure at the line whose label its message quotes; tell whether there was one."""
        for name, line in self.asks.items():
            if f"“{line.ask.label}”" in error.message:
                line.show_fault(error)
                self.go(name)
                return True
        return False

    def go(self, name: str) -> bool:
        """Put the keys into a line; tell whether there is one of that name."""
        if name in self.asks:
            self.asks[name].entry.hand.setFocus()
        elif name in self.facts:
            self.facts[name].links[name].setFocus()
        else:
            return False
        return True

    def go_to_start(self) -> None:
        """Put the keys into the first line that is missing, else the first that is asked."""
        lacking = [each.name for each in self.sheet.fields if each.missing and each.name in self.asks]
        for name in (*lacking, *self.asks, *self.facts):
            if self.go(name):
                return

    def go_to_missing(self) -> bool:
        """Put the keys into the next line that is missing; tell whether there is any."""
        names = [each.name for each in self.sheet.fields]
        lacking = {each.name for each in self.sheet.fields if each.missing and not self._typed(each.name)}
        at = names.index(self.name_in_hand()) if self.name_in_hand() else -1
        found = next((each for each in names[at + 1 :] + names[: at + 1] if each in lacking), "")
        return bool(found) and self.go(found)

    def name_in_hand(self) -> str:
        """Return the name of the line that has the keys, or an empty text."""
        asked = (name for name, line in self.asks.items() if line.entry.hand.hasFocus())
        told = (name for name, lines in self.facts.items() if lines.links[name].hasFocus())
        return next(iter((*asked, *told)), "")

    def _typed(self, name: str) -> bool:
        return name in self.asks and bool(self.asks[name].entry.text().strip())

    def _check(self, line: AskLine) -> bool:
        if isinstance(line.entry, LineEntry):
            line.entry.settle()
        try:
            answer_of(line.ask, line.entry.text(), self._supply.today())
        except AppError as error:
            line.show_fault(error)
            return False
        line.show_fault(None)
        return True

    def _add_group(self, group: str, fields: tuple[SheetField, ...]) -> None:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 16, 10)
        title = QLabel(group)
        title.setProperty("rank", "title")
        column.addWidget(title)
        facts: FactLines | None = None
        for each in fields:
            if each.ask is not None and self._writable:
                line = AskLine(each.ask, self._supply)
                self.asks[each.name], facts = line, None
                column.addWidget(line)
                continue
            if facts is None:
                facts = FactLines()
                facts.wanted.connect(self.wanted)
                column.addWidget(facts)
            facts.add(each)
            self.facts[each.name] = facts
        self._column.addWidget(card)

    def _wire(self) -> None:
        lines = list(self.asks.values())
        for line, after in zip(lines, [*lines, None][1:], strict=True):
            entry, name = line.entry, line.ask.name
            PreeditGuard(entry.hand)
            entry.edited.connect(self.edited)
            entry.edited.connect(lambda name=name: self.entered.emit(name))
            entry.finished.connect(after.entry.hand.setFocus if after is not None else self.ended.emit)
            entry.hand.installEventFilter(_Coming(line, self.entered.emit, self._check))


class _Coming(QObject):
    """Tells when the keys come into a line, and checks it when they leave."""

    def __init__(self, line: AskLine, came: Callable[[str], None], left: Callable[[AskLine], bool]) -> None:
        super().__init__(line)
        self._line, self._came, self._left = line, came, left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Pass everything on, and tell."""
        if event.type() is QEvent.Type.FocusIn:
            self._came(self._line.ask.name)
        elif event.type() is QEvent.Type.FocusOut:
            self._left(self._line)
        return False


def _shape(sheet: Sheet) -> tuple[object, ...]:
    return sheet.document.state, tuple((each.name, each.ask) for each in sheet.fields)
