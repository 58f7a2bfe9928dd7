"""Real and realistic sheets are read whole: each row has one fate, each fine is understood or questioned."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.adapters.sheets import SheetUnreadableError, read_sheets
from app.rules.lists.headings import NoHeadingError
from app.rules.lists.listed import Fate
from app.rules.lists.matching import KnownItems
from app.rules.lists.reading import read_list
from app.rules.power_list import reference_list

if TYPE_CHECKING:
    from app.rules.lists.grid import Grid
    from app.rules.lists.listed import ListReading

FOLDER = Path(__file__).parents[2] / "data" / "lists"
SAMPLES = sorted(each.name for each in FOLDER.iterdir() if each.suffix in (".xls", ".xlsx"))
SHARE = 0.9


def sheets(name: str) -> tuple[Grid, ...]:
    """Return the sheets of a sample."""
    return read_sheets((FOLDER / name).read_bytes())


def readings(name: str) -> list[tuple[Grid, ListReading]]:
    """Return what was read of each sheet of a sample that holds anything."""
    return [(grid, read_list(grid)) for grid in sheets(name) if any(map(grid.filled, range(len(grid.rows))))]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_with_content_has_exactly_one_fate(name: str) -> None:
    for grid, reading in readings(name):
        rows = [row + 1 for row in range(len(grid.rows)) if grid.filled(row)]
        assert [each.row for each in reading.fates] == rows
        assert reading.questions == ()


@pytest.mark.parametrize(
    ("name", "items", "sub_items", "tiers"),
    [
        ("layout_A_list.xlsx", 56, 0, 0),
        ("layout_A2_sections.xlsx", 42, 0, 0),
        ("layout_B_tiers_merged.xlsx", 3, 0, 7),
        ("layout_C_powerlist.xlsx", 6, 4, 0),
        ("jiangmen_tiers_real.xls", 165, 0, 677),
    ],
)
def test_items_and_tiers_are_counted(name: str, items: int, sub_items: int, tiers: int) -> None:
    found = [reading for _grid, reading in readings(name)]

    assert sum(len(each.items) for each in found) == items
    assert sum(fate.fate is Fate.SUB_ITEM for each in found for fate in each.fates) == sub_items
    assert sum(len(item.tiers) for each in found for item in each.items) == tiers


def test_the_wordings_of_the_real_tables_are_read_or_questioned(capsys: pytest.CaptureFixture[str]) -> None:
    stated = [
        fine
        for name in SAMPLES
        for _grid, reading in readings(name)
        for item in reading.items
        for fine in (item.fine, *(tier.fine for tier in item.tiers))
        if fine is not None and fine.states_amount
    ]
    understood = [each for each in stated if not each.questions]

    share = len(understood) / len(stated)
    with capsys.disabled():
        print(f"\n  罚款文字 {len(stated)} 条，直接识别 {len(understood)} 条（{share:.1%}），其余列入待核")  # noqa: T201 - the share is told
    assert share >= SHARE
    assert all(bool(each.questions) is (each.spec == "") for each in stated)


def test_leading_zeros_of_codes_stay() -> None:
    ((_grid, reading),) = readings("layout_A_list.xlsx")

    assert {len(each.code) for each in reading.items} == {len("0200001000")}


def test_sections_give_the_department_and_their_announced_counts() -> None:
    ((_grid, reading),) = readings("layout_A2_sections.xlsx")

    announced = {each.words: each.count for each in reading.sections}
    assert announced == Counter(each.department for each in reading.items)
    assert reading.warnings == ()


def test_several_conditions_of_one_tier_are_alternatives() -> None:
    ((_grid, reading),) = readings("layout_B_tiers_merged.xlsx")

    severe = reading.items[0].tiers[2]
    assert (severe.label, severe.conditions) == ("严重", ["占用面积20m2以上", "拒不改正的", "造成道路损坏的"])
    assert severe.fine is not None
    (branch,) = json.loads(severe.fine.spec)
    assert (branch["min"], branch["max"]) == (5000, 20000)


def test_sub_items_share_the_basis_of_their_item() -> None:
    ((_grid, reading),) = readings("layout_C_powerlist.xlsx")

    first = [each for each in reading.items if each.code == "0200123000"]
    assert [each.name for each in first] == [
        "1.损坏城市树木花草",
        "2.擅自砍伐城市树木",
        "3.砍伐、擅自迁移古树名木",
        "4.损坏城市绿化设施",
    ]
    assert len({each.basis for each in first}) == 1
    assert {each.parent for each in first} == {"对违反城市绿化管理规定行为的处罚"}


def test_a_second_stage_of_an_item_keeps_its_own_basis() -> None:
    (item,) = [
        each
        for grid, reading in readings("jiangmen_tiers_real.xls")
        for each in reading.items
        if grid.sheet == "建管条例" and each.number == "8-3"
    ]

    assert [bool(each.basis) for each in item.tiers[:8]] == [False] * 4 + [True] * 4
    assert item.tiers[4].basis.startswith("逾期不改正的")


def test_the_tables_mistakes_are_pointed_out() -> None:
    warnings = [each for _grid, reading in readings("jiangmen_tiers_real.xls") for each in reading.warnings]

    assert any("有空档（200000元至700000元）" in each for each in warnings)
    assert any("有重叠（80000元至100000元）" in each for each in warnings)


@pytest.mark.parametrize("name", ["layout_A_list.xlsx", "layout_A2_sections.xlsx"])
def test_listed_items_are_found_among_the_known_ones(name: str) -> None:
    known = KnownItems(reference_list().taken)
    ((_grid, reading),) = readings(name)

    found = {each.name: known.of(each) for each in reading.items}
    assert [listed for listed, item in found.items() if item is None] == []


def test_an_empty_sheet_has_no_heading() -> None:
    (*_rest, empty) = sheets("jiangmen_tiers_real.xls")

    with pytest.raises(NoHeadingError, match="没有找到表头"):
        read_list(empty)


@pytest.mark.parametrize("content", [b"", b"no sheet", b"PK\x03\x04 broken"])
def test_what_is_no_sheet_is_refused(content: bytes) -> None:
    with pytest.raises(SheetUnreadableError):
        read_sheets(content)
