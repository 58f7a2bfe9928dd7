"""Picks (选定): lines of a word and a pick-list, as a discretion standard asks or as evidence is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ui.forms.entries import PickBox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPEN = "（请选择）"


@dataclass(frozen=True, slots=True)
class Line:
    """One line (选定项): its key, its words and what may be picked."""

    key: str
    words: str
    choices: tuple[str, ...]


class Picks(QWidget):
    """Lines that each hold one pick; what was picked under a key stays when the lines change.

    Signals:
        edited: Something was picked by hand.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, PickBox] = {}
        self._kept: dict[str, str] = {}
        self._lines: tuple[Line, ...] = ()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines instead of those before."""
        if tuple(lines) == self._lines:
            return
        self._kept |= self.values()
        self._lines = tuple(lines)
        while self._form.rowCount():
            self._form.removeRow(0)
        self.boxes = {each.key: self._box(each) for each in lines}

    def values(self) -> dict[str, str]:
        """Return what is picked, by key; what is open is left out."""
        found = {key: str(box.currentData() or "") for key, box in self.boxes.items()}
        return {key: picked for key, picked in found.items() if picked}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Pick these; does not count as edited."""
        self._kept = dict(values)
        for key, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(values.get(key, ""))))

    def _box(self, line: Line) -> PickBox:
        box = PickBox()
        box.addItem(OPEN, "")
        for each in line.choices:
            box.addItem(each, each)
        box.setCurrentIndex(max(0, box.findData(self._kept.get(line.key, ""))))
        box.setAccessibleName(line.words)
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(PickBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _at: self.edited.emit())
        words = QLabel(line.words)
        words.setWordWrap(True)
        words.setBuddy(box)
        self._form.addRow(words, box)
        return box
