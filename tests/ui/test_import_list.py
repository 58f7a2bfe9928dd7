"""The import page: a workbook is read, columns are corrected and remembered, rows accounted for and kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.rules.lists.account import END_WORDS, End
from tests.ui.hands import press_enter
from ui.screens import screens
from ui.screens.import_list.view import ImportListView
from ui.screens.import_list.view import build as build_view
from ui.screens.power_items.view import build as build_items

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.screens.tools import Tools

FOLDER = Path(__file__).parents[1] / "data" / "lists"


def opened(qtbot: QtBot, tools: Tools, name: str) -> ImportListView:
    """Return the page after it has read a sample."""
    view = build_view(tools, {})
    qtbot.addWidget(view)
    view.resize(1180, 700)
    view.show()
    view.path.setText(str(FOLDER / name))
    press_enter(view.path)
    qtbot.waitUntil(view.take.isEnabled, timeout=20000)
    return view


def cell(view: ImportListView, row: int, column: int) -> str:
    """Return the text of a cell of the rows."""
    found = view.rows.table.item(row, column)
    return found.text() if found is not None else ""


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> ImportListView:
    """The page over the sample in which two items must be checked."""
    return opened(qtbot, tools, "layout_C_powerlist.xlsx")


def test_rows_to_be_checked_stand_first_with_their_reason(page: ImportListView) -> None:
    assert page.tabs.currentWidget() is page.rows
    assert page.rows.table.rowCount() == 11
    assert [cell(page, row, 2) for row in range(3)] == ["待核", "待核", "已识别"]
    assert "没有识别出罚则" in cell(page, 0, 3)
    assert "2行待核" in page.said.text()


def test_the_filter_narrows_the_rows(page: ImportListView) -> None:
    page.rows.filter.setCurrentIndex(page.rows.filter.findData(End.FRAME.value))

    shown = {cell(page, row, 2) for row in range(page.rows.table.rowCount())}
    assert shown == {END_WORDS[End.FRAME]}


def test_the_import_keeps_the_items_in_the_power_list(
    page: ImportListView, qtbot: QtBot, tools: Tools
) -> None:
    day = tools.clock.today()
    assert tools.powers.on(day) == ()

    page.take.click()
    qtbot.waitUntil(lambda: page.said.text().startswith("已导入"), timeout=20000)

    assert len(tools.powers.on(day)) == 4
    assert not page.take.isEnabled()


def test_a_corrected_column_is_used_and_remembered(page: ImportListView, qtbot: QtBot, tools: Tools) -> None:
    page.tabs.setCurrentWidget(page.columns)
    held = [pick.currentData() for pick in page.columns.picks()]
    level = held.index("level")
    pick = page.columns.picks()[level]
    pick.setCurrentIndex(pick.findData("remark"))
    pick.activated.emit(pick.currentIndex())
    qtbot.waitUntil(
        lambda: page.take.isEnabled() and page.columns.picks()[level].currentData() == "remark",
        timeout=20000,
    )

    again = opened(qtbot, tools, "layout_C_powerlist.xlsx")

    assert again.columns.picks()[level].currentData() == "remark"


def test_an_announced_number_that_differs_is_told(page: ImportListView, qtbot: QtBot) -> None:
    page.announced.setText("788")
    page.announced.editingFinished.emit()

    qtbot.waitUntil(
        lambda: any("788" in page.warnings.item(at).text() for at in range(page.warnings.count())),
        timeout=20000,
    )


def test_a_file_that_is_none_is_refused_in_words(qtbot: QtBot, tools: Tools) -> None:
    view = build_view(tools, {"path": "没有这个文件.xlsx"})
    qtbot.addWidget(view)

    qtbot.waitUntil(lambda: "读不出文件" in view.said.text(), timeout=20000)

    assert not view.take.isEnabled()


def test_the_power_list_opens_the_import(qtbot: QtBot, tools: Tools) -> None:
    view = build_items(tools, {})
    qtbot.addWidget(view)

    with qtbot.waitSignal(view.wants) as asked:
        view.take_list.click()

    assert asked.args[0] in screens()
