"""Papers of evidence-taking through the desks: approved before, due by the clock, owed until done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.approval import Verdict
from app.domain.case import CaseStatus
from app.domain.document import DocumentState
from app.domain.role import Role
from app.rules.case_clock import case_deadlines
from app.rules.deadlines.law import published_law
from app.rules.flow import MATTER
from app.rules.gates.before_paper import against_paper
from app.services.case_reading import CaseReading
from app.services.document_faults import FaultsError
from app.services.refused import RefusedError
from tests.builders import a_case, a_delivery, a_document, an_approval, an_officer, at, ident
from tests.unit.services.papers import CASE, Bench
from tests.unit.services.world import PARTY, TODAY, World

if TYPE_CHECKING:
    from app.domain.document import Document

LAW = published_law()
PRESERVED_AT = {"preservation.at": "2026-04-01 10:00"}
MARCH = {day: date(2026, 3, day) for day in range(1, 32)}


def approved(world: World, matter: str, role: Role = Role.ORGAN_HEAD, **changes: Any) -> Document:
    """Put in the approval of a matter and return its form."""
    form = a_document("matter_approval", id=ident(matter), answers={MATTER: matter}, **changes)
    world.put(form, an_approval(form, role, recorded_at=at(TODAY), on=TODAY))
    return form


def due(world: World, rule: str) -> list[object]:
    """Return when the terms of a rule end in the case as it stands."""
    file = CaseReading(world.office).open(CASE)
    return [each.legal_due for each in case_deadlines(LAW, file) if each.rule == rule]


def owed(world: World) -> dict[str, str]:
    """Return what each paper owed lacks."""
    return {each.title: each.lacks for each in Bench(world).desk.owed(CASE)}


def against(world: World, paper: Document) -> set[str]:
    """Return the gates against making a paper final."""
    file = CaseReading(world.office).open(CASE)
    return {each.gate for each in against_paper(file, paper, TODAY, LAW)}


def seized(world: World) -> Document:
    """Put in a seizure that began on 2 March 2026."""
    paper = a_document("seizure_decision", PARTY, answers={"seizure.period_from": "2026-03-02"})
    world.put(paper)
    return paper


def told_of_testing(world: World, *, served: bool) -> Document:
    """Put in the notice of ten days of testing."""
    answers = {"appraisal_period.from": "2026-03-09", "appraisal_period.to": "2026-03-18"}
    paper = a_document("appraisal_period_notice", PARTY, answers=answers)
    world.put(paper, *([a_delivery(paper, PARTY, MARCH[9])] if served else []))
    return paper


def test_a_preservation_goes_from_approval_to_disposal_through_the_desk() -> None:
    bench = Bench(World(a_case(CaseStatus.INVESTIGATING)))
    world = bench.world
    draft = bench.drafted("preservation_notice", PARTY.id, **PRESERVED_AT)
    with pytest.raises(RefusedError, match="先行登记保存证据通知书"):
        bench.desk.finalise(draft.id)

    approved(world, "preservation")
    notice = bench.desk.finalise(draft.id)
    assert notice.frozen["preservation_term.due"] == "2026年4月13日"
    assert due(world, "D05") == [date(2026, 4, 13)]
    assert owed(world)["先行登记保存证据处理决定书"] == "未制作"

    world.put(a_delivery(notice, PARTY, TODAY))
    approved(world, "preservation_disposal")
    disposal = bench.finished("preservation_disposal", PARTY.id, **{"disposal.items": ""})
    assert disposal.frozen["preserved.number"] == notice.number
    assert disposal.frozen["disposal.items"] == notice.frozen["preservation.items"]
    assert due(world, "D05") == []

    world.put(a_delivery(disposal, PARTY, TODAY))
    assert "先行登记保存证据处理决定书" not in owed(world)


def test_of_two_preservations_the_open_one_keeps_its_term() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    first, second = (
        a_document(
            "preservation_notice",
            PARTY,
            id=ident(f"notice {day}"),
            answers={"preservation.at": f"2026-03-{day:02d} 09:00"},
            final_at=at(MARCH[day]),
        )
        for day in (2, 10)
    )
    world.put(
        first, second, a_document("preservation_disposal", PARTY, parent_id=first.id, final_at=at(MARCH[11]))
    )

    assert due(world, "D05") == [date(2026, 3, 19)]


@pytest.mark.parametrize(("served", "last"), [(True, date(2026, 4, 10)), (False, date(2026, 3, 31))])
def test_testing_is_left_out_of_a_seizure_only_if_it_was_told_in_writing(served: bool, last: date) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    seized(world)

    told_of_testing(world, served=served)

    assert due(world, "D06") == [last]


def test_testing_of_another_partys_things_leaves_a_seizure_alone() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    seized(world)
    notice = told_of_testing(world, served=True)

    world.change(notice, party_id=ident("somebody else"))

    assert due(world, "D06") == [date(2026, 3, 31)]


def test_an_extension_counts_and_a_release_ends_the_term() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    decision = seized(world)
    world.put(
        a_document(
            "seizure_extension",
            PARTY,
            parent_id=decision.id,
            answers={"extension.days": "10"},
            final_at=at(MARCH[20]),
        )
    )
    assert due(world, "D06") == [date(2026, 4, 10)]

    world.put(a_document("seizure_release", PARTY, parent_id=decision.id, final_at=at(MARCH[25])))
    assert due(world, "D06") == []


def test_a_seizure_with_told_of_testing_may_still_be_extended_after_thirty_days() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    decision = seized(world)
    approved(world, "seizure_extend")
    world.put(a_delivery(decision, PARTY, MARCH[2]))
    draft = a_document("seizure_extension", PARTY, parent_id=decision.id, state=DocumentState.DRAFT)
    draft = replace(draft, answers={"extension.days": "10"})
    assert against(world, draft) == {"G06"}, "the thirty days ended on 31 March"

    told_of_testing(world, served=True)
    assert against(world, draft) == set()


def test_a_review_ends_the_term_to_correct() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    order = a_document("correction_order", PARTY, answers={"correction.days": "3"})
    world.put(order, a_delivery(order, PARTY, date(2026, 3, 30)))
    assert due(world, "D50") == [date(2026, 4, 2)]

    world.put(a_document("correction_review", PARTY, answers={"recheck.at": "2026-04-01 09:00"}))
    assert due(world, "D50") == []


def test_a_review_waits_for_an_order_that_was_served() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    draft = a_document("correction_review", PARTY, state=DocumentState.DRAFT)
    order = a_document("correction_order", PARTY)
    world.put(order)
    assert against(world, draft) == {"papers"}

    world.put(a_delivery(order, PARTY, TODAY))
    assert against(world, draft) == set()


def test_the_police_get_a_case_within_a_day_of_the_principal_heads_approval() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    report = approved(world, "transfer_police", Role.UNIT_HEAD, final_at=at(date(2026, 3, 31)))
    assert due(world, "D39") == [date(2026, 4, 3)]

    world.put(an_approval(report, Role.PRINCIPAL_HEAD, on=TODAY, recorded_at=at(TODAY, 15)))
    assert due(world, "D39") == []
    assert due(world, "D40") == [at(date(2026, 4, 2), 15)]

    world.change(world.case, status=CaseStatus.TRANSFERRED_POLICE, status_since=at(TODAY, 17))
    assert due(world, "D40") == []


def test_an_approval_recorded_later_counts_from_the_first_hour_of_its_day() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    report = approved(world, "transfer_police", Role.UNIT_HEAD)
    world.put(an_approval(report, Role.PRINCIPAL_HEAD, on=date(2026, 3, 30), recorded_at=at(TODAY)))

    assert due(world, "D40") == [at(date(2026, 3, 31), 0)]


def test_a_refusal_of_the_principal_head_ends_the_terms_of_a_transfer() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    report = approved(world, "transfer_police", Role.UNIT_HEAD)
    world.put(an_approval(report, Role.PRINCIPAL_HEAD, Verdict.REFUSE))

    assert due(world, "D39") == due(world, "D40") == []


def test_a_challenge_names_a_handler_of_the_case() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    approved(world, "recusal")
    answers = {"recusal.target_role": "handler", "recusal.target_officer": "某甲"}
    draft = a_document("recusal_decision", PARTY, answers=answers, state=DocumentState.DRAFT)
    assert against(world, draft) == {"G03"}

    assert against(world, replace(draft, answers=answers | {"recusal.target_officer": "甲"})) == set()
    assert against(world, replace(draft, answers=answers | {"recusal.target_role": "hearing_host"})) == set()


def test_a_granted_challenge_ends_the_handlers_part_and_another_takes_over() -> None:
    bench = Bench(World(a_case(CaseStatus.INVESTIGATING)))
    world = bench.world
    approved(world, "recusal")
    granted = {
        "recusal.target_role": "handler",
        "recusal.target_officer": "乙",
        "recusal.decision": "granted",
    }
    report = a_document("investigation_report")
    world.put(report, an_approval(report, Role.UNIT_HEAD))

    bench.finished("recusal_decision", PARTY.id, **granted)
    assert world.refused("T09") == {"G03"}

    third = an_officer("丙", Role.HANDLER)
    certificate = next(each for each in CaseReading(world.office).open(CASE).certificates)
    world.put(third, replace(certificate, id=ident("third"), officer_id=third.id, number="示丙001"))
    world.change(world.case, handlers=(ident("甲"), third.id))
    assert "G03" not in world.refused("T09")


@pytest.mark.parametrize(("last", "gates"), [("2026-03-08", {"G06"}), ("2026-03-09", set())])
def test_a_period_of_testing_does_not_end_before_it_begins(last: str, gates: set[str]) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_document("appraisal_commission"))
    answers = {"appraisal_period.from": "2026-03-09", "appraisal_period.to": last}

    draft = a_document("appraisal_period_notice", PARTY, answers=answers, state=DocumentState.DRAFT)

    assert against(world, draft) == gates


def test_what_was_given_to_test_owes_the_period_and_the_result() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    assert "检测（检验、检疫、鉴定）期间告知书" not in owed(world)

    world.put(a_document("appraisal_commission"))

    assert owed(world)["检测（检验、检疫、鉴定）期间告知书"] == "未制作"
    assert owed(world)["检测（检验、检疫、鉴定）结果告知书"] == "未制作"


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("preservation", "先行登记保存证据通知书"),
        ("sampling", "抽样取证通知书"),
        ("appraisal", "检测（检验、检疫、鉴定）委托书"),
        ("recusal", "回避决定书"),
        ("transfer_police", "涉嫌犯罪案件移送书"),
    ],
)
def test_a_matter_put_up_for_approval_owes_its_paper(matter: str, title: str) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    assert title not in owed(world)

    world.put(a_document("matter_approval", answers={MATTER: matter}, state=DocumentState.DRAFT))

    assert owed(world)[title] == "未制作"


def test_a_list_without_a_quantity_is_not_made_final() -> None:
    bench = Bench(World(a_case(CaseStatus.INVESTIGATING)))
    approved(bench.world, "preservation")
    rows = "示例物品 | 示例 | 件 | 1\n示例物品二 | 示例 | 件"
    draft = bench.drafted("preservation_notice", PARTY.id, **{"preservation.items": rows})

    with pytest.raises(FaultsError, match="“物品清单”第2行没有填写“数量”"):
        bench.desk.finalise(draft.id)
