"""Pages (当场处罚各步): what is asked at the scene, the paper, and short forms after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.domain.case import STATUS_WORDS
from app.domain.errors import AppError
from app.domain.party import IdKind, Party, PartyKind
from app.domain.payment import PaymentWay
from ui.forms.form import Asked, Form
from ui.screens.case.discretion import told
from ui.screens.case.view_basis import label
from ui.screens.on_spot.facts import PARTY_NAMES, SpotFacts
from ui.widgets.bindings import bind
from ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.on_spot.viewmodel import SpotModel, Standing

PARTY_PLACE, FACTS_PLACE = "on_spot/new/party", "on_spot/new/facts"


class ButtonPage(QWidget):
    """A page with a line of buttons under it; the main one is at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.told = label("", "soft")
        self._line = QHBoxLayout()
        self._line.addWidget(self.told, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)

    def add_button(self, words: str, does: Callable[[], object], *, main: bool = False) -> QPushButton:
        """Add a button to the line."""
        button = QPushButton(words)
        button.setAutoDefault(True)
        if main:
            button.setProperty("rank", "main")
        button.clicked.connect(lambda: does())  # noqa: PLW0108 - a slot must not get Qt's arguments
        self._line.insertWidget(self._line.count() if main else 1, button)
        return button

    def close_column(self) -> None:
        """Put the line of buttons below everything."""
        self.column.addLayout(self._line)


class ScenePage(ButtonPage):
    """Party, act and what was done at the scene, in one column; Ctrl+Enter goes on to the penalty.

    Signals:
        told_all: The facts are complete (``Spot``).
    """

    told_all = Signal(object)

    def __init__(self, model: SpotModel) -> None:
        super().__init__()
        self._model = model
        tools = model.tools
        now = tools.clock.now()
        me = tools.who().officer_id
        party_start = {"kind": PartyKind.PERSON, "id_kind": IdKind.RESIDENT}
        facts_start = {"act_at": now, "penalty_at": now, "handlers": (me,), "pay": PaymentWay.BANK}
        self.party = Form(Asked(Party, PARTY_NAMES, PARTY_PLACE, party_start), model.supply, tools.desk)
        self.facts = Form(Asked(SpotFacts, (), FACTS_PLACE, facts_start), model.supply, tools.desk)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        for form in (self.party, self.facts):
            column.addWidget(form)
            form.confirmed.connect(lambda _values: self.confirm())
            form.restored.connect(lambda: self.told.setText("已恢复上次未完成的录入。"))
            form.edited.connect(lambda: self.told.setText("录入即存为草稿。"))
        column.addStretch()
        self.area.setWidget(inside)
        self.column.addWidget(self.area, 1)
        self.clear_button = self.add_button("清空重填", self.clear)
        self.next_button = self.add_button("下一步：处罚（Ctrl+Enter）", self.confirm, main=True)
        self.close_column()
        self.party.ended.connect(lambda: self.facts.go("item_id"))
        self.facts.ended.connect(self.next_button.setFocus)
        self.setFocusProxy(self.party.entry("kind"))

    def confirm(self) -> None:
        """Check everything and hand it on."""
        party = self.party.check()
        facts = self.facts.check() if party is not None else None
        if party is None or facts is None:
            return
        try:
            spot = self._model.spot(party, facts)
        except AppError as error:
            if not (self.party.show_error(error) or self.facts.show_error(error)):
                self._model.tools.notices.failed(error)
            return
        self.told_all.emit(spot)

    def clear(self) -> None:
        """Throw the draft away."""
        self.party.reset()
        self.facts.reset()
        self.told.setText("")
        self.setFocus()

    def drop_draft(self) -> None:
        """Forget the draft: the case is kept."""
        self.party.drop_draft()
        self.facts.drop_draft()


class PaperPage(ButtonPage):
    """The decision as it will be printed, and what it still lacks; Ctrl+Enter makes it final.

    Signals:
        final: The person wants it made final.
        opened: The person wants the editor of the paper.
    """

    final = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pages = PageView()
        self.lacks = label("", "")
        side = QWidget()
        lines = QVBoxLayout(side)
        lines.addWidget(label("定稿前检查", "title"))
        lines.addWidget(self.lacks)
        lines.addStretch()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.pages)
        split.addWidget(side)
        split.setSizes([700, 300])
        self.column.addWidget(split, 1)
        self.edit_button = self.add_button("在文书编辑中打开", self.opened.emit)
        self.final_button = self.add_button("定稿编号（Ctrl+Enter）", self.final.emit, main=True)
        self.close_column()
        self.setFocusProxy(self.final_button)
        for key in ("finish", "finish_pad"):
            bind(self, key, self.final.emit)

    def show_standing(self, now: Standing) -> None:
        """Show the draft of a case."""
        self.pages.show_pages(now.pages.pages if now.pages is not None else ())
        lines = [f"✕ {each.message}" for each in now.faults]
        self.lacks.setText("\n".join(lines) or "✔ 必填内容齐全，可以定稿。")
        if now.paper is None:
            self.lacks.setText("✕ 处罚或者决定书没有保存完整，请在案件页补办。")
        self.final_button.setEnabled(now.paper is not None and not now.faults)


class FormPage(ButtonPage):
    """A short form after the paper.

    Signals:
        answered: Its values.
    """

    answered = Signal(object)

    def __init__(self, title: str, confirm: str) -> None:
        super().__init__()
        self.form: Form | None = None
        self.heading = QLabel(title)
        self.heading.setProperty("rank", "title")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.area, 1)
        self.confirm_button = self.add_button(f"{confirm}（Ctrl+Enter）", self.confirm, main=True)
        self.close_column()

    def ask(self, asked: Asked, model: SpotModel) -> None:
        """Show a form."""
        form = Form(asked, model.supply, model.tools.desk)
        self.form = form
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(form)
        column.addStretch()
        self.area.setWidget(inside)
        form.confirmed.connect(self.answered.emit)
        form.ended.connect(self.confirm_button.setFocus)
        self.setFocusProxy(next(iter(form.slots_.values())).entry)

    def confirm(self) -> None:
        """Check the form and hand its values over."""
        if self.form is not None:
            self.form.confirm()

    def show_error(self, error: AppError) -> bool:
        """Show a failure at its field, if it names one."""
        return self.form is not None and self.form.show_error(error)

    def drop_draft(self) -> None:
        """Forget the draft."""
        if self.form is not None:
            self.form.drop_draft()


class RecordPage(ButtonPage):
    """The last step: the decision is filed with the bureau (APL 52).

    Signals:
        reported: The person files it.
        later: The person goes on with it on the case page.
    """

    reported = Signal()
    later = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("", "")
        self.column.addWidget(label("报所属行政机关备案", "title"))
        self.column.addWidget(self.summary)
        self.column.addStretch()
        self.later_button = self.add_button("稍后在案件页办理", self.later.emit)
        self.report_button = self.add_button("报备案（Ctrl+Enter）", self.reported.emit, main=True)
        self.close_column()
        self.setFocusProxy(self.report_button)
        for key in ("finish", "finish_pad"):
            bind(self, key, self.reported.emit)

    def show_standing(self, now: Standing) -> None:
        """Say what was decided and how it is paid."""
        lines = [f"{each.name}：{_punished(now, each)}" for each in now.file.active_parties]
        if now.paper is not None:
            lines.append(f"决定书：{now.paper.number}")
        lines.append(STATUS_WORDS[now.file.case.status])
        self.summary.setText("\n".join(lines))


def _punished(now: Standing, party: Party) -> str:
    return "；".join(told(each) for each in now.file.penalties if each.party_id == party.id)
