"""A workbook of an office becomes dated items in a real store; taking it in again changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.adapters.sheets import read_sheets
from app.rules.lists.grid import grid_of
from app.rules.lists.headings import Heading
from app.rules.lists.items import FROM_KNOWN
from app.services.list_import import ListImportDesk, Listing, NothingListedError
from app.services.powers import PowerDesk
from tests.fakes import MemoryStore

if TYPE_CHECKING:
    from app.rules.lists.grid import Grid

FOLDER = Path(__file__).parents[2] / "data" / "lists"
DAY = date(2026, 3, 1)
LISTING = Listing(DAY, "示例文件")
HEAD = ("基本编码", "事项名称", "处罚依据")
ROW = ("0200000001", "擅自示例", "《示例条例》第十条：处1000元以上5000元以下罚款")


@pytest.fixture
def powers() -> PowerDesk:
    """A power list with the reference items."""
    desk = PowerDesk(MemoryStore().begin)
    desk.install_reference()
    return desk


def desk(powers: PowerDesk, *grids: Grid) -> ListImportDesk:
    """Return the import desk over given sheets, or over real files."""
    return ListImportDesk(powers, (lambda _content: grids) if grids else read_sheets)


def sample(name: str) -> bytes:
    """Return a sample file."""
    return (FOLDER / name).read_bytes()


def test_a_list_that_only_cites_articles_borrows_the_fines_and_says_so(powers: PowerDesk) -> None:
    report = desk(powers).take_in(sample("layout_A_list.xlsx"), LISTING)

    assert len(report.change.added) == 56
    assert report.aside == ()
    assert {each.confidence for each in report.change.added} == {"to confirm"}
    assert all(FROM_KNOWN in each.notes and not each.reference for each in report.change.added)


def test_the_fines_read_agree_with_the_reference_where_both_say_something(powers: PowerDesk) -> None:
    rows = (HEAD, ROW, ("0200000002", "另一示例", "《水法》第六十五条第一款：处一万元以上十万元以下的罚款"))

    added = desk(powers, grid_of("s", rows)).take_in(b"", LISTING).change.added

    assert [json.loads(each.fine_spec)[0]["max"] for each in added] == [5000, 100000]
    assert {each.confidence for each in added} == {"list"}


def test_what_no_fine_is_known_of_is_put_aside_with_its_reason(powers: PowerDesk) -> None:
    report = desk(powers).take_in(sample("layout_C_powerlist.xlsx"), LISTING)

    assert [(each.row, "没有识别出罚则" in each.reason) for each in report.aside] == [(9, True), (10, True)]
    assert "2项待核" in report.summary


def test_a_part_of_a_list_withdraws_nothing_and_a_whole_one_does(powers: PowerDesk) -> None:
    before = len(powers.on(DAY))
    part = desk(powers).take_in(sample("layout_A2_sections.xlsx"), LISTING, dry_run=True)
    assert part.change.withdrawn == ()

    desk(powers).take_in(sample("layout_A2_sections.xlsx"), LISTING, whole=True)

    assert len(powers.on(DAY - timedelta(days=1))) == before
    assert len(powers.on(DAY)) == 42


def test_taking_the_same_list_in_again_changes_nothing(powers: PowerDesk) -> None:
    content = sample("layout_A_list.xlsx")
    desk(powers).take_in(content, LISTING)

    again = desk(powers).take_in(content, LISTING).change

    assert (again.added, again.changed, again.withdrawn) == ((), (), ())


def test_a_changed_fine_closes_the_old_version_with_a_date(powers: PowerDesk) -> None:
    desk(powers, grid_of("s", (HEAD, ROW))).take_in(b"", LISTING)
    dearer = (*ROW[:2], "《示例条例》第十条：处2000元以上5000元以下罚款")
    later = replace(LISTING, day=date(2026, 6, 1))

    change = desk(powers, grid_of("s", (HEAD, dearer))).take_in(b"", later).change

    assert [each.code for each in change.changed] == [ROW[0]]
    versions = {day: [each for each in powers.on(day) if each.code == ROW[0]] for day in (DAY, later.day)}
    assert [json.loads(found[0].fine_spec)[0]["min"] for found in versions.values()] == [1000, 2000]
    assert versions[DAY][0].listed_to == date(2026, 5, 31)


def test_a_heading_corrected_by_a_person_is_used(powers: PowerDesk) -> None:
    rows = (("甲", "乙", "丙"), ROW)
    heading = Heading(0, 0, {"code": 0, "name": 1, "basis": 2}, ("甲", "乙", "丙"))

    looked = desk(powers, grid_of("s", rows)).look(b"", {"s": heading})

    assert [each.name for each in looked.readings["s"].items] == ["擅自示例"]


def test_a_workbook_without_a_list_is_refused(powers: PowerDesk) -> None:
    with pytest.raises(NothingListedError):
        desk(powers, grid_of("s", (("甲", "乙"),))).take_in(b"", LISTING)


def test_the_same_item_twice_is_put_aside_the_second_time(powers: PowerDesk) -> None:
    report = desk(powers, grid_of("s", (HEAD, ROW, ROW))).take_in(b"", LISTING)

    assert len(report.change.added) == 1
    assert [each.row for each in report.aside] == [3]
