"""Calculator page: item, party and days above; below them the weighing of the case page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.party import PartyKind
from app.rules.discretion.law.competing import Candidate, compete
from ui.forms.form import Asked, Form
from ui.screens.calculator.viewmodel import CalculatorModel, Sought
from ui.screens.case.discretion import pairs
from ui.screens.case.view_basis import label
from ui.screens.case.view_discretion import DiscretionTab
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.errors import AppError
    from ui.screens.case.discretion import Chosen, Pair
    from ui.screens.tools import Tools

ACCOUNT = "discretion_account"
NOTE = "试算不属于任何案件；办案时请在案件的“裁量”页选定。"


class TrialTab(DiscretionTab):
    """The weighing of the case page over a file that is kept nowhere."""

    orders = False
    drafted = "试算的录入留在本机，换一台电脑看不到。"

    def __init__(self, tools: Tools, model: CalculatorModel, case_id: UUID) -> None:
        super().__init__(tools, case_id)
        self._trial = model
        self.keep_button.setText("生成裁量说明（Ctrl+Enter）")
        self.undo_button.setText("清空")

    def pairs_of(self, file: CaseFile) -> tuple[Pair, ...]:
        """Return the only pair, its draft kept for the next time this item is tried."""
        return tuple(replace(each, draft=f"calculator/{each.item.code}") for each in pairs(file))

    def hand_over(self, chosen: Chosen) -> None:
        """Have the choice checked and told; nothing is kept."""
        self._trial.assess(chosen)


class CalculatorView(ScreenView):
    """Asks for the item, the kind of party and the days, then weighs."""

    def __init__(self, model: CalculatorModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.form: Form | None = None
        self.tab: TrialTab | None = None
        self.begin = QPushButton("开始裁量（Ctrl+Enter）")
        self.begin.setProperty("rank", "main")
        self.again = QPushButton("换一项")
        self.again.hide()
        self.said = label("正在读取事项…", "soft")
        self.compare = QPushButton("加入竞合比较")
        self.forget = QPushButton("清空比较")
        self.norms = label("", "")
        self._candidates: dict[str, Candidate] = {}
        self._code = ""
        self._asked = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._arrange()
        model.ready.connect(self._ask)
        model.opened.connect(self._open)
        model.told.connect(lambda lines: self.wants.emit(ACCOUNT, {"lines": lines}))
        model.refused.connect(self._refuse)
        self.begin.clicked.connect(self.confirm)
        self.again.clicked.connect(self._choose_again)
        self.compare.clicked.connect(self._compare)
        self.forget.clicked.connect(self._forget)

    def take_keys(self) -> None:
        """Put the keys into the weighing, else into the question for the item."""
        if self.tab is not None:
            self.tab.take_keys()
        elif self.form is not None:
            self.form.go("item_id")

    def receive(self, args: Mapping[str, object]) -> None:
        """Take the item of ``code`` when given."""
        if "code" in args:
            self._code = str(args["code"])
            self._choose_again()
            self._preset()

    def confirm(self) -> None:
        """Check what was asked and weigh."""
        sought = self.form.check() if self.form is not None else None
        if sought is not None:
            self.model.open(sought)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        for each in (self.forget, self.compare, self.again, self.begin):
            line.addWidget(each)
        self.norms.hide()
        for each in (self.forget, self.compare):
            each.hide()
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.addLayout(self._asked)
        self._column.addLayout(line)
        self._column.addWidget(self.norms)
        self._rest = QWidget()
        self._column.addWidget(self._rest, 1)

    def _ask(self) -> None:
        start = {"kind": PartyKind.PERSON, "began_on": self.model.tools.clock.today()}
        self.form = Form(Asked(Sought, (), "", start), self.model.supply, self.model.tools.desk)
        self.form.confirmed.connect(lambda _values: self.confirm())
        self.form.ended.connect(self.begin.setFocus)
        self._asked.addWidget(self.form)
        self.form.show()
        self.said.setText("选定事项和行为日后开始裁量；按行为终了日的法律版本和裁量基准计算。" + NOTE)
        self._preset()
        if not self._code and QApplication.focusWidget() in (None, self.begin):
            self.take_keys()

    def _preset(self) -> None:
        item = self.model.item_of(self._code) if self.form is not None and self._code else None
        if self.form is not None and item is not None:
            self.form.set_texts({"item_id": str(item)})
            self.form.go("kind")

    def _open(self, file: CaseFile, warning: str) -> None:
        self._drop_tab()
        self.tab = TrialTab(self.model.tools, self.model, file.case.id)
        self.tab.wants.connect(self.wants)
        self._column.replaceWidget(self._rest, self.tab)
        self._rest.hide()
        self.tab.show_file(file)
        if self.form is not None:
            self.form.hide()
        self.begin.hide()
        self.again.show()
        self.compare.show()
        self.said.setText(f"! {warning}" if warning else NOTE)
        self.titled.emit(f"裁量计算：{file.items[0].name[:12]}")
        self.tab.take_keys()

    def _choose_again(self) -> None:
        self._drop_tab()
        self._rest.show()
        self.begin.show()
        self.again.hide()
        self.compare.hide()
        self.titled.emit("裁量计算")
        if self.form is not None:
            self.form.show()
            self.form.go("item_id")

    def _compare(self) -> None:
        """Set the norm in sight beside those taken before; one fine only, by the higher (APL 29)."""
        tab = self.tab
        pair, weighed = (tab.pair, tab.weighed) if tab is not None else (None, None)
        if pair is None or weighed is None or weighed.statutory.maximum is None:
            self.model.tools.notices.say("本项还没有算出法定幅度，不能比较。")
            return
        law = f"{pair.item.penalty_basis or pair.item.name}（{pair.item.code}）"
        self._candidates[pair.item.code] = Candidate(law, weighed.statutory)
        lines = compete(tuple(self._candidates.values())).steps
        more = "；用“换一项”再加入其他规定" if len(self._candidates) == 1 else ""
        self.norms.setText("\n".join((f"竞合比较（同一违法行为触犯几个规定{more}）", *lines)))
        self.norms.show()
        self.forget.show()

    def _forget(self) -> None:
        self._candidates.clear()
        self.norms.hide()
        self.forget.hide()

    def _drop_tab(self) -> None:
        if self.tab is not None:
            self._column.replaceWidget(self.tab, self._rest)
            self.tab.hide()
            self.tab.deleteLater()
            self.tab = None

    def _refuse(self, error: AppError) -> None:
        if self.tab is not None:
            self.tab.show_refused(error)
        else:
            self.model.tools.notices.failed(error)


def build(tools: Tools, args: Mapping[str, object]) -> CalculatorView:
    """Build the calculator, for the item of ``code`` when given."""
    view = CalculatorView(CalculatorModel(tools))
    for key in ("finish", "finish_pad"):
        bind(view.begin, key, view.confirm)
    view.receive(args)
    view.model.read()
    return view
