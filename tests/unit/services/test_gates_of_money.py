"""Gates of money and of the simple procedure, and nobody his own approver."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.case import CaseStatus
from app.domain.party import PartyKind
from app.domain.payment import PaymentWay
from app.domain.penalty import PenaltyKind
from app.domain.role import Role
from tests.builders import (
    a_delivery,
    a_document,
    a_payment,
    a_penalty,
    an_approval,
    ident,
)
from tests.unit.services.world import (
    FIRST,
    PARTY,
    TODAY,
    approved,
    ready_on_the_spot,
    ready_to_decide,
    ready_to_file,
)

if TYPE_CHECKING:
    from app.domain.approval import Approval

DECISION = a_document("penalty_decision", PARTY)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, set()),
        ({"receipt_no": ""}, {"G19"}),
        ({"way": PaymentWay.ON_THE_SPOT}, {"G19"}),
        ({"way": PaymentWay.ON_THE_SPOT, "on_spot_ground": "事后难以执行"}, set()),
    ],
)
def test_g19_fines_go_to_the_bank(changes: dict[str, object], refused: set[str]) -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED)
    world.put(a_payment(DECISION, PARTY, 200, TODAY, **changes))

    assert world.refused("T20") == refused


def test_a_fine_is_performed_only_when_paid_in_full() -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED)
    world.put(a_payment(DECISION, PARTY, 199, TODAY))

    assert world.refused("T20") == {"paid"}


def test_a_fine_is_overdue_when_its_term_or_deferral_is_over() -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED)
    world.put(a_delivery(DECISION, PARTY, date(2026, 3, 20)))
    assert world.refused("T22") == {"overdue"}
    world.change(a_delivery(DECISION, PARTY, TODAY), effective_on=date(2026, 3, 10))

    world.change(world.case, status=CaseStatus.DEFERRED)
    for until, refused in (("", {"overdue"}), ("2026-04-01", {"overdue"}), ("2026-03-31", set())):
        world.put(a_document("payment_deferral", PARTY, answers={"deferral.until": until}))
        assert world.refused("T22") == refused


def test_the_court_is_asked_ten_working_days_after_the_demand() -> None:
    demand = a_document("demand_letter", PARTY)
    for served, refused in ((date(2026, 3, 18), {"G21"}), (date(2026, 3, 16), set())):
        world = ready_to_decide()
        world.change(world.case, status=CaseStatus.DEMANDED)
        world.put(demand, a_delivery(demand, PARTY, served), a_document("court_application"))
        matter = {"answers": {"matter.kind": "court_application"}}
        world.put(*approved("matter_approval", Role.ORGAN_HEAD, **matter))
        world.put(a_delivery(DECISION, PARTY, date(2025, 9, 1)))
        assert world.refused("T24") == refused


@pytest.mark.parametrize(
    ("kind", "yuan", "refused"),
    [
        (PartyKind.PERSON, 200, set()),
        (PartyKind.PERSON, 201, {"simple"}),
        (PartyKind.SOLE_TRADER, 201, {"simple"}),
        (PartyKind.LEGAL_PERSON, 3000, set()),
        (PartyKind.LEGAL_PERSON, 3001, {"simple"}),
    ],
)
def test_only_small_fines_are_decided_on_the_spot(kind: PartyKind, yuan: int, refused: set[str]) -> None:
    world = ready_on_the_spot()
    world.change(PARTY, kind=kind)
    world.put(a_penalty(PARTY, yuan))

    assert world.refused("S01") == refused


def test_a_confiscation_is_not_decided_on_the_spot() -> None:
    world = ready_on_the_spot()
    world.change(a_penalty(PARTY), kinds=(PenaltyKind.FINE, PenaltyKind.CONFISCATE_GOODS))

    assert world.refused("S01") == {"simple"}


def test_a_handler_is_never_his_own_approver() -> None:
    world = ready_to_file()
    opinion: Approval = an_approval(a_document("filing_approval"), Role.ORGAN_HEAD)
    world.change(opinion, by_id=FIRST.id)
    assert world.refused("T03") == {"approver"}

    world.put(replace(opinion, id=UUID(int=2**128 - 1), by_id=ident("丁")))
    assert world.refused("T03") == set()


def test_a_paper_that_is_void_or_missing_holds_the_step() -> None:
    world = ready_to_file()
    world.drop(a_document("filing_approval"))

    assert world.refused("T03") == {"papers"}
