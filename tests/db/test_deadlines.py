"""Time limits are derived from the cases, kept up with every change, and counted day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_
from hypothesis import strategies as st

from app.domain.case import Case, CaseStatus
from app.domain.case_file import CaseFile
from app.domain.inspection import DrawnFrom, Finding, InspectionDraw, InspectionPlan, InspectionTask
from app.domain.role import Role
from app.rules.deadlines.law import published_law
from app.services.deadlines import DeadlineDesk, DueCounts, DueEdges, derive
from app.services.law import CHOICE, LawDesk
from app.services.office import Office
from app.services.settings import SettingDesk
from localdb.store import Store, open_store
from tests.builders import a_bureau
from tests.db.surroundings import TOWN, TickingClock, case, clerk, means
from tests.unit.deadlines.test_calendar_file import GOOD as YEAR_2027

if TYPE_CHECKING:
    from localdb.outbox import Means

FILED = date(2026, 3, 2)


@pytest.fixture
def given() -> Means:
    """A store's surroundings on 2 March 2026, with an administrator at the desk."""
    admin = replace(clerk(), roles=frozenset((Role.HANDLER, Role.ADMIN)))
    return replace(means(TickingClock(datetime(2026, 3, 2, 1, tzinfo=UTC))), who=lambda: admin)


@pytest.fixture
def office(store: Store, given: Means) -> Office:
    """The office on the store."""
    return Office(store.begin, given.clock, given.ids, given.who, store.read)


@pytest.fixture
def desk(store: Store, office: Office) -> DeadlineDesk:
    """The deadline desk on the store."""
    return DeadlineDesk(office, store.deadlines)


def keep(store: Store, *records: Case) -> None:
    """Keep cases in one transaction."""
    with store.begin() as work:
        for each in records:
            work.of(Case).save(each)
        work.commit()


def filed(given: Means, day: date = FILED) -> Case:
    """Return a case filed on a day."""
    return replace(case(given), status=CaseStatus.FILED, filed_on=day)


def test_a_filed_case_has_its_ninety_days(store: Store, given: Means, desk: DeadlineDesk) -> None:
    one = filed(given)
    keep(store, one)

    assert desk.refresh() == 1

    (limit,) = [each for each in store.deadlines.of_case(one.id) if each.rule == "D08"]
    assert (limit.legal_due, limit.safe_due) == ("2026-06-01", date(2026, 5, 29))
    assert "第六十条" in limit.article
    assert limit.ours


def test_only_what_changed_is_derived_again(store: Store, given: Means, desk: DeadlineDesk) -> None:
    first, second = filed(given), filed(given)
    keep(store, first, second)
    desk.refresh()
    assert desk.refresh() == 0

    keep(store, replace(second, filed_on=date(2026, 2, 2)))

    assert desk.refresh() == 1
    due = {
        each.case_id: each.legal_due for each in desk.between(None, date(2027, 1, 1)) if each.rule == "D08"
    }
    assert due == {first.id: "2026-06-01", second.id: "2026-05-06"}


def test_a_case_that_is_not_here_stops_no_other(store: Store, given: Means, desk: DeadlineDesk) -> None:
    gone, there = filed(given), filed(given)
    keep(store, gone, there)
    desk.refresh()
    with store.engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM cases WHERE id = ?", (gone.id.bytes,))
        for each in (gone, there):
            connection.exec_driver_sql("INSERT INTO stale_clocks (case_id) VALUES (?)", (each.id.bytes,))
        connection.commit()

    desk.refresh()

    assert not store.deadlines.of_case(gone.id)
    assert store.deadlines.of_case(there.id)
    assert desk.refresh() == 0


def test_a_setting_of_the_bureau_derives_every_open_case_again(
    store: Store, given: Means, desk: DeadlineDesk, office: Office
) -> None:
    keep(store, filed(given), replace(filed(given), status=CaseStatus.ARCHIVED))
    desk.refresh()
    choice = next(each for each in LawDesk(office).current().choices() if isinstance(each.default, int))

    SettingDesk(office).put(CHOICE + choice.name, choice.default + 1)  # type: ignore[operator] # an int by the line above

    assert desk.refresh() == 1


def test_an_imported_year_makes_provisional_days_final(
    store: Store, given: Means, desk: DeadlineDesk, office: Office
) -> None:
    keep(store, filed(given, date(2026, 11, 20)))
    desk.refresh()
    assert {each.provisional for each in desk.between(None, date(2028, 1, 1)) if each.rule == "D08"} == {True}

    LawDesk(office).import_year(YEAR_2027)

    assert desk.refresh() == 1
    assert {each.provisional for each in desk.between(None, date(2028, 1, 1)) if each.rule == "D08"} == {
        False
    }


def test_a_change_made_meanwhile_leaves_its_case_stale(
    store: Store, given: Means, desk: DeadlineDesk
) -> None:
    one = filed(given)
    keep(store, one)
    ((case_id, seen),) = store.deadlines.stale("某版", TOWN)

    keep(store, replace(one, filed_on=date(2026, 2, 2)))
    store.deadlines.keep([(case_id, seen, ())])

    assert desk.refresh() == 1


def test_a_stopped_refresh_goes_on_next_time(store: Store, given: Means, desk: DeadlineDesk) -> None:
    keep(store, *(filed(given) for _ in range(120)))

    assert desk.refresh(lambda done, whole: done < whole // 2) == 100
    assert desk.refresh() == 20


def test_counts_part_at_two_and_seven_working_days(store: Store, given: Means, desk: DeadlineDesk) -> None:
    today = date(2026, 3, 2)
    filed_on = {
        "overdue": date(2025, 11, 20),
        "soon": date(2025, 12, 4),
        "near": date(2025, 12, 10),
        "later": date(2026, 3, 1),
    }
    keep(store, *(filed(given, day) for day in filed_on.values()))
    desk.refresh()
    edges = desk.edges()
    nineties = [each.safe_due for each in desk.between(None, date(2028, 1, 1)) if each.rule == "D08"]

    counts = desk.counts()

    assert edges == DueEdges(today, date(2026, 3, 5), date(2026, 3, 12))
    assert counts.overdue >= sum(day < today for day in nineties) == 1
    assert counts == DueCounts(
        *(
            len(desk.between(first, end))
            for first, end in (
                (None, edges.today),
                (edges.today, edges.soon),
                (edges.soon, edges.near),
                (edges.near, date(2100, 1, 1)),
            )
        )
    )


def test_a_limit_names_the_law_the_calendar_and_the_hash_of_what_it_was_derived_from(
    store: Store, given: Means, desk: DeadlineDesk
) -> None:
    one, other = filed(given), filed(given, date(2026, 2, 2))
    keep(store, one, other)
    desk.refresh()

    first, second = (store.deadlines.of_case(each.id)[0] for each in (one, other))

    law = published_law()
    assert (first.law, first.calendar) == (law.version, law.calendar.version)
    assert len({first.inputs, second.inputs, ""}) == 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given_(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60)), max_size=12))
def test_the_count_of_each_day_follows_whatever_is_kept(
    tmp_path_factory: pytest.TempPathFactory, kept: list[tuple[int, int]]
) -> None:
    around = means(TickingClock(datetime(2026, 3, 2, 1, tzinfo=UTC)))
    store = open_store(tmp_path_factory.mktemp("counted") / "store", around)
    ids = [around.ids.new() for _ in range(4)]
    for number, days in kept:
        one = replace(filed(around, FILED - timedelta(days)), id=ids[number])
        store.deadlines.keep([(one.id, 0, derive(published_law(), CaseFile(one)))])

    found = store.deadlines.between(TOWN, None, date(2100, 1, 1))
    edges = sorted({each.safe_due for each in found})
    counts = [store.deadlines.counts(TOWN, (day, day + timedelta(1)))[1] for day in edges]

    store.close()
    assert counts == [sum(each.safe_due == day for each in found) for day in edges]


def test_a_bureau_is_no_case(store: Store, desk: DeadlineDesk) -> None:
    with store.begin() as work:
        work.of(type(a_bureau())).save(a_bureau())
        work.commit()

    assert desk.refresh() == 0


def inspected(given: Means, **changes: object) -> InspectionTask:
    """Return a task whose result was found on 2 March 2026."""
    new = given.ids.new
    task = InspectionTask(new(), TOWN, new(), new(), new(), "示例商店", (new(), new()))
    return replace(task, finding=Finding.NO_PROBLEM, checked_on=FILED, **changes)  # type: ignore[arg-type] # named by the caller


def test_a_result_of_an_inspection_must_be_public_within_twenty_working_days(
    store: Store, given: Means, desk: DeadlineDesk
) -> None:
    task = inspected(given)
    waits = replace(inspected(given), checked_on=None, finding=Finding.PENDING)
    put(store, task, waits)
    desk.refresh()

    (limit,) = desk.between(None, date(2027, 1, 1))
    assert (limit.rule, limit.case_id, limit.subject) == ("D46", task.id, "示例商店")
    assert limit.inspects
    assert limit.legal_due == published_law().calendar.after(FILED, 20).isoformat()
    assert sum(vars_of(desk.counts())) == 1
    ((why,), _law) = desk.of_task(task.id)
    assert why.result.steps
    assert desk.of_task(waits.id)[0] == ()

    put(store, replace(task, published_on=date(2026, 3, 9)))
    desk.refresh()
    assert desk.between(None, date(2027, 1, 1)) == []
    assert sum(vars_of(desk.counts())) == 0


def test_a_new_law_derives_results_that_are_not_public_again(
    store: Store, given: Means, desk: DeadlineDesk
) -> None:
    task, public = inspected(given), inspected(given, published_on=date(2026, 3, 9))
    put(store, task, public)
    desk.refresh()

    assert [record for record, _seen in store.deadlines.stale("新版", TOWN)] == [task.id]


def test_each_town_derives_its_own_cases_by_its_own_law(
    store: Store, given: Means, desk: DeadlineDesk
) -> None:
    other = replace(given.who(), town="320281102")
    there = DeadlineDesk(
        Office(store.begin, given.clock, given.ids, lambda: other, store.read), store.deadlines
    )
    here_case, there_case = filed(given), replace(filed(given), town=other.town)
    keep(store, here_case, there_case)

    assert desk.refresh() == 1
    assert store.deadlines.of_case(there_case.id) == []
    assert there.refresh() == 1
    assert {each.case_id for each in there.between(None, date(2027, 1, 1))} == {there_case.id}
    assert {each.case_id for each in desk.between(None, date(2027, 1, 1))} == {here_case.id}
    assert desk.refresh() == there.refresh() == 0


def vars_of(counts: DueCounts) -> tuple[int, ...]:
    """Return every count."""
    return (counts.overdue, counts.soon, counts.near, counts.later)


def put(store: Store, *tasks: InspectionTask) -> None:
    """Keep tasks in one transaction."""
    with store.begin() as work:
        for each in tasks:
            plan = InspectionPlan(
                each.plan_id, TOWN, "示例计划", 2026, DrawnFrom.FILES, None, {}, FILED, FILED, 0
            )
            at = datetime(2026, 3, 1, tzinfo=UTC)
            work.of(InspectionPlan).save(plan)
            work.of(InspectionDraw).save(InspectionDraw(each.draw_id, TOWN, plan.id, at, plan.id, "", ""))
            work.of(InspectionTask).save(each)
        work.commit()
