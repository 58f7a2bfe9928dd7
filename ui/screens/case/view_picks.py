"""Picks (选定): lines of a word and a pick-list, as a discretion standard asks or as evidence is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from app.rules.fine_facts import SEVERAL
from ui.forms.entries import PickBox
from ui.screens.case.view_ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPEN = "（请选择）"
_MOST_LINES = 4
FIGURE = "填数值，如 12.5；阶次由数值得出"


@dataclass(frozen=True, slots=True)
class Line:
    """One line (选定项): its key, its words and what may be picked; a figure is typed where nothing is.

    Attributes:
        several: More than one may be picked.
    """

    key: str
    words: str
    choices: tuple[str, ...]
    several: bool = False


class Picks(QWidget):
    """Lines that each hold one pick; what was picked under a key stays when the lines change.

    Signals:
        edited: Something was picked by hand.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, PickBox] = {}
        self.figures: dict[str, QLineEdit] = {}
        self.ticks: dict[str, Ticks] = {}
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
        self.boxes, self.figures, self.ticks = {}, {}, {}
        for each in lines:
            if each.several:
                self.ticks[each.key] = self._ticks(each)
            elif each.choices:
                self.boxes[each.key] = self._box(each)
            else:
                self.figures[each.key] = self._figure(each)

    def values(self) -> dict[str, str]:
        """Return what is picked, by key; what is open is left out."""
        found = {key: str(box.currentData() or "") for key, box in self.boxes.items()}
        found |= {key: figure.text().strip() for key, figure in self.figures.items()}
        found |= {key: SEVERAL.join(ticks.ticked()) for key, ticks in self.ticks.items()}
        return {key: picked for key, picked in found.items() if picked}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Pick these; does not count as edited."""
        self._kept = dict(values)
        for key, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(values.get(key, ""))))
        for key, figure in self.figures.items():
            figure.setText(values.get(key, ""))
        for key, ticks in self.ticks.items():
            ticks.tick(values.get(key, "").split(SEVERAL))

    def _ticks(self, line: Line) -> Ticks:
        ticks = Ticks(line.words)
        ticks.show_choices(
            [(each, each) for each in line.choices], self._kept.get(line.key, "").split(SEVERAL)
        )
        ticks.show_lines(min(_MOST_LINES, len(line.choices)))
        ticks.edited.connect(self.edited)
        self._add(line, ticks)
        return ticks

    def _figure(self, line: Line) -> QLineEdit:
        figure = QLineEdit(self._kept.get(line.key, ""), placeholderText=FIGURE)
        figure.setAccessibleName(line.words)
        figure.textEdited.connect(lambda _text: self.edited.emit())
        self._add(line, figure)
        return figure

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
        self._add(line, box)
        return box

    def _add(self, line: Line, field: QWidget) -> None:
        words = QLabel(line.words)
        words.setWordWrap(True)
        words.setBuddy(field)
        self._form.addRow(words, field)
