"""Hours of a year are counted once for each session, and who lacks them is named before the yearly check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attendance import Attendance
from app.domain.officer import Establishment
from app.domain.role import Role
from app.domain.training_plan import TrainingPlan
from app.domain.training_session import TrainingSession
from app.rules.institutions import CITY
from app.rules.training import passed, year_hours
from app.services.refused import NotPermittedError
from app.services.settings import SettingDesk
from app.services.training import HOURS_SETTING, PlanYearError, Signed, TrainingDesk, WrongHoursError
from tests.builders import TOWN, an_officer, ident
from tests.unit.people.staff import ONE, TODAY, TWO, Bureau

PLAN = TrainingPlan(ident("plan"), TOWN, 2026, "年度培训计划（示例）")


def session(name: str, **changes: object) -> TrainingSession:
    plain = TrainingSession(ident(name), TOWN, PLAN.id, date(2026, 3, 1), name, 8)
    return replace(plain, **changes)  # type: ignore[arg-type] # named by the caller


@pytest.fixture
def here() -> Bureau:
    return Bureau()


@pytest.fixture
def desk(here: Bureau) -> TrainingDesk:
    """A desk with the plan of the year."""
    made = TrainingDesk(here.office)
    made.save_plan(PLAN)
    return made


def test_who_was_there_gets_the_hours_once_however_often_the_sheet_is_corrected(desk: TrainingDesk) -> None:
    first = desk.save_session(session("法律知识"))
    desk.sign(first.id, [Signed(ONE.id), Signed(TWO.id)])
    desk.sign(first.id, [Signed(ONE.id), Signed(TWO.id, present=False)])

    found = {each.officer.name: each for each in desk.hours(2026)}

    assert (found["甲"].hours, found["甲"].lacking) == (8, 52)
    assert (found["乙"].hours, found["乙"].words) == (0, "缺60学时")
    (sheet,) = desk.sheets(2026)
    assert [each.present for each in sheet.there(first.id)] == [True, False]
    assert desk.of_officer(ONE.id)[0][0] == first


def test_a_bureau_sees_its_own_plans_and_the_citys(desk: TrainingDesk) -> None:
    desk.save_plan(replace(PLAN, id=ident("city plan"), town=CITY, title="全市培训"))
    desk.save_plan(replace(PLAN, id=ident("other plan"), town="320281101", title="他镇培训"))

    assert [each.plan.title for each in desk.sheets(2026)] == [PLAN.title, "全市培训"]


def test_the_hours_asked_for_are_a_setting_to_be_confirmed(here: Bureau, desk: TrainingDesk) -> None:
    assert desk.required() == (60, False)
    SettingDesk(here.office).put(HOURS_SETTING, 8)

    first = desk.save_session(session("法律知识"))
    desk.sign(first.id, [Signed(ONE.id)])

    assert desk.required() == (8, True)
    assert [each.officer.name for each in desk.lacking(2026)] == ["乙"]
    SettingDesk(here.office).put(HOURS_SETTING, "多")
    with pytest.raises(WrongHoursError):
        desk.required()


def test_an_examination_is_passed_when_any_try_was(here: Bureau, desk: TrainingDesk) -> None:
    SettingDesk(here.office).put(HOURS_SETTING, 1)
    exam = desk.save_session(session("公共法律考试", exam=True))
    again = desk.save_session(replace(exam, id=ident("again"), on=date(2026, 3, 20)))
    desk.sign(exam.id, [Signed(ONE.id, score="55"), Signed(TWO.id, score="59.5")])

    assert [each.words for each in desk.lacking(2026)] == ["学时已满；考试未合格：公共法律考试"] * 2
    desk.sign(again.id, [Signed(ONE.id, score="60")])

    assert [each.officer.name for each in desk.lacking(2026)] == ["乙"]


@pytest.mark.parametrize(("score", "good"), [("60", True), ("59.9", False), ("", False), ("缺考", False)])
def test_a_score_passes_from_the_pass_mark_on(score: str, good: bool) -> None:
    entry = Attendance(ident("entry"), TOWN, ident("exam"), ONE.id, score=score)

    assert passed(session("exam", exam=True), entry) is good


def test_a_session_has_hours_and_lies_in_its_plans_year(here: Bureau, desk: TrainingDesk) -> None:
    for hours in (0, -1, 401):
        with pytest.raises(WrongHoursError):
            desk.save_session(session("法律知识", hours=hours))
    with pytest.raises(PlanYearError):
        desk.save_session(session("法律知识", on=date(2025, 12, 31)))
    here.seat.take(ONE.id, "甲", Role.HANDLER)
    with pytest.raises(NotPermittedError):
        desk.save_session(session("法律知识"))


def test_auxiliaries_and_who_has_left_are_on_no_sheet(here: Bureau, desk: TrainingDesk) -> None:
    helper = an_officer("戊", establishment=Establishment.AUXILIARY)
    here.store.put(helper, an_officer("庚", in_post_to=TODAY - timedelta(days=1)))

    assert {each.name for each in desk.people()} == {"甲", "乙"}
    assert {each.officer.name for each in desk.hours(2026)} == {"甲", "乙"}


@given(
    rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.booleans()), max_size=30),
    hours=st.lists(st.integers(1, 9), min_size=5, max_size=5),
)
def test_the_hours_of_a_year_are_the_sum_of_distinct_sessions(
    rows: list[tuple[int, int, bool]], hours: list[int]
) -> None:
    people = [an_officer(name) for name in "甲乙丙"]
    sessions = [
        session(f"s{number}", hours=each, on=date(2026 if number < 4 else 2025, 5, 1))
        for number, each in enumerate(hours)
    ]
    entries = [
        Attendance(ident(f"entry {number}"), TOWN, sessions[at].id, people[who].id, present=there)
        for number, (who, at, there) in enumerate(rows)
    ]

    found = year_hours(people, sessions, entries, (2026, 10))

    for number, person in enumerate(people):
        there = {at for who, at, present in rows if who == number and present and at < 4}
        assert found[number].officer == person
        assert found[number].hours == sum(hours[each] for each in there)
        assert found[number].lacking == max(0, 10 - found[number].hours)
