"""Deadline tab: every running limit, nearest first, with its days left and its steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import CaseStatus
from app.rules.case_clock import case_deadlines
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import day_of
from app.rules.deadlines.law import published_law
from app.services.case_reading import CaseReading
from tests.builders import a_case, ident
from tests.ui.spot_world import tools_over
from tests.unit.services.world import TODAY, World, notified
from ui.screens.case.deadlines import left_words, limits
from ui.screens.case.view_deadlines import NONE, DeadlineTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner

ONE = timedelta(days=1)
CALENDAR = published_law().calendar
PAYMENT = compute("D17", {"trigger": "2026-03-02"})


def a_tab(qtbot: QtBot, jobs: JobRunner, world: World) -> DeadlineTab:
    """Return the tab of the case of a world, everything read."""
    tab = DeadlineTab(tools_over(jobs, world), ident("case"))
    qtbot.addWidget(tab)
    tab.show()
    tab.show_file(CaseReading(world.office).open(ident("case")))
    qtbot.waitUntil(lambda: not jobs.busy)
    return tab


def test_the_limits_of_a_filed_case_stand_nearest_first_with_their_steps(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    world = notified(filed_on=date(2026, 3, 2))
    tab = a_tab(qtbot, jobs, world)

    days = [each.safe for each in tab.rows.records]
    assert days == sorted(days)
    assert "起算" in tab.why.text()
    assert tab.rows.records[0].article in tab.why.text()


def test_the_keys_on_another_limit_show_its_steps(qtbot: QtBot, jobs: JobRunner) -> None:
    tab = a_tab(qtbot, jobs, notified(filed_on=date(2026, 3, 2)))

    tab.go("D08")

    assert "办案期限" in tab.title.text()
    assert "为立案之日" in tab.why.text()


def test_a_case_without_running_limits_says_so(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.CLOSED, closed_on=TODAY))
    tab = a_tab(qtbot, jobs, world)
    left = [each for each in tab.rows.records if each.id.startswith("D08")]

    assert left == []
    if not tab.rows.records:
        assert tab.why.text() == NONE


def test_every_limit_names_its_article_and_how_sure_it_is() -> None:
    world = notified(filed_on=date(2026, 3, 2))
    file, law = CaseReading(world.office).open(ident("case")), published_law()

    found = limits(file, case_deadlines(law, file), law, TODAY)

    assert found
    assert all(each.article and each.sure and each.why for each in found)


def test_the_last_day_itself_is_today() -> None:
    assert left_words(PAYMENT, CALENDAR, day_of(PAYMENT.legal_due)) == "今日"


@given(st.integers(1, 200))
def test_days_left_and_days_overdue_count_working_days(days: int) -> None:
    due = day_of(PAYMENT.legal_due)
    early, late = due - timedelta(days=days), due + timedelta(days=days)

    under, over = CALENDAR.working_days(early + ONE, due), CALENDAR.working_days(due + ONE, late)
    assert left_words(PAYMENT, CALENDAR, early) == f"还有{under}个工作日"
    assert left_words(PAYMENT, CALENDAR, late) == (f"已届满{over}个工作日" if over else "已届满")
