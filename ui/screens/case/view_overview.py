"""Overview tab (概况): what is typed on the case itself, kept as draft until it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.case import Case
from app.domain.field import fields_of
from ui.forms.form import Asked, Form
from ui.forms.reading import write
from ui.screens.case.values import fit
from ui.screens.case.view_tab import CaseTab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import AppError
    from ui.screens.case.viewmodel import CaseModel, Seen


class OverviewTab(CaseTab):
    """The form of the case; a reading made meanwhile does not overwrite what is being typed."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model)
        self.form: Form | None = None
        self._touched = False
        self.told = QLabel()
        self.told.setProperty("rank", "soft")
        self.save_button = QPushButton("保存（Ctrl+Enter）")
        self.save_button.setProperty("rank", "main")
        self.undo_button = QPushButton("放弃修改")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self._arrange()
        self.save_button.clicked.connect(self._confirm)
        self.undo_button.clicked.connect(self._undo)
        model.busy_changed.connect(self.save_button.setDisabled)

    def show_seen(self, seen: Seen) -> None:
        """Show the case, unless something typed waits to be saved."""
        if self.form is None:
            self._open(seen)
        elif not self._touched or not self.writable:
            self.form.set_texts(_texts(seen.file.case))
        if self.form is not None:
            self.form.setEnabled(self.writable)
        for each in (self.save_button, self.undo_button):
            each.setVisible(self.writable)

    def take_keys(self) -> None:
        """Put the keys into the first field."""
        if self.form is not None:
            next(iter(self.form.slots_.values())).entry.setFocus()

    def go(self, key: str) -> None:
        """Put the keys into a field."""
        if self.form is None or key not in self.form.slots_:
            self.take_keys()
            return
        self.form.go(key)
        self.area.ensureWidgetVisible(self.form.slots_[key])

    def _open(self, seen: Seen) -> None:
        case = seen.file.case
        start = {each.name: getattr(case, each.name) for each in fields_of(Case)}
        place = f"case/{case.id}" if self.writable else ""
        self.form = Form(Asked(Case, (), place, start), self.model.handler_supply, self.model.tools.desk)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.form)
        column.addStretch()
        self.area.setWidget(inside)
        self.form.confirmed.connect(self._save)
        self.form.edited.connect(lambda: self._tell("录入即存为草稿，保存后生效。"))
        self.form.restored.connect(lambda: self._tell("已恢复上次未保存的录入。"))
        self.form.ended.connect(self.save_button.setFocus)

    def _save(self, values: Mapping[str, Any]) -> None:
        case = replace(self.model.file.case, **fit(Case, values))
        self.model.do(lambda: self.model.tools.cases.edit(case), self._saved, self._refused)

    def _saved(self, _case: Case) -> None:
        if self.form is not None:
            self.form.drop_draft()
        self._touched = False
        self.told.setText("")
        self.model.tools.notices.say("案件信息已保存。")

    def _refused(self, error: AppError) -> None:
        if self.form is None or not self.form.show_error(error):
            self.model.tools.notices.failed(error)

    def _confirm(self) -> None:
        if self.form is not None:
            self.form.confirm()

    def _undo(self) -> None:
        if self.form is not None:
            self.form.drop_draft()
            self.form.set_texts(_texts(self.model.file.case))
            self._touched = False
            self.told.setText("")
            self.take_keys()

    def _tell(self, words: str) -> None:
        self._touched = True
        self.told.setText(words)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.undo_button)
        line.addWidget(self.save_button)
        column = QVBoxLayout(self.front)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.area, 1)
        column.addLayout(line)


def _texts(case: Case) -> dict[str, str]:
    return {each.name: write(each, getattr(case, each.name)) for each in fields_of(Case)}
