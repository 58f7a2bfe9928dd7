"""Every gate and every check lets a case in order pass and stops a broken one, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.approval import Verdict
from app.domain.case import CaseStatus, Gains
from app.domain.document import DocumentState
from app.domain.evidence import EvidenceKind
from app.domain.money import Money
from app.domain.payment import PaymentWay
from app.domain.role import Role
from app.rules.flow import MATTER
from tests.builders import (
    a_certificate,
    a_delivery,
    a_document,
    a_payment,
    a_penalty,
    a_subject,
    an_approval,
    an_item,
    at,
    ident,
    some_evidence,
)
from tests.db.on_disk import OnDisk, leads_somewhere
from tests.unit.services.test_gates import born, hearing_level
from tests.unit.services.test_gates_of_conduct import closing
from tests.unit.services.world import (
    FIRST,
    PARTY,
    TODAY,
    World,
    approved,
    notified,
    ready_to_conclude,
    ready_to_decide,
    ready_to_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.case import Case
    from app.domain.document import Document
    from app.domain.record import Record

DECISION = a_document("penalty_decision", PARTY)
NOTICE = a_document("penalty_prior_notice", PARTY)
SHOWN = {"record.certificate_shown": "是"}
CAMERA = some_evidence("监控截图", kind=EvidenceKind.ELECTRONIC, monitoring=True)


def matter(kind: str, day: date, role: Role = Role.ORGAN_HEAD) -> tuple[Record, ...]:
    """Return the approval of a matter on a day."""
    form = a_document("matter_approval", id=ident(f"{kind} {day}"), answers={MATTER: kind}, final_at=at(day))
    return (form, an_approval(form, role, on=day))


def preserving(day: date = date(2026, 3, 27)) -> World:
    """A case about to be concluded with things preserved on a day, approved the day before."""
    world = ready_to_conclude()
    world.put(a_document("preservation_notice", PARTY, answers={"preservation.at": f"{day} 10:00"}))
    world.put(*matter("preservation", date(2026, 3, 1)))
    return world


def seizing() -> World:
    """A case about to be concluded with goods seized on 27 March, approved, recorded and listed."""
    world = ready_to_conclude()
    world.put(seized(), a_document("measure_scene_record", answers=SHOWN), a_document("property_list"))
    world.put(*matter("seizure", date(2026, 3, 27)))
    return world


def seized(**changes: object) -> Document:
    """Return the decision on a seizure of two carts on 27 March."""
    given = {"seizure.period_from": "2026-03-27", "seizure.items": "手推车||辆|2", **changes}
    return a_document("seizure_decision", PARTY, answers=given)


def released(items: str) -> Document:
    """Return the end of that seizure with its list."""
    return a_document("seizure_release", PARTY, answers={"release.items": items}, final_at=at(TODAY))


def demanded(served: date, at_hour: str = "2026-04-01T10:00") -> World:
    """A demanded case about to be compelled by the organ itself."""
    world = World(_case_in(CaseStatus.DEMANDED))
    letter = a_document("demand_letter", PARTY)
    world.put(letter, a_delivery(letter, PARTY, served), *matter("enforcement", TODAY))
    world.put(a_document("enforcement_decision", PARTY, answers={"enforcement.at": at_hour}))
    return world


def to_court(served: date) -> World:
    """A demanded case about to go to the court, its decision served in the summer before."""
    world = World(_case_in(CaseStatus.DEMANDED))
    letter, paper = a_document("demand_letter", PARTY), a_document("court_application", PARTY)
    world.put(letter, a_delivery(letter, PARTY, served), paper, *matter("court_application", TODAY))
    world.put(DECISION, a_delivery(DECISION, PARTY, date(2025, 9, 1)))
    return world


def _case_in(status: CaseStatus) -> Case:
    return replace(ready_to_decide().case, status=status)


def served_and_paid() -> World:
    """A served decision, paid at the bank."""
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED)
    world.put(a_payment(DECISION, PARTY, 200, TODAY))
    return world


def overlapping(second_from: str) -> Callable[[World], None]:
    """Let two transcripts be taken, the second from an hour on."""

    def put(world: World) -> None:
        for slug, began, ended in (
            ("site_record", "2026-03-03T09:00", "2026-03-03T10:00"),
            ("inquiry_transcript", second_from, "2026-03-03T11:00"),
        ):
            times = {"record.started_at": began, "record.ended_at": ended}
            world.put(a_document(slug, answers={**SHOWN, **times}))

    return put


def printed(fine: str, text: str) -> Callable[[World], None]:
    """Let the decision have printed a fine."""
    return lambda world: world.change(DECISION, frozen={"penalty.fine": fine, "penalty.text": text})


def nothing(_world: World) -> None:
    """Break nothing."""


def both(*parts: Callable[[World], object]) -> Callable[[World], None]:
    """Break several things."""

    def put(world: World) -> None:
        for each in parts:
            each(world)

    return put


Row = tuple["Callable[[], World]", str, "Callable[[World], object]", "Callable[[World], object]"]

GATES: dict[str, Row] = {
    # ready, step, what is still in order, what is broken
    "G01": (ready_to_file, "T03", nothing, lambda w: w.change(w.case, handlers=(FIRST.id, FIRST.id))),
    "G02": (
        ready_to_conclude,
        "T09",
        lambda w: w.put(a_document("site_record", answers=SHOWN)),
        lambda w: w.put(a_document("site_record")),
    ),
    "G03": (
        ready_to_conclude,
        "T09",
        lambda w: w.put(_recusal("rejected")),
        lambda w: w.put(_recusal("granted")),
    ),
    "G04": (ready_to_file, "T03", nothing, lambda w: w.change(an_item(), listed_to=TODAY - timedelta(1))),
    "G05": (
        preserving,
        "T09",
        nothing,
        lambda w: w.change(matter("preservation", date(2026, 3, 1))[1], verdict=Verdict.REFUSE),
    ),
    "G06": (seizing, "T09", nothing, lambda w: w.drop(a_document("property_list"))),
    "G07": (
        ready_to_conclude,
        "T09",
        lambda w: w.put(replace(CAMERA, device_review="审核1号", device_site="公布", record_checked="甲")),
        lambda w: w.put(CAMERA),
    ),
    "G08": (
        notified,
        "T17D",
        nothing,
        lambda w: w.change(a_delivery(NOTICE, PARTY, TODAY), effective_on=date(2026, 3, 30)),
    ),
    "G09": (
        ready_to_decide,
        "T17A",
        lambda w: w.change(a_penalty(PARTY), fine=Money.yuan(199)),
        lambda w: w.change(a_penalty(PARTY), fine=Money.yuan(201)),
    ),
    "G10": (
        hearing_level,
        "T17A",
        nothing,
        lambda w: w.drop(a_delivery(a_document("hearing_right_notice", PARTY), PARTY, TODAY)),
    ),
    "G11": (
        lambda: _with(ready_to_decide(), lambda w: w.change(w.case, major=True)),
        "T17A",
        lambda w: w.put(*approved("legal_review_opinion", Role.LEGAL_REVIEWER)),
        nothing,
    ),
    "G12": (
        lambda: _with(ready_to_decide(), lambda w: w.change(w.case, complex=True)),
        "T17A",
        lambda w: w.put(a_document("collective_discussion", final_at=at(date(2026, 3, 28)))),
        nothing,
    ),
    "G13": (ready_to_decide, "T17A", nothing, lambda w: w.change(some_evidence(), verified_by=None)),
    "G14": (ready_to_decide, "T17A", nothing, lambda w: w.put(replace(a_penalty(PARTY), id=ident("second")))),
    "G15": (
        ready_to_decide,
        "T17A",
        lambda w: w.change(PARTY, id_number=born(date(2008, 2, 23))),
        lambda w: w.change(PARTY, id_number=born(date(2012, 2, 24))),
    ),
    "G16": (ready_to_decide, "T17A", nothing, lambda w: w.change(w.case, gains=Gains.UNSTATED)),
    "G17": (ready_to_decide, "T17A", nothing, lambda w: w.change(an_item(), effective_from=date(2026, 3, 1))),
    "G18": (ready_to_decide, "T17A", nothing, lambda w: w.change(a_subject(), court="")),
    "G19": (
        served_and_paid,
        "T20",
        nothing,
        lambda w: w.change(a_payment(DECISION, PARTY, 200, TODAY), way=PaymentWay.ON_THE_SPOT),
    ),
    "G20": (lambda: demanded(date(2026, 3, 5)), "T25", nothing, lambda w: w.put(_by_night())),
    "G21": (
        lambda: to_court(date(2026, 3, 16)),
        "T24",
        nothing,
        lambda w: w.put(a_delivery(a_document("demand_letter", PARTY), PARTY, date(2026, 3, 18))),
    ),
    "G22": (ready_to_decide, "T17A", nothing, lambda w: w.change(w.case, suspected_crime=True)),
    "G23": (closing, "T26C", nothing, lambda w: w.drop(a_document("site_record"))),
}

CHECKS: dict[str, Row] = {
    "C01": (
        ready_to_decide,
        "T17A",
        nothing,
        lambda w: w.put(a_document("investigation_report", final_at=at(date(2026, 3, 20)))),
    ),
    "C02": (ready_to_decide, "T17A", overlapping("2026-03-03T10:00"), overlapping("2026-03-03T09:30")),
    "C03": (ready_to_decide, "T17A", nothing, lambda w: w.put(*_lapsed())),
    "C04": (closing, "T26C", nothing, lambda w: w.change(a_penalty(PARTY), fine=Money.yuan(201))),
    "C05": (
        ready_to_decide,
        "T17A",
        printed("200元", "罚款人民币贰佰元整（200元）。"),
        printed("200元", "罚款人民币叁佰元整（200元）。"),
    ),
    "C06": (
        ready_to_decide,
        "T17A",
        lambda w: w.put(_void("写错文书")),
        lambda w: w.put(_void("")),
    ),
    "C07": (
        lambda: _with(ready_to_decide(), lambda w: w.change(w.case, filed_on=date(2026, 1, 5))),
        "T17A",
        nothing,
        lambda w: w.change(w.case, filed_on=date(2025, 12, 1)),
    ),
    "C08": (
        lambda: _with(seizing(), lambda w: w.change(w.case, status=CaseStatus.PERFORMED), _paid),
        "T26C",
        lambda w: w.put(released("手推车||辆|2")),
        lambda w: w.put(released("手推车||辆|1")),
    ),
    "C09": (ready_to_decide, "T17A", nothing, lambda w: w.change(NOTICE, frozen={"party.name": "另一名称"})),
    "C10": (
        lambda: _with(ready_to_decide(), lambda w: w.change(w.case, filed_on=date(2026, 3, 2))),
        "T17A",
        nothing,
        lambda w: w.change(an_item(), listed_from=date(2026, 3, 3)),
    ),
    "C11": (
        ready_to_decide,
        "T17A",
        lambda w: w.put(a_document("legal_review_opinion", answers={"review.reviewer": "丙"})),
        lambda w: w.put(a_document("legal_review_opinion", answers={"review.reviewer": "甲"})),
    ),
    "C12": (
        ready_to_decide,
        "T17A",
        lambda w: w.put(_late(200)),
        lambda w: w.put(_late(201)),
    ),
    "C13": (
        closing,
        "T26C",
        lambda w: w.change(PARTY, id_number=born(date(2008, 2, 23))),
        lambda w: w.change(PARTY, id_number=born(date(2012, 2, 24))),
    ),
    "C14": (
        closing,
        "T26C",
        nothing,
        lambda w: w.change(a_payment(DECISION, PARTY, 200, date(2026, 3, 31)), amount=Money.yuan(199)),
    ),
}


def _with(world: World, *changes: Callable[[World], object]) -> World:
    for each in changes:
        each(world)
    return world


def _recusal(decision: str) -> Document:
    answers = {"recusal.target_officer": "乙", "recusal.decision": decision}
    return a_document("recusal_decision", answers=answers)


def _by_night() -> Document:
    return a_document("enforcement_decision", PARTY, answers={"enforcement.at": "2026-04-01T23:00"})


def _lapsed() -> tuple[Record, ...]:
    return (
        a_certificate(FIRST, valid_to=date(2026, 3, 5)),
        a_certificate(FIRST, id=ident("renewed"), issued_on=date(2026, 3, 25)),
    )


def _void(reason: str) -> Document:
    return a_document("site_record", state=DocumentState.VOID, number="澄示罚〔2026〕9号", void_reason=reason)


def _late(yuan: int) -> Record:
    return a_payment(DECISION, PARTY, 600, date(2026, 3, 31), of_which_late=Money.yuan(yuan))


def _paid(world: World) -> None:
    world.put(a_document("filing_approval"), a_document("service_receipt"))
    world.put(some_evidence("查封录像", slot="measure"), a_document("site_record", answers=SHOWN))


@pytest.mark.parametrize("code", [*GATES, *CHECKS])
def test_a_case_in_order_passes(code: str, tmp_path: Path) -> None:
    ready, step, in_order, _ = {**GATES, **CHECKS}[code]
    world = ready()
    in_order(world)
    desks = OnDisk.of(world, tmp_path)

    refused = desks.step(step, **_facts(step))

    desks.store.close()
    assert [each.message for each in refused] == []


@pytest.mark.parametrize("code", [*GATES, *CHECKS])
def test_a_broken_one_is_stopped_and_shown_where_to_mend_it(code: str, tmp_path: Path) -> None:
    ready, step, _, broken = {**GATES, **CHECKS}[code]
    world = ready()
    broken(world)
    desks = OnDisk.of(world, tmp_path)

    refused = desks.step(step, **_facts(step))
    file = desks.file()

    desks.store.close()
    assert code in {each.gate for each in refused}
    assert all(each.message.endswith("。") and each.article for each in refused)
    assert [each.place for each in refused if not leads_somewhere(file, each.place)] == []


def _facts(step: str) -> dict[str, str]:
    return {"reason": "示例理由"} if step == "T25" else {}


def test_no_gate_and_no_check_of_the_procedure_is_left_out() -> None:
    assert list(GATES) == [f"G{each:02d}" for each in range(1, 24)]
    assert list(CHECKS) == [f"C{each:02d}" for each in range(1, 15)]
