"""Panels (页内确认): what is asked in the page before a document is made final, issued or voided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.field import Field, Kind
from ui.forms.form import Form
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from ui.forms.drafting import Desk
    from ui.forms.entries import Supply
    from ui.forms.form import Asked

READ_AT_RUN_TIME = (date,)
"""Forms read the types of the declarations below."""


@dataclass(frozen=True, slots=True)
class VoidFacts:
    """Why a document is made void (作废)."""

    reason: Annotated[str, Field("作废理由", "作废", required=True, kind=Kind.LONG_TEXT)]


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """The day a document is issued (签发)."""

    on: Annotated[date, Field("签发日期", "签发", required=True)]


class Panel(QWidget):
    """A question in the page: Ctrl+Enter or its button confirms, Esc or its button goes back.

    Signals:
        confirmed: The values of its form; an empty mapping when it asks nothing.
        left: The person went back.
    """

    confirmed = Signal(object)
    left = Signal()

    def __init__(self, confirm: str) -> None:
        super().__init__()
        self.form: Form | None = None
        self.title, self.told = QLabel(), QLabel()
        self.title.setProperty("rank", "title")
        self.title.setWordWrap(True)
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.back_button = QPushButton("返回（Esc）")
        self.confirm_button = QPushButton(f"{confirm}（Ctrl+Enter）")
        self.confirm_button.setProperty("rank", "main")
        for each in (self.back_button, self.confirm_button):
            each.setAutoDefault(True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        line = QHBoxLayout()
        line.addWidget(self.back_button)
        line.addStretch()
        line.addWidget(self.confirm_button)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self.area, 1)
        column.addLayout(line)
        self.back_button.clicked.connect(self.left)
        self.confirm_button.clicked.connect(self.confirm)

    def take_keys(self) -> None:
        """Put the keys where the answer begins."""
        self.confirm_button.setFocus()

    def confirm(self) -> None:
        """Hand over."""
        self.confirmed.emit({})

    def show_error(self, error: AppError) -> bool:
        """Show a failure at its field; tell whether it has one."""
        return self.form is not None and self.form.show_error(error)


class ConfirmPanel(Panel):
    """Asks for a yes."""

    def __init__(self, confirm: str) -> None:
        super().__init__(confirm)
        for key in ("finish", "finish_pad"):
            bind(self, key, self.confirm)


class FormPanel(Panel):
    """Asks with a form."""

    def __init__(self, confirm: str, supply: Supply, desk: Desk) -> None:
        super().__init__(confirm)
        self._supply, self._desk = supply, desk

    def ask(self, asked: Asked) -> None:
        """Show the form."""
        form = Form(asked, self._supply, self._desk)
        self.form = form
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(form)
        column.addStretch()
        self.area.setWidget(inside)
        form.confirmed.connect(self.confirmed)
        form.ended.connect(self.confirm_button.setFocus)

    def take_keys(self) -> None:
        """Put the keys into the first field."""
        if self.form is not None:
            next(iter(self.form.slots_.values())).entry.setFocus()

    def confirm(self) -> None:
        """Check the form and hand its values over."""
        if self.form is not None:
            self.form.confirm()

    def drop_draft(self) -> None:
        """Forget what was typed: it is done."""
        if self.form is not None:
            self.form.drop_draft()
