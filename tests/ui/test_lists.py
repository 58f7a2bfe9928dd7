"""Registers: filters are remembered, what is shown can be opened and exported, counts open lists."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.adapters.xlsx import XlsxSheets
from app.domain.clue import ClueState
from tests.ui.fakes import MemoryLists
from tests.ui.hands import press, type_text
from ui.remembered import Remembered
from ui.screens import screens
from ui.screens.deadlines.lists import DUE_COLUMNS
from ui.screens.documents_register.columns import COLUMNS
from ui.screens.showing import CASE_COLUMNS
from ui.tokens import Look, TextSize, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QTableView
    from pytestqt.qtbot import QtBot

    from ui.screens.cases.view import CasesView
    from ui.screens.clues.view import CluesView
    from ui.screens.tools import Tools
    from ui.widgets.table_model import Column


def cases_of(qtbot: QtBot, tools: Tools, **args: object) -> CasesView:
    """Return the case list, shown and at rest."""
    view: Any = screens()["cases"].build(tools, args)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return view  # type: ignore[no-any-return] # a screen builds its own view


def clues_of(qtbot: QtBot, tools: Tools, **args: object) -> CluesView:
    """Return the clue list, shown and at rest."""
    view: Any = screens()["clues"].build(tools, args)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return view  # type: ignore[no-any-return] # a screen builds its own view


def chosen(view: CasesView | CluesView) -> str:
    """Return the words of the chosen filter."""
    return view.filters.currentItem().text()


def test_the_filter_of_a_list_is_as_it_was_left(qtbot: QtBot, tools: Tools) -> None:
    first = cases_of(qtbot, tools, filter="to_pay")

    again = cases_of(qtbot, tools)

    assert chosen(first) == chosen(again) == "待缴款"


def test_two_lists_remember_apart(qtbot: QtBot, tools: Tools) -> None:
    cases_of(qtbot, tools, filter="to_pay")

    assert chosen(clues_of(qtbot, tools)) == "全部线索"


def test_typing_in_a_list_searches_within_its_filter(qtbot: QtBot, tools: Tools) -> None:
    view = clues_of(qtbot, tools, filter=ClueState.OPEN.value)

    type_text(view.listed.search_box, "第1号店铺")
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    assert view.listed.count.text() == "共 1 条"


def test_enter_leads_from_the_search_to_the_table_and_opens_the_row(qtbot: QtBot, tools: Tools) -> None:
    view = cases_of(qtbot, tools, filter="all")
    wanted: list[tuple[str, object]] = []
    view.wants.connect(lambda slug, args: wanted.append((slug, args)))

    press(view.listed.search_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.listed.current() is not None)
    press(view.listed.table, Qt.Key.Key_Return)

    row = view.listed.current()
    assert row is not None
    assert wanted == [("case", {"case_id": row["id"]})]


def test_what_is_shown_is_what_is_exported(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    view = cases_of(qtbot, tools, filter="to_pay")
    shown = view.listed.model.rowCount()

    view.export_to(tmp_path / "案件.xlsx")
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    rows = list(load_workbook(tmp_path / "案件.xlsx").active.iter_rows(values_only=True))

    assert rows[0][:3] == ("案号", "当事人", "案由")
    assert 0 < shown == len(rows) - 1
    assert tools.notices.last is not None
    assert f"{shown} 件案件" in tools.notices.last.message


def test_a_file_that_cannot_be_written_is_said_and_the_button_comes_back(
    qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    view = cases_of(qtbot, tools, filter="to_pay")

    view.export_to(tmp_path / "没有这个文件夹" / "案件.xlsx")
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    assert tools.notices.last is not None
    assert tools.notices.last.code == "cases.export_not_written"
    assert view.export_button.isEnabled()


@pytest.mark.parametrize("text", ["=1+1", "+86", "@示例", "-3", "甲\x0b乙"])
def test_a_text_that_looks_like_a_formula_is_written_as_a_text(text: str) -> None:
    content = XlsxSheets().write(["备注"], [[text]])

    cell = load_workbook(BytesIO(content)).active["A2"]

    assert cell.data_type == "s"
    assert cell.value == text.replace("\x0b", "")


def test_a_look_is_remembered_between_starts(tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None
    first = Remembered(tmp_path / "window.ini")
    first.look = Look(Theme.DARK, TextSize.HUGE)
    first.write()

    assert Remembered(tmp_path / "window.ini").look == Look(Theme.DARK, TextSize.HUGE)


def test_an_unknown_look_is_taken_as_the_shipped_one() -> None:
    kept = Remembered()
    kept.keep("look/theme", "pink")

    assert kept.look == Look()


def widths_of(table: QTableView) -> list[int]:
    """Return how wide each column is."""
    return [table.columnWidth(at) for at in range(table.model().columnCount())]


def test_a_wide_list_gives_every_column_its_share_and_not_all_to_the_last(qtbot: QtBot, tools: Tools) -> None:
    view = cases_of(qtbot, tools)

    asked = [column.width for column in view.listed.model.columns]
    unit = view.listed.table.viewport().width() / sum(asked)
    for width, characters in zip(widths_of(view.listed.table), asked, strict=True):
        assert abs(width - unit * characters) < len(asked)


@pytest.mark.parametrize("columns", [CASE_COLUMNS, COLUMNS, DUE_COLUMNS])
def test_a_number_and_a_day_are_shown_whole(qtbot: QtBot, columns: Sequence[Column]) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    metrics = label.fontMetrics()
    em = metrics.horizontalAdvance("字")

    for column in columns:
        longest = {"案号": "澄江综执案字〔2026〕100号", "文号": "澄江综执当罚字〔2026〕9号"}
        longest |= dict.fromkeys(("立案日期", "定稿日期", "应办日", "法定届满日"), "2026-10-28")
        words = longest.get(column.heading, "")
        assert metrics.horizontalAdvance(words) < em * column.width, column.heading


def test_much_to_say_about_a_row_does_not_push_the_window_off_the_screen(qtbot: QtBot, tools: Tools) -> None:
    view = cases_of(qtbot, tools)
    before = view.minimumSizeHint().height()

    view.look.show_row({"cause": "未经批准占用城市道路堆放物料" * 30, "parties": ["示例当事人" * 20]})

    assert "未经批准" in view.look.words.text()
    assert view.minimumSizeHint().height() == before
    assert view.look.heightForWidth(view.look.width()) < 700


@pytest.mark.parametrize("empty", [True, False])
def test_only_a_bureau_that_has_nothing_yet_is_told_where_to_begin(
    qtbot: QtBot, tools: Tools, empty: bool
) -> None:
    nothing = MemoryLists({"cases": [], "officers": [], "items": [], "clues": []})
    home: Any = screens()["home"].build(replace(tools, lists=nothing) if empty else tools, {})
    qtbot.addWidget(home)
    home.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    assert home.begin.isHidden() is not empty
    assert "权力清单" in home.begin.text()
