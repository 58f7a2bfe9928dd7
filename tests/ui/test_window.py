"""The window: screens open in tabs, keys lead anywhere, no page is wider than the smallest desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.fakes import tools_of
from tests.ui.hands import press, press_ctrl, press_enter, type_text
from ui.screens import GROUPS, group_of, screens
from ui.shell.application import wear
from ui.shell.window import MainWindow
from ui.tokens import Look, TextSize, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.tools import Tools

PLAIN = ("home", "clues", "clue_new", "cases", "search", "deadlines", "settings", "power_items")


@pytest.fixture
def window(qtbot: QtBot, tools: Tools) -> MainWindow:
    """The window with the home page."""
    window = MainWindow(tools, screens())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.open("home")
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return window


def titles(window: MainWindow) -> list[str]:
    """Return the words on the tabs."""
    return [window.tabs.tabText(at) for at in range(window.tabs.count())]


@pytest.mark.parametrize("slug", PLAIN)
def test_a_screen_opens_in_one_tab_however_often_it_is_asked_for(
    window: MainWindow, tools: Tools, qtbot: QtBot, slug: str
) -> None:
    first = window.open(slug)
    again = window.open(slug)
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    assert first is again
    assert window.tabs.currentWidget() is first
    assert tools.notices.last is None


def test_a_screen_that_is_not_there_is_said_and_nothing_breaks(window: MainWindow, tools: Tools) -> None:
    assert window.open("moon") is None

    assert tools.notices.last is not None
    assert tools.notices.last.code == "window.no_screen"


def test_ctrl_k_searches_everywhere(window: MainWindow, tools: Tools, qtbot: QtBot) -> None:
    press_ctrl(window, Qt.Key.Key_K)
    type_text(window.top.search_box, "人民路")
    press_enter(window.top.search_box)
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    assert window.tabs.tabText(window.tabs.currentIndex()) == "搜索结果"


def test_ctrl_n_offers_what_can_be_made(window: MainWindow) -> None:
    press_ctrl(window, Qt.Key.Key_N)
    offered = [each.text() for each in window.top.menu.actions()]
    window.top.menu.close()

    assert "线索" in offered


def test_tabs_are_turned_and_closed_by_keys_and_home_stays(window: MainWindow) -> None:
    window.open("clues")
    press_ctrl(window, Qt.Key.Key_Tab)
    turned = window.tabs.currentIndex()
    press_ctrl(window, Qt.Key.Key_W)
    kept = titles(window)
    window.open("clues")
    press_ctrl(window, Qt.Key.Key_W)

    assert turned == 0
    assert kept == ["工作台", "线索与任务"]
    assert titles(window) == ["工作台"]


def test_f1_tells_the_keys(window: MainWindow, tools: Tools) -> None:
    press(window, Qt.Key.Key_F1)

    assert tools.notices.last is not None
    assert "Ctrl+K 全局搜索" in tools.notices.last.message


def test_a_tile_opens_the_list_behind_its_number(window: MainWindow, tools: Tools, qtbot: QtBot) -> None:
    home = window.open("home")
    assert home is not None
    tiles = home.tiles  # type: ignore[attr-defined] # the home page has tiles

    tiles["to_pay"].click()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    listed = window.tabs.currentWidget()

    assert listed.listed.count.text() == f"共 {tiles['to_pay'].figure.text()} 条"  # type: ignore[attr-defined] # the case list


@pytest.mark.parametrize("size", list(TextSize))
def test_every_plain_screen_fits_the_smallest_desk_at_every_text_size(
    qtbot: QtBot, jobs: JobRunner, undressed: QApplication, size: TextSize
) -> None:
    look = Look(Theme.LIGHT, size)
    wear(undressed, look)
    tools = tools_of(jobs, look=look)
    window = MainWindow(tools, screens())
    qtbot.addWidget(window)
    window.show()

    for slug in PLAIN:
        window.open(slug)
        qtbot.waitUntil(lambda: not jobs.busy)

    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 728


def test_every_screen_of_the_bar_stands_under_its_heading() -> None:
    shown = {each.slug: group_of(each.order) for each in screens().values() if each.order}

    assert shown["cases"] == shown["documents_register"] == ""
    assert shown["officers"] == shown["random"] == "人员与抽查"
    assert shown["calculator"] == "权力与裁量"
    assert shown["templates"] == shown["settings"] == "系统"
    assert set(GROUPS.values()) <= set(shown.values())
