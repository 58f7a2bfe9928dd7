"""A file that contradicts itself is neither decided nor closed; each check is tried both ways at the desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus, Procedure
from app.domain.evidence import EvidenceKind
from app.domain.log_line import LogLine
from app.domain.money import Money
from tests.builders import (
    a_certificate,
    a_document,
    a_party,
    a_payment,
    at,
    ident,
    some_evidence,
)
from tests.unit.services.world import FIRST, PARTY, World, in_writing, ready_on_the_spot, ready_to_decide

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.document import Document

CASE = ident("case")
NOTICE = a_document("penalty_prior_notice", PARTY)


def warned(world: World, code: str) -> set[str]:
    """Return the checks that only warn at a step."""
    offers = {each.transition.code: each for each in world.desk.possible(CASE)}
    return {each.gate for each in offers[code].warnings}


def report_after_notice(world: World) -> None:
    world.put(a_document("investigation_report", final_at=at(date(2026, 3, 20))))


def approval_before_notice(world: World) -> None:
    world.change(a_document("decision_approval"), final_at=at(date(2026, 3, 9)))


def filed_after_report(world: World) -> None:
    world.put(a_document("investigation_report", final_at=at(date(2026, 3, 5))))
    world.change(world.case, filed_on=date(2026, 3, 6))


def transcripts_overlap(world: World) -> None:
    world.put(transcript("site_record", "2026-03-03T09:00", "2026-03-03T10:00"))
    world.put(transcript("inquiry_transcript", "2026-03-03T09:30", "2026-03-03T10:30"))


def transcript_ends_before_it_begins(world: World) -> None:
    world.put(transcript("site_record", "2026-03-03T10:00", "2026-03-03T09:00"))


def server_without_certificate(world: World) -> None:
    lapsed = a_certificate(FIRST, valid_to=date(2026, 3, 5))
    renewed = a_certificate(FIRST, id=ident("renewed"), issued_on=date(2026, 3, 25))
    world.put(lapsed, renewed)


def other_name_in_a_paper(world: World) -> None:
    world.change(NOTICE, frozen={"party.name": "另一名称"})


def more_late_penalty_than_fine(world: World) -> None:
    decision = a_document("penalty_decision", PARTY)
    world.put(a_payment(decision, PARTY, 600, date(2026, 3, 31), of_which_late=Money.yuan(201)))


def transcript(slug: str, began: str, ended: str) -> Document:
    """Return a transcript with its times; certificates were shown."""
    times = {"record.started_at": began, "record.ended_at": ended, "record.certificate_shown": "是"}
    return a_document(slug, answers=times)


@pytest.mark.parametrize(
    ("breaks", "check"),
    [
        (report_after_notice, "C01"),
        (approval_before_notice, "C01"),
        (filed_after_report, "C01"),
        (transcripts_overlap, "C02"),
        (transcript_ends_before_it_begins, "C02"),
        (server_without_certificate, "C03"),
        (other_name_in_a_paper, "C09"),
        (more_late_penalty_than_fine, "C12"),
    ],
)
def test_a_file_that_contradicts_itself_is_not_decided(breaks: Callable[[World], None], check: str) -> None:
    world = ready_to_decide()
    assert world.refused("T17A") == set()

    world = ready_to_decide()
    breaks(world)

    assert check in world.refused("T17A")


def test_nor_is_it_closed() -> None:
    world = in_writing(ready_to_decide())
    world.change(world.case, status=CaseStatus.PERFORMED)
    report_after_notice(world)

    assert world.refused("T26C") == {"C01"}


def test_an_on_the_spot_case_that_contradicts_itself_is_not_closed() -> None:
    world = ready_on_the_spot()
    form = a_document("on_spot_decision", PARTY)
    world.put(a_payment(form, PARTY, 200, date(2026, 4, 1)))
    world.change(world.case, status=CaseStatus.SP_RECORDED, procedure=Procedure.SIMPLE)
    world.change(form, frozen={"party.name": "另一名称"})

    assert world.refused("S05") == {"C09"}


def test_transcripts_one_after_the_other_are_in_order() -> None:
    world = ready_to_decide()
    world.put(transcript("site_record", "2026-03-03T09:00", "2026-03-03T10:00"))
    world.put(transcript("inquiry_transcript", "2026-03-03T10:00", "2026-03-03T10:30"))

    assert world.refused("T17A") == set()


def test_a_contradiction_is_shown_before_it_holds_anything_up() -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.NOTIFIED)
    report_after_notice(world)

    assert warned(world, "T17D") == {"C01"}


@pytest.mark.parametrize(
    ("taken", "warnings"),
    [(date(2026, 3, 1), set()), (date(2026, 3, 2), {"C01E"}), (date(2026, 3, 4), set())],
)
def test_evidence_between_discovery_and_filing_is_warned_of(taken: date, warnings: set[str]) -> None:
    world = ready_to_decide()
    world.change(world.case, filed_on=date(2026, 3, 3))
    world.put(some_evidence(kind=EvidenceKind.DOCUMENTARY, taken_at=at(taken)))

    assert warned(world, "T17A") == warnings
    assert world.refused("T17A") == set()


@pytest.mark.parametrize(("decided", "warnings"), [(date(2026, 6, 1), set()), (date(2026, 6, 2), {"C07"})])
def test_a_late_decision_is_warned_of_and_logged(decided: date, warnings: set[str]) -> None:
    world = in_writing(ready_to_decide())
    world.change(world.case, status=CaseStatus.PERFORMED, filed_on=date(2026, 3, 2), decided_on=decided)

    assert warned(world, "T26C") == warnings
    world.desk.advance(CASE, "T26C")
    (line,) = [each for each in world.store.all(LogLine) if each.code == "flow.T26C"]
    assert ("超过办案期限" in line.text) == bool(warnings)


def test_a_party_that_left_is_not_compared() -> None:
    world = ready_to_decide()
    left = a_party("先退出者", left_on=date(2026, 3, 3), left_reason="主体错误")
    world.put(left, a_document("correction_order", left, frozen={"party.name": "旧名"}))

    assert world.refused("T17A") == set()
