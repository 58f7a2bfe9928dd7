"""Old .xls sheets are read like new ones: merged cells, days, hidden rows and sheets, vertical blocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.adapters.sheets import read_sheets
from app.rules.lists.account import End
from app.services.list_import import ListImportDesk, Listing, ListReport
from app.services.powers import PowerDesk
from tests.builders import TOWN
from tests.fakes import MemoryStore

OLD = Path(__file__).parents[2] / "data" / "lists" / "old_format" / "several_layouts.xls"


@pytest.fixture(scope="module")
def report() -> ListReport:
    """The old workbook taken in."""
    desk = ListImportDesk(PowerDesk(MemoryStore(town=TOWN).begin), read_sheets)
    return desk.take_in(OLD.read_bytes(), Listing(date(2026, 1, 1), "示例"))


def test_every_filled_row_of_every_sheet_has_one_end(report: ListReport) -> None:
    filled = [
        (grid.sheet, row + 1)
        for grid in read_sheets(OLD.read_bytes())
        for row in range(len(grid.rows))
        if grid.filled(row)
    ]

    assert [(each.sheet, each.row) for each in report.rows] == filled
    assert [(each.sheet, each.row) for each in report.review] == [("隐藏", 4)]


def test_merged_headings_and_days_of_an_old_sheet_are_read(report: ListReport) -> None:
    first, second = report.readings["裁量"].items

    assert (first.number, first.name, second.number) == ("1-2", "占道", "2")
    assert [tier.label for tier in first.tiers] == ["轻微", "严重"]
    assert first.tiers[1].result == "单位:5000元以上1万元以下;个人:200元以上500元以下"


def test_vertical_and_hidden_sheets_are_read_too(report: ListReport) -> None:
    assert [each.code for each in report.readings["竖排"].items] == ["0200123000", "0200124000"]
    assert [each.name for each in report.readings["隐藏"].items] == ["甲", "乙"]
    assert report.count(End.TAKEN) == 6
