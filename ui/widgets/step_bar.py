"""Step bar (流程条): the stages of a case; done with date, now bold, next with what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


class Standing(StrEnum):
    """Where a stage stands."""

    DONE = "done"
    SKIPPED = "skipped"
    NOW = "now"
    AHEAD = "ahead"


_MARKS = {Standing.DONE: "✔", Standing.SKIPPED: "·", Standing.NOW: "●", Standing.AHEAD: "○"}
_RANKS = {Standing.DONE: "good", Standing.SKIPPED: "soft", Standing.NOW: "title", Standing.AHEAD: "soft"}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: its word, where it stands, a note (a date, or what is missing), and more on asking."""

    word: str
    standing: Standing
    note: str = ""
    more: str = ""


class StepBar(QWidget):
    """Draws stages from left to right; a mark and a word say what colour alone must not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.steps: tuple[Step, ...] = ()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show stages instead of those shown before."""
        self.steps = tuple(steps)
        while (item := self._line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, each in enumerate(self.steps):
            if at:
                self._line.addWidget(_label("→", "soft"), 0, Qt.AlignmentFlag.AlignTop)
            self._line.addWidget(_stage(each), 0, Qt.AlignmentFlag.AlignTop)
        self._line.addStretch()


def _stage(step: Step) -> QWidget:
    stage = QWidget()
    stage.setToolTip(step.more or step.note)
    column = QVBoxLayout(stage)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_label(f"{_MARKS[step.standing]} {step.word}", _RANKS[step.standing]))
    column.addWidget(_label(step.note, "soft"))
    return stage


def _label(text: str, rank: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("rank", rank)
    return label
