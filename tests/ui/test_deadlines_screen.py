"""Deadlines over all cases: counts that open lists, the why of a limit, the month, the way to the case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.domain.case import CaseStatus
from app.rules.deadlines.law import published_law
from app.services.law import LawDesk
from tests.builders import a_case, ident
from tests.ui.fakes import MemoryLists
from tests.ui.hands import press, press_ctrl, press_enter
from tests.ui.spot_world import tools_over
from tests.unit.services.world import World, notified
from ui.screens.deadlines.bands import BAND_WORDS, Band
from ui.screens.deadlines.view import DeadlinesView
from ui.screens.deadlines.view import build as build_view
from ui.screens.deadlines.view_month import mark_of
from ui.screens.deadlines.viewmodel import DueRefresh
from ui.screens.home.view import build as build_home
from ui.widgets.table_model import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.tools import Tools

FILED = date(2026, 3, 2)
MADE_UP_2027 = """year = 2027
title = "示例放假安排"
source = "示例"
confidence = "to confirm"
work = []
"""
FESTIVALS = (
    "01-01",
    "02-05",
    "02-06",
    "02-07",
    "02-08",
    "04-05",
    "05-01",
    "05-02",
    "06-09",
    "09-15",
    "10-01",
    "10-02",
    "10-03",
)


@dataclass
class Page:
    """The page over a world, with the hands on it."""

    view: DeadlinesView
    tools: Tools
    world: World
    qtbot: QtBot
    jobs: JobRunner

    def settle(self) -> None:
        """Let everything that runs, and what it starts, come to an end."""
        for _ in range(4):
            self.qtbot.wait(120)
            self.qtbot.waitUntil(lambda: not self.jobs.busy)

    def rows(self) -> list[Mapping[str, Any]]:
        """Return what the list shows."""
        model = self.view.listed.model
        return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]

    def filter_words(self) -> list[str]:
        """Return the filters with their counts."""
        return [self.view.filters.item(at).text() for at in range(len(Band))]


def opened(qtbot: QtBot, jobs: JobRunner, today: date, filter_: str = "all") -> Page:
    """Return the page on a day, for a case filed on 2 March 2026."""
    world = notified(filed_on=FILED)
    world.clock.go_to(today)
    row = {"id": ident("case"), "number": "示例1号", "parties": ["示例当事人"], "cause": "示例案由"}
    lists = MemoryLists({"cases": [row], "officers": [], "items": [], "clues": []})
    tools = replace(tools_over(jobs, world), lists=lists)
    view = build_view(tools, {"filter": filter_})
    qtbot.addWidget(view)
    view.resize(1180, 620)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    page = Page(view, tools, world, qtbot, jobs)
    page.settle()
    return page


def test_a_limit_that_is_near_stands_with_its_case(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28), "soon")

    (due,) = page.rows()
    assert (due["number"], due["parties"], due["name"]) == ("示例1号", ["示例当事人"], "办案期限")
    assert due["left"].startswith("还有")
    assert page.filter_words()[1] == "2个工作日内（1）"


def test_counts_of_nearer_days_are_within_those_of_farther_ones(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28))
    shown = [int(words.split("（")[1][:-1]) for words in page.filter_words()]

    overdue, soon, near, later, all_ = shown
    assert soon <= near
    assert all_ == overdue + near + later == len(page.rows())


def test_every_count_opens_a_list_of_as_many(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28))
    found = {}
    for at, band in enumerate(Band):
        page.view.filters.setCurrentRow(at)
        page.settle()
        found[band] = f"{BAND_WORDS[band]}（{len(page.rows())}）"

    assert list(found.values()) == page.filter_words()


def test_a_tile_of_the_home_page_opens_the_list_it_counts(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28), "near")
    lists = MemoryLists({"cases": [], "officers": [], "items": [], "clues": []})
    home = build_home(replace(page.tools, lists=lists), {})
    qtbot.addWidget(home)
    page.settle()

    with qtbot.waitSignal(home.wants) as wanted:
        home.tiles["near"].click()

    assert wanted.args == ["deadlines", {"filter": "near"}]
    assert home.tiles["near"].figure.text() == str(len(page.rows()))


def test_an_overdue_limit_says_so_in_words_and_colour(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 6, 3), "overdue")

    assert [each["left"] for each in page.rows()] == ["已逾期2个工作日"]
    cell = page.view.listed.model.index(0, 0)
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == QColor(page.tools.look.palette.bad)


def test_the_why_panel_shows_every_step_and_the_article(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28), "soon")
    found, _law = page.tools.deadlines.of_case(ident("case"))
    (result,) = [each.result for each in found if each.rule == "D08"]

    words = page.view.why.words.text()
    assert [step for step in result.steps if step not in words] == []
    assert result.article in words
    assert "〔" in words.rsplit("依据：", 1)[1]
    assert page.view.why.mark.isHidden()


def test_a_provisional_date_is_marked_in_list_and_panel(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28), "soon")
    (row,) = page.rows()

    page.view.why.show_row(None)
    page.view.why.show_row({**row, "provisional": True})

    assert not page.view.why.mark.isHidden()
    assert "日期暂定" in page.view.why.mark.text()


def test_enter_opens_the_case_at_its_limits(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28), "soon")
    page.view.take_keys()
    with qtbot.waitSignal(page.view.wants) as wanted:
        press_enter(page.view.listed.table)

    assert wanted.args == ["case", {"case_id": ident("case"), "tab": "deadlines"}]


def test_a_text_finds_limits_by_their_case(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28))
    page.view.listed.look_for("示例案由")
    page.settle()
    assert page.rows()

    page.view.listed.look_for("查无此案")
    page.settle()
    assert page.rows() == []


def test_the_month_marks_a_holiday_and_a_make_up_day_in_words(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 8), "soon")

    press_ctrl(page.view, Qt.Key.Key_M)
    page.settle()

    month = page.view.month
    assert month.words(date(2026, 5, 1)).startswith("5月1日\n劳动节休")
    assert month.words(date(2026, 5, 9)) == "9 调休班"
    assert month.words(date(2026, 5, 16)) == "16 休"
    assert month.words(date(2026, 5, 8)).startswith("8 今天")


def test_the_arrows_move_by_days_and_over_the_edge_of_a_month(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 4, 30), "soon")
    press_ctrl(page.view, Qt.Key.Key_M)
    page.settle()
    page.view.month.go(date(2026, 4, 30))

    press(page.view.month, Qt.Key.Key_Right)
    page.settle()
    assert page.view.month.day == date(2026, 5, 1)
    assert "休息日（劳动节）" in page.view.why.words.text()

    press(page.view.month, Qt.Key.Key_Down)
    press(page.view.month, Qt.Key.Key_PageUp)
    assert page.view.month.day == date(2026, 4, 8)


def test_enter_on_a_day_lists_its_limits(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 8))
    wanted = page.rows()[-1]["safe"]
    press_ctrl(page.view, Qt.Key.Key_M)
    page.view.month.go(wanted)
    page.settle()
    due = len([each for each in page.tools.deadlines.between(wanted, date.max) if each.safe_due == wanted])
    assert f"{due}项" in page.view.month.words(wanted)

    press_enter(page.view.month)
    page.settle()

    assert {each["safe"] for each in page.rows()} == {wanted}
    assert page.view.filters.currentItem().text() == f"{wanted.month}月{wanted.day}日"


def many(world: World, count: int) -> None:
    """Put further open cases into the store."""
    for n in range(count):
        world.put(replace(a_case(CaseStatus.INVESTIGATING, filed_on=FILED), id=ident(f"further {n}")))


def test_a_stopped_refresh_goes_on_where_it_ended(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28))
    many(page.world, 120)
    slow = DueRefresh(page.tools, seconds=0)
    slow.told.connect(lambda *_: slow.stop())

    with qtbot.waitSignal(slow.ended) as stopped:
        slow.start()
    with qtbot.waitSignal(slow.ended) as rest:
        slow.told.disconnect()
        slow.start()

    assert stopped.args == [50]
    assert rest.args == [70]
    assert page.tools.deadlines.refresh() == 0


def test_the_stop_key_stops_and_goes_on(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28))
    many(page.world, 120)
    slow = DueRefresh(page.tools, seconds=0)
    view = DeadlinesView(page.tools, slow)
    qtbot.addWidget(view)
    view.show()
    slow.told.connect(lambda *_: view.progress.turn() if not slow.stopped else None)
    with qtbot.waitSignal(slow.ended):
        view.refresh()
    assert "继续" in view.progress.button.text()

    slow.told.disconnect()
    with qtbot.waitSignal(slow.ended):
        view.progress.turn()

    assert view.progress.isHidden()


def test_a_change_of_the_case_changes_the_list(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 5, 28), "soon")
    assert page.rows()
    page.world.change(page.world.case, filed_on=date(2026, 5, 20))

    press(page.view, Qt.Key.Key_F5)
    page.settle()

    assert [each for each in page.rows() if each["name"] == "办案期限"] == []


def test_imported_holidays_move_the_days_of_the_list(qtbot: QtBot, jobs: JobRunner) -> None:
    page = opened(qtbot, jobs, date(2026, 12, 1))
    page.world.change(page.world.case, filed_on=date(2026, 12, 1))
    page.view.refresh()
    page.settle()
    assert [each["provisional"] for each in page.rows() if each["name"] == "办案期限"] == [True]

    LawDesk(page.world.office).import_year(year_2027())
    page.view.refresh()
    page.settle()

    assert [each["provisional"] for each in page.rows() if each["name"] == "办案期限"] == [False]


def year_2027() -> str:
    """Return a file of holidays for 2027."""
    rests = [f'[[rest]]\nname = "示例假"\nfirst = 2027-{each}\nlast = 2027-{each}\n' for each in FESTIVALS]
    return "\n".join([MADE_UP_2027, *rests])


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 2, 17), "春节休"), (date(2026, 2, 14), "调休班"), (date(2026, 2, 13), "")],
)
def test_a_day_is_marked_by_what_it_is(day: date, words: str) -> None:
    assert mark_of(published_law().calendar, day) == words
