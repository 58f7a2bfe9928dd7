"""Parts of the demonstration town: time, ways, items, plans, files."""

from __future__ import annotations

import zlib
from datetime import date, timedelta
from io import BytesIO
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image
from pypdf import PdfReader

from app.domain.case import CaseStatus
from app.domain.money import ZERO
from app.domain.penalty import Leaning, PenaltyKind
from app.rules.deadlines.law import published_law
from app.rules.discretion.calculator import DiscretionQuestion, weigh
from app.rules.discretion.choice import judge
from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.spec import parse_spec
from app.rules.flow import transitions
from app.rules.institutions import shipped_bureaus
from app.services.demo.choices import Choices
from app.services.demo.parties import a_party
from app.services.demo.pictures import a_page, a_picture, a_text
from app.services.demo.plans import Planner, TownPlan, possible_routes
from app.services.demo.routes import pace, papers_before, routes, spread
from app.services.demo.walking import SeededIds, WalkingClock, at

DAY = date(2026, 6, 30)
WEIGHTS = ("small", "hearing", "spot", "collected")


@pytest.fixture(scope="module")
def choices() -> Choices:
    return Choices(DAY, law_before=DAY - timedelta(days=400))


def test_the_walking_clock_never_goes_back() -> None:
    clock = WalkingClock(at(DAY, 9))
    clock.go_to(at(DAY, 12))
    clock.go_to(at(DAY, 10))

    assert clock.now() > at(DAY, 12)
    assert clock.now() < clock.now()
    assert clock.today() == DAY


@given(seed=some.integers(0, 1000), count=some.integers(2, 40))
def test_ids_rise_and_are_the_same_for_a_seed(seed: int, count: int) -> None:
    def drawn() -> list[UUID]:
        ids = SeededIds(WalkingClock(at(DAY, 9)), Random(seed))
        return [ids.new() for _ in range(count)]

    first = drawn()
    assert first == sorted(first) == drawn()
    assert len(set(first)) == count


def test_every_way_is_walked_by_steps_that_follow_one_another() -> None:
    for route in routes():
        assert len(list(route.transitions())) == len(route.steps)
        assert route.goal() in CaseStatus
    assert len({each.name for each in routes()}) == len(routes())


def test_pace_and_papers_name_steps_that_exist() -> None:
    known = {each.code for each in transitions()}

    assert set(pace()) | set(papers_before()) <= known


def test_a_way_whose_form_is_not_installed_is_not_gone() -> None:
    installed = {"filing_approval", "case_source_register"}

    carried = {each.name for each in routes() if each.carried_by(installed)}

    assert {"clue", "filing_review", "filed"} <= carried
    assert carried.isdisjoint({"archived", "suspended", "hearing_set", "spot_served"})


@given(cases=some.integers(1, 400))
def test_cases_are_spread_over_all_ways(cases: int) -> None:
    ways = possible_routes()
    found = spread(ways, cases)

    assert len(found) == cases
    assert len({each.name for each in found}) == min(cases, len(ways))


def test_every_department_has_something_to_impose(choices: Choices) -> None:
    assert len(choices.departments) == 14
    for department in choices.departments:
        assert choices.of(department, "small")


def test_what_is_imposed_is_allowed_by_the_law(choices: Choices) -> None:
    for department in choices.departments:
        for weight in WEIGHTS:
            for choice in choices.of(department, weight)[:4]:
                spec = parse_spec(choice.item.fine_spec, choice.item.penalty_basis)
                asked = DiscretionQuestion(spec, FineFacts(choice.subject), DAY, department=department)
                for fine in choice.fines or (ZERO,):
                    assert not judge(weigh(asked), Leaning.NONE, fine).refused


def test_a_choice_without_fines_is_a_warning(choices: Choices) -> None:
    kinds, fine = choices.of("民政", "warning")[0].pick(Random(1))

    assert (kinds, fine) == ((PenaltyKind.WARNING,), ZERO)


def test_plans_begin_on_working_days_before_the_last_day_and_reach_every_department() -> None:
    calendar = published_law().calendar
    plan = TownPlan(seed=3, cases=200, until=DAY)

    found = Planner(plan, shipped_bureaus(), Random(3), calendar).cases()

    assert all(calendar.works(each.start) and plan.begins.date() < each.start <= DAY for each in found)
    assert len({each.choice.item.department for each in found}) == 14
    assert len({each.bureau.town for each in found}) == 17
    assert [each.start for each in found] == sorted(each.start for each in found)


def test_a_case_that_must_stay_unpaid_is_fined() -> None:
    plan = TownPlan(seed=3, cases=30, until=DAY, only="overdue")

    found = Planner(plan, shipped_bureaus(), Random(3), published_law().calendar).cases()

    assert all(each.choice.fines for each in found)


@given(seed=some.integers(0, 5000))
def test_parties_pass_the_checks_of_their_kind(seed: int) -> None:
    for subject in (Subject.PERSON, Subject.ORGANISATION):
        party = a_party(subject, shipped_bureaus()[0], Random(seed), (UUID(int=1), UUID(int=2)))
        party.check()
        assert party.natural is (subject is Subject.PERSON)


@given(seed=some.integers(0, 1000))
def test_files_are_what_their_names_say(seed: int) -> None:
    picture = Image.open(BytesIO(a_picture(Random(seed))))
    picture.load()
    page = PdfReader(BytesIO(a_page(Random(seed)))).pages[0]

    assert picture.size == (240, 160)
    assert "DEMONSTRATION DATA" in page.extract_text()
    assert zlib.crc32(a_text("示例")) == zlib.crc32("演示数据\n示例\n".encode())
