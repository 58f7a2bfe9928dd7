"""Carrying out (送达与执行): services, money and answers of a case, and what of them is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.domain.document import DocumentState
from app.domain.money import ZERO
from app.domain.statement import ADOPTION_WORDS, StatementKind
from app.rules.deadlines.given import BEIJING
from app.rules.flow import current
from app.rules.gates.money import owed, received
from app.rules.gates.names import paper_name
from ui.screens.showing import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.delivery import Delivery
    from app.domain.document import Document
    from app.domain.party import Party
    from app.domain.payment import Payment
    from app.domain.statement import Statement

TO_REVIEW = "待复核"
_TO_PARTY = "party"
_DECISIONS = ("penalty_decision", "on_spot_decision")
_NOTICES = ("penalty_prior_notice", "hearing_right_notice")


class Matter(Enum):
    """Kinds of lines."""

    TO_SERVE = auto()
    SERVED = auto()
    TO_PAY = auto()
    PAID = auto()
    TO_ANSWER = auto()
    ANSWERED = auto()


_WORDS = {
    Matter.TO_SERVE: "待送达",
    Matter.SERVED: "送达",
    Matter.TO_PAY: "待缴款",
    Matter.PAID: "缴款",
    Matter.TO_ANSWER: "待陈述申辩",
    Matter.ANSWERED: "陈述申辩与听证",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """One line of the table (办理情况): a record, or what is still to be recorded for a party."""

    matter: Matter
    party: Party
    words: str
    day: date | None = None
    result: str = ""
    document: Document | None = None
    delivery: Delivery | None = None
    payment: Payment | None = None
    statement: Statement | None = None

    @property
    def kind(self) -> str:
        """What the line is called."""
        return _WORDS[self.matter]

    @property
    def waits(self) -> bool:
        """Whether something is still to be recorded."""
        unread = self.statement is not None and self.result == TO_REVIEW
        return unread or self.matter in (Matter.TO_SERVE, Matter.TO_PAY, Matter.TO_ANSWER)

    @property
    def id(self) -> UUID | None:
        """Id of its record; of a service or money that waits, the paper or the party."""
        record = self.delivery or self.payment or self.statement
        if record is not None:
            return record.id
        if self.matter is Matter.TO_PAY:
            return self.party.id
        return None if self.document is None else self.document.id


def carried_out(file: CaseFile) -> tuple[Carried, ...]:
    """Return what waits first, then what was recorded, newest first."""
    waiting = (*_to_serve(file), *_to_answer(file), *_to_pay(file))
    done = [*_served(file), *_paid(file), *_answered(file)]
    return (*waiting, *sorted(done, key=lambda each: str(each.day), reverse=True))


def decision_of(file: CaseFile, party: Party) -> Document | None:
    """Return the standing decision a party pays on."""
    found = [each for slug in _DECISIONS for each in current(file, slug)]
    return next((each for each in found if each.party_id in (None, party.id)), None)


def _to_serve(file: CaseFile) -> Iterator[Carried]:
    for paper in file.documents:
        shape = forms().get(paper.slug)
        if shape is None or shape.audience != _TO_PARTY or not paper.standing:
            continue
        if paper.state is DocumentState.SERVED:
            continue
        served = {each.party_id for each in file.deliveries_of(paper)}
        for party in file.active_parties:
            if paper.party_id in (None, party.id) and party.id not in served:
                back = "（曾退回，请先核对送达地址）" if paper.state is DocumentState.RETURNED else ""
                words = f"《{paper_name(paper.slug)}》{paper.number}{back}"
                yield Carried(Matter.TO_SERVE, party, words, document=paper)


def _to_answer(file: CaseFile) -> Iterator[Carried]:
    if file.case.decided_on is not None:
        return
    for party in file.active_parties:
        told = [each for slug in _NOTICES for each in current(file, slug, party.id)]
        served = any(file.deliveries_of(each) for each in told)
        if served and not any(each.party_id == party.id for each in file.statements):
            yield Carried(Matter.TO_ANSWER, party, "告知书已送达，尚未登记陈述申辩或者听证要求")


def _to_pay(file: CaseFile) -> Iterator[Carried]:
    for party in file.active_parties:
        paper, rest = decision_of(file, party), owed(file, party) - received(file, party)
        if paper is not None and rest > ZERO:
            yield Carried(Matter.TO_PAY, party, f"尚未缴纳{rest}", document=paper)


def _served(file: CaseFile) -> Iterator[Carried]:
    papers = {each.id: each for each in file.documents}
    for each in file.deliveries:
        party, paper = file.party(each.party_id), papers.get(each.document_id)
        if party is not None and paper is not None:
            words = f"《{paper_name(paper.slug)}》{shown(each.way)}，{each.receiver or '无签收人'}"
            day = each.served_at.astimezone(BEIJING).date()
            back = f"{each.returned_on}退回：{each.returned_why}"
            result = f"{each.effective_on}生效" if each.stands else back
            yield Carried(Matter.SERVED, party, words, day, result, paper, delivery=each)


def _paid(file: CaseFile) -> Iterator[Carried]:
    for each in file.payments:
        party = file.party(each.party_id)
        if party is not None:
            words = f"{shown(each.way)}{each.amount}，票据{each.receipt_no}"
            yield Carried(Matter.PAID, party, words, each.paid_on, _banked(each), payment=each)


def _answered(file: CaseFile) -> Iterator[Carried]:
    for each in file.statements:
        party = file.party(each.party_id)
        if party is not None:
            words = f"{shown(each.kind)}：{each.content}".rstrip("：")
            yield Carried(Matter.ANSWERED, party, words, each.made_on, _found(each), statement=each)


def _banked(payment: Payment) -> str:
    if not payment.on_spot_ground:
        return ""
    return f"缴付银行{payment.banked_on}" if payment.banked_on else "当场收缴，待缴付银行"


def _found(statement: Statement) -> str:
    if statement.kind is not StatementKind.STATEMENT:
        return ""
    if statement.adoption is None:
        return TO_REVIEW
    return f"{ADOPTION_WORDS[statement.adoption]}：{statement.finding}"
