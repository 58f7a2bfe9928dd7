"""Recordings of devices, suspected crimes and the whole-process record, each both ways at the desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.delivery import DeliveryWay
from app.domain.evidence import EvidenceKind
from app.rules.gates.recording import slots
from tests.builders import a_delivery, a_document, some_evidence
from tests.unit.services.world import (
    PARTY,
    World,
    in_writing,
    ready_on_the_spot,
    ready_to_conclude,
    ready_to_decide,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKED = {
    "device_review": "示例审核1号",
    "device_site": "2026年1月5日网站公布",
    "record_checked": "甲，属实",
}
CAMERA = some_evidence("监控截图", kind=EvidenceKind.ELECTRONIC, monitoring=True, **CHECKED)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, set()),
        ({"device_review": ""}, {"G07"}),
        ({"device_site": " "}, {"G07"}),
        ({"record_checked": ""}, {"G07"}),
        ({"record_checked": "", "excluded_reason": "设置地点没有公布"}, set()),
        ({"record_checked": "", "monitoring": False}, set()),
    ],
)
@pytest.mark.parametrize(("ready", "step"), [(ready_to_conclude, "T09"), (ready_to_decide, "T17A")])
def test_g07_a_device_must_be_reviewed_published_and_its_record_checked(
    ready: Callable[[], World], step: str, changes: dict[str, object], refused: set[str]
) -> None:
    world = ready()
    world.put(CAMERA)
    world.change(CAMERA, **changes)

    assert world.refused(step) == refused


@pytest.mark.parametrize(("ready", "step"), [(ready_to_decide, "T17A"), (ready_on_the_spot, "S01")])
def test_g22_a_suspected_crime_is_not_penalised(ready: Callable[[], World], step: str) -> None:
    world = ready()
    world.change(world.case, suspected_crime=True)
    assert world.refused(step) == {"G22"}

    world = ready()
    assert world.refused(step) == set()


def closing() -> World:
    """A performed case with everything in writing."""
    world = ready_to_decide()
    world.change(
        world.case, status=CaseStatus.PERFORMED, filed_on=date(2026, 3, 2), decided_on=date(2026, 3, 31)
    )
    return in_writing(world)


@pytest.mark.parametrize(
    "paper", ["filing_approval", "site_record", "service_receipt", "decision_approval", "penalty_decision"]
)
def test_g23_each_slot_is_filled_or_its_absence_explained(paper: str) -> None:
    world = closing()
    party = PARTY if paper == "penalty_decision" else None
    world.drop(a_document(paper, party))
    assert "G23" in world.refused("T26C")

    (slot,) = [each.name for each in slots() if paper in each.papers]
    world.change(world.case, unrecorded={slot: "设备故障，已书面说明"})
    assert "G23" not in world.refused("T26C")


def test_g23_nothing_is_missing_in_a_complete_file() -> None:
    assert closing().refused("T26C") == set()


def test_g23_a_paper_left_with_the_party_is_filmed() -> None:
    def world() -> World:
        made = closing()
        decision = a_document("penalty_decision", PARTY)
        lien = a_delivery(decision, PARTY, date(2026, 4, 1), way=DeliveryWay.LIEN, witness="示例见证人")
        made.put(lien)
        return made

    assert world().refused("T26C") == {"G23"}

    filmed = world()
    filmed.put(some_evidence("送达录像", kind=EvidenceKind.AUDIOVISUAL, slot="lien_service"))
    assert filmed.refused("T26C") == set()

    excluded = world()
    excluded.put(some_evidence("送达录像", slot="lien_service", excluded_reason="画面不清"))
    assert excluded.refused("T26C") == {"G23"}


def test_each_slot_has_a_name_of_its_own() -> None:
    names = [each.name for each in slots()]

    assert len(names) == len(set(names))
