"""Gates of deferral and enforcement: instalments that fit, the months of the court, a halt approved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.role import Role
from app.rules.deadlines.law import published_law
from app.rules.gates.before_paper import against_paper
from app.services.case_reading import read_case_file
from tests.builders import a_case, a_delivery, a_document, a_payment, a_penalty, an_approval
from tests.unit.services.papers import CASE
from tests.unit.services.world import PARTY, TODAY, World, ready_to_decide

if TYPE_CHECKING:
    from app.domain.document import Document

DECISION = a_document("penalty_decision", PARTY)


def against(world: World, paper: Document, today: date = TODAY) -> set[tuple[str, str]]:
    """Return gate and place of what stands against a paper."""
    with world.store.begin() as work:
        file = read_case_file(work, CASE)
    found = against_paper(file, paper, today, published_law())
    assert all(each.message.endswith("。") and each.article for each in found)
    return {(each.gate, each.place.key) for each in found}


def approve(world: World, matter: str) -> None:
    paper = a_document("matter_approval", answers={"matter.kind": matter})
    world.put(paper, an_approval(paper, Role.ORGAN_HEAD))


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"deferral.decision": "rejected"}, ""),
        ({"deferral.until": "2026-05-01"}, ""),
        ({"deferral.until": "2026-04-01"}, "deferral.until"),
        ({"deferral.plan": "2026-05-01|120\n2026-06-01|80"}, ""),
        ({"deferral.plan": "2026-05-01|120\n2026-06-01|81"}, "deferral.plan"),
        ({"deferral.plan": "2026-06-01|120\n2026-05-01|80"}, "deferral.plan"),
        ({"deferral.plan": "2026-05-01|120\n下月|80"}, "deferral.plan"),
    ],
)
def test_instalments_name_days_to_come_and_make_up_what_is_unpaid(
    answers: dict[str, str], wrong: str
) -> None:
    world = World(a_case(CaseStatus.SERVED))
    world.put(a_penalty(PARTY, 300), a_payment(DECISION, PARTY, 100, date(2026, 3, 25)))
    approve(world, "defer_payment")

    found = against(world, a_document("payment_deferral", PARTY, answers=answers))

    assert found == ({("deferral", wrong)} if wrong else set())


@pytest.mark.parametrize(
    ("served", "answers", "open_"),
    [
        (date(2025, 9, 1), {"court.remedy_state": "none"}, True),
        (date(2025, 10, 30), {"court.remedy_state": "none"}, False),
        (date(2025, 6, 2), {"court.remedy_state": "none"}, False),
        (None, {"court.remedy_state": "none"}, False),
        (date(2025, 6, 2), {"court.remedy_state": "suit_done"}, False),
        (
            date(2025, 6, 2),
            {"court.remedy_state": "suit_done", "court.remedy_ended_on": "2026-02-02"},
            True,
        ),
    ],
)
def test_the_court_is_asked_after_the_remedies_and_within_three_months(
    served: date | None, answers: dict[str, str], open_: bool
) -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.DEMANDED)
    demand = a_document("demand_letter", PARTY)
    world.put(demand, a_delivery(demand, PARTY, date(2026, 3, 2)))
    approve(world, "court_application")
    if served is not None:
        world.put(a_delivery(DECISION, PARTY, served))
    application = a_document("court_application", PARTY, answers=answers)

    found = against(world, application)
    world.put(application)

    assert {gate for gate, _ in found} == (set() if open_ else {"G21"})
    assert world.refused("T24") == (set() if open_ else {"G21"})


def test_the_three_months_begin_anew_when_a_deferral_ends() -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.DEMANDED)
    deferred = {"deferral.decision": "deferred", "deferral.until": "2026-02-10"}
    world.put(a_delivery(DECISION, PARTY, date(2025, 6, 2)))
    world.put(a_document("payment_deferral", PARTY, answers=deferred))
    demand = a_document("demand_letter", PARTY)
    world.put(demand, a_delivery(demand, PARTY, date(2026, 3, 2)))
    approve(world, "court_application")

    assert against(world, a_document("court_application", PARTY)) == set()


def test_a_halt_is_decided_only_as_it_was_approved() -> None:
    world = World(a_case(CaseStatus.SUSPENDED))
    halt = a_document("suspension_decision", PARTY, answers={"suspension.kind": "suspend"})
    assert against(world, halt) == {("papers", "matter_approval")}

    approve(world, "resume")
    assert against(world, halt) == {("papers", "matter_approval")}

    approve(world, "suspend")
    assert against(world, halt) == set()


def test_what_must_be_cleared_at_once_waits_for_no_demand_and_no_morning() -> None:
    world = World(a_case(CaseStatus.SERVED))
    at_night = {"enforcement.at": "2026-04-04T23:00"}
    reason = {"enforcement.immediate_reason": "路面油污危及交通安全"}

    assert {gate for gate, _ in against(world, a_document("enforcement_decision", answers=at_night))} == {
        "G20"
    }
    assert against(world, a_document("enforcement_decision", answers=at_night | reason)) == set()


def test_every_instalment_missed_is_overdue_from_its_own_day() -> None:
    plan = {"deferral.decision": "instalments", "deferral.plan": "2026-03-20|100\n2026-06-01|100"}
    for paid, refused in ((0, set()), (99, set()), (100, {"overdue"})):
        world = ready_to_decide()
        world.change(world.case, status=CaseStatus.DEFERRED)
        world.put(a_penalty(PARTY, 200), a_document("payment_deferral", PARTY, answers=plan))
        if paid:
            world.put(a_payment(DECISION, PARTY, paid, date(2026, 3, 15)))
        assert world.refused("T22") == refused
