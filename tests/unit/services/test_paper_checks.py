"""What a paper itself must not say when it is made final, and the papers of a measure the case page lists."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.chinese import plain_date
from app.domain.case import CaseStatus
from app.domain.document import Document, DocumentState
from app.domain.role import Role
from app.domain.stated import day_in, stated_day
from app.rules.deadlines.law import published_law
from app.rules.flow import MATTER
from app.rules.gates.before_paper import against_paper
from app.rules.measures import seizures
from app.services.case_reading import CaseReading
from app.services.owed import owed_papers
from tests.builders import a_case, a_delivery, a_document, an_approval, at, ident
from tests.unit.services.world import PARTY, TODAY, World

BEGAN = {"seizure.period_from": "2026-03-10"}


def against(world: World, document: Document, today: date = TODAY) -> list[str]:
    """Return the messages against making a paper final, each with a gate and an article."""
    found = against_paper(CaseReading(world.office).open(ident("case")), document, today, published_law())
    assert all(each.gate and each.article for each in found)
    return [each.message for each in found]


def a_draft(slug: str, **answers: str) -> Document:
    named = {name.replace("__", "."): text for name, text in answers.items()}
    return a_document(slug, PARTY, id=ident(f"draft {slug}"), state=DocumentState.DRAFT, answers=named)


def approved(world: World, matter: str) -> None:
    form = a_document("matter_approval", id=ident(matter), answers={MATTER: matter})
    world.put(form, an_approval(form, Role.ORGAN_HEAD))


def seized() -> World:
    """A case with a seizure from 10 March 2026, whose extension and release are approved."""
    world = World(a_case(CaseStatus.INVESTIGATING))
    decision = a_document("seizure_decision", PARTY, answers=BEGAN)
    world.put(decision, a_delivery(decision, PARTY, date(2026, 3, 10)))
    approved(world, "seizure_extend")
    approved(world, "seizure_release")
    return world


def owed(world: World) -> dict[str, str]:
    """Return title → what is lacking of the papers owed."""
    file = CaseReading(world.office).open(ident("case"))
    return {each.title: each.lacks for each in owed_papers(file, TODAY)}


def test_a_seizure_is_extended_until_its_last_day_and_not_after() -> None:
    world, draft = seized(), a_draft("seizure_extension", extension__days="30")

    assert against(world, draft, date(2026, 4, 8)) == []
    assert any("2026-04-08届满" in each for each in against(world, draft, date(2026, 4, 9)))


def test_a_seizure_is_extended_by_thirty_days_at_most_and_once() -> None:
    world = seized()
    assert any(
        "不得超过30日" in each for each in against(world, a_draft("seizure_extension", extension__days="31"))
    )

    world.put(a_document("seizure_extension", PARTY))
    assert any("已经延长过一次" in each for each in against(world, a_draft("seizure_extension")))


def test_a_release_of_all_ends_a_seizure_and_one_of_a_part_does_not() -> None:
    world = seized()
    reading = CaseReading(world.office)
    world.put(a_document("seizure_release", PARTY, answers={"release.scope": "part"}))
    assert [each.ended for each in seizures(reading.open(ident("case")))] == [None]

    world.put(a_document("seizure_release", PARTY, answers={"release.scope": "all"}))
    assert all(each.ended for each in seizures(reading.open(ident("case"))))


def test_a_release_wants_its_approval() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_document("seizure_decision", PARTY, answers=BEGAN))
    assert any("还没有" in each for each in against(world, a_draft("seizure_release")))

    approved(world, "seizure_release")
    assert against(world, a_draft("seizure_release")) == []


@pytest.mark.parametrize(
    ("hearing", "refused"),
    [("2026-04-13T09:00", True), ("2026-04-14T09:00", False), ("2026-04-30T09:00", False), ("", False)],
)
def test_a_hearing_is_told_seven_whole_working_days_before(hearing: str, refused: bool) -> None:
    """From 1 April 2026 with the holiday of 4 to 6 April: 2, 3, 7, 8, 9, 10 and 13 April lie between."""
    world = World(a_case(CaseStatus.NOTIFIED))

    assert bool(against(world, a_draft("hearing_notice", hearing__at=hearing))) == refused


def test_who_investigated_neither_hosts_nor_reviews() -> None:
    world = World(a_case(CaseStatus.NOTIFIED))

    assert any("主持人" in each for each in against(world, a_draft("hearing_notice", hearing__host="甲")))
    assert any(
        "听证员" in each for each in against(world, a_draft("hearing_notice", hearing__officers="丁、乙"))
    )
    assert against(world, a_draft("hearing_notice", hearing__host="丁")) == []
    assert any(
        "承办人" in each for each in against(world, a_draft("legal_review_opinion", review__reviewer="乙"))
    )
    assert against(world, a_draft("legal_review_opinion", review__reviewer="丁")) == []


@pytest.mark.parametrize(
    ("speeches", "refused"),
    [("丁 | 同意", True), ("丁\t同意\n丁\t再次同意", True), ("丁\t同意\n戊\t同意", False), ("", True)],
)
def test_heads_discuss_in_the_plural(speeches: str, refused: bool) -> None:
    world = World(a_case(CaseStatus.COLLECTIVE))

    assert bool(against(world, a_draft("collective_discussion", discussion__speeches=speeches))) == refused


def test_the_papers_of_a_seizure_are_owed_once_its_approval_is_begun_until_it_is_released() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    assert "查封（扣押）决定书" not in owed(world)

    world.put(a_document("matter_approval", answers={MATTER: "seizure"}, state=DocumentState.DRAFT))
    found = owed(world)
    assert found["查封（扣押）决定书"] == "未制作"
    assert {"行政强制措施现场笔录", "场所、设施、财物清单"} <= set(found)

    decision = a_document("seizure_decision", PARTY, answers=BEGAN)
    approved(world, "seizure")
    world.put(decision, a_delivery(decision, PARTY, date(2026, 3, 10)))
    world.put(a_document("measure_scene_record", PARTY), a_document("property_list", PARTY))
    assert owed(world)["解除查封（扣押）决定书"] == "未制作"

    world.put(a_document("seizure_release", PARTY))
    assert "解除查封（扣押）决定书" not in owed(world)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_as_typed_and_as_printed(day: date) -> None:
    typed = a_document("seizure_decision", answers={"a.b": f"{day.isoformat()} 09:30"}, frozen={"a.b": "另"})
    printed = a_document("seizure_decision", frozen={"a.b": plain_date(day)}, final_at=at(TODAY))

    assert stated_day(typed, "a.b") == stated_day(printed, "a.b") == day


def test_what_is_no_day_states_none() -> None:
    assert [day_in(each) for each in ("", "当日", "2026年13月1日", "2026-02-30")] == [None] * 4
