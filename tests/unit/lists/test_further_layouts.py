"""Sheets laid out in further ways are read as they are meant, or put to a person; nothing is read askew."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app.rules.lists.account import End
from app.rules.lists.grid import Grid, Merged, grid_of
from app.rules.lists.listed import Fate, ListedItem, ListReading
from app.rules.lists.reading import read_list
from app.services.list_import import ListImportDesk, Listing, ListReport
from app.services.powers import PowerDesk
from tests.builders import TOWN
from tests.fakes import MemoryStore

ROAD = "《城市道路管理条例》第四十二条：责令限期改正，可以处2万元以下的罚款"
DUST = "《大气污染防治法》第一百一十五条：处一万元以上十万元以下的罚款"
HEAD = ("序号", "违法行为", "处罚依据", "裁量阶次", "处罚标准")


def read(*rows: tuple[object, ...], merged: tuple[Merged, ...] = ()) -> ListReading:
    """Read rows as one sheet."""
    return read_list(grid_of("s", rows, merged))


def taken(*grids: Grid) -> ListReport:
    """Take sheets in as a list."""
    desk = ListImportDesk(PowerDesk(MemoryStore(town=TOWN).begin), lambda _content: grids)
    return desk.take_in(b"", Listing(date(2026, 1, 1), "示例"))


def ranges(item: ListedItem) -> list[tuple[str, object, object]]:
    """Return label and ends of each tier that was understood."""
    found = ((tier.label, json.loads(tier.fine.spec)) for tier in item.tiers if tier.fine and tier.fine.spec)
    return [(label, branch.get("min"), branch.get("max")) for label, (branch, *_rest) in found]


VERTICAL = (
    ("行政职权信息表", "", "", ""),
    ("职权编码", "0200123000", "职权类型", "行政处罚"),
    ("职权名称", "对擅自占用城市道路的处罚", "", ""),
    ("行使主体", "示例镇人民政府", "", ""),
    ("承办机构", "综合行政执法局", "", ""),
    ("实施依据", "《城市道路管理条例》第二十七条；", "", ""),
    ("", ROAD, "", ""),
    ("责任事项", "立案、调查、决定", "", ""),
    ("追责情形", "", "", ""),
    ("", "", "", ""),
    ("职权编码", "0200124000", "", ""),
    ("职权名称", "对扬尘的处罚", "", ""),
    ("实施依据", DUST, "", ""),
)


def test_a_vertical_sheet_gives_one_item_for_each_block() -> None:
    first, second = read(*VERTICAL).items

    assert (first.code, first.name, first.sort) == ("0200123000", "对擅自占用城市道路的处罚", "行政处罚")
    assert first.basis == "《城市道路管理条例》第二十七条;" + ROAD.replace("：", ":").replace("，", ",")
    assert first.fine is not None
    assert json.loads(first.fine.spec)[0]["max"] == 20000
    assert (second.code, second.name) == ("0200124000", "对扬尘的处罚")


def test_each_row_of_a_vertical_sheet_belongs_to_its_block() -> None:
    report = taken(grid_of("s", VERTICAL))

    assert [each.row for each in report.rows] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13]
    assert [each.into for each in report.rows] == [0, 0, 2, 2, 2, 2, 2, 2, 2, 0, 11, 11]
    assert report.review == ()


def test_one_vertical_block_for_each_sheet_and_powers_of_other_kinds_are_put_aside() -> None:
    rows = (("职权编码", "1"), ("职权类型", "行政许可"), ("职权名称", "占道许可"), ("实施依据", ROAD))
    fine = (*rows[:1], ("职权类型", "行政处罚"), ("职权名称", "占道"), rows[3])

    report = taken(grid_of("0001", rows), grid_of("0002", fine))

    assert [each.name for each in report.change.added] == ["占道"]
    assert "不是行政处罚" in report.review[0].reason


def test_tiers_that_stand_side_by_side_are_all_read() -> None:
    (item,) = read(
        ("序号", "违法行为", "处罚依据", "裁量标准", "", ""),
        ("", "", "", "轻微", "一般", "严重"),
        (1, "占道", ROAD, "处1000元以下罚款", "处1000元以上5000元以下罚款", "处5000元以上2万元以下罚款"),
        merged=((0, 3, 0, 5),),
    ).items

    assert ranges(item) == [("轻微", None, 1000), ("一般", 1000, 5000), ("严重", 5000, 20000)]


def test_standards_for_units_and_persons_in_two_columns_keep_their_subjects() -> None:
    (item,) = read(
        ("序号", "违法行为", "处罚依据", "处罚标准（单位）", "处罚标准（个人）"),
        (1, "占道", ROAD, "1000元以上5000元以下", "50元以上200元以下"),
    ).items

    fine = item.tiers[0].fine
    assert fine is not None
    assert [(each["who"], each["min"]) for each in json.loads(fine.spec)] == [("org", 1000), ("ind", 50)]


def test_a_heading_of_three_rows_is_read_down_to_its_children() -> None:
    reading = read(
        ("序号", "违法行为", "处罚依据", "裁量基准", "", ""),
        ("", "", "", "档次", "标准", ""),
        ("", "", "", "", "单位", "个人"),
        (1, "占道", ROAD, "轻微", "1000元以上5000元以下", "50元以上200元以下"),
        merged=((0, 3, 0, 5), (1, 4, 1, 5)),
    )

    assert reading.heading.last == 2
    assert dict(reading.heading.subjects) == {"单位": 4, "个人": 5}
    assert reading.items[0].tiers[0].label == "轻微"


@pytest.mark.parametrize(
    ("title", "figures", "expected"),
    [
        ("处罚标准（万元）", "1-3", (10_000, 30_000)),
        ("罚款数额（万元）", "100-500", (1_000_000, 5_000_000)),
        ("处罚标准（元）", 50, (50, 50)),
        ("处罚标准(万元)", "5以上10以下", (50_000, 100_000)),
        ("处罚标准(万元)", "1千元以上3千元以下", (1000, 3000)),
    ],
)
def test_bare_figures_count_in_the_unit_of_the_heading(
    title: str, figures: object, expected: tuple[int, int]
) -> None:
    (item,) = read((*HEAD[:4], title), (1, "占道", DUST, "轻微", figures)).items

    assert ranges(item) == [("轻微", *expected)]


def test_a_unit_said_above_the_heading_counts_too() -> None:
    (item,) = read(("单位：万元",), HEAD, (1, "占道", DUST, "轻微", "1-3")).items

    assert ranges(item) == [("轻微", 10_000, 30_000)]


def test_lower_and_upper_ends_in_two_columns_make_one_range_or_a_question() -> None:
    head = (*HEAD[:4], "罚款下限（元）", "罚款上限（元）")
    (item,) = read(head, (1, "占道", DUST, "轻微", 10000, 30000)).items
    (unclear,) = read((*HEAD[:4], "罚款下限", "罚款上限"), (1, "占道", DUST, "轻微", 1, 3)).items

    assert ranges(item) == [("轻微", 10_000, 30_000)]
    assert "单位未写明" in unclear.questions[0]


def test_a_heading_further_down_may_put_its_columns_in_another_order() -> None:
    first, second = read(
        HEAD,
        (1, "占道", ROAD, "轻", "处1000元以下罚款"),
        ("序号", "裁量阶次", "违法行为", "处罚标准", "处罚依据"),
        (1, "轻", "未覆盖", "处1万元以上3万元以下罚款", DUST),
    ).items

    assert (first.name, second.name) == ("占道", "未覆盖")
    assert ranges(second) == [("轻", 10_000, 30_000)]


def test_a_law_text_torn_beside_a_later_tier_is_joined() -> None:
    (item,) = read(
        HEAD,
        (1, "占道", "《城市道路管理条例》第四十二条：可以处2万元", "轻微", "处1万元以下罚款"),
        ("", "", "以下的罚款；造成损失的，赔偿", "严重", "处1万元以上2万元以下罚款"),
    ).items

    assert item.fine is not None
    assert json.loads(item.fine.spec)[0] == {
        "who": "any",
        "type": "fixed",
        "min": None,
        "max": 20000,
        "may": True,
    }


@pytest.mark.parametrize("section", [("住建领域", "", ""), ("（一）", "住建（2项）", "")])
def test_a_short_text_above_items_is_a_section_and_never_a_heading(section: tuple[str, ...]) -> None:
    reading = read(("序号", "事项名称", "处罚依据"), section, (1, "甲", ROAD), (2, "乙", DUST))

    assert [each.fate for each in reading.fates][1] is Fate.SECTION
    assert {each.department[:2] for each in reading.items} == {"住建"}
    assert [each.number for each in reading.items] == ["1", "2"]


def test_a_department_printed_once_stands_for_the_rows_below_and_its_count_is_checked() -> None:
    reading = read(
        ("序号", "部门", "事项名称", "处罚依据"),
        (1, "住建（3项）", "甲", ROAD),
        (2, "", "乙", DUST),
        (3, "城管", "丙", ROAD),
    )

    assert [each.department for each in reading.items] == ["住建", "住建", "城管"]
    assert reading.warnings == ("“住建”标明3项，读到2项。",)


def test_a_row_with_its_own_number_gives_its_text_to_no_other_item() -> None:
    report = taken(grid_of("s", (("序号", "事项名称", "处罚依据"), (1, "甲", ROAD), (2, None, DUST))))

    assert [each.end for each in report.rows] == [End.FRAME, End.TAKEN, End.REVIEW]
    assert report.change.added[0].penalty_basis == ROAD


def test_the_same_number_in_two_sections_means_the_nearer_one() -> None:
    items = read(
        ("序号", "事项名称", "处罚依据"),
        (1, "甲", ROAD),
        ("二、大气", "", ""),
        (1, "乙", DUST),
        (2, "丙", "同第1项"),
        (3, "丁", "同第二项"),
    ).items

    assert [each.basis == items[1].basis for each in items] == [False, True, True, True]


def test_law_named_across_the_sheet_is_the_law_of_the_items_below() -> None:
    reading = read(
        ("违反条款：《水污染防治法》第三十九条", "", "", ""),
        ("处罚依据：《水污染防治法》第八十三条：处十万元以上一百万元以下的罚款", "", "", ""),
        ("违法行为", "裁量要素", "违法程度", "裁量权重"),
        ("逃避监管排污", "排放去向", "一般区域", "10%"),
        merged=((0, 0, 0, 3), (1, 0, 1, 3)),
    )

    (item,) = reading.items
    assert [each.fate for each in reading.fates][:2] == [Fate.GROUND, Fate.GROUND]
    assert item.duty == "《水污染防治法》第三十九条"
    assert item.fine is not None
    assert json.loads(item.fine.spec)[0]["max"] == 1_000_000
    assert item.questions, "a weight is no standard"


def test_notes_and_page_numbers_between_items_are_no_sections() -> None:
    reading = read(
        ("序号", "事项名称", "处罚依据"),
        ("住建（1项）", "", ""),
        (1, "甲", ROAD),
        ("第1页 共2页", "", ""),
        ("序号", "事项名称", "处罚依据"),
        (2, "乙", DUST),
        ("说明：以上含本数", "", ""),
        ("2026年1月1日", "", ""),
    )

    assert [each.fate for each in reading.fates][3] is Fate.NOTE
    assert [each.fate for each in reading.fates][-2:] == [Fate.NOTE, Fate.NOTE]
    assert {each.department for each in reading.items} == {"住建"}


@pytest.mark.parametrize(
    ("code", "doubt"),
    [(202961000.0, "开头的0"), (3.2028100000012345e17, "科学计数"), (date(2026, 1, 2), "日期")],
)
def test_a_code_that_a_sheet_has_changed_is_told_at_its_row(code: object, doubt: str) -> None:
    report = taken(grid_of("s", (("编码", "事项名称", "处罚依据"), (code, "甲", ROAD))))

    assert doubt in report.rows[1].reason
    assert any(doubt in each for each in report.warnings)


def test_two_tables_side_by_side_are_put_to_a_person() -> None:
    report = taken(grid_of("s", (("序号", "事项名称", "处罚依据") * 2, (1, "甲", ROAD, 2, "乙", DUST))))

    assert "第二张表" in report.review[0].reason


def test_two_columns_of_tiers_make_one_label() -> None:
    head = ("序号", "违法行为", "处罚依据", "级别", "档次", "处罚标准")
    rows = ((1, "占道", ROAD, "甲", "A", "处1000元以下罚款"), ("", "", "", "甲", "B", "处2000元以下罚款"))

    (item,) = read(head, *rows).items

    assert [each.label for each in item.tiers] == ["甲A", "甲B"]


@pytest.mark.parametrize(
    "result",
    [
        "大于3万元小于等于5万元",
        "按500元起，每增加1㎡加100元，最高不超过3000元",
        "顶格处罚",
        "处最高额罚款",
        "10%",
    ],
)
def test_a_standard_whose_figure_is_not_understood_is_no_tier_without_a_fine(result: str) -> None:
    (item,) = read(HEAD, (1, "占道", DUST, "轻微", result)).items

    assert item.questions
    assert ranges(item) == []


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("处 1 000 元 以上 5 000 元 以下 罚款", (1000, 5000)),
        ("处1000元（含）以上5000元以下罚款", (1000, 5000)),
        ("处5000-1万元罚款", (5000, 10_000)),
        ("处贰万元罚款", (20_000, 20_000)),
        ("每平方米处100元", (100, 100)),
    ],
)
def test_figures_are_read_however_they_are_written(result: str, expected: tuple[int, int]) -> None:
    (item,) = read(HEAD, (1, "占道", DUST, "轻微", result)).items

    assert ranges(item) == [("轻微", *expected)]
