"""Question hint (询问提示): how far the questions are, the next one by button, and wordings to take over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.screens.document.questions import wordings

if TYPE_CHECKING:
    from collections.abc import Container

    from ui.screens.document.questions import Wording


class QuestionHint(QWidget):
    """Above the lines of a transcript.

    Signals:
        next_wanted: The next question is to be put.
        wording_wanted: A wording is to be taken over.
    """

    next_wanted = Signal()
    wording_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setProperty("rank", "soft")
        self.words.setWordWrap(True)
        self.next_button = QPushButton("下一个问题（Ctrl+Q）")
        self.next_button.setToolTip("提纲供参考，按案情增删，不得诱导。")
        self.next_button.clicked.connect(self.next_wanted)
        self.buttons: dict[str, QPushButton] = {}
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.next_button)
        line = QHBoxLayout()
        for each in wordings():
            line.addWidget(self._button(each))
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(top)
        column.addLayout(line)

    def tell(self, done: int, total: int, lines: Container[str]) -> None:
        """Say how many questions are put, and offer the wordings the form has a line for."""
        self.words.setText(f"询问提纲（参考）：已列 {done}／{total}")
        for each in wordings():
            self.buttons[each.name].setVisible(each.field in lines)

    def _button(self, wording: Wording) -> QPushButton:
        button = QPushButton(wording.title)
        button.setToolTip(f"{wording.text}\n（{wording.source}）")
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setAutoDefault(True)
        button.clicked.connect(partial(self._wanted, wording))
        self.buttons[wording.name] = button
        return button

    def _wanted(self, wording: Wording) -> None:
        self.wording_wanted.emit(wording)
