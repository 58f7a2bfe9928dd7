"""The import page: a workbook is read, columns are corrected and remembered, rows accounted for and kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from app.domain.role import Role
from app.rules.lists.account import END_WORDS, End
from app.services.list_import import Listing
from tests.builders import a_case
from tests.ui.hands import press_enter
from tests.ui.spot_world import tools_over
from tests.unit.services.world import FIRST, World
from ui.screens import screens
from ui.screens.import_list.view import ImportListView
from ui.screens.import_list.view import build as build_view
from ui.screens.import_list.viewmodel import Sort
from ui.screens.power_items.view import build as build_items

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
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


@pytest.fixture
def admin(jobs: JobRunner) -> Tools:
    """Tools of an administrator, who may take in what changes how cases are weighed."""
    world = World(a_case())
    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    return tools_over(jobs, world)


def hearing_book(folder: Path) -> Path:
    """Return a workbook of hearing thresholds with one amount that is not understood."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("示例听证标准",),
        ("序号", "领域", "公民", "法人或者其他组织", "依据"),
        (1, "城管", "1000元以上", "1万元以上", "示例文件"),
        (2, "水务", "另行规定", "", "示例文件"),
    ):
        sheet.append(row)
    path = folder / "听证标准.xlsx"
    book.save(path)
    return path


def test_hearing_thresholds_are_previewed_and_kept_like_a_list(
    qtbot: QtBot, admin: Tools, tmp_path: Path
) -> None:
    tools = admin
    view = build_view(tools, {"sort": Sort.HEARING.value, "path": str(hearing_book(tmp_path))})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(view.take.isEnabled, timeout=20000)

    assert "尚未写入" in view.said.text()
    assert [cell(view, row, 2) for row in range(4)].count("待核") == 1
    assert not view.whole.isEnabled()

    view.take.click()
    qtbot.waitUntil(lambda: view.said.text().startswith("已导入"), timeout=20000)
    looked = tools.lists_import.sheets(hearing_book(tmp_path).read_bytes())
    again = tools.standards.take_limits(looked.grids, Listing(tools.clock.today(), "听证标准"), dry_run=True)

    assert (again.added, again.unchanged) == ((), 2)


def test_tier_tables_are_previewed_before_they_are_kept(qtbot: QtBot, admin: Tools) -> None:
    tools = admin
    view = build_view(
        tools, {"sort": Sort.STANDARDS.value, "path": str(FOLDER / "layout_B_tiers_merged.xlsx")}
    )
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(view.take.isEnabled, timeout=20000)
    before = len(tools.standards.every())

    view.take.click()
    qtbot.waitUntil(lambda: view.said.text().startswith("已导入"), timeout=20000)

    assert len(tools.standards.every()) > before


def test_nothing_is_said_to_be_in_order_before_a_file_is_chosen(qtbot: QtBot, tools: Tools) -> None:
    view = build_view(tools, {})
    qtbot.addWidget(view)

    assert "还没有选择文件" in view.columns.hint.text()
    assert "还没有选择文件" in view.rows.hint.text()
    assert not view.rows.hint.isHidden()


def test_a_file_read_as_another_sort_is_read_anew(qtbot: QtBot, admin: Tools) -> None:
    page = opened(qtbot, admin, "layout_C_powerlist.xlsx")
    page.sort.setCurrentIndex(page.sort.findData(Sort.EXEMPTIONS.value))
    qtbot.waitUntil(lambda: page.take.isEnabled() and "不予处罚事项" in page.said.text(), timeout=20000)

    assert "不予处罚事项" in page.said.text()


def test_what_only_others_may_take_in_cannot_be_kept(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    view = build_view(tools, {"sort": Sort.HEARING.value, "path": str(hearing_book(tmp_path))})
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: "没有办理" in view.said.text(), timeout=20000)

    assert not view.take.isEnabled()
