"""Typed entries (键入控件): one line, or many; dates, times and amounts are understood as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.domain.errors import AppError
from app.domain.field import Kind
from app.domain.money import Money
from ui.forms.entry import Entry
from ui.forms.reading import read, write

if TYPE_CHECKING:
    from app.domain.field import Declared
    from ui.forms.entry import Supply

LINES = 4


class LineEntry(Entry):
    """One line; dates, times and amounts also show beside them how they are understood."""

    def __init__(self, declared: Declared, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self._supply = supply
        self.line = QLineEdit()
        self.understood = QLabel()
        self.understood.setProperty("rank", "soft")
        self._hold(self.line)
        self._row.addWidget(self.understood)
        self.understood.setVisible(declared.kind in _MASKS)
        self.line.setPlaceholderText(_MASKS.get(declared.kind, ""))
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._settle)

    @property
    def hand(self) -> QLineEdit:
        """The line."""
        return self.line

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Show a text."""
        self.line.setText(text)
        self._understand()

    def settle(self) -> None:
        """Write a short date or amount out in full."""
        if self.declared.kind in _MASKS and self.text().strip():
            try:
                value = read(self.declared, self.text(), self._supply.today())
            except AppError:
                return
            if (full := write(self.declared, value)) != self.text():
                self.line.setText(full)
                self.edited.emit()
            self._understand()

    def _settle(self) -> None:
        self.settle()
        self.finished.emit()

    def _typed(self) -> None:
        self._understand()
        self.edited.emit()

    def _understand(self) -> None:
        if self.declared.kind not in _MASKS:
            return
        try:
            value = read(self.declared, self.text(), self._supply.today())
        except AppError:
            value = None
        self.understood.setText(self._said(value))

    def _said(self, value: object) -> str:
        if isinstance(value, Money):
            return self._supply.capitals(value)
        return write(self.declared, value) if value and write(self.declared, value) != self.text() else ""


_MASKS = {Kind.DATE: "年月日，如 20260305", Kind.TIME: "年月日 时分，如 20260305 1430", Kind.MONEY: "元"}


class LongLine(QPlainTextEdit):
    """Many lines: Enter is a new line; Tab leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(6)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * (LINES + 1))


class LongEntry(Entry):
    """A text of many lines."""

    def __init__(self, declared: Declared, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.box = LongLine()
        self._shown = ""
        self._hold(self.box)
        self.box.textChanged.connect(self._typed)

    @property
    def hand(self) -> QPlainTextEdit:
        """The box."""
        return self.box

    def text(self) -> str:
        """Return what is typed."""
        return self.box.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text."""
        self._shown = text
        self.box.setPlainText(text)

    def _typed(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit()
