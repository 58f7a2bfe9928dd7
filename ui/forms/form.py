"""Form (表单): drawn from the declared fields of a record; checks at the field, every keystroke a draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.field import Declared, Kind, fields_of
from ui.forms.drafting import Desk, DraftKeeper
from ui.forms.entries import Entry, LineEntry, Supply, entry_for
from ui.forms.preedit import PreeditGuard
from ui.forms.reading import MissingFieldError, read, write
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_WIDE = frozenset({Kind.LONG_TEXT, Kind.OFFICERS, Kind.ITEM})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks: the fields of a record (all that have a group, or the named ones), and its place.

    Attributes:
        place: Where the draft is kept; empty keeps none.
        start: Values shown before anything is typed.
    """

    record: type
    names: tuple[str, ...] = ()
    place: str = ""
    start: Mapping[str, Any] = field(default_factory=dict)

    @property
    def declared(self) -> tuple[Declared, ...]:
        """The fields, in the order of the class."""
        every = fields_of(self.record)
        if self.names:
            return tuple(each for each in every if each.name in self.names)
        return tuple(each for each in every if each.field.group and each.kind is not Kind.OTHER)


class Slot(QWidget):
    """One field: label with its required mark, entry, help, and the fault when there is one."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        told = entry.declared.field
        self.label = QLabel(f"{told.label} <b>*</b>" if told.required else told.label)
        self.label.setBuddy(entry)
        self.help = _line(told.help, "soft")
        self.fault = _line("", "bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for each in (self.label, entry, self.help, self.fault):
            column.addWidget(each)
        column.addStretch()
        self.label.setVisible(entry.declared.kind is not Kind.TICK)

    def show_fault(self, error: AppError | None) -> None:
        """Show a failure below the entry, or take it away."""
        self.fault.setText(f"✕ {error.message}{error.hint}" if error is not None else "")
        self.fault.setVisible(error is not None)
        self.entry.mark(faulty=error is not None)


class Form(QWidget):
    """Fields in groups; Enter goes to the next, Ctrl+Enter hands the values over when all are acceptable.

    Signals:
        confirmed: All values by name, each read and checked.
        edited: Something was typed.
        ended: Enter was pressed in the last field.
        restored: An earlier draft was put back.
    """

    confirmed = Signal(object)
    edited = Signal()
    ended = Signal()
    restored = Signal()

    def __init__(self, asked: Asked, supply: Supply, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        self._supply = supply
        self.slots_: dict[str, Slot] = {}
        self._keeper = DraftKeeper(desk, asked.place, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for group, members in groupby(asked.declared, key=lambda each: each.field.group):
            self._add_group(group, tuple(members))
        self._wire()
        self.set_texts({each.name: write(each, asked.start.get(each.name)) for each in asked.declared})
        if asked.place:
            self._keeper.load(self._restore)

    @property
    def idle(self) -> bool:
        """Whether everything typed is in the store."""
        return self._keeper.idle

    def entry(self, name: str) -> Entry:
        """Return the entry of a field; an unknown name raises ``KeyError``."""
        return self.slots_[name].entry

    def texts(self) -> dict[str, str]:
        """Return what is typed, by name."""
        return {name: slot.entry.text() for name, slot in self.slots_.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Show texts; names the form does not have are left out."""
        for name, text in texts.items():
            if name in self.slots_:
                self.slots_[name].entry.set_text(text)

    def check(self) -> dict[str, Any] | None:
        """Read and check everything; show faults at their fields, go to the first, or return the values."""
        values: dict[str, Any] = {}
        first: Slot | None = None
        for name, slot in self.slots_.items():
            try:
                values[name] = self._value(slot)
            except AppError as error:
                slot.show_fault(error)
                first = first or slot
            else:
                slot.show_fault(None)
        if first is not None:
            first.entry.setFocus()
            return None
        return values

    def confirm(self) -> None:
        """Check, and hand the values over when all are acceptable."""
        values = self.check()
        if values is not None:
            self.confirmed.emit(values)

    def show_error(self, error: AppError) -> bool:
        """Show a failure at the field whose label its message quotes; tell whether there was one."""
        for slot in self.slots_.values():
            if f"“{slot.entry.declared.field.label}”" in error.message:
                slot.show_fault(error)
                slot.entry.setFocus()
                return True
        return False

    def drop_draft(self) -> None:
        """Forget the draft: what was typed is confirmed, or thrown away."""
        if self.asked.place:
            self._keeper.drop()

    def reset(self) -> None:
        """Show the starting values again and forget the draft."""
        self.drop_draft()
        declared = self.asked.declared
        self.set_texts({each.name: write(each, self.asked.start.get(each.name)) for each in declared})
        for slot in self.slots_.values():
            slot.show_fault(None)

    def go(self, name: str) -> None:
        """Put the keys into a field."""
        self.slots_[name].entry.setFocus()

    def go_to_missing(self) -> None:
        """Put the keys into the next required field that is empty."""
        slots = list(self.slots_.values())
        at = next((n for n, slot in enumerate(slots) if slot.entry.hand.hasFocus()), -1)
        for slot in slots[at + 1 :] + slots[: at + 1]:
            if slot.entry.declared.field.required and not slot.entry.text().strip():
                slot.entry.setFocus()
                return

    def _value(self, slot: Slot) -> Any:
        declared = slot.entry.declared
        value = read(declared, slot.entry.text(), self._supply.today())
        if declared.field.required and value in (None, "", ()):
            raise MissingFieldError(declared.field.label)
        return value

    def _add_group(self, group: str, members: Sequence[Declared]) -> None:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        heading = _line(group, "title")
        grid.addWidget(heading, 0, 0, 1, 2)
        at = 2
        for each in members:
            slot = Slot(entry_for(each, self._supply))
            self.slots_[each.name] = slot
            wide = each.kind in _WIDE
            at += at % 2 if wide else 0
            grid.addWidget(slot, at // 2, at % 2, 1, 2 if wide else 1)
            at += 2 if wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._column.addWidget(card)

    def _wire(self) -> None:
        slots = list(self.slots_.values())
        for slot, after in zip(slots, [*slots[1:], None], strict=True):
            entry = slot.entry
            PreeditGuard(entry.hand)
            entry.edited.connect(self._typed)
            entry.hand.installEventFilter(_Leaving(slot, self._left))
            entry.finished.connect(after.entry.setFocus if after is not None else self.ended.emit)
            if after is not None:
                QWidget.setTabOrder(entry.hand, after.entry.hand)
        for name, does in (("finish", self.confirm), ("finish_pad", self.confirm), ("check", self.check)):
            bind(self, name, does)
        bind(self, "next_missing", self.go_to_missing)

    def _typed(self) -> None:
        if self.asked.place:
            self._keeper.keep(self.texts())
        self.edited.emit()

    def _left(self, slot: Slot) -> None:
        if isinstance(slot.entry, LineEntry):
            slot.entry.settle()
        try:
            if slot.entry.text().strip():
                self._value(slot)
        except AppError as error:
            slot.show_fault(error)
        else:
            slot.show_fault(None)

    def _restore(self, texts: Mapping[str, str]) -> None:
        self.set_texts(texts)
        self.restored.emit()


class _Leaving(QObject):
    """Tells when the keys leave an entry."""

    def __init__(self, slot: Slot, left: Callable[[Slot], None]) -> None:
        super().__init__(slot)
        self._slot = slot
        self._tell = left

    def eventFilter(self, watched: QObject, event: Any) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Pass everything on, and tell."""
        if event.type() == event.Type.FocusOut:
            self._tell(self._slot)
        return False


def _line(text: str, rank: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("rank", rank)
    label.setWordWrap(True)
    if not text:
        label.hide()  # showing one that has no parent yet would open a window of its own
    return label
