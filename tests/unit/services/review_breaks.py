"""How a spotless file is spoilt: one duty broken for each scoring rule, by the rule's code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.delivery import Delivery, DeliveryWay
from app.domain.document import DocumentState
from app.domain.money import Money
from app.domain.penalty import PenaltyKind
from app.domain.role import Role
from app.domain.statement import StatementKind
from app.domain.volume import Volume
from tests.builders import (
    a_certificate,
    a_document,
    a_payment,
    a_statement,
    a_subject,
    an_act,
    an_approval,
    at,
    ident,
)
from tests.unit.services.reviewed_case import (
    DECISION,
    INQUIRY,
    NOTICE,
    PENALTY,
    PIECE,
    RECORD,
    REMEDY,
)
from tests.unit.services.world import FIRST, PARTY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.unit.services.closed_case import Closed


def service_of(closed: Closed, slug: str) -> Delivery:
    paper = {"penalty_decision": DECISION, "penalty_prior_notice": NOTICE}[slug]
    return next(each for each in closed.world.store.all(Delivery) if each.document_id == paper.id)


def served(closed: Closed, **changes: object) -> None:
    closed.world.put(replace(service_of(closed, "penalty_decision"), **changes))  # type: ignore[arg-type] # named below


def no_organ(closed: Closed) -> None:
    closed.world.put(a_subject(name=" "))


def one_handler(closed: Closed) -> None:
    closed.world.change(closed.world.case, handlers=(FIRST.id,))


def lapsed_certificate(closed: Closed) -> None:
    closed.world.put(a_certificate(FIRST, valid_to=date(2026, 3, 10)))


def filing_not_approved(closed: Closed) -> None:
    closed.world.drop(an_approval(a_document("filing_approval"), Role.ORGAN_HEAD))


def certificate_not_shown(closed: Closed) -> None:
    closed.world.change(RECORD, answers={"record.certificate_shown": "否"})


def recusal_not_told(closed: Closed) -> None:
    closed.world.change(INQUIRY, answers={"record.certificate_shown": "是", "inquiry.rights_told": "是"})


def no_correction(closed: Closed) -> None:
    closed.world.drop(a_document("correction_order"))


def told_after_the_decision(closed: Closed) -> None:
    late = service_of(closed, "penalty_prior_notice")
    closed.world.put(replace(late, effective_on=date(2026, 3, 21)))


def statement_unanswered(closed: Closed) -> None:
    closed.world.put(a_statement(PARTY, StatementKind.STATEMENT, date(2026, 3, 12)))


def heavier_than_told(closed: Closed) -> None:
    closed.world.change(PENALTY, fine=Money.yuan(300))


def hearing_right_untold(closed: Closed) -> None:
    closed.world.change(PENALTY, kinds=(PenaltyKind.REVOKE_LICENCE,))


def no_legal_review(closed: Closed) -> None:
    closed.world.change(closed.world.case, major=True)


def no_discussion(closed: Closed) -> None:
    closed.world.change(closed.world.case, complex=True)


def decided_late(closed: Closed) -> None:
    closed.world.change(closed.world.case, filed_on=date(2025, 10, 1))


def record_ends_before_it_begins(closed: Closed) -> None:
    times = {"record.started_at": "2026-03-03T10:00", "record.ended_at": "2026-03-03T09:00"}
    closed.world.change(RECORD, answers={"record.certificate_shown": "是", **times})


def start_unrecorded(closed: Closed) -> None:
    closed.drop(a_document("case_source_register"), a_document("filing_approval"))


def no_evidence(closed: Closed) -> None:
    closed.world.drop(PIECE)
    closed.world.drop(RECORD)
    closed.world.drop(INQUIRY)


def proves_nothing(closed: Closed) -> None:
    closed.world.change(PIECE, proves="")


def taken_by_one(closed: Closed) -> None:
    closed.world.change(PIECE, taken_by=(FIRST.id,))


def not_verified(closed: Closed) -> None:
    closed.world.change(PIECE, verified_by=None)


def device_unchecked(closed: Closed) -> None:
    closed.world.change(PIECE, monitoring=True, device_review="示例", device_site="示例")


def draft_left(closed: Closed) -> None:
    closed.world.put(a_document("assistance_letter", state=DocumentState.DRAFT, final_at=None))


def act_without_place(closed: Closed) -> None:
    closed.world.change(an_act(), place="")


def law_without_article(closed: Closed) -> None:
    closed.world.change(DECISION, frozen={"remedy.text": REMEDY, "law.violated": "有关规定"})


def another_court(closed: Closed) -> None:
    closed.world.change(DECISION, frozen={"remedy.text": REMEDY.replace("示例法院", "另一法院")})


def no_reason(closed: Closed) -> None:
    closed.world.change(PENALTY, reason=" ")


def opinion_without_scan(closed: Closed) -> None:
    filing = a_document("filing_approval")
    closed.world.put(an_approval(filing, Role.ORGAN_HEAD, on_paper=True))


def transcript_unsigned(closed: Closed) -> None:
    closed.world.change(INQUIRY, scans=())


def decision_not_served(closed: Closed) -> None:
    closed.world.drop(service_of(closed, "penalty_decision"))


def served_late(closed: Closed) -> None:
    served(closed, served_at=at(date(2026, 4, 15)), effective_on=date(2026, 4, 15))


def no_receipt(closed: Closed) -> None:
    closed.world.drop(replace(a_document("service_receipt"), id=ident("receipt penalty_decision")))


def no_witness(closed: Closed) -> None:
    served(closed, way=DeliveryWay.LIEN, witness="", note="")


def no_mail_number(closed: Closed) -> None:
    served(closed, way=DeliveryWay.MAIL, note="已寄出")


def no_payment_receipt(closed: Closed) -> None:
    closed.world.put(a_payment(DECISION, PARTY, 200, date(2026, 3, 25), receipt_no=" "))


def late_penalty_above_fine(closed: Closed) -> None:
    late = Money.yuan(201)
    closed.world.put(a_payment(DECISION, PARTY, 401, date(2026, 3, 25), of_which_late=late))


def seizure_without_end(closed: Closed) -> None:
    closed.put("seizure_decision")


def report_missing(closed: Closed) -> None:
    closed.world.drop(a_document("investigation_report"))


def not_bound(closed: Closed) -> None:
    closed.drop(*closed.world.store.all(Volume))


BREAKS: Mapping[str, Callable[[Closed], None]] = {
    "R01": no_organ,
    "R02": one_handler,
    "R03": lapsed_certificate,
    "R11": filing_not_approved,
    "R12": certificate_not_shown,
    "R13": recusal_not_told,
    "R14": no_correction,
    "R15": told_after_the_decision,
    "R16": statement_unanswered,
    "R17": heavier_than_told,
    "R18": hearing_right_untold,
    "R19": no_legal_review,
    "R20": no_discussion,
    "R21": decided_late,
    "R22": record_ends_before_it_begins,
    "R23": start_unrecorded,
    "R31": no_evidence,
    "R32": proves_nothing,
    "R33": taken_by_one,
    "R34": not_verified,
    "R35": device_unchecked,
    "R41": draft_left,
    "R42": act_without_place,
    "R43": law_without_article,
    "R44": another_court,
    "R45": no_reason,
    "R46": opinion_without_scan,
    "R47": transcript_unsigned,
    "R51": decision_not_served,
    "R52": served_late,
    "R53": no_receipt,
    "R54": no_witness,
    "R55": no_mail_number,
    "R61": no_payment_receipt,
    "R62": late_penalty_above_fine,
    "R63": seizure_without_end,
    "R71": report_missing,
    "R72": not_bound,
}
