"""Opinion (审批意见): words, phrases by digit, and the day when a signed paper counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.approval import Verdict
from app.domain.errors import AppError
from app.domain.field import Declared, Field, Kind
from app.services.approvals import Opinion
from ui.forms.entries import LineEntry, LongEntry, Supply, TickEntry
from ui.forms.form import Slot
from ui.forms.reading import MissingFieldError, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MOST = 9


class OpinionBox(QFrame):
    """Hands over an opinion when it is complete; faults are shown at their field.

    Signals:
        ready: The opinion (``Opinion``).
        phrases_changed: The phrases as typed, one a line.
    """

    ready = Signal(object)
    phrases_changed = Signal(str)

    def __init__(self, supply: Supply) -> None:
        super().__init__()
        self.setObjectName("card")
        self._supply = supply
        self._phrases: tuple[str, ...] = ()
        self.words = Slot(LongEntry(_field("words", "意见内容", Kind.LONG_TEXT)))
        self.on_paper = TickEntry(_field("on_paper", "以纸质签批为准", Kind.TICK))
        self.on = Slot(LineEntry(_field("on", "签批日期", Kind.DATE), supply))
        self.told, self.editor = QLabel(), QPlainTextEdit()
        self.told.setProperty("rank", "soft")
        self.told.setWordWrap(True)
        self.editor.setAccessibleName("常用语，每行一句")
        self.edit_button = QPushButton("修改常用语")
        self.agree_button = QPushButton("同意（Ctrl+Enter）")
        self.agree_button.setProperty("rank", "main")
        self.return_button = QPushButton("退回（Ctrl+Backspace）")
        self._arrange()
        self.on.hide()
        self.editor.hide()
        self.on_paper.edited.connect(lambda: self.on.setVisible(bool(self.on_paper.text())))
        self.agree_button.clicked.connect(lambda: self.say(Verdict.AGREE))
        self.return_button.clicked.connect(lambda: self.say(Verdict.RETURN))
        self.edit_button.clicked.connect(self._edit_phrases)

    def clear(self) -> None:
        """Begin the next opinion."""
        for entry in (self.words.entry, self.on_paper, self.on.entry):
            entry.set_text("")
        self.on.hide()
        for slot in (self.words, self.on):
            slot.show_fault(None)

    def show_phrases(self, phrases: Sequence[str]) -> None:
        """Offer phrases, numbered from 1."""
        self._phrases = tuple(phrases[:MOST])
        told = "\n".join(f"{number}　{each}" for number, each in enumerate(self._phrases, 1))
        self.told.setText(f"常用语（在左侧列表中按数字）：\n{told}")

    def take_phrase(self, number: int) -> None:
        """Put a phrase below what is typed."""
        if 0 < number <= len(self._phrases):
            above = self.words.entry.text().rstrip()
            phrase = self._phrases[number - 1]
            self.words.entry.set_text(f"{above}\n{phrase}" if above else phrase)
            self.words.entry.edited.emit()

    def say(self, verdict: Verdict) -> None:
        """Hand the opinion over, or show what it lacks."""
        words, on_paper = self.words.entry.text().strip(), bool(self.on_paper.text())
        lacking = MissingFieldError("意见内容") if verdict is not Verdict.AGREE and not words else None
        self.words.show_fault(lacking)
        if lacking is not None:
            self.words.entry.hand.setFocus()
            return
        try:
            day = self._day() if on_paper else None
        except AppError as error:
            self.on.show_fault(error)
            self.on.entry.hand.setFocus()
            return
        self.on.show_fault(None)
        self.ready.emit(Opinion(verdict, words, on=day, on_paper=on_paper))

    def _day(self) -> date:
        declared = self.on.entry.declared
        value: date | None = read(declared, self.on.entry.text(), self._supply.today())
        if not value:
            raise MissingFieldError(declared.field.label)
        return value

    def _edit_phrases(self) -> None:
        if self.editor.isVisible():
            self.phrases_changed.emit(self.editor.toPlainText())
        else:
            self.editor.setPlainText("\n".join(self._phrases))
        self.editor.setVisible(not self.editor.isVisible())
        self.edit_button.setText("保存常用语" if self.editor.isVisible() else "修改常用语")

    def _arrange(self) -> None:
        paper = QWidget()
        line = QHBoxLayout(paper)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.on_paper)
        line.addWidget(self.on, 1)
        buttons = QHBoxLayout()
        for each in (self.return_button, self.agree_button):
            buttons.addWidget(each)
        column = QVBoxLayout(self)
        self.edit_button.setProperty("rank", "link")
        for widget in (self.words, self.told, self.edit_button, self.editor, paper):
            column.addWidget(widget)
        column.addLayout(buttons)


def _field(name: str, label: str, kind: Kind) -> Declared:
    return Declared(name, Field(label, "审批", kind=kind), str, optional=True)
