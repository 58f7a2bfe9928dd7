"""Some papers may be made final only after others stand; recused officers take no further part."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.case import CaseStatus
from app.domain.document import Document, DocumentState
from app.domain.role import Role
from app.rules.deadlines.law import published_law
from app.rules.flow import MATTER
from app.rules.gates.before_paper import against_paper, preconditions
from app.rules.gates.names import paper_name
from app.services.case_reading import CaseReading
from app.services.refused import RefusedError
from tests.builders import a_case, a_delivery, a_document, an_approval, ident
from tests.unit.services.papers import CASE, Bench
from tests.unit.services.world import PARTY, TODAY, World, ready_to_conclude, ready_to_decide

GRANTED = {"recusal.target_officer": "乙", "recusal.decision": "granted"}


def gates(world: World, document: Document) -> set[str]:
    """Return the gates against making a paper final."""
    file = CaseReading(world.office).open(CASE)
    return {each.gate for each in against_paper(file, document, TODAY, published_law())}


def approved(world: World, matter: str, role: Role) -> None:
    """Put in the approval of a matter."""
    form = a_document("matter_approval", id=ident(matter), answers={MATTER: matter})
    world.put(form, an_approval(form, role))


@pytest.mark.parametrize(
    ("slug", "matter", "role", "gate"),
    [
        ("preservation_notice", "preservation", Role.ORGAN_HEAD, "G05"),
        ("seizure_decision", "seizure", Role.ORGAN_HEAD, "G06"),
        ("criminal_transfer", "transfer_police", Role.PRINCIPAL_HEAD, "G22"),
        ("payment_deferral", "defer_payment", Role.ORGAN_HEAD, "papers"),
    ],
)
def test_a_measure_waits_for_its_approval(slug: str, matter: str, role: Role, gate: str) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    draft = a_document(slug, state=DocumentState.DRAFT)
    assert gates(world, draft) == {gate}

    approved(world, "suspend", role)
    assert gates(world, draft) == {gate}, "another matter was approved"

    approved(world, matter, Role.UNIT_HEAD)
    assert gates(world, draft) == {gate}, "somebody else approved"

    approved(world, matter, role)
    assert gates(world, draft) == set()


def test_a_letter_is_not_made_final_before_its_approval_and_nothing_is_kept() -> None:
    bench = Bench(World(a_case(CaseStatus.INVESTIGATING)))
    draft = bench.drafted("case_transfer_letter")

    with pytest.raises(RefusedError, match="案件移送函"):
        bench.desk.finalise(draft.id)
    assert bench.world.store.tables[Document][draft.id].state is DocumentState.DRAFT

    approved(bench.world, "transfer_out", Role.ORGAN_HEAD)
    assert bench.desk.finalise(draft.id).standing


def test_an_emergency_seizure_is_approved_afterwards() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))

    urgent = a_document("seizure_decision", answers={"seizure.emergency": "是"}, state=DocumentState.DRAFT)

    assert gates(world, urgent) == set()


def test_what_was_preserved_is_disposed_of_after_its_notice_was_served() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    draft = a_document("preservation_disposal", state=DocumentState.DRAFT)
    approved(world, "preservation_disposal", Role.ORGAN_HEAD)
    notice = a_document("preservation_notice", PARTY)
    world.put(notice)
    assert gates(world, draft) == {"G05"}

    world.put(a_delivery(notice, PARTY, date(2026, 3, 5)))
    assert gates(world, draft) == set()


@pytest.mark.parametrize(
    ("moment", "refused"),
    [
        ("2026-04-01T09:00", set()),
        ("2026-04-01T22:00", {"G20"}),
        ("2026-04-01T05:59", {"G20"}),
        ("2026-04-06T10:00", {"G20"}),
        ("2026-04-04T10:00", {"G20"}),
        ("", set()),
    ],
)
def test_g20_nothing_is_enforced_at_night_or_on_holidays(moment: str, refused: set[str]) -> None:
    world = World(a_case(CaseStatus.DEMANDED))
    demand = a_document("demand_letter", PARTY)
    world.put(demand, a_delivery(demand, PARTY, date(2026, 3, 5)))

    decision = a_document("enforcement_decision", answers={"enforcement.at": moment})

    assert gates(world, decision) == refused


def test_g20_and_g21_want_a_demand_that_was_served() -> None:
    world = World(a_case(CaseStatus.OVERDUE))
    approved(world, "court_application", Role.ORGAN_HEAD)
    papers = (a_document("enforcement_decision"), a_document("court_application"))
    assert [gates(world, each) for each in papers] == [{"G20"}, {"G21"}]

    demand = a_document("demand_letter", PARTY)
    decision = a_document("penalty_decision", PARTY)
    world.put(demand, a_delivery(demand, PARTY, date(2026, 3, 5)))
    world.put(decision, a_delivery(decision, PARTY, date(2025, 9, 1)))
    assert [gates(world, each) for each in papers] == [set(), set()]


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        (GRANTED, {"G03"}),
        ({**GRANTED, "recusal.decision": "同意回避申请"}, {"G03"}),
        ({**GRANTED, "recusal.decision": "rejected"}, set()),
        ({**GRANTED, "recusal.target_officer": "他人"}, set()),
    ],
)
def test_g03_a_recused_handler_takes_no_further_part(answers: dict[str, str], refused: set[str]) -> None:
    for ready, step in ((ready_to_conclude, "T09"), (ready_to_decide, "T17A")):
        world = ready()
        world.put(a_document("recusal_decision", answers=answers))

        assert world.refused(step) == refused


def test_every_precondition_is_about_a_known_paper() -> None:
    assert all(paper_name(slug) for slug in preconditions())
