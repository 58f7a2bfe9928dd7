"""Records with only what matters spelled out; the rest is plain, fictional and consistent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from app.domain.act import Act
from app.domain.approval import Approval, Verdict
from app.domain.bureau import Bureau, TownKind
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.certificate import Certificate, CertificateKind
from app.domain.clue import Clue, ClueSource
from app.domain.delivery import Delivery, DeliveryWay
from app.domain.document import Document, DocumentState
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.money import Money
from app.domain.officer import Establishment, Officer
from app.domain.party import Party, PartyKind
from app.domain.payment import Payment, PaymentWay
from app.domain.penalty import Penalty, PenaltyKind
from app.domain.penalty_subject import PenaltySubject
from app.domain.statement import Statement, StatementKind
from app.rules.deadlines.given import BEIJING
from app.rules.power_list import reference_list

if TYPE_CHECKING:
    from app.domain.power_item import PowerItem
    from app.domain.role import Role

TOWN = "320281104"
ROOT = UUID(int=1)
FICTIONAL_ID = "320281188001010018"
OPENED = datetime(2026, 3, 2, 1, tzinfo=UTC)


def ident(name: str) -> UUID:
    """Return the same identity for the same name."""
    return uuid5(ROOT, name)


def at(day: date, hour: int = 9) -> datetime:
    """Return an hour in Beijing of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)


def an_item(**changes: Any) -> PowerItem:
    """One listed item with a fine from 100 to 500 yuan for persons, 1000 to 5000 for units."""
    spec = (
        '[{"who": "ind", "type": "fixed", "min": 100, "max": 500},'
        ' {"who": "org", "type": "fixed", "min": 1000, "max": 5000}]'
    )
    first = reference_list().taken[0]
    given = {"fine_spec": spec, "listed_from": date(2020, 1, 1), "effective_from": date(2017, 3, 1)}
    return replace(first, **{**given, **changes})


def a_bureau() -> Bureau:
    return Bureau(ident("bureau"), TOWN, "demo", TownKind.TOWN, "示例镇", "示例镇综合执法局", "示")


def a_subject(**changes: Any) -> PenaltySubject:
    plain = PenaltySubject(
        ident("subject"),
        TOWN,
        "示例镇人民政府",
        date(2021, 7, 15),
        bank_name="示例银行",
        court="示例法院",
    )
    return replace(plain, **changes)


def an_officer(name: str = "甲", *roles: Role, **changes: Any) -> Officer:
    plain = Officer(ident(name), TOWN, name, "", Establishment.CIVIL_SERVANT, roles=roles)
    return replace(plain, **changes)


def a_certificate(officer: Officer, **changes: Any) -> Certificate:
    plain = Certificate(
        ident(f"certificate {officer.name}"),
        TOWN,
        officer.id,
        f"示{officer.name}001",
        CertificateKind.NATIONAL,
        "示例机关",
        date(2024, 1, 1),
        date(2028, 12, 31),
    )
    return replace(plain, **changes)


def a_clue(**changes: Any) -> Clue:
    plain = Clue(
        ident("clue"),
        TOWN,
        "",
        at(date(2026, 3, 2)),
        ident("甲"),
        ClueSource.INSPECTION,
        summary="示例线索",
    )
    return replace(plain, **changes)


def a_case(status: CaseStatus = CaseStatus.CLUE, **changes: Any) -> Case:
    plain = Case(
        id=ident("case"),
        town=TOWN,
        procedure=Procedure.ORDINARY,
        status=status,
        opened_at=OPENED,
        clue_id=None,
        cause="示例案由",
        handlers=(ident("甲"), ident("乙")),
        discovered_on=date(2026, 3, 1),
        findings="示例事实",
        status_since=OPENED,
    )
    return replace(plain, **changes)


def a_party(name: str = "示例当事人", **changes: Any) -> Party:
    plain = Party(
        ident(name),
        TOWN,
        ident("case"),
        PartyKind.PERSON,
        name,
        id_number=FICTIONAL_ID,
        address="示例路1号",
    )
    return replace(plain, **changes)


def an_act(name: str = "act", **changes: Any) -> Act:
    item = an_item()
    plain = Act(ident(name), TOWN, ident("case"), item.id, item.code, date(2026, 2, 24), place="示例路")
    return replace(plain, **changes)


def a_penalty(party: Party, yuan: int = 200, **changes: Any) -> Penalty:
    plain = Penalty(
        ident(f"penalty {party.name}"),
        TOWN,
        ident("case"),
        party.id,
        ident("act"),
        (PenaltyKind.FINE,),
        Money.yuan(yuan),
        reason="情节一般",
    )
    return replace(plain, **changes)


def some_evidence(name: str = "照片", **changes: Any) -> Evidence:
    plain = Evidence(
        ident(f"evidence {name}"),
        TOWN,
        ident("case"),
        1,
        EvidenceKind.DOCUMENTARY,
        name,
        verified_by=ident("甲"),
        verified_on=date(2026, 3, 4),
    )
    return replace(plain, **changes)


def a_document(slug: str, party: Party | None = None, **changes: Any) -> Document:
    owner = "" if party is None else party.name
    plain = Document(
        ident(f"{slug} {owner}"),
        TOWN,
        ident("case"),
        slug,
        OPENED,
        ident("甲"),
        party_id=None if party is None else party.id,
        state=DocumentState.FINAL,
        final_at=at(date(2026, 3, 3)),
    )
    return replace(plain, **changes)


def an_approval(document: Document, role: Role, verdict: Verdict = Verdict.AGREE, **changes: Any) -> Approval:
    plain = Approval(
        ident(f"approval {document.id} {role} {verdict}"),
        TOWN,
        document.case_id,
        document.id,
        role,
        verdict,
        "",
        ident(f"{role}"),
        f"{role}",
        date(2026, 3, 4),
        OPENED,
    )
    return replace(plain, **changes)


def a_delivery(document: Document, party: Party, day: date, **changes: Any) -> Delivery:
    plain = Delivery(
        ident(f"delivery {document.id}"),
        TOWN,
        document.case_id,
        document.id,
        party.id,
        DeliveryWay.DIRECT,
        at(day),
        day,
        receiver=party.name,
        servers=(ident("甲"), ident("乙")),
    )
    return replace(plain, **changes)


def a_statement(party: Party, kind: StatementKind, day: date, **changes: Any) -> Statement:
    plain = Statement(
        ident(f"statement {kind} {party.name}"), TOWN, ident("case"), party.id, kind, day, content="示例"
    )
    return replace(plain, **changes)


def a_payment(document: Document, party: Party, yuan: int, day: date, **changes: Any) -> Payment:
    plain = Payment(
        ident(f"payment {party.name}"),
        TOWN,
        document.case_id,
        party.id,
        document.id,
        Money.yuan(yuan),
        day,
        PaymentWay.BANK,
        "票001",
    )
    return replace(plain, **changes)
