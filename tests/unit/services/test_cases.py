"""Cases walk their way, one transaction a step, and leave a line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.approval import Verdict
from app.domain.case import Case, CaseStatus, Gains, Procedure
from app.domain.clue import Clue, ClueState
from app.domain.document import Document, DocumentState
from app.domain.evidence import Evidence
from app.domain.log_line import LogLine
from app.domain.party import Party
from app.domain.penalty import Penalty
from app.domain.role import Role
from app.domain.setting import Setting
from app.domain.volume import Retention, Volume
from app.rules.flow import NoSuchStepError, current
from app.services.case_reading import CaseReading
from app.services.case_steps import FactMissingError
from app.services.cases import CaseDecidedError
from app.services.joining import NotJoinableError, SplitRemainderError
from app.services.refused import CaseReadOnlyError, NotPermittedError
from tests.builders import (
    TOWN,
    a_case,
    a_clue,
    a_delivery,
    a_document,
    a_party,
    a_payment,
    a_penalty,
    an_act,
    an_approval,
    at,
    ident,
    some_evidence,
)
from tests.unit.services.world import (
    FIRST,
    PARTY,
    TODAY,
    World,
    approved,
    notified,
    ready_on_the_spot,
    ready_to_decide,
    ready_to_file,
)

if TYPE_CHECKING:
    from app.domain.record import Record

CASE = ident("case")
HEADS = (Role.UNIT_HEAD, Role.ORGAN_HEAD)


def codes(world: World) -> list[str]:
    """Return the codes of the log, in order."""
    return [each.code for each in world.store.all(LogLine)]


def made_on(day: date, slug: str, *roles: Role) -> tuple[Record, ...]:
    """Return a paper made final on a day, with agreements of that day."""
    paper = a_document(slug, final_at=at(day))
    return (paper, *(an_approval(paper, role, on=day) for role in roles))


def walked_to_notice(world: World) -> None:
    """Take a case from the clue to its served notice, on 4 March 2026."""
    world.clock.go_to(date(2026, 3, 4))
    world.put(*made_on(date(2026, 3, 3), "filing_approval", *HEADS))
    world.put(*made_on(date(2026, 3, 4), "investigation_report", Role.UNIT_HEAD))
    notice = a_document("penalty_prior_notice", PARTY)
    world.put(a_penalty(PARTY), notice, a_delivery(notice, PARTY, date(2026, 3, 4)))
    for code in ("T02", "T03", "T04", "T09", "T10D", "T11"):
        world.desk.advance(CASE, code)


def walked_to_performance(world: World) -> None:
    """Take a notified case to its paid decision, on 20 March 2026."""
    world.clock.go_to(date(2026, 3, 20))
    decision = a_document("penalty_decision", PARTY, final_at=at(date(2026, 3, 20)))
    world.put(decision, *made_on(date(2026, 3, 19), "decision_approval", *HEADS))
    world.put(a_delivery(decision, PARTY, date(2026, 3, 20)))
    world.put(a_payment(decision, PARTY, 200, date(2026, 3, 20)))
    for code in ("T17D", "T17A", "T18", "T20"):
        world.desk.advance(CASE, code)


def test_a_case_walks_from_filing_to_the_archive() -> None:
    world = World(a_case(gains=Gains.NONE, correction_needless="当场改正"))
    walked_to_notice(world)
    walked_to_performance(world)
    world.put(a_document("site_record"), a_document("service_receipt"))
    world.put(*made_on(date(2026, 3, 19), "closing_approval", *HEADS))
    world.put(Volume(ident("volume"), TOWN, CASE, "20260001", Retention.PERMANENT, pdf_hash="0" * 64))
    for code in ("T26C", "T26", "T27"):
        world.desk.advance(CASE, code)

    case = world.case
    assert (case.status, case.number) == (CaseStatus.ARCHIVED, "澄示综执案字〔2026〕1号")
    assert (case.filed_on, case.investigated_on) == (date(2026, 3, 3), date(2026, 3, 4))
    assert (case.decided_on, case.closed_on) == (date(2026, 3, 20), date(2026, 3, 19))
    assert case.archived_on == date(2026, 3, 20)
    walked = ["T02", "T03", "T04", "T09", "T10D", "T11", "T17D", "T17A", "T18", "T20", "T26C", "T26", "T27"]
    assert codes(world) == [f"flow.{each}" for each in walked]
    with pytest.raises(CaseReadOnlyError):
        world.desk.edit(case)


def test_the_filing_day_is_the_day_the_organ_head_agreed() -> None:
    world = ready_to_file()
    world.change(an_approval(a_document("filing_approval"), Role.ORGAN_HEAD), on=date(2026, 3, 9))

    assert world.desk.advance(CASE, "T03").filed_on == date(2026, 3, 9)


def test_a_returned_filing_goes_back_and_needs_a_new_form() -> None:
    world = World(a_case(CaseStatus.FILING_REVIEW))
    form = a_document("filing_approval")
    world.put(form, an_approval(form, Role.UNIT_HEAD, Verdict.RETURN))

    world.desk.advance(CASE, "T03R")

    assert world.case.status is CaseStatus.CLUE
    assert world.refused("T02") == {"papers"}
    world.put(replace(form, id=ident("new form"), final_at=world.clock.now()))
    assert world.refused("T02") == set()


def test_a_refused_filing_ends_the_clue_with_its_reason() -> None:
    world = World(a_case(CaseStatus.FILING_REVIEW, clue_id=ident("clue")))
    form = a_document("filing_approval")
    world.put(a_clue(), form, an_approval(form, Role.ORGAN_HEAD, Verdict.REFUSE))

    world.desk.advance(CASE, "T03N", reason="没有违法事实")

    (clue,) = world.store.all(Clue)
    assert (clue.state, clue.closing_reason) == (ClueState.NOT_FILED, "没有违法事实")


def test_a_step_that_asks_for_a_reason_is_not_taken_without_it() -> None:
    world = notified()
    world.change(world.case, status=CaseStatus.STATEMENT_REVIEW)

    with pytest.raises(FactMissingError, match="理由"):
        world.desk.advance(CASE, "T12R")
    assert world.store.commits == 0


def test_a_new_investigation_makes_the_old_notice_outdated() -> None:
    world = notified()
    world.change(world.case, status=CaseStatus.STATEMENT_REVIEW)
    world.desk.advance(CASE, "T12R", reason="发现新的事实")

    file = CaseReading(world.office).open(CASE)
    assert file.standing("penalty_prior_notice")
    assert current(file, "penalty_prior_notice") == ()


def test_only_who_holds_the_role_takes_the_step() -> None:
    world = ready_to_file()
    world.seat.take(ident("外人"), "外人", Role.ARCHIVIST)

    with pytest.raises(NotPermittedError, match="没有办理"):
        world.desk.advance(CASE, "T03")


def test_offers_name_every_step_with_what_stands_against_it() -> None:
    world = ready_to_file()

    offers = {each.transition.code: each for each in world.desk.possible(CASE)}

    assert set(offers) == {"T03", "T03N", "T03R", "T28", "T29", "T31"}
    assert offers["T03"].open
    assert not offers["T03N"].open


def test_a_step_of_another_status_does_not_exist() -> None:
    with pytest.raises(NoSuchStepError):
        ready_to_file().desk.advance(CASE, "T27")


def test_review_before_the_notice_is_held_where_the_bureau_wants_it() -> None:
    world = World(a_case(CaseStatus.INVESTIGATED))
    assert world.refused("T10D") == set()

    world = World(a_case(CaseStatus.INVESTIGATED))
    world.put(Setting(ident("setting"), TOWN, "review_before_notice", "true"))
    assert world.refused("T10D") == {"G11"}
    assert world.refused("T10") == set()


def test_what_the_notice_announced_is_kept_when_it_is_served() -> None:
    world = notified()
    world.change(world.case, status=CaseStatus.NOTICE_DRAFT)
    world.change(a_penalty(PARTY), noticed="")

    world.desk.advance(CASE, "T11")

    (penalty,) = world.store.all(Penalty)
    assert '"fine": 20000' in penalty.noticed


def test_a_withdrawn_decision_is_void_and_the_party_is_told_anew() -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED, decided_on=date(2026, 3, 20))
    world.put(*approved("matter_approval", Role.ORGAN_HEAD))

    case = world.desk.withdraw_decision(CASE, "认定事实有误")

    (decision,) = (each for each in world.store.all(Document) if each.slug == "penalty_decision")
    assert (case.status, case.decided_on) == (CaseStatus.NOTICE_DRAFT, None)
    assert (decision.state, decision.void_reason) == (DocumentState.VOID, "决定撤销：认定事实有误")
    assert [each.noticed for each in world.store.all(Penalty)] == [""]
    assert world.refused("T11") == {"papers"}


def test_a_withdrawn_decision_may_lead_to_closing() -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.PERFORMED)
    world.put(*approved("matter_approval", Role.ORGAN_HEAD))

    assert world.desk.withdraw_decision(CASE, "有误", close=True).status is CaseStatus.CLOSING_REVIEW


def test_the_police_are_told_only_with_the_principal_head() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    matter = {"answers": {"matter.kind": "transfer_police"}}
    world.put(a_document("criminal_transfer"), *approved("matter_approval", Role.ORGAN_HEAD, **matter))
    assert world.refused("T29", transferred_to="示例公安局") == {"papers"}

    world.put(*approved("matter_approval", Role.PRINCIPAL_HEAD, **matter))
    assert world.refused("T29", transferred_to="示例公安局") == set()
    assert world.case.transferred_to == "示例公安局"


def test_a_party_may_join_late_and_leave_again() -> None:
    world = notified()
    late = a_party("后来的当事人")

    joined = world.desk.join_party(late)
    assert joined.joined_on == TODAY
    assert world.refused("T17D") == {"G08"}

    world.desk.part_party(late.id, "经查不是当事人")
    assert world.refused("T17D") == set()
    assert len(world.store.all(Party)) == 2


def test_no_party_joins_and_no_act_is_added_after_the_decision() -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.DECIDED)

    with pytest.raises(CaseDecidedError):
        world.desk.join_party(a_party("后来的当事人"))
    with pytest.raises(CaseDecidedError):
        world.desk.add_act(an_act("another"))


def test_editing_a_case_leaves_status_number_and_dates_alone() -> None:
    world = ready_to_file()
    wild = replace(world.case, status=CaseStatus.CLOSED, number="1", filed_on=TODAY, cause="新案由")

    kept = world.desk.edit(wild)

    assert (kept.status, kept.number, kept.filed_on, kept.cause) == (
        CaseStatus.FILING_REVIEW,
        "",
        None,
        "新案由",
    )


def test_a_simple_case_is_closed_when_paid() -> None:
    world = ready_on_the_spot()
    for code in ("S01", "S03", "S04"):
        world.desk.advance(CASE, code)
    assert world.refused("S05") == {"paid"}

    world.put(a_payment(a_document("on_spot_decision", PARTY), PARTY, 200, TODAY))
    closed = world.desk.advance(CASE, "S05")

    assert (closed.status, closed.closed_on) == (CaseStatus.SP_CLOSED, TODAY)
    assert closed.decided_on == date(2026, 3, 3)


def test_a_simple_case_starts_with_its_parties_and_acts() -> None:
    world = World(a_case(id=ident("other")))
    party, act = a_party("另一人", id=ident("p2")), an_act("a2")

    begun = world.desk.start_simple(a_case(id=ident("simple")), (party,), (act,))

    file = CaseReading(world.office).open(begun.id)
    assert (begun.procedure, begun.status) == (Procedure.SIMPLE, CaseStatus.SP_DRAFT)
    assert ([each.id for each in file.parties], [each.id for each in file.acts]) == ([party.id], [act.id])


def two_cases() -> tuple[World, Case]:
    """Two cases under investigation, each with a party, an act and a piece of evidence."""
    world = World(a_case(CaseStatus.INVESTIGATING, number="甲案"))
    other = a_case(CaseStatus.INVESTIGATING, id=ident("other"), number="乙案")
    party = a_party("乙方", case_id=other.id)
    world.put(other, party, an_act("a2", case_id=other.id))
    world.put(some_evidence("乙证", case_id=other.id), a_document("site_record", case_id=other.id))
    return world, other


def test_merged_cases_are_read_as_one_and_the_merged_one_rests() -> None:
    world, other = two_cases()

    world.desk.merge(other.id, CASE)

    file = CaseReading(world.office).open(CASE)
    assert {each.name for each in file.parties} == {PARTY.name, "乙方"}
    assert (len(file.acts), sorted(each.number for each in file.evidence)) == (2, [1, 2])
    assert [each.slug for each in file.documents] == ["site_record"]
    with pytest.raises(CaseReadOnlyError, match="并入"):
        world.desk.advance(other.id, "T09")
    assert world.desk.possible(other.id) == ()


def test_a_split_case_takes_its_parties_acts_and_proof_along() -> None:
    world, other = two_cases()
    world.desk.merge(other.id, CASE)
    proof = next(each for each in world.store.all(Evidence) if each.name == "乙证")
    world.change(proof, act_id=ident("a2"))

    new = world.desk.split(CASE, [ident("乙方")], [ident("a2")])

    file = CaseReading(world.office).open(new.id)
    assert (new.status, new.split_from) == (CaseStatus.INVESTIGATING, CASE)
    assert new.number == "澄示综执案字〔2026〕1号"
    assert ([each.name for each in file.parties], [each.name for each in file.evidence]) == (
        ["乙方"],
        ["乙证"],
    )


def test_a_split_must_leave_both_cases_whole() -> None:
    world, _ = two_cases()

    with pytest.raises(SplitRemainderError):
        world.desk.split(CASE, [PARTY.id], [an_act().id])


def test_cases_are_joined_only_under_investigation_and_never_with_themselves() -> None:
    world, other = two_cases()
    with pytest.raises(NotJoinableError):
        world.desk.merge(CASE, CASE)

    world.change(other, status=CaseStatus.NOTIFIED)
    with pytest.raises(NotJoinableError, match="已告知"):
        world.desk.merge(other.id, CASE)


def test_a_handler_is_named_on_the_line_of_each_step() -> None:
    world = ready_to_file()
    world.desk.advance(CASE, "T03")

    (line,) = world.store.all(LogLine)
    assert (line.by_id, line.by_name, line.machine, line.text) == (FIRST.id, "甲", "示例电脑", "批准立案")
