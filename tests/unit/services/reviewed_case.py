"""A closed case that loses no point in its review, to be spoilt one point at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.delivery import Delivery
from app.domain.money import Money
from app.domain.role import Role
from app.domain.volume import Retention, Volume, VolumeEntry
from app.rules.gates.announced import announce
from app.services.file_review import FileReviewDesk
from tests.builders import (
    TOWN,
    a_document,
    a_penalty,
    a_subject,
    an_approval,
    at,
    ident,
    some_evidence,
)
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE
from tests.unit.services.world import FIRST, PARTY, SECOND

REMEDY = (
    "可以自收到本决定书之日起六十日内向江阴市人民政府申请行政复议；"
    "也可以自收到本决定书之日起六个月内依法向示例法院提起行政诉讼。"
)
BASIS = "《示例管理条例》第十条第一款"
SIGNED = ("e" * 64,)
PENALTY = a_penalty(PARTY, 200)
NOTICE, DECISION = (a_document(slug, PARTY) for slug in ("penalty_prior_notice", "penalty_decision"))
RECORD, INQUIRY = a_document("site_record"), a_document("inquiry_transcript")
PIECE = some_evidence(
    proves="示例证明事项", source="示例来源", taken_at=at(date(2026, 3, 3)), taken_by=(FIRST.id, SECOND.id)
)


def spotless() -> Closed:
    """Return a closed case that keeps every point."""
    closed = Closed(findings="示例事实", correction_needless="").complete()
    world = closed.world
    filing = a_document("filing_approval")
    world.put(an_approval(filing, Role.ORGAN_HEAD))
    world.put(replace(PENALTY, noticed=announce(PENALTY), range_low=Money.yuan(100)), PIECE)
    world.change(RECORD, answers={"record.certificate_shown": "是"}, scans=SIGNED)
    told = {"record.certificate_shown": "是", "inquiry.rights_told": "是", "inquiry.recusal": "no"}
    world.put(replace(closed.paper("inquiry_transcript"), answers=told, scans=SIGNED))
    world.change(a_document("decision_approval"), final_at=at(date(2026, 3, 18)))
    world.change(DECISION, final_at=at(date(2026, 3, 20)), frozen={"remedy.text": REMEDY, "act.basis": BASIS})
    _serve_decision(closed)
    entry = VolumeEntry(1, "立案审批表", "", "", "20260303", 1, 1)
    world.put(
        Volume(ident("volume"), TOWN, CASE, "20260001", Retention.PERMANENT, (entry,), 1, pdf_hash="f" * 64)
    )
    world.put(a_subject(court="示例法院"))
    world.change(world.case, closed_on=date(2026, 3, 28))
    return closed


def losing(closed: Closed) -> dict[str, tuple[str, ...]]:
    """Return what a case loses: rule → its findings."""
    found = FileReviewDesk(closed.world.office).review(CASE)
    return {each.rule.code: tuple(lost.message for lost in each.findings) for each in found.losing}


def _serve_decision(closed: Closed) -> None:
    """The decision goes out the day after it was made."""
    for each in closed.world.store.all(Delivery):
        if each.document_id == DECISION.id:
            closed.world.put(replace(each, served_at=at(date(2026, 3, 23)), effective_on=date(2026, 3, 23)))
