"""Warnings of expiry come at 180, 60, 30 and 7 days, each once, whatever the computer's days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.case import CaseStatus
from app.domain.role import Role
from app.rules.expiry import newly_due, warning_steps
from app.rules.handlers import why_not_review
from app.services.documents import DocumentDesk
from app.services.people import PeopleDesk
from app.services.refused import RefusedError
from tests.builders import a_case, a_certificate, an_officer, ident
from tests.fake_papers import PlainForms, PlainPages
from tests.fakes import MemoryFiles, MemoryNotes
from tests.unit.people.staff import HELD, TODAY, TWO, Bureau
from tests.unit.services.world import FIRST, World, ready_to_file

END = date(2028, 12, 31)


def test_a_walk_through_the_last_year_fires_each_step_once() -> None:
    here = Bureau()
    here.store.put(replace(HELD, valid_to=date(2040, 1, 1)))
    desk = PeopleDesk(here.office, MemoryNotes())
    fired: dict[int, int] = {}
    for left in range(400, -30, -1):
        here.clock.go_to(END - timedelta(days=left))
        for each in desk.warn():
            assert each.officer.id == TWO.id
            fired[each.expiring.step] = left

    assert fired == {180: 180, 60: 60, 30: 30, 7: 7}
    assert warning_steps() == (180, 60, 30, 7)


def test_a_computer_switched_on_late_gives_the_nearest_step_alone() -> None:
    fired, kept = newly_due([HELD], END - timedelta(days=20), frozenset())

    assert [each.step for each in fired] == [30]
    assert {days for _id, _end, days in kept} == {180, 60, 30}
    assert newly_due([HELD], END - timedelta(days=19), kept) == ((), ())
    again, _kept = newly_due([HELD], END - timedelta(days=6), kept)
    assert [each.step for each in again] == [7]


def test_a_renewed_certificate_warns_no_more_and_a_new_term_warns_anew() -> None:
    new = replace(HELD, id=ident("renewed"), valid_to=date(2033, 12, 31))
    day = END - timedelta(days=3)
    _fired, kept = newly_due([HELD], day, frozenset())

    assert newly_due([HELD, new], day, frozenset()) == ((), ())
    fired, _ = newly_due([new], date(2033, 12, 30), kept)
    assert [each.step for each in fired] == [7]


def test_what_ran_out_stays_in_the_list_and_fires_nothing() -> None:
    here = Bureau()
    here.clock.go_to(END + timedelta(days=10))
    desk = PeopleDesk(here.office, MemoryNotes())

    assert desk.warn() == ()
    assert next(each.words for each in desk.expiring()).endswith("已过期10天（有效期至2028-12-31）。")


def test_a_lapsed_certificate_stops_the_next_step_of_a_running_case() -> None:
    world = ready_to_file()
    world.change(a_certificate(FIRST), valid_to=world.clock.today() - timedelta(days=1))

    assert "G01" in world.refused("T03")

    world.change(a_certificate(FIRST), valid_to=world.clock.today())
    assert world.refused("T03") == set()


def test_a_lapsed_certificate_stops_the_next_signature_of_a_running_case() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    desk = DocumentDesk(world.office, PlainForms(), PlainPages(), MemoryFiles())
    paper = desk.draft(ident("case"), "investigation_report")
    world.change(a_certificate(FIRST), valid_to=world.clock.today() - timedelta(days=1))

    with pytest.raises(RefusedError, match=r"到期.*延续"):
        desk.finalise(paper.id)

    assert world.store.tables[type(paper)][paper.id].final_at is None


def test_who_takes_up_legal_review_first_needs_the_qualification() -> None:
    new = an_officer("甲", Role.LEGAL_REVIEWER, reviews_since=date(2024, 1, 1))

    assert "法律职业资格" in why_not_review(new)
    assert why_not_review(replace(new, legal_qualification=True)) == ""
    assert why_not_review(replace(new, reviews_since=date(2017, 12, 31))) == ""


def test_the_desk_offers_handlers_and_reviewers_of_the_town() -> None:
    here = Bureau()
    here.store.put(an_officer("壬", Role.LEGAL_REVIEWER))
    desk = PeopleDesk(here.office, MemoryNotes())

    found = desk.handlers(TODAY, "城管")

    assert [each.officer.name for each in found if not each.why_not] == ["甲", "乙"]
    assert [each.why_not for each in found if each.why_not] == ["壬是法制审核人员，不能兼任承办人"]
    assert [bool(each.why_not) for each in desk.reviewers()] == [True]
