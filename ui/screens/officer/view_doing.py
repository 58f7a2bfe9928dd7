"""Doing (人员办理): what may be done with the person and the chosen certificate, each a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.certificate import Exam, YearlyCheck
from app.domain.certificate_request import REQUEST_WORDS, CertificateRequest, RequestKind, RequestState
from app.domain.role import Role
from app.rules.handlers import certificate_rules
from app.services.certificate_issue import Card, end_of_term
from app.services.certificates import CHANGES
from app.services.postings import Place
from ui.forms.entries import Choice
from ui.forms.form import Asked
from ui.forms.supply import FormSupply, Picks
from ui.screens.officer.values import (
    CardFacts,
    ChangeFacts,
    CheckFacts,
    ExamFacts,
    LeaveFacts,
    PostFacts,
    RefusalFacts,
    RequestFacts,
    TransferFacts,
)
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QPushButton

    from app.domain.bureau import Bureau
    from app.domain.certificate import Certificate
    from ui.screens.officer.view import OfficerView


class Doing:
    """The buttons of a person's page; only what fits the present state is offered."""

    def __init__(self, view: OfficerView) -> None:
        self._view = view
        self._tools = view.model.tools
        put = view.buttons.put
        self.asks: dict[RequestKind, QPushButton] = {
            kind: put(f"申请{words}", lambda kind=kind: self._apply(kind))  # type: ignore[misc] # bound now
            for kind, words in REQUEST_WORDS.items()
        }
        self.issue = put("登记发证", self._issue, main=True)
        self.refuse = put("不予发证", self._refuse)
        self.changes: dict[str, QPushButton] = {
            what: put(what, lambda what=what: self._change(what))  # type: ignore[misc] # bound now
            for what in CHANGES
        }
        self.exam, self.check = put("考试成绩", self._exam), put("年度审验", self._check)
        self.move = put("任职变动", self._post)
        self.transfer = put("调动", self._transfer)
        self.leave = put("离岗", self._leave)

    def offer(self) -> None:
        """Show the buttons that fit the certificate in hand."""
        held, pending = self._held(), self._pending()
        state = None if held is None else held.state_on(self._tools.clock.today())
        for kind, button in self.asks.items():
            first = kind is RequestKind.FIRST
            button.setVisible(pending is None and (held is None) is first)
        for button in (self.issue, self.refuse):
            button.setVisible(pending is not None)
        for what, button in self.changes.items():
            button.setVisible(state in CHANGES[what][0])
        for button in (self.exam, self.check):
            button.setVisible(held is not None)
        self.transfer.setVisible(self._tools.who().holds(Role.ADMIN))
        self._view.buttons.place()

    def _held(self) -> Certificate | None:
        held: Certificate | None = self._view.certificates.current()
        return held

    def _pending(self) -> CertificateRequest | None:
        if self._view.seen is None:
            return None
        asks = self._view.seen.file.requests
        return next((each for each in asks if each.state is RequestState.PENDING), None)

    def _apply(self, kind: RequestKind) -> None:
        held = None if kind is RequestKind.FIRST else self._held()
        officer = self._officer()
        words = REQUEST_WORDS[kind]

        def work(values: Mapping[str, Any]) -> object:
            number = None if held is None else held.id
            return self._tools.staff.certificates.apply(officer, kind, values["reason"], number)

        told = "" if held is None else f"原证件{held.number}，有效期至{held.valid_to}。"
        said = f"已申请{words}，审批表在办理历史中。"
        self._ask(Question(f"申请{words}执法证", "提交", Asked(RequestFacts), work, said=said, told=told))

    def _issue(self) -> None:
        ask, held = self._pending(), self._held()
        if ask is None:
            return
        today = self._tools.clock.today()
        start: dict[str, Any] = {"issued_on": today, "valid_to": end_of_term(today)}
        if held is not None:
            start |= {name: getattr(held, name) for name in ("kind", "issuer", "area", "fields")}
            start |= {"number": held.number} if ask.kind is RequestKind.RENEWAL else {}
        years = certificate_rules()["term"]["years"]

        def work(values: Mapping[str, Any]) -> object:
            return self._tools.staff.certificates.issue(ask.id, Card(**values))

        told = f"有效期默认{years}年（年限待确认），以证面为准。"
        self._ask(
            Question(
                "登记发证", "登记", Asked(CardFacts, (), "", start), work, said="发证已登记。", told=told
            )
        )

    def _refuse(self) -> None:
        ask = self._pending()
        if ask is None:
            return

        def work(values: Mapping[str, Any]) -> object:
            return self._tools.staff.certificates.refuse(ask.id, values["reason"])

        title = f"{REQUEST_WORDS[ask.kind]}：不予发证"
        self._ask(Question(title, "登记", Asked(RefusalFacts), work, said="申办已办结。"))

    def _change(self, what: str) -> None:
        held = self._held()
        if held is None:
            return

        def work(values: Mapping[str, Any]) -> object:
            return self._tools.staff.certificates.change(held.id, what, values["on"], values["reason"])

        start = {"on": self._tools.clock.today()}
        told = "自起始日期起生效；此前的执法行为仍按当日状态认定。"
        asked = Asked(ChangeFacts, (), "", start)
        self._ask(
            Question(f"执法证{held.number}　{what}", what, asked, work, said=f"{what}已登记。", told=told)
        )

    def _exam(self) -> None:
        held = self._held()
        if held is None:
            return

        def work(values: Mapping[str, Any]) -> object:
            result = values["result"] or ""
            exam = Exam(values["on"].isoformat(), values["subject"], values["score"], result)
            return self._tools.staff.certificates.examined(held.id, exam)

        asked = Asked(ExamFacts, (), "", {"on": self._tools.clock.today()})
        self._ask(Question("登记考试成绩", "登记", asked, work, said="成绩已登记。"))

    def _check(self) -> None:
        held, today = self._held(), self._tools.clock.today()
        if held is None:
            return

        def work(values: Mapping[str, Any]) -> object:
            by, on = self._tools.who().name, values["on"].isoformat()
            check = YearlyCheck(values["year"], on, values["result"], by)
            return self._tools.staff.certificates.checked(held.id, check)

        asked = Asked(CheckFacts, (), "", {"year": today.year, "on": today})
        told = "同一年度重新登记的，以后一次为准。"
        self._ask(Question("登记年度审验", "登记", asked, work, said="审验已登记。", told=told))

    def _transfer(self) -> None:
        officer, seen = self._officer(), self._view.seen
        self._view.model.look(self._tools.bureaus.all, lambda found: self._ask_where(officer, seen, found))

    def _ask_where(self, officer: Any, seen: Any, bureaus: Sequence[Bureau]) -> None:
        """Ask for the bureau and post somebody moves to."""
        others = {each.id: each for each in bureaus if each.town != seen.file.officer.town}

        def work(values: Mapping[str, Any]) -> object:
            facts = dict(values)
            town, on = others[facts.pop("bureau")].town, facts.pop("on")
            return self._tools.staff.postings.transfer(officer, town, Place(**facts), on)

        picks = Picks(items=tuple(Choice(each.id, each.name) for each in others.values()))
        start = {"on": self._tools.clock.today(), "establishment": seen.file.officer.establishment}
        told = "本单位的任职到前一日为止；执法证请在调入单位办理换发。"
        self._ask(
            Question(
                "调往其他单位",
                "登记",
                Asked(TransferFacts, (), "", start),
                work,
                said="调动已登记。",
                told=told,
                supply=FormSupply(self._tools.clock, picks),
            )
        )

    def _post(self) -> None:
        officer, seen = self._officer(), self._view.seen
        if seen is None:
            return
        now = seen.file.officer
        start = {
            "begins": self._tools.clock.today(),
            "unit": now.unit,
            "post": now.post,
            "establishment": now.establishment,
        }

        def work(values: Mapping[str, Any]) -> object:
            facts = dict(values)
            begins = facts.pop("begins")
            return self._tools.staff.postings.post(officer, Place(**facts), begins)

        told = "原任职到起始日前一日为止。"
        asked = Asked(PostFacts, (), "", start)
        self._ask(Question("任职变动", "登记", asked, work, said="任职已登记。", told=told))

    def _leave(self) -> None:
        officer = self._officer()

        def work(values: Mapping[str, Any]) -> object:
            return self._tools.staff.postings.leave(officer, values["last"], values["reason"])

        told = "离岗后不能再承办案件；所持执法证请另行注销。"
        asked = Asked(LeaveFacts, (), "", {"last": self._tools.clock.today()})
        self._ask(Question("登记离岗", "登记", asked, work, said="离岗已登记。", told=told))

    def _officer(self) -> Any:
        seen = self._view.seen
        if seen is None:
            msg = "nothing was read yet"
            raise ValueError(msg)
        return seen.file.officer.id

    def _ask(self, question: Question) -> None:
        self._view.ask(question)
