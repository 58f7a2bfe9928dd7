"""Entry (录入控件): where one field is typed or picked; each gives and takes its text, which drafts keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.field import Declared
    from app.domain.money import Money


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a pick-list: what is kept, what is shown, and further words that find it.

    Attributes:
        barred: Why it may not be picked now; empty when it may.
    """

    key: UUID
    label: str
    words: str = ""
    barred: str = ""


class Supply(Protocol):
    """What entries ask for beside the record: the day, people, items, capitals."""

    def today(self) -> date:
        """Return the day it is."""

    def officers(self) -> Sequence[Choice]:
        """Return who can be picked."""

    def items(self, text: str) -> Sequence[Choice]:
        """Return the power items a text finds, best first."""

    def capitals(self, amount: Money) -> str:
        """Return an amount in the characters used on papers, or an empty text."""


class Entry(QWidget):
    """Where one field is typed or picked.

    Signals:
        edited: The text changed by hand.
        finished: Enter was pressed where it means "next field".
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, declared: Declared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.declared = declared
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    @property
    def hand(self) -> QWidget:
        """The widget that takes the keys."""
        raise NotImplementedError

    def text(self) -> str:
        """Return what is typed or picked, as text."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show a text; does not count as edited."""
        raise NotImplementedError

    def mark(self, *, faulty: bool) -> None:
        """Show or take away the mark of a fault."""
        self.hand.setProperty("faulty", faulty)
        self.hand.style().unpolish(self.hand)
        self.hand.style().polish(self.hand)

    def _hold(self, hand: QWidget) -> None:
        self._row.addWidget(hand, 1)
        self.setFocusProxy(hand)
        hand.setAccessibleName(self.declared.field.label)
