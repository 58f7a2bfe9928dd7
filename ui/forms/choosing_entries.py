"""Chosen entries (点选控件): one of a few, or yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.forms.entry import Entry
from ui.forms.reading import YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from app.domain.field import Declared


class PickBox(QComboBox):
    """A pick-list without line edit; digits and first characters choose, Enter goes on."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with Enter; a digit takes the entry of that place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.text().isdigit() and 0 < int(event.text()) < self.count():
            self.setCurrentIndex(int(event.text()))
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ChoiceEntry(Entry):
    """One of a few: an enumeration's words, or a list of people."""

    def __init__(
        self, declared: Declared, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(declared, parent)
        self.box = PickBox()
        self.box.addItem("", "")
        for key, label in choices:
            self.box.addItem(label, key)
        self._hold(self.box)
        self.box.activated.connect(lambda _index: self.edited.emit())
        self.box.entered.connect(self.finished)

    @property
    def hand(self) -> QComboBox:
        """The pick-list."""
        return self.box

    def text(self) -> str:
        """Return the key of what is picked, or an empty text."""
        return str(self.box.currentData() or "")

    def set_text(self, text: str) -> None:
        """Pick by key; an unknown key picks nothing."""
        self.box.setCurrentIndex(max(0, self.box.findData(text)))


class TickEntry(Entry):
    """Yes or no."""

    def __init__(self, declared: Declared, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.box = TickBox(declared.field.label)
        self._hold(self.box)
        self.box.clicked.connect(lambda _on: self.edited.emit())
        self.box.entered.connect(self.finished)

    @property
    def hand(self) -> QCheckBox:
        """The box."""
        return self.box

    def text(self) -> str:
        """Return ``YES`` or an empty text."""
        return YES if self.box.isChecked() else ""

    def set_text(self, text: str) -> None:
        """Tick or untick."""
        self.box.setChecked(text == YES)


class TickBox(QCheckBox):
    """A box that Space ticks and Enter leaves."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
