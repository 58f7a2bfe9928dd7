"""Asking (页内录入): a form in the page with its buttons; what is typed is a draft at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.forms.form import Form
from ui.jobs import Lane
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import SignalInstance

    from app.domain.errors import AppError
    from ui.forms.entries import Supply
    from ui.forms.form import Asked
    from ui.forms.supply import FormSupply
    from ui.screens.tools import Tools


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked in the page (录入事项).

    Attributes:
        work: Carries it out with the values, off the UI thread.
        done: Gets the result; the page has gone back before.
        said: Told when it is done.
        told: Shown below the title.
        faults: Codes of failures that belong to a field of the form.
        supply: What can be picked, when it is not everybody and everything.
        lane: Which threads may carry it out; what waits for the network must not hold up the store.
    """

    title: str
    confirm: str
    asked: Asked
    work: Callable[[Mapping[str, Any]], Any]
    done: Callable[[Any], None] | None = None
    said: str = ""
    told: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    supply: Supply | None = None
    lane: Lane = Lane.DATABASE


class Answering(Protocol):
    """What carries out an answer: a model with its tools, what can be picked, and whether it is busy."""

    tools: Tools
    supply: FormSupply

    @property
    def busy_changed(self) -> SignalInstance:
        """Whether something is being carried out."""

    def do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Carry something out, then read anew."""


class AskingPage(QWidget):
    """Holds one question at a time; Ctrl+Enter or the button confirms, Alt+Left goes back.

    Signals:
        left: It was answered, or the person went back; what was typed stays a draft.
    """

    left = Signal()

    def __init__(self, model: Answering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.question: Question | None = None
        self.form: Form | None = None
        self.title, self.told = QLabel(), QLabel()
        self.title.setProperty("rank", "title")
        self.told.setProperty("rank", "soft")
        self.told.setWordWrap(True)
        self.back_button = QPushButton("返回（Alt+←）")
        self.clear_button = QPushButton("清空重填")
        self.confirm_button = QPushButton()
        self.confirm_button.setProperty("rank", "main")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self._arrange()
        self.back_button.clicked.connect(self.left)
        self.clear_button.clicked.connect(self._clear)
        self.confirm_button.clicked.connect(self._confirm)
        model.busy_changed.connect(self.confirm_button.setDisabled)
        bind(self, "back", self.left.emit)

    def ask(self, question: Question) -> None:
        """Show a question instead of the one before."""
        self.question = question
        self.title.setText(question.title)
        self._tell(question.told)
        self.confirm_button.setText(f"{question.confirm}（Ctrl+Enter）")
        form = Form(question.asked, question.supply or self._model.supply, self._model.tools.desk)
        self.form = form
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(form)
        column.addStretch()
        self.area.setWidget(inside)
        form.confirmed.connect(self._answer)
        form.ended.connect(self.confirm_button.setFocus)
        form.restored.connect(lambda: self._tell("已恢复上次未完成的录入。", question.told))
        self.take_keys()

    def take_keys(self) -> None:
        """Put the keys into the first field."""
        if self.form is not None:
            next(iter(self.form.slots_.values())).entry.setFocus()

    def go(self, name: str) -> None:
        """Put the keys into a field, if the question has it."""
        if self.form is not None and name in self.form.slots_:
            self.form.go(name)
            self.area.ensureWidgetVisible(self.form.slots_[name])

    def _answer(self, values: Mapping[str, Any]) -> None:
        question = self.question
        if question is not None:
            self._model.do(lambda: question.work(values), self._done, self._refused, question.lane)

    def _done(self, result: Any) -> None:
        question = self.question
        if question is None or self.form is None:
            return
        self.form.drop_draft()
        self.left.emit()
        if question.said:
            self._model.tools.notices.say(question.said)
        if question.done is not None:
            question.done(result)

    def _refused(self, error: AppError) -> None:
        if self.question is None or self.form is None or self.form.show_error(error):
            return
        name = self.question.faults.get(error.code, "")
        if name in self.form.slots_:
            self.form.slots_[name].show_fault(error)
            self.go(name)
            return
        self._model.tools.notices.failed(error)

    def _confirm(self) -> None:
        if self.form is not None:
            self.form.confirm()

    def _clear(self) -> None:
        if self.form is not None and self.question is not None:
            self.form.reset()
            self._tell(self.question.told)
            self.take_keys()

    def _tell(self, *words: str) -> None:
        self.told.setText("　".join(each for each in words if each))
        self.told.setVisible(bool(self.told.text()))

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.back_button)
        line.addStretch()
        line.addWidget(self.clear_button)
        line.addWidget(self.confirm_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self.area, 1)
        column.addLayout(line)
