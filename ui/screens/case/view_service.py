"""Service and enforcement tab (送达与执行): papers served, money paid, what the party answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.delivery import Delivery, DeliveryWay
from app.domain.payment import Payment, PaymentWay
from app.domain.statement import Statement, StatementKind
from app.rules.deadlines.given import BEIJING
from app.rules.gates.money import owed, received
from app.services.deliveries import RETURNABLE
from ui.forms.form import Asked
from ui.screens.case.carrying import Carried, Matter, carried_out, decision_of
from ui.screens.case.goals import MONEY, NEW
from ui.screens.case.values import FindingFacts, HandOverFacts, ReturnFacts, fit
from ui.screens.case.view_rows import Cells
from ui.screens.case.view_tab import RowsTab
from ui.screens.showing import shown
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.domain.party import Party
    from ui.screens.case.viewmodel import CaseModel

_COLUMNS = (
    Cells("事项", lambda each: each.kind, 8),
    Cells("当事人", lambda each: each.party.name, 8),
    Cells("内容", lambda each: each.words, 24),
    Cells("日期", lambda each: shown(each.day), 7),
    Cells("结果", lambda each: each.result, 11),
)
_SAID = ("kind", "made_on", "content")


class ServiceTab(RowsTab):
    """What waits stands first; Enter on a line does what it waits for."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model, _COLUMNS)
        self.doing = self.add_button("办理所选（回车）", "", self.rows.open_current)
        self.answering = self.add_button("登记陈述申辩、听证", "add_row", self._answer)
        self.paying = self.add_button("登记缴款", "pay", self._pay)
        self.returning = self.add_button("登记退回", "drop_row", self._give_back)

    def records(self, file: CaseFile) -> Sequence[Carried]:
        """Return what waits and what was recorded."""
        return carried_out(file)

    def open_record(self, record: Carried) -> None:
        """Record what a line waits for; a service opens its paper."""
        does = {
            Matter.TO_SERVE: lambda: self._serve(record),
            Matter.TO_PAY: lambda: self.ask_payment(record.party),
            Matter.TO_ANSWER: lambda: self.ask_statement(record.party),
            Matter.ANSWERED: lambda: self._review(record.statement),
            Matter.PAID: lambda: self._hand_over(record.payment),
            Matter.SERVED: lambda: self._open_paper(record.delivery),
        }
        does[record.matter]()

    def go(self, key: str) -> None:
        """Record what a line with an id waits for; ``NEW`` records an answer, ``MONEY`` a payment."""
        if self.rows.go(lambda each: key == str(each.id)) and self.rows.current().waits:
            self._opened(self.rows.current())
        elif key in (NEW, MONEY) and self.writable:
            (self._pay if key == MONEY else self._answer)()
        else:
            self.rows.setFocus()

    def _give_back(self) -> None:
        """Ask when and why the service the keys are on came back."""
        record = self.rows.current()
        sent = None if record is None else record.delivery
        if sent is None or sent.way not in RETURNABLE or not sent.stands:
            self.model.tools.notices.say("请先选中一次邮寄、电子、委托或者转交送达的记录。")
            return
        start = {"on": self.model.tools.clock.today()}
        deliveries = self.model.tools.deliveries
        self.ask(
            Question(
                f"登记退回：{record.words}",
                "登记退回",
                Asked(ReturnFacts, (), f"delivery/{sent.id}/return", start),
                lambda values: deliveries.give_back(sent.id, values["on"], values["why"]),
                said="退回已登记，文书待重新送达；请核对送达地址。",
                told="当事人书面确认过送达地址的，退回之日是否视为送达，按有关规定确定（待确认）。",
            )
        )

    def ask_payment(self, party: Party) -> None:
        """Ask for a payment of what is open, on the decision."""
        file = self.model.file
        paper, rest = decision_of(file, party), owed(file, party) - received(file, party)
        if paper is None:
            self.model.tools.notices.say("还没有处罚决定书，不能登记缴款。")
            return
        today = self.model.tools.clock.today()
        start = {"amount": rest, "paid_on": today, "way": PaymentWay.BANK}
        self.ask(
            Question(
                f"登记缴款：{party.name}",
                "登记",
                Asked(Payment, (), f"party/{party.id}/payment", start),
                lambda values: self._paid(values, party, paper),
                said="缴款已登记。",
                told=f"应缴{owed(file, party)}，已缴{received(file, party)}。",
            )
        )

    def ask_statement(self, party: Party) -> None:
        """Ask what a party answered to the notice."""
        start = {"made_on": self.model.tools.clock.today(), "kind": StatementKind.STATEMENT}
        self.ask(
            Question(
                f"登记陈述申辩、听证要求：{party.name}",
                "登记",
                Asked(Statement, _SAID, f"party/{party.id}/statement", start),
                lambda values: self._stated(values, party),
                said="已登记。",
            )
        )

    def _serve(self, record: Carried) -> None:
        if record.document is None:
            return
        paper, party = record.document, record.party
        start = {
            "way": DeliveryWay.DIRECT,
            "served_at": self.model.tools.clock.now(),
            "place": party.service_address or party.address,
            "receiver": party.name if party.natural else party.representative,
            "relation": "本人" if party.natural else "法定代表人（负责人）",
            "servers": self.model.file.case.handlers,
        }
        self.ask(
            Question(
                f"送达{record.words}：{party.name}",
                "登记送达",
                Asked(Delivery, (), f"document/{paper.id}/delivery/{party.id}", start),
                lambda values: self._served(values, party, paper),
                done=self._tell_receipt,
            )
        )

    def _tell_receipt(self, kept: Delivery) -> None:
        proof = "，送达回证已生成" if kept.receipt_document_id is not None else "，请将送达凭证附卷"
        self.model.tools.notices.say(f"送达已登记，{kept.effective_on}生效{proof}。")

    def _review(self, statement: Statement | None) -> None:
        if statement is None or statement.kind is not StatementKind.STATEMENT:
            return
        start = {"finding": statement.finding, "adoption": statement.adoption}
        review = self.model.tools.statements.review
        self.ask(
            Question(
                "复核陈述申辩",
                "保存复核意见",
                Asked(FindingFacts, (), f"statement/{statement.id}/review", start),
                lambda values: review(statement.id, values["finding"], values["adoption"]),
                said="复核意见已保存。",
                told=statement.content,
            )
        )

    def _hand_over(self, payment: Payment | None) -> None:
        if payment is None or payment.way is not PaymentWay.ON_THE_SPOT:
            return
        start = {"handed_in_on": payment.handed_in_on, "banked_on": payment.banked_on}
        hand_over = self.model.tools.payments.hand_over
        self.ask(
            Question(
                "登记当场收缴款的缴交",
                "保存",
                Asked(HandOverFacts, (), f"payment/{payment.id}", start),
                lambda values: hand_over(payment.id, values["handed_in_on"], values["banked_on"]),
                said="缴交日期已登记。",
                told="自收缴之日起二日内交至行政机关，行政机关二日内缴付银行（《行政处罚法》第七十一条）。",
            )
        )

    def _open_paper(self, delivery: Delivery | None) -> None:
        if delivery is not None:
            opened = delivery.receipt_document_id or delivery.document_id
            self.wants.emit("document", {"document_id": opened})

    def _answer(self) -> None:
        party = self._party()
        if party is not None:
            self.ask_statement(party)

    def _pay(self) -> None:
        party = self._party()
        if party is not None:
            self.ask_payment(party)

    def _party(self) -> Party | None:
        """The party of the chosen line, or the only one."""
        record = self.rows.current()
        party = self.model.file.party(None) if record is None else record.party
        if party is None:
            self.model.tools.notices.say("本案有多名当事人，请先选中其中一名的一行。")
        return party

    def _served(self, values: Mapping[str, Any], party: Party, paper: Document) -> Delivery:
        made = Delivery(
            id=self.model.tools.ids.new(),
            town=paper.town,
            case_id=self.model.case_id,
            document_id=paper.id,
            party_id=party.id,
            effective_on=values["served_at"].astimezone(BEIJING).date(),
            **fit(Delivery, values),
        )
        return self.model.tools.deliveries.serve(made)

    def _paid(self, values: Mapping[str, Any], party: Party, paper: Document) -> Payment:
        made = Payment(
            id=self.model.tools.ids.new(),
            town=paper.town,
            case_id=self.model.case_id,
            party_id=party.id,
            document_id=paper.id,
            **fit(Payment, values),
        )
        return self.model.tools.payments.pay(made)

    def _stated(self, values: Mapping[str, Any], party: Party) -> Statement:
        made = Statement(
            id=self.model.tools.ids.new(),
            town=party.town,
            case_id=self.model.case_id,
            party_id=party.id,
            **fit(Statement, values),
        )
        return self.model.tools.statements.record(made)
