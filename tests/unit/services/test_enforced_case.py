"""A decided case to its end through the desks: enforced, paid by parts, served by announcement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import CaseStatus
from app.domain.delivery import DeliveryWay
from app.domain.document import DocumentState
from app.domain.evidence import EvidenceKind
from app.domain.money import Money
from app.domain.payment import PaymentWay
from app.domain.role import Role
from app.domain.volume import Retention
from app.services.cases import CaseDesk
from app.services.deliveries import DeliveryDesk, DeliveryRefusedError
from app.services.document_faults import FaultsError
from app.services.payments import PaymentDesk
from app.services.receipts import DeliveryReceipts
from app.services.refused import RefusedError
from tests.builders import (
    a_delivery,
    a_document,
    a_payment,
    a_penalty,
    a_subject,
    an_approval,
    at,
    ident,
    some_evidence,
)
from tests.unit.services.closed_case import EARLY, Closed
from tests.unit.services.papers import CASE
from tests.unit.services.world import PARTY

if TYPE_CHECKING:
    from app.domain.document import Document

SERVED = date(2026, 4, 2)
DECISION = "penalty_decision"


class Decided:
    """A case decided on a fine of 200 yuan, with every desk; each paper is drawn up as a clerk would."""

    def __init__(self) -> None:
        self.closed = Closed(CaseStatus.DECIDED)
        self.world, self.bench = self.closed.world, self.closed.bench
        self.world.change(a_subject(), head_name="示例负责人", bank_account="示例账号0001", telephone="0")
        self.closed.put(*EARLY)
        self.closed.put("decision_approval", final_at=at(date(2026, 3, 18)))
        self.closed.serve("penalty_prior_notice")
        number = {"number": "示例罚字〔2026〕1号"}
        self.decision = self.closed.paper(DECISION, state=DocumentState.FINAL, **number)
        self.world.put(self.decision, a_penalty(PARTY, 200, reason="情节一般"))
        parts = (self.bench.forms, self.bench.pages, self.bench.files)
        self.cases = CaseDesk(self.world.office)
        self.deliveries = DeliveryDesk(self.world.office, DeliveryReceipts(self.world.office, *parts))
        self.payments = PaymentDesk(self.world.office)

    def make(self, slug: str, **answers: str) -> Document:
        """Draw a paper up with what only a clerk knows, and make it final."""
        begun = self.bench.desk.draft(CASE, slug)
        typed = {name.replace("__", "."): text for name, text in answers.items()}
        return self.bench.desk.finalise(self.bench.desk.answer(begun.id, typed).id if typed else begun.id)

    def approve(self, matter: str) -> None:
        """Let the head agree to a matter."""
        paper = self.make("matter_approval", matter__kind=matter, matter__reason="示例申请理由")
        self.world.put(an_approval(paper, Role.ORGAN_HEAD))

    def serve(self, paper: Document, day: date, **changes: Any) -> None:
        """Serve a paper on a day."""
        given = a_delivery(paper, PARTY, day, id=ident(f"{paper.slug} {day}"), place="示例路1号")
        self.deliveries.serve(replace(given, **changes))

    def pay(self, yuan: int, day: date, **changes: Any) -> None:
        """Record a payment with its receipt."""
        given = a_payment(self.decision, PARTY, yuan, day, receipt_no=f"示例票据{day}")
        self.payments.pay(replace(given, id=ident(f"paid {day}"), **changes))

    def go(self, code: str, **facts: str) -> CaseStatus:
        """Take a step."""
        return self.cases.advance(CASE, code, **facts).status

    def to(self, year: int, month: int, day: int) -> date:
        """Let time pass."""
        self.world.clock.go_to(date(year, month, day))
        return date(year, month, day)

    def owed(self) -> dict[str, str]:
        """Return what the stage owes, and what each paper lacks."""
        return {each.slug: each.lacks for each in self.bench.desk.owed(CASE)}

    def words(self, paper: Document) -> str:
        """Return the text of an archived paper."""
        return self.bench.words(self.bench.files.get(paper.archive_hash))

    def close(self) -> None:
        """Close the case and put it into the archive."""
        self.go("T26C")
        answers = {"closing__correction": "corrected", "closing__publicity": "已公示"}
        if "court_application" not in {each.slug for each in self.world.store.all(type(self.decision))}:
            answers["closing__remedy"] = "none"
        paper = self.make("closing_approval", **answers)
        self.world.put(an_approval(paper, Role.UNIT_HEAD), an_approval(paper, Role.ORGAN_HEAD))
        self.go("T26")
        self.closed.desk.bind(CASE, Retention.THIRTY_YEARS)
        self.go("T27")


def test_an_unpaid_fine_is_demanded_brought_to_the_court_enforced_and_archived() -> None:
    given = Decided()
    demand = demanded(given)
    assert "2026年4月18日" in given.words(demand)
    assert "人民币壹拾捌元整（18元）" in given.words(demand), "three days at three per cent of 200"

    assert set(given.owed()) == {"matter_approval", "court_application"}
    given.approve("court_application")
    given.to(2026, 5, 8)
    with pytest.raises(RefusedError, match="强制执行申请书"):
        given.make("court_application", court__remedy_state="none")
    given.to(2026, 10, 12)
    given.approve("court_application")
    application = given.make("court_application", court__remedy_state="none")
    assert "人民币贰佰元整（200元）" in given.words(application)
    assert "催告期限至" in given.words(application)
    assert given.go("T24") is CaseStatus.COURT_APPLIED

    day = given.to(2026, 12, 1)
    given.pay(400, day, way=PaymentWay.ENFORCED, of_which_late=Money.yuan(200))
    assert given.go("T25A") is CaseStatus.ENFORCED
    given.close()
    assert given.world.case.status is CaseStatus.ARCHIVED


def demanded(given: Decided) -> Document:
    """Serve the decision, let the term pass, demand the fine; return the demand."""
    given.serve(given.decision, given.to(2026, 4, 2))
    assert given.go("T18") is CaseStatus.SERVED
    given.to(2026, 4, 17)
    with pytest.raises(RefusedError):
        given.go("T22")
    day = given.to(2026, 4, 20)
    assert given.go("T22") is CaseStatus.OVERDUE
    assert given.owed() == {"demand_letter": "未制作"}
    demand = given.make("demand_letter")
    given.serve(demand, day)
    assert given.go("T23") is CaseStatus.DEMANDED
    return demand


def test_a_fine_put_off_in_instalments_is_performed_when_the_last_is_paid() -> None:
    given = Decided()
    given.serve(given.decision, given.to(2026, 4, 2))
    given.go("T18")
    given.to(2026, 4, 10)
    given.approve("defer_payment")
    plan = {"deferral__decision": "instalments", "deferral__applied_on": "2026-04-09"}

    with pytest.raises(FaultsError):
        given.make("payment_deferral", **plan)
    with pytest.raises(RefusedError):
        given.make("payment_deferral", **plan, deferral__plan="2026-05-11 | 100\n2026-06-11 | 120")
    deferral = given.make("payment_deferral", **plan, deferral__plan="2026-05-11 | 100\n2026-06-11 | 100")

    assert "2026年5月11日" in given.words(deferral)
    assert "示例申请理由" in given.words(deferral), "typed once, in the approval"
    given.serve(deferral, given.to(2026, 4, 13))
    assert given.go("T21") is CaseStatus.DEFERRED
    given.pay(100, given.to(2026, 5, 11))
    given.to(2026, 5, 12)
    with pytest.raises(RefusedError):
        given.go("T22")
    with pytest.raises(RefusedError):
        given.go("T20")
    given.pay(100, given.to(2026, 6, 11))
    assert given.go("T20") is CaseStatus.PERFORMED
    given.close()
    assert given.world.case.status is CaseStatus.ARCHIVED


def test_a_missed_instalment_is_overdue_and_grows_from_its_own_day() -> None:
    given = Decided()
    given.serve(given.decision, given.to(2026, 4, 2))
    given.go("T18")
    given.to(2026, 4, 10)
    given.approve("defer_payment")
    plan = "2026-05-11 | 100\n2026-06-11 | 100"
    given.make(
        "payment_deferral",
        deferral__decision="instalments",
        deferral__applied_on="2026-04-09",
        deferral__plan=plan,
    )
    given.go("T21")

    given.to(2026, 5, 21)
    assert given.go("T22") is CaseStatus.OVERDUE

    assert "人民币叁拾元整（30元）" in given.words(given.make("demand_letter")), "ten days of the first 100"


def test_a_decision_that_finds_nobody_is_served_by_announcement_after_thirty_days() -> None:
    given = Decided()
    day = given.to(2026, 4, 2)
    announced = {"way": DeliveryWay.ANNOUNCEMENT, "receiver": ""}
    with pytest.raises(DeliveryRefusedError, match="送达公告"):
        given.serve(given.decision, day, **announced)

    paper = given.make(
        "service_announcement",
        announcement__reason="failed",
        announcement__tried="2026-04-01 | 邮寄送达 | 退回",
    )
    text = given.words(paper)
    assert given.decision.number in text
    assert "2026年5月6日" in text, "thirty days, past the holiday of May"
    given.serve(given.decision, day, **announced)

    with pytest.raises(RefusedError):
        given.go("T18")
    given.to(2026, 5, 6)
    assert given.go("T18") is CaseStatus.SERVED
    given.pay(200, given.to(2026, 5, 12))
    given.go("T20")
    with pytest.raises(RefusedError, match="音像"):
        given.go("T26C")
    film = some_evidence("张贴公告的录像", kind=EvidenceKind.AUDIOVISUAL, number=2, slot="lien_service")
    given.world.put(film)
    assert given.go("T26C") is CaseStatus.CLOSING_REVIEW


def test_a_text_served_with_a_slip_is_corrected_in_writing() -> None:
    given = Decided()
    given.serve(given.decision, given.to(2026, 4, 2))

    paper = given.make("text_correction", amend__place="第2页", amend__wrong="3月", amend__right="4月")

    assert given.decision.number in given.words(paper)
    assert a_document("text_correction", PARTY).slug == paper.slug
