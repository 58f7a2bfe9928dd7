"""Compelling (执行期限): when the court may be asked, and whether a deferral and a halt are in order."""

from __future__ import annotations

from datetime import date

from app.domain.approval import Verdict
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.role import Role
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import day_of
from app.rules.deadlines.law import Law, law_here
from app.rules.debts import DECISION, DEFERRED_UNTIL, PLAN, deferral, dues
from app.rules.flow import MATTER, Transition, current
from app.rules.gates.money import decision_served, owed, received
from app.rules.gates.papers import last_verdicts
from app.rules.gates.refusal import Place, Refusal

STATE, ENDED = "court.remedy_state", "court.remedy_ended_on"
"""Answers of the application (45): what became of the remedies, and when they were over."""
_COURT = "《行政强制法》第五十三条、《行政诉讼法》第四十六条"
_DEFER = "《行政处罚法》第六十六条"


def court_in_time(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G21: the remedies are over, and the three months after them are not (ACL 53)."""
    law, papers = law_here(), current(file, "court_application")
    return tuple(refusal for each in papers for refusal in court_window(file, each, today, law))


def court_window(file: CaseFile, document: Document, today: date, law: Law) -> tuple[Refusal, ...]:
    """Return what stands against asking the court on a day with an application (G21)."""
    place = Place("document", "court_application")
    ended = document.answers.get(ENDED, "")
    if document.answers.get(STATE, "none") != "none" and not ended:
        message = "经过行政复议或者行政诉讼的，请填写起诉期限届满或者裁判生效的日期。"
        return (Refusal("G21", message, _COURT, Place("field", ENDED)),)
    served = decision_served(file, document.party_id, today)
    if served is None:
        return (Refusal("G21", "决定书尚未送达，救济期限还没有开始。请先送达。", _COURT, place),)
    over = date.fromisoformat(ended) if ended else _day(law, "D23", trigger=served)
    if today <= over:
        message = f"当事人提起行政诉讼的期限到{over}届满。请在届满后再申请。"
        return (Refusal("G21", message, _COURT, place),)
    ending = {"trigger": date.fromisoformat(ended)} if ended else {"decision_served": served}
    last = _day(law, "D29", **ending, **_put_off(file, document))
    if today > last:
        message = f"申请人民法院强制执行的期限已于{last}届满。有正当理由的，请向法院说明。"
        return (Refusal("G21", message, _COURT, place),)
    return ()


def instalments_fit(file: CaseFile, document: Document, today: date, law: Law) -> tuple[Refusal, ...]:
    """A deferral names days to come; instalments follow one another and make up what is unpaid (APL 66)."""
    if document.answers.get(DECISION) == "rejected":
        return ()
    try:
        rows = dues(document)
    except AppError as error:
        return (Refusal("deferral", f"{error.message}{error.hint}", _DEFER, Place("field", PLAN)),)
    days = [day for _, day in rows]
    field = PLAN if document.answers.get(PLAN) else DEFERRED_UNTIL
    if any(day <= today for day in days) or days != sorted(set(days)):
        message = "缴纳期限应当晚于今天，并且按日期先后排列。请改正日期。"
        return (Refusal("deferral", message, _DEFER, Place("field", field)),)
    party = file.party(document.party_id)
    planned = sum((amount for amount, _ in rows if amount is not None), start=ZERO)
    rest = owed(file, party) - received(file, party) if party else ZERO
    if planned > ZERO and party and planned != rest:
        message = f"各期合计{planned}，与尚未缴纳的{rest}不一致。请改正分期计划。"
        return (Refusal("deferral", message, _DEFER, Place("field", PLAN)),)
    return ()


def suspension_approved(file: CaseFile, document: Document, today: date, law: Law) -> tuple[Refusal, ...]:
    """What is decided of a halt was approved by the organ head for the same matter (03)."""
    wanted = document.answers.get("suspension.kind", "")
    for each in current(file, "matter_approval"):
        agreed = last_verdicts(file, each).get(Role.ORGAN_HEAD) is Verdict.AGREE
        if each.answers.get(MATTER) == wanted and agreed:
            return ()
    message = "还没有经行政机关负责人批准的中止（恢复）调查审批表。请先办理审批。"
    return (
        Refusal(
            "papers", message, "部门规章（是否适用于本领域待确认）", Place("document", "matter_approval")
        ),
    )


def _put_off(file: CaseFile, document: Document) -> dict[str, date]:
    """A deferral puts the three months off to its end (APL 72)."""
    granted = deferral(file, file.party(document.party_id))
    days = [day for _, day in dues(granted)] if granted is not None else []
    return {"deferral_ended": max(days)} if days else {}


def _day(law: Law, rule: str, **starts: date) -> date:
    return day_of(compute(rule, {key: day.isoformat() for key, day in starts.items()}, law).legal_due)
