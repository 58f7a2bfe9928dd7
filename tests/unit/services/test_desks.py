"""The desks around a case keep what is right and refuse the rest in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.approval import Approval, Verdict
from app.domain.case import Case, CaseStatus
from app.domain.certificate import CertificateState
from app.domain.clue import Clue, ClueState
from app.domain.delivery import Delivery, DeliveryWay
from app.domain.document import Document, DocumentState
from app.domain.evidence import Evidence
from app.domain.log_line import LogLine
from app.domain.money import Money
from app.domain.officer import Establishment
from app.domain.payment import Payment, PaymentWay
from app.domain.penalty import PenaltyKind
from app.domain.role import Role
from app.domain.statement import Adoption, StatementKind
from app.rules.consistency import contradictions
from app.rules.weighing import UnknownCircumstanceError
from app.services.approvals import (
    ApprovalDesk,
    BadApprovalDayError,
    NotFinalError,
    Opinion,
    OwnCaseError,
)
from app.services.case_reading import CaseReading
from app.services.clues import ClueClosedError, ClueDesk, ReasonMissingError
from app.services.deliveries import DeliveryDesk, DeliveryRefusedError
from app.services.evidence import EvidenceDesk
from app.services.officers import AuxiliaryCertificateError, OfficerDesk
from app.services.payments import PaymentDesk, WrongAmountError
from app.services.penalties import (
    PenaltyDesk,
    PenaltyFixedError,
    PenaltyRefusedError,
)
from app.services.refused import NotPermittedError, RefusedError
from app.services.settings import SettingDesk, UnsuitableFlagError, flag
from app.services.statements import NoStatementError, StatementDesk
from tests.builders import (
    TOWN,
    a_case,
    a_certificate,
    a_clue,
    a_delivery,
    a_document,
    a_party,
    a_payment,
    a_penalty,
    a_statement,
    an_act,
    an_approval,
    an_officer,
    ident,
    some_evidence,
)
from tests.fakes import MemoryFiles
from tests.unit.services.world import (
    FIRST,
    PARTY,
    SECOND,
    TODAY,
    World,
    notified,
    ready_to_decide,
    ready_to_file,
)

if TYPE_CHECKING:
    from uuid import UUID

    from app.ports import UnitOfWork

CASE = ident("case")
DECISION = a_document("penalty_decision", PARTY)
RECEIPT = ident("receipt")


def receipts(work: UnitOfWork, delivery: Delivery) -> UUID:
    """Keep a proof of service in the same transaction."""
    work.of(Document).save(a_document("service_receipt", id=RECEIPT, parent_id=delivery.document_id))
    return RECEIPT


def test_a_clue_takes_its_number_and_becomes_a_case_once() -> None:
    world = World(a_case(id=ident("other")))
    desk = ClueDesk(world.office)
    clue = desk.register(a_clue())
    assert clue.register_no == "2026-0001"

    case = desk.to_case(clue.id, "示例案由", "城管", [FIRST.id, SECOND.id])

    (kept,) = world.store.all(Clue)
    assert (kept.state, kept.case_id) == (ClueState.FILED, case.id)
    assert (case.status, case.discovered_on, case.brief) == (CaseStatus.CLUE, date(2026, 3, 2), "示例线索")
    assert [each.code for each in world.store.all(LogLine)] == ["clue.registered", "flow.T01"]
    for again in (lambda: desk.to_case(clue.id, "", "", []), lambda: desk.edit(clue)):
        with pytest.raises(ClueClosedError):
            again()


def test_a_clue_is_edited_and_closed_with_a_reason() -> None:
    world = World(a_case())
    desk = ClueDesk(world.office)
    clue = desk.register(a_clue())

    edited = desk.edit(replace(clue, summary="更正", register_no="伪造", state=ClueState.REPLIED))
    assert (edited.summary, edited.register_no, edited.state) == ("更正", "2026-0001", ClueState.OPEN)
    with pytest.raises(ReasonMissingError):
        desk.close(clue.id, ClueState.NOT_FILED, " ")
    assert desk.close(clue.id, ClueState.NOT_FILED, "不属实").closing_reason == "不属实"


def test_evidence_is_numbered_kept_by_content_verified_and_excluded() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    desk = EvidenceDesk(world.office, MemoryFiles())

    added = desk.add(some_evidence("新证据"), b"photo")

    assert (added.number, added.file_size, added.verified_by) == (2, 5, None)
    assert desk.content(added.id) == b"photo"
    assert desk.verify(added.id).verified_by == FIRST.id
    assert desk.verify(added.id).usable
    assert not desk.exclude(added.id, "来源不明").usable
    with pytest.raises(ReasonMissingError):
        desk.exclude(added.id, "")
    assert len(world.store.all(Evidence)) == 2


def test_evidence_of_a_double_number_is_shown_and_numbered_apart_by_birth() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    first, second = sorted((some_evidence(), some_evidence("录像")), key=lambda each: each.id)
    world.put(first, second, some_evidence("笔录", number=2))

    (warned,) = contradictions(CaseReading(world.office).open(CASE)).warnings
    assert (warned.gate, warned.place.key) == ("C15", str(second.id))
    (apart,) = EvidenceDesk(world.office, MemoryFiles()).number_apart(CASE)

    assert (apart.id, apart.number) == (second.id, 3)
    assert sorted(each.number for each in world.store.all(Evidence)) == [1, 2, 3]
    assert f"证据1“{second.name}”与另一件重号，改为证据3" in world.store.all(LogLine)[-1].text
    assert contradictions(CaseReading(world.office).open(CASE)).warnings == ()


def test_an_amount_inside_the_range_is_kept_with_its_range() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))

    kept, verdict = PenaltyDesk(world.office).choose(a_penalty(PARTY, 300))

    assert (kept.range_low, kept.range_high) == (Money.yuan(100), Money.yuan(500))
    assert kept.derivation
    assert not verdict.refused


@pytest.mark.parametrize(
    "wrong",
    [
        a_penalty(PARTY, 501),
        a_penalty(PARTY, 300, reason=""),
        a_penalty(PARTY, 300, kinds=(PenaltyKind.WARNING,)),
        a_penalty(PARTY, 300, kinds=(PenaltyKind.FINE, PenaltyKind.CONFISCATE_GAIN)),
    ],
    ids=["above", "unreasoned", "kind without fine", "gain without amount"],
)
def test_an_amount_the_rules_do_not_allow_is_refused(wrong: object) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))

    with pytest.raises(PenaltyRefusedError):
        PenaltyDesk(world.office).choose(wrong)  # type: ignore[arg-type]  # parametrize forgets the type
    assert world.store.commits == 0


def test_a_unit_is_weighed_by_the_range_for_units() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    unit = a_party("示例公司", kind="legal_person")
    world.put(unit)

    weighing = PenaltyDesk(world.office).weigh(CASE, unit.id, an_act().id, ())

    assert (weighing.range_low, weighing.range_high) == (Money.yuan(1000), Money.yuan(5000))
    with pytest.raises(UnknownCircumstanceError):
        PenaltyDesk(world.office).weigh(CASE, unit.id, an_act().id, ("不存在",))


def test_a_penalty_already_announced_or_decided_is_fixed() -> None:
    world = notified()
    world.change(world.case, status=CaseStatus.NOTICE_DRAFT)
    with pytest.raises(PenaltyFixedError, match="事先告知书"):
        PenaltyDesk(world.office).choose(a_penalty(PARTY, 300))

    with pytest.raises(PenaltyFixedError, match="处罚决定书"):
        PenaltyDesk(ready_to_decide().office).choose(a_penalty(PARTY, 300))


def test_choosing_again_keeps_what_was_announced() -> None:
    world = notified()

    kept, _ = PenaltyDesk(world.office).choose(a_penalty(PARTY, 150))

    assert '"fine": 20000' in kept.noticed


def test_an_approval_bears_the_name_of_who_gave_it() -> None:
    world = World(a_case(CaseStatus.FILING_REVIEW))
    form = a_document("filing_approval")
    world.put(form)
    desk = ApprovalDesk(world.office)
    world.seat.take(ident("丙"), "丙", Role.UNIT_HEAD)
    assert [(each.document.id, each.role) for each in desk.waiting()] == [(form.id, Role.UNIT_HEAD)]

    given = desk.give(form.id, Role.UNIT_HEAD, Opinion(Verdict.AGREE, "拟同意"))

    assert (given.by_id, given.by_name, given.on) == (ident("丙"), "丙", TODAY)
    assert desk.waiting() == ()
    world.seat.take(ident("丁"), "丁", Role.ORGAN_HEAD)
    assert [each.role for each in desk.waiting()] == [Role.ORGAN_HEAD]


def test_nobody_approves_his_own_case_or_in_a_role_not_held() -> None:
    world = World(a_case(CaseStatus.FILING_REVIEW))
    form = a_document("filing_approval")
    world.put(form)
    desk = ApprovalDesk(world.office)
    with pytest.raises(NotPermittedError):
        desk.give(form.id, Role.UNIT_HEAD, Opinion(Verdict.AGREE))

    world.seat.take(FIRST.id, "甲", Role.HANDLER, Role.UNIT_HEAD)
    with pytest.raises(OwnCaseError):
        desk.give(form.id, Role.UNIT_HEAD, Opinion(Verdict.AGREE))
    assert desk.waiting() == ()
    assert world.store.all(Approval) == ()


def test_an_approval_needs_a_standing_paper_a_past_day_and_a_reason_to_refuse() -> None:
    world = ready_to_file()
    draft = a_document("case_transfer_letter", state=DocumentState.DRAFT)
    world.put(draft)
    world.seat.take(ident("丙"), "丙", Role.ORGAN_HEAD)
    desk, form = ApprovalDesk(world.office), a_document("filing_approval")

    with pytest.raises(NotFinalError):
        desk.give(draft.id, Role.ORGAN_HEAD, Opinion(Verdict.AGREE))
    with pytest.raises(BadApprovalDayError):
        desk.give(form.id, Role.ORGAN_HEAD, Opinion(Verdict.AGREE, on=date(2026, 4, 2)))
    with pytest.raises(ReasonMissingError):
        desk.give(form.id, Role.ORGAN_HEAD, Opinion(Verdict.REFUSE))


def test_a_served_paper_is_served_with_its_receipt_in_one_go() -> None:
    world = ready_to_decide()

    kept = DeliveryDesk(world.office, receipts).serve(a_delivery(DECISION, PARTY, date(2026, 3, 31)))

    papers = {each.id: each for each in world.store.all(Document)}
    assert (kept.effective_on, kept.receipt_document_id) == (date(2026, 3, 31), RECEIPT)
    assert papers[DECISION.id].state is DocumentState.SERVED
    assert RECEIPT in papers
    assert world.store.commits == 1


def test_an_announcement_takes_effect_when_its_thirty_days_are_over() -> None:
    world = ready_to_decide()
    told = {"announcement.reason": "受送达人下落不明"}
    world.put(a_document("service_announcement", PARTY, number="示例公1号", frozen=told))
    posted = a_delivery(DECISION, PARTY, date(2026, 3, 2), way=DeliveryWay.ANNOUNCEMENT)

    kept = DeliveryDesk(world.office, receipts).serve(posted)

    assert kept.effective_on >= date(2026, 4, 1)
    assert kept.note == "受送达人下落不明，《送达公告》示例公1号"


@pytest.mark.parametrize(
    "changes",
    [
        {"receiver": ""},
        {"servers": (FIRST.id, FIRST.id)},
        {"way": DeliveryWay.LIEN},
        {"way": DeliveryWay.ELECTRONIC},
        {"way": DeliveryWay.ANNOUNCEMENT},
    ],
)
def test_a_service_that_lacks_what_its_way_needs_is_refused(changes: dict[str, object]) -> None:
    world = ready_to_decide()
    wrong = replace(a_delivery(DECISION, PARTY, date(2026, 3, 31)), **changes)  # type: ignore[arg-type]  # checked by the test

    with pytest.raises(DeliveryRefusedError):
        DeliveryDesk(world.office, receipts).serve(wrong)
    assert world.store.commits == 0


def test_a_paper_of_one_party_is_not_served_on_another_nor_tomorrow() -> None:
    world = ready_to_decide()
    other = a_party("另一人")
    world.put(other)
    desk = DeliveryDesk(world.office, receipts)

    for wrong in (a_delivery(DECISION, other, TODAY), a_delivery(DECISION, PARTY, date(2026, 4, 2))):
        with pytest.raises(DeliveryRefusedError):
            desk.serve(wrong)


def test_a_payment_is_kept_once_and_never_above_what_is_open() -> None:
    world = ready_to_decide()
    desk = PaymentDesk(world.office)
    paid = desk.pay(a_payment(DECISION, PARTY, 150, TODAY))

    with pytest.raises(WrongAmountError, match="50元"):
        desk.pay(a_payment(DECISION, PARTY, 51, TODAY, id=ident("more")))
    with pytest.raises(RefusedError):
        desk.pay(a_payment(DECISION, PARTY, 50, TODAY, id=ident("spot"), way=PaymentWay.ON_THE_SPOT))
    assert desk.hand_over(paid.id, banked_on=TODAY).banked_on == TODAY
    assert len(world.store.all(Payment)) == 1


def test_a_statement_is_recorded_and_its_check_written_down() -> None:
    world = notified()
    desk = StatementDesk(world.office)
    made = desk.record(a_statement(PARTY, StatementKind.STATEMENT, TODAY, finding="伪造", reviewed_on=TODAY))
    assert made.reviewed_on is None

    reviewed = desk.review(made.id, "部分理由成立", Adoption.PART)

    assert (reviewed.finding, reviewed.reviewed_on) == ("部分理由成立", TODAY)
    assert (made.adoption, reviewed.adoption) == (None, Adoption.PART)
    assert world.store.all(LogLine)[-1].text.endswith("部分采纳")
    assert desk.review(made.id, "理由不成立", Adoption.NONE).adoption is Adoption.NONE
    assert desk.review(made.id, "理由成立", Adoption.WHOLE).adoption is Adoption.WHOLE
    waiver = desk.record(a_statement(PARTY, StatementKind.WAIVER, TODAY))
    with pytest.raises(NoStatementError):
        desk.review(waiver.id, "复核", Adoption.WHOLE)
    with pytest.raises(ReasonMissingError):
        desk.review(made.id, "", Adoption.WHOLE)


def test_an_auxiliary_holds_no_certificate_and_is_no_handler() -> None:
    world = World(a_case())
    desk = OfficerDesk(world.office)
    helper = an_officer("协管", establishment=Establishment.AUXILIARY)
    desk.save(helper)

    with pytest.raises(AuxiliaryCertificateError):
        desk.certify(a_certificate(helper))
    with pytest.raises(AuxiliaryCertificateError):
        desk.save(replace(helper, roles=(Role.HANDLER,)))
    marked = desk.mark(a_certificate(FIRST).id, CertificateState.WITHHELD, TODAY)
    assert marked.why_not_on(TODAY)
    assert {person.name for person, _ in desk.of_town()} == {"甲", "乙", "协管"}


def test_settings_are_kept_by_administrators_and_read_by_name() -> None:
    world = World(a_case())
    desk = SettingDesk(world.office)
    with pytest.raises(NotPermittedError):
        desk.put("a", value=1)

    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    desk.put("a", value=1)
    desk.put("a", value=[2])

    assert (desk.value("a"), desk.value("b")) == ([2], None)
    with world.store.begin() as work, pytest.raises(UnsuitableFlagError):
        flag(work, TOWN, "a")


def test_nothing_is_kept_when_a_desk_refuses() -> None:
    world = ready_to_file()
    before = world.store.all(Case)

    assert world.refused("T03R") == {"papers"}
    assert world.store.all(Case) == before
    assert an_approval(a_document("filing_approval"), Role.UNIT_HEAD) in world.store.all(Approval)
