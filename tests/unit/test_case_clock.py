"""The clock of a case reads the case file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from app.domain.act import Act
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.case_file import CaseFile
from app.domain.delivery import Delivery, DeliveryWay
from app.domain.document import Document, DocumentState
from app.domain.log_line import LogLine
from app.domain.money import Money
from app.domain.party import Party, PartyKind
from app.domain.payment import Payment, PaymentWay
from app.domain.penalty import Penalty, PenaltyKind
from app.rules.case_clock import case_deadlines
from app.rules.deadlines.law import published_law
from app.rules.power_list import reference_list

TOWN = "320281104"
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
ROOT = UUID(int=1)
ITEM = reference_list().taken[0]


def ident(name: str) -> UUID:
    return uuid5(ROOT, name)


def a_file() -> CaseFile:
    case = Case(ident("case"), TOWN, Procedure.ORDINARY, CaseStatus.INVESTIGATING, NOW, None, "占道经营")
    case = replace(case, filed_on=date(2026, 3, 2))
    act = Act(ident("act"), TOWN, case.id, ITEM.id, ITEM.code, date(2026, 2, 24))
    party = Party(ident("party"), TOWN, case.id, PartyKind.LEGAL_PERSON, "某公司")
    penalty = Penalty(
        ident("penalty"), TOWN, case.id, party.id, act.id, (PenaltyKind.FINE,), Money.yuan(10_000)
    )
    return CaseFile(case, parties=(party,), acts=(act,), items=(ITEM,), penalties=(penalty,))


def decided(file: CaseFile) -> CaseFile:
    case = replace(file.case, status=CaseStatus.SERVED, decided_on=date(2026, 5, 7))
    document = Document(
        ident("decision"), TOWN, case.id, "penalty_decision", NOW, ident("clerk"), state=DocumentState.SERVED
    )
    service = Delivery(
        ident("service"),
        TOWN,
        case.id,
        document.id,
        file.parties[0].id,
        DeliveryWay.DIRECT,
        NOW,
        date(2026, 5, 8),
    )
    return replace(file, case=case, documents=(document,), deliveries=(service,))


def due(file: CaseFile) -> dict[str, object]:
    return {each.rule: each.legal_due for each in case_deadlines(published_law(), file)}


def test_filing_starts_the_decision_term_of_the_items_field() -> None:
    assert due(a_file())["D08"] == date(2026, 6, 1)


def test_receiving_the_decision_starts_payment_and_remedies_and_ends_the_decision_term() -> None:
    running = due(decided(a_file()))
    assert running["D17"] == date(2026, 5, 25)
    assert running["D22"] == date(2026, 7, 7)
    assert "D08" not in running


def test_a_full_payment_ends_the_payment_term_and_a_part_does_not() -> None:
    file = decided(a_file())

    def pay(amount: int) -> CaseFile:
        payment = Payment(
            ident("payment"),
            TOWN,
            file.case.id,
            file.parties[0].id,
            file.documents[0].id,
            Money.yuan(amount),
            date(2026, 5, 20),
            PaymentWay.BANK,
            "0001",
        )
        return replace(file, payments=(payment,))

    assert "D17" in due(pay(9_999))
    assert "D17" not in due(pay(10_000))


def test_the_term_to_record_an_on_the_spot_penalty_ends_with_the_record() -> None:
    file = a_file()
    case = replace(file.case, procedure=Procedure.SIMPLE, filed_on=None, decided_on=date(2026, 3, 2))
    file = replace(file, case=case)
    line = LogLine(ident("line"), TOWN, case.id, NOW, ident("clerk"), "甲", "示例电脑", "flow.S04", "备案")

    before = {each.rule for each in case_deadlines(published_law(), file)}
    after = {each.rule for each in case_deadlines(published_law(), replace(file, log=(line,)))}

    assert before - after == {"D21"}
