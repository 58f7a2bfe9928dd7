"""A clerk at the keyboard: forms filled field by field, steps and papers chosen by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
)

from tests.e2e.hands import Hands, NothingHappenedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

_MANY, _COLUMNS = 80, 12


class Clerk(Hands):
    """Hands that read what is on the screen and press what leads on."""

    def new(self, word: str) -> None:
        """Ctrl+N, and choose what is to be made."""
        self.press("Ctrl+N")
        self.until(lambda: isinstance(self.focus, QMenu))
        menu = self.focus
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            if menu.activeAction() is not None and menu.activeAction().text() == word:
                break
            self.press("Down")
        self.press("Return")

    def fill(self, values: Mapping[str, str], *, confirm: str = "Ctrl+Return") -> None:
        """Go through the fields of the form with Tab and enter the values by their labels; confirm."""
        left = dict(values)
        for _ in range(_MANY):
            label = self.focus.accessibleName()
            if label in left:
                self._enter_into(self.focus, left.pop(label))
            if not left:
                break
            self.press("Tab")
        if left:
            raise NothingHappenedError(f"no field {sorted(left)}; keys are in {self.focus.accessibleName()}")
        if confirm:
            self.press(confirm)

    def choose(self, words: str) -> None:
        """Go up and down the list that has the keys to the line with some words."""
        self.press("Home")
        for way in ("Up", "Down", "Left", "Right"):
            for _ in range(_MANY):
                if words in self.line():
                    return
                before = self.line()
                self.press(way)
                if self.line() == before:
                    break
        raise NothingHappenedError(f"no line {words}: {self.line()}")

    def line(self) -> str:
        """Return what the current line of the list with the keys says."""
        view = self.focus
        if not isinstance(view, QAbstractItemView):
            return ""
        at = view.currentIndex()
        row = (at.siblingAtColumn(column).data() for column in range(_COLUMNS))
        cells = dict.fromkeys(each for each in row if each)
        return " ".join(map(str, cells))

    def _enter_into(self, field: QWidget, value: str) -> None:
        if isinstance(field, QComboBox):
            places = [field.itemText(at) for at in range(field.count())]
            self._pick(field, places.index(value), value)
        elif isinstance(field, QCheckBox):
            self.tick(value)
        elif isinstance(field, QListWidget):
            for each in value.split("、"):
                self.choose(each)
                self.tick(each)
        elif isinstance(field, QLineEdit | QPlainTextEdit):
            self.press("Ctrl+A")
            self.enter(value)
            if isinstance(field, QLineEdit) and "查找" in field.placeholderText():
                self.press("Return")
        else:
            raise NothingHappenedError(f"nothing to type into: {type(field).__name__}")

    def _pick(self, field: QComboBox, at: int, value: str) -> None:
        self.typed.append(value)
        for _ in range(field.count()):
            if field.currentIndex() == at:
                return
            self.press("Down" if field.currentIndex() < at else "Up")
