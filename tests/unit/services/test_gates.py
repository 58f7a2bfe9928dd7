"""Every gate lets a case in order pass, and holds one that is not, saying what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.case import Gains
from app.domain.certificate import CertificateState
from app.domain.checkdigits import id_check_digit
from app.domain.evidence import EvidenceKind
from app.domain.money import Money
from app.domain.officer import Establishment
from app.domain.penalty import Leaning, PenaltyKind
from app.domain.role import Role
from app.domain.statement import StatementKind
from app.rules.gates.announced import announce
from tests.builders import (
    a_certificate,
    a_delivery,
    a_document,
    a_party,
    a_penalty,
    a_subject,
    an_act,
    an_item,
    at,
    ident,
    some_evidence,
)
from tests.unit.services.world import (
    FIRST,
    PARTY,
    SECOND,
    TODAY,
    World,
    approved,
    notified,
    ready_on_the_spot,
    ready_to_conclude,
    ready_to_decide,
    ready_to_file,
    said,
)

if TYPE_CHECKING:
    from collections.abc import Callable


NOTICE = a_document("penalty_prior_notice", PARTY)
BIG = a_penalty(PARTY, 500)


def born(day: date) -> str:
    """Return a fictional resident number with a birthday."""
    first = f"320281{day:%Y%m%d}001"
    return first + id_check_digit(first)


@pytest.mark.parametrize(
    ("ready", "code"),
    [
        (ready_to_file, "T03"),
        (ready_to_conclude, "T09"),
        (notified, "T17D"),
        (ready_to_decide, "T17A"),
        (ready_on_the_spot, "S01"),
    ],
)
def test_a_case_in_order_passes(ready: Callable[[], World], code: str) -> None:
    assert ready().refused(code) == set()


def one_handler(world: World) -> None:
    world.change(world.case, handlers=(FIRST.id, FIRST.id))


def lost_certificate(world: World) -> None:
    world.change(a_certificate(SECOND), state=CertificateState.LOST, state_since=TODAY)


def auxiliary(world: World) -> None:
    world.change(SECOND, establishment=Establishment.AUXILIARY)


@pytest.mark.parametrize("broken", [one_handler, lost_certificate, auxiliary])
@pytest.mark.parametrize(
    ("ready", "code"),
    [
        (ready_to_file, "T03"),
        (ready_to_conclude, "T09"),
        (ready_to_decide, "T17A"),
        (ready_on_the_spot, "S01"),
    ],
)
def test_g01_two_officers_with_good_certificates_are_needed(
    broken: Callable[[World], None], ready: Callable[[], World], code: str
) -> None:
    world = ready()
    broken(world)

    assert world.refused(code) == {"G01"}


def test_g01_a_certificate_lost_later_does_not_spoil_what_was_taken_before() -> None:
    world = ready_to_conclude()
    taken = some_evidence(
        "笔录", kind=EvidenceKind.SCENE_RECORD, taken_at=at(date(2026, 3, 3)), taken_by=(FIRST.id, SECOND.id)
    )
    world.put(taken)
    assert world.refused("T09") == set()

    world = ready_to_conclude()
    world.put(replace(taken, taken_by=(FIRST.id,)))
    assert world.refused("T09") == {"G01"}


@pytest.mark.parametrize(("answer", "refused"), [("是", set()), ("否", {"G02"}), ("", {"G02"})])
def test_g02_a_transcript_says_that_certificates_were_shown(answer: str, refused: set[str]) -> None:
    world = ready_to_conclude()
    world.put(a_document("site_record", answers={"record.certificate_shown": answer}))

    assert world.refused("T09") == refused


@pytest.mark.parametrize(
    "broken",
    [
        lambda world: world.change(an_act(), began_on=date(2023, 12, 1)),
        lambda world: world.change(world.case, discovered_on=None),
        lambda world: world.change(an_item(), listed_to=TODAY - timedelta(1)),
        lambda world: world.drop(an_act()),
        lambda world: world.drop(PARTY),
    ],
    ids=["late", "undated", "unlisted", "no act", "no party"],
)
def test_g04_filing_needs_competence_and_limitation(broken: Callable[[World], None]) -> None:
    world = ready_to_file()
    broken(world)

    assert world.refused("T03") == {"G04"}


def test_g04_an_act_found_on_the_last_day_is_in_time() -> None:
    world = ready_to_file()
    world.change(an_act(), began_on=date(2024, 3, 1))

    assert world.refused("T03") == set()


def test_g08_a_decision_waits_for_the_notice_and_the_time_to_speak() -> None:
    world = ready_to_decide()
    world.drop(a_delivery(NOTICE, PARTY, TODAY))
    assert world.refused("T17A") == {"G08"}

    world = ready_to_decide()
    world.change(a_delivery(NOTICE, PARTY, TODAY), effective_on=date(2026, 3, 30))
    assert world.refused("T17A") == {"G08"}


def test_g08_a_waiver_ends_the_time_to_speak() -> None:
    world = ready_to_decide()
    world.change(a_delivery(NOTICE, PARTY, TODAY), effective_on=date(2026, 3, 30))
    said(world, StatementKind.WAIVER, date(2026, 3, 31))

    assert world.refused("T17A") == set()


def test_g08_a_waiver_before_the_notice_counts_for_nothing() -> None:
    world = ready_to_decide()
    world.change(a_delivery(NOTICE, PARTY, TODAY), effective_on=date(2026, 3, 30))
    said(world, StatementKind.WAIVER, date(2026, 3, 29))

    assert world.refused("T17A") == {"G08"}


def test_g08_a_statement_must_be_checked() -> None:
    world = ready_to_decide()
    said(world, StatementKind.STATEMENT, date(2026, 3, 12))
    assert world.refused("T17A") == {"G08"}

    said(world, StatementKind.STATEMENT, date(2026, 3, 12), finding="理由不成立", reviewed_on=TODAY)
    assert world.refused("T17A") == set()


def test_g08_a_party_that_joined_late_needs_its_own_notice() -> None:
    world = ready_to_decide()
    late = a_party("后来的当事人")
    world.put(late, a_document("no_penalty_decision", late))

    assert world.refused("T17A") == {"G08"}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, set()),
        ({"fine": Money.yuan(199)}, set()),
        ({"fine": Money.yuan(201)}, {"G09"}),
        ({"kinds": (PenaltyKind.FINE, PenaltyKind.WARNING)}, {"G09"}),
        ({"other": "并拆除"}, {"G09"}),
        ({"noticed": ""}, {"G09"}),
    ],
)
def test_g09_nothing_heavier_than_announced_is_decided(changes: dict[str, object], refused: set[str]) -> None:
    world = ready_to_decide()
    world.change(a_penalty(PARTY), **changes)

    assert world.refused("T17A") == refused


def hearing_level() -> World:
    """A case at the hearing level, discussed, whose hearing notice was served on 10 March."""
    world = ready_to_decide()
    told = a_document("hearing_right_notice", PARTY)
    world.put(replace(BIG, noticed=announce(BIG)), told, a_delivery(told, PARTY, date(2026, 3, 10)))
    world.put(a_document("collective_discussion", final_at=at(date(2026, 3, 28))))
    return world


def test_g10_who_was_told_and_did_not_ask_in_time_needs_no_hearing() -> None:
    assert hearing_level().refused("T17A") == set()


def test_g10_the_right_to_a_hearing_must_be_told_and_its_time_run_out() -> None:
    told = a_document("hearing_right_notice", PARTY)
    world = hearing_level()
    world.drop(a_delivery(told, PARTY, TODAY))
    assert world.refused("T17A") == {"G10"}

    world = hearing_level()
    world.change(a_delivery(told, PARTY, TODAY), effective_on=date(2026, 3, 27))
    assert world.refused("T17A") == {"G10"}


def test_g10_waiving_the_statement_does_not_waive_the_hearing() -> None:
    world = hearing_level()
    world.change(
        a_delivery(a_document("hearing_right_notice", PARTY), PARTY, TODAY), effective_on=date(2026, 3, 27)
    )
    said(world, StatementKind.WAIVER, date(2026, 3, 28))
    assert world.refused("T17A") == {"G10"}

    said(world, StatementKind.HEARING_WITHDRAWN, date(2026, 3, 28))
    assert world.refused("T17A") == set()


def test_g10_a_hearing_asked_for_is_held_or_withdrawn() -> None:
    world = hearing_level()
    said(world, StatementKind.HEARING_REQUEST, date(2026, 3, 12))
    assert world.refused("T17A") == {"G10"}

    world.put(a_document("hearing_transcript"), a_document("hearing_report"))
    world.put(*approved("legal_review_opinion", Role.LEGAL_REVIEWER))
    assert world.refused("T17A") == set()


def test_g11_a_major_case_is_decided_only_after_legal_review() -> None:
    world = ready_to_decide()
    world.change(world.case, major=True)
    assert world.refused("T17A") == {"G11"}

    world.put(*approved("legal_review_opinion", Role.LEGAL_REVIEWER))
    assert world.refused("T17A") == set()


def test_g12_a_complex_case_is_discussed() -> None:
    world = ready_to_decide()
    world.change(world.case, complex=True)
    assert world.refused("T17A") == {"G12"}

    world.put(a_document("collective_discussion", final_at=at(date(2026, 3, 28))))
    assert world.refused("T17A") == set()


def test_g12_a_reduced_fine_is_discussed() -> None:
    world = ready_to_decide()
    world.change(a_penalty(PARTY), leaning=Leaning.REDUCED)

    assert world.refused("T17A") == {"G12"}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [({"verified_by": None}, {"G13"}), ({"excluded_reason": "违法取得"}, {"G13"}), ({}, set())],
)
def test_g13_evidence_is_verified(changes: dict[str, object], refused: set[str]) -> None:
    world = ready_to_decide()
    world.change(some_evidence(), **changes)

    assert world.refused("T17A") == refused


def test_g14_one_act_bears_one_fine() -> None:
    world = ready_to_decide()
    second = replace(a_penalty(PARTY), id=ident("second"))
    world.put(replace(second, noticed=announce(second)))

    assert "G14" in world.refused("T17A")


def test_g14_the_same_act_written_twice_bears_one_fine() -> None:
    world = ready_to_decide()
    twin = an_act("twin")
    second = replace(a_penalty(PARTY), id=ident("second"), act_id=twin.id)
    proof = some_evidence("另一张", act_id=twin.id)
    world.put(twin, replace(second, noticed=announce(second)), proof, some_evidence(act_id=an_act().id))
    assert "G14" in world.refused("T17A")

    world.change(twin, place="另一处")
    assert "G14" not in world.refused("T17A")


@pytest.mark.parametrize(
    ("born_on", "leaning", "refused"),
    [
        (date(2012, 2, 24), Leaning.LIGHTER, {"G15"}),
        (date(2012, 2, 23), Leaning.LIGHTER, set()),
        (date(2012, 2, 23), Leaning.NONE, {"G15"}),
        (date(2008, 2, 24), Leaning.NONE, {"G15"}),
        (date(2008, 2, 23), Leaning.NONE, set()),
    ],
)
def test_g15_children_are_not_punished_and_minors_milder(
    born_on: date, leaning: Leaning, refused: set[str]
) -> None:
    world = ready_to_decide()
    world.change(PARTY, id_number=born(born_on))
    world.change(a_penalty(PARTY), leaning=leaning)

    assert world.refused("T17A") == refused


def test_g16_correction_and_gains_are_settled() -> None:
    world = ready_to_decide()
    world.change(world.case, correction_needless="")
    assert world.refused("T17A") == {"G16"}
    world.put(a_document("correction_order", PARTY))
    assert world.refused("T17A") == set()

    for gains in (Gains.UNSTATED, Gains.CONFISCATED):
        world = ready_to_decide()
        world.change(world.case, gains=gains)
        assert world.refused("T17A") == {"G16"}


def test_g17_newer_law_applies_only_when_lighter_and_said_so() -> None:
    world = ready_to_decide()
    world.change(an_item(), effective_from=date(2026, 3, 1))
    assert world.refused("T17A") == {"G17"}

    world.change(a_penalty(PARTY), reason="新规定处罚较轻，依照《行政处罚法》第三十七条适用")
    assert world.refused("T17A") == set()


@pytest.mark.parametrize(
    "broken",
    [
        lambda world: world.change(a_subject(), bank_name=""),
        lambda world: world.change(a_subject(), court=""),
        lambda world: world.drop(a_subject()),
        lambda world: world.change(PARTY, address=""),
        lambda world: world.change(world.case, findings=" "),
        lambda world: world.change(a_penalty(PARTY), reason=""),
    ],
)
def test_g18_a_decision_has_its_contents(broken: Callable[[World], None]) -> None:
    world = ready_to_decide()
    broken(world)

    assert world.refused("T17A") == {"G18"}


def test_g18_facts_told_with_the_act_need_not_be_told_again() -> None:
    world = ready_to_decide()
    world.change(world.case, findings="")
    world.change(an_act(), facts="示例违法事实")

    assert world.refused("T17A") == set()
