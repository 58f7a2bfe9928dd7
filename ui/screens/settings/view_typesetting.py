"""Typesetting choices (排版选择): hanging signs and the room between scripts, each a box of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.typesetting import EIGHTH, NO_GAP, QUARTER, Typesetting
from ui.forms.entries import PickBox

if TYPE_CHECKING:
    from collections.abc import Mapping

_HANG: Mapping[object, str] = {True: "行末标点可以悬挂在版心外", False: "行末标点不悬挂"}
_GAP: Mapping[object, str] = {QUARTER: "四分之一字", EIGHTH: "八分之一字", NO_GAP: "不加间距"}


class TypesettingChoices(QObject):
    """The two boxes, in step with what the office has.

    Signals:
        chosen: A ``Typesetting``, as soon as a box was turned.
    """

    chosen = Signal(object)

    def __init__(self, now: Typesetting) -> None:
        super().__init__()
        self.hang = self._box("标点悬挂", _HANG, now.hang)
        self.gap = self._box("中文与数字、字母的间距", _GAP, now.gap)

    @property
    def boxes(self) -> tuple[tuple[str, PickBox], ...]:
        """The boxes with their words, in their order."""
        return tuple((each.accessibleName(), each) for each in (self.hang, self.gap))

    def _box(self, words: str, choices: Mapping[object, str], now: object) -> PickBox:
        box = PickBox()
        box.setAccessibleName(words)
        for value, said in choices.items():
            box.addItem(said, value)
        box.setCurrentIndex(list(choices).index(now))
        box.activated.connect(lambda _at: self._turned())
        return box

    def _turned(self) -> None:
        self.chosen.emit(Typesetting(self.hang.currentData(), self.gap.currentData()))
