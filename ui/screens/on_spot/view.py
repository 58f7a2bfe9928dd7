"""On-the-spot penalty: one page from the scene to the record with the bureau, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout

from app.domain.delivery import Delivery, DeliveryWay
from app.domain.payment import Payment
from app.rules.gates.money import owed
from ui.forms.form import Asked
from ui.screens.on_spot.view_pages import FormPage, PaperPage, RecordPage, ScenePage
from ui.screens.on_spot.view_penalty import PenaltyPage
from ui.screens.on_spot.viewmodel import SpotModel, Stage, Standing, fined
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView
from ui.widgets.step_bar import Standing as Mark
from ui.widgets.step_bar import Step, StepBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from app.domain.errors import AppError
    from ui.screens.case.discretion import Chosen
    from ui.screens.on_spot.facts import Spot
    from ui.screens.tools import Tools

STEP_WORDS = ("现场情况", "处罚", "决定书", "交付", "缴款", "备案")
_DELIVERY = ("way", "served_at", "place", "receiver", "relation", "witness", "note", "servers")
_PAYMENT = ("amount", "paid_on", "receipt_no", "on_spot_ground")


class SpotView(ScreenView):
    """Shows the page of the present step; a step done is kept, and a closed tab is gone on with later."""

    def __init__(self, tools: Tools, model: SpotModel) -> None:
        super().__init__()
        self._tools, self.model = tools, model
        model.setParent(self)
        self.now: Standing | None = None
        self.scene: ScenePage | None = None
        self.penalty: PenaltyPage | None = None
        self.steps, self.stack = StepBar(), QStackedWidget()
        self.waiting = QLabel("正在读取人员和事项…")
        self.paper = PaperPage()
        self.handing = FormPage("交付当事人", "已交付，登记送达")
        self.paying = FormPage("当场收缴", "登记收缴")
        self.record = RecordPage()
        self.open_button = self.handing.add_button("打印设置", self._open_paper)
        self.print_button = self.handing.add_button("打印（Ctrl+P）", self._print)
        self.bank_button = self.paying.add_button("由当事人到银行缴款", self._leave_to_pay)
        self._arrange()
        self._wire()
        self._mark(Stage.SCENE)

    def receive(self, args: Mapping[str, object]) -> None:
        """Go on with the case of ``case_id``."""
        case_id = args.get("case_id")
        if isinstance(case_id, UUID):
            self.model.resume(case_id)

    def take_keys(self) -> None:
        """Put the keys where the present step begins."""
        page = self.stack.currentWidget()
        if page is not None:
            page.setFocus()

    def open_scene(self) -> None:
        """Ask for party, act and scene."""
        if self.scene is None and self.now is None:
            self.scene = ScenePage(self.model)
            self.scene.told_all.connect(self._open_penalty)
            self._show(self.scene, Stage.SCENE)

    def _open_penalty(self, spot: Spot) -> None:
        if self.penalty is not None:
            self.stack.removeWidget(self.penalty)
            self.penalty.deleteLater()
        self.penalty = PenaltyPage(self._tools, spot)
        self.penalty.chosen.connect(self._begin)
        self.penalty.back.connect(self._back)
        self.penalty.ordinary.connect(lambda: self.model.turn_ordinary(spot))
        bind(self.penalty, "back", self._back)
        self._show(self.penalty, Stage.PENALTY)

    def _back(self) -> None:
        if self.scene is not None:
            self._show(self.scene, Stage.SCENE)

    def _begin(self, chosen: Chosen) -> None:
        if self.penalty is not None:
            self.model.begin(self.penalty.spot, chosen)

    def _stands(self, now: Standing) -> None:
        if self.now is None:
            self._forget_drafts()
        self.now = now
        party = now.file.active_parties[0]
        self.titled.emit(f"当场处罚 {party.name}")
        if now.stage is Stage.PAPER:
            self.paper.show_standing(now)
            self._show(self.paper, Stage.PAPER)
        elif now.stage is Stage.HANDING:
            self._ask_handing(now)
        elif now.stage is Stage.PAYING:
            self._ask_payment(now)
        elif now.stage is Stage.RECORDING:
            self._ask_record(now)
        else:
            self._tools.notices.say(f"{party.name}的当场处罚已报备案，在案件页继续办理。")
            self.wants.emit("case", {"case_id": now.file.case.id})
            self.ended.emit()

    def _ask_handing(self, now: Standing) -> None:
        party, case = now.file.active_parties[0], now.file.case
        paper = now.paper
        start = {
            "way": DeliveryWay.DIRECT,
            "served_at": self._tools.clock.now(),
            "place": paper.answers.get("spot.place", "") if paper is not None else "",
            "receiver": party.name if party.natural else party.representative,
            "relation": "本人" if party.natural else "法定代表人（负责人）",
            "servers": case.handlers,
        }
        number = paper.number if paper is not None else ""
        self.handing.heading.setText(f"打印决定书{number}，宣告后当场交付当事人")
        self.handing.ask(Asked(Delivery, _DELIVERY, f"on_spot/{case.id}/delivery", start), self.model)
        self._show(self.handing, Stage.HANDING)

    def _ask_payment(self, now: Standing) -> None:
        if not fined(now):
            self.model.leave_to_pay(now)
            return
        party, case, paper = now.file.active_parties[0], now.file.case, now.paper
        there = paper is not None and paper.answers.get("spot.pay_mode") == "on_spot"
        if not there:
            self.model.leave_to_pay(now)
            return
        start = {"amount": owed(now.file, party), "paid_on": self._tools.clock.today()}
        if not self.model.small(now) and paper is not None:
            start["on_spot_ground"] = paper.frozen.get("spot.on_spot_reason", "")
        self.paying.heading.setText(f"当场收缴{owed(now.file, party)}，须出具财政部门统一制发的专用票据")
        self.paying.ask(Asked(Payment, _PAYMENT, f"on_spot/{case.id}/payment", start), self.model)
        self._show(self.paying, Stage.PAYING)

    def _ask_record(self, now: Standing) -> None:
        self.record.show_standing(now)
        self._show(self.record, Stage.RECORDING)

    def _leave_to_pay(self) -> None:
        if self.now is not None:
            self.model.leave_to_pay(self.now)

    def _open_case(self) -> None:
        if self.now is not None:
            self.wants.emit("case", {"case_id": self.now.file.case.id})

    def _open_paper(self) -> None:
        if self.now is not None and self.now.paper is not None:
            self.wants.emit("document", {"document_id": self.now.paper.id})
        else:
            self._open_case()

    def _print(self) -> None:
        self._with_now(self.model.print_paper)

    def _with_now(self, does: Callable[[Standing], None]) -> None:
        if self.now is not None:
            does(self.now)

    def _refused(self, error: AppError) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, PenaltyPage):
            page.show_refused(error)
        elif not (isinstance(page, FormPage) and page.show_error(error)):
            self._tools.notices.failed(error)

    def _left_for_clue(self) -> None:
        self._tools.notices.say("已录入的内容带入“登记线索”，登记后按普通程序立案。")
        self._forget_drafts()
        self.wants.emit("clue_new", {})
        self.ended.emit()

    def _forget_drafts(self) -> None:
        if self.scene is not None:
            self.scene.drop_draft()
        if self.penalty is not None and self.penalty.form is not None:
            self.penalty.form.drop_draft()

    def _show(self, page: QWidget, stage: Stage) -> None:
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self._mark(stage)
        page.setFocus()

    def _mark(self, stage: Stage) -> None:
        marks = (Mark.DONE, Mark.NOW, Mark.AHEAD)
        self.steps.show_steps(
            [Step(word, marks[1 + (at > stage) - (at < stage)]) for at, word in enumerate(STEP_WORDS)]
        )

    def _busy(self, *, on: bool) -> None:
        for page in (self.paper, self.handing, self.paying, self.record):
            page.setDisabled(on)
        if self.penalty is not None:
            self.penalty.keep_button.setDisabled(on)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(self.steps)
        column.addWidget(self.stack, 1)
        for each in (self.waiting, self.paper, self.handing, self.paying, self.record):
            self.stack.addWidget(each)

    def _wire(self) -> None:
        self.model.ready.connect(self.open_scene)
        self.model.stands.connect(self._stands)
        self.model.refused.connect(self._refused)
        self.model.printed.connect(lambda copies: self._tools.notices.say(f"决定书已打印{copies}份。"))
        bind(self.handing, "print", self._print)
        self.model.left_for_clue.connect(self._left_for_clue)
        self.model.busy_changed.connect(lambda on: self._busy(on=on))
        self.paper.final.connect(lambda: self._with_now(self.model.finalise))
        self.paper.opened.connect(self._open_paper)
        self.handing.answered.connect(lambda got: self._with_now(lambda now: self.model.serve(now, got)))
        self.paying.answered.connect(lambda got: self._with_now(lambda now: self.model.collect(now, got)))
        self.record.reported.connect(lambda: self._with_now(self.model.report))
        self.record.later.connect(self._open_case)


def build(tools: Tools, args: Mapping[str, object]) -> SpotView:
    """Build the page; ``case_id`` goes on with a case begun earlier."""
    model = SpotModel(tools)
    view = SpotView(tools, model)
    if "case_id" in args:
        view.receive(args)
    else:
        model.read()
    return view
