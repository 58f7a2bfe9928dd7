"""Messy sheets survive: repeated headings, broken merges, torn cells, sums, notes, numbers taken for days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.lists.citation import Citation, citations
from app.rules.lists.grid import Grid, grid_of
from app.rules.lists.headings import NoHeadingError, find_heading
from app.rules.lists.listed import Fate
from app.rules.lists.reading import read_list

MESSY = (
    ("", "", "", "", "", ""),
    ("", "某镇行政处罚事项及裁量基准", "", "", "", ""),
    ("", "（共14个部门）", "", "", "", ""),
    ("", "注：以公布为准", "", "", "", ""),
    ("", "序号", "案由", "处罚依据", "裁量阶次", "处罚标准"),
    ("", "一、城市管理（2项）", "", "", "", ""),
    (
        "",
        1.0,
        "擅自占道",
        "《甲条例》第十条：处1000元以上1万元以下罚款",
        "轻微",
        "处 1 000 元以上5000元以下罚款",
    ),
    ("", "", "", "", "严重", "处5000元以上1万元以下罚款"),
    ("", "序号", "违法事项", "处罚依据", "裁量阶次", "处罚标准"),
    ("", date(2026, 1, 2), "乱贴广告", "同上", "一般", "处500——1500元罚款"),
    ("", "小计 2项", "", "", "", ""),
    ("", "二、水务（1项）", "", "", "", ""),
    ("", "\uff13", "（一）擅自取水；（二）未装计量设施；（三）拒不缴费等行为的处罚", "依据同第1项", "", ""),
    ("", "", "", "，情节严重的从重", "", ""),
    ("", "填表人：　　日期：", "", "", "", ""),
)


def messy() -> Grid:
    """Return the messy sheet."""
    return grid_of("Sheet1 (2)", MESSY)


def test_the_heading_is_found_below_titles_and_notes() -> None:
    heading = find_heading(messy())

    assert (heading.first, heading.last) == (4, 4)
    assert dict(heading.columns) == {"number": 1, "name": 2, "basis": 3, "tier": 4, "result": 5}


def test_each_row_of_a_messy_sheet_is_told_apart() -> None:
    fates = [each.fate for each in read_list(messy()).fates]

    assert fates == [
        Fate.TITLE,
        Fate.TITLE,
        Fate.TITLE,
        Fate.HEADING,
        Fate.SECTION,
        Fate.ITEM,
        Fate.TIER,
        Fate.HEADING,
        Fate.ITEM,
        Fate.SUBTOTAL,
        Fate.SECTION,
        Fate.ITEM,
        Fate.CONTINUED,
        Fate.NOTE,
    ]


def test_what_the_rows_of_a_messy_sheet_say_is_kept() -> None:
    first, second, third = read_list(messy()).items

    assert (first.department, second.department, third.department) == ("城市管理", "城市管理", "水务")
    assert (first.number, second.number, third.number) == ("1", "1-2", "3")
    assert [each.label for each in first.tiers] == ["轻微", "严重"]
    assert second.basis == first.basis
    assert third.basis == first.basis + ",情节严重的从重"
    assert third.parts == ("擅自取水", "未装计量设施", "拒不缴费")


def test_a_tier_is_not_carried_over_a_section() -> None:
    rows = (*MESSY[4:7], ("", "二、水务", "", "", "", ""), ("", "", "", "", "一般", "处1000元罚款"))

    (question,) = read_list(grid_of("s", rows)).questions

    assert "分组行" in question.reason


def test_an_item_printed_again_beside_each_tier_stays_one_item() -> None:
    heading = ("序号", "违法行为", "处罚依据", "裁量阶次", "处罚标准")
    basis = "《甲条例》第十条：处1000元以上3000元以下罚款"
    rows = (
        heading,
        ("1", "占道", basis, "轻微", "处1000元以上2000元以下罚款"),
        ("1", "占道", basis, "严重", "处2000元以上3000元以下罚款"),
        ("2", "占道", "《乙条例》第三条：处1000元以下罚款", "一般", "处1000元以下罚款"),
    )

    first, second = read_list(grid_of("s", rows)).items

    assert [[each.label for each in item.tiers] for item in (first, second)] == [["轻微", "严重"], ["一般"]]
    assert (first.tiers[1].basis, first.whole_basis) == ("", first.basis)


def test_later_stages_printed_beside_tiers_belong_to_the_fine_of_the_item() -> None:
    heading = ("序号", "违法行为", "处罚依据", "裁量阶次", "处罚标准")
    rows = (
        heading,
        ("1", "甲", "《甲条例》第十条：责令改正，处1000元罚款", "一般", "处1000元罚款"),
        ("", "", "逾期不改正的，处3000元罚款。", "逾期", "处3000元罚款"),
    )

    (item,) = read_list(grid_of("s", rows)).items

    assert item.fine is not None
    assert item.fine.spec.count('"who"') == 2
    assert "逾期不改正" in item.fine.spec


def test_ragged_rows_and_stray_columns_do_no_harm() -> None:
    rows = (
        ("序号", "事项名称", "处罚依据", "备注"),
        ("1", "甲"),
        ("2", "乙", "《法》第一条", "", "", "多出的"),
    )

    reading = read_list(grid_of("s", rows))

    assert [each.name for each in reading.items] == ["甲", "乙"]
    assert any("没有处罚依据" in each for each in reading.warnings)


def test_a_count_that_does_not_match_is_told() -> None:
    rows = (("序号", "事项名称", "处罚依据"), ("一、水务（3项）", "", ""), ("1", "甲", "《法》第一条"))

    assert read_list(grid_of("s", rows)).warnings == ("“水务”标明3项，读到1项。",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《安全生产法》第九十九条第(五)项", (Citation("安全生产法", 99, 0, 0, 5),)),
        ("《中华人民共和国水法》第六十五条第一款", (Citation("水法", 65, 0, 1),)),
        ("《刑法》第一百三十四条之一", (Citation("刑法", 134, 1),)),
        ("《甲法》第三十九条、第四十条", (Citation("甲法", 39), Citation("甲法", 40))),
        ("《甲法》第115条，《乙条例》第3条", (Citation("甲法", 115), Citation("乙条例", 3))),
        ("《甲法》第十条：违反本法第八条的", (Citation("甲法", 10),)),
        ("没有引用", ()),
    ],
)
def test_articles_are_read_as_cited(text: str, found: tuple[Citation, ...]) -> None:
    assert citations(text) == found


CELLS = st.one_of(
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(
        [
            "序号",
            "事项名称",
            "处罚依据",
            "裁量阶次",
            "处罚标准",
            "一、甲（3项）",
            "小计",
            "备注：",
            "同上",
            "职权编码",
            "职权名称",
            "实施依据",
            "轻微",
            "严重",
            "单位：万元",
            "处罚依据：《法》第一条",
            "同第2项",
        ]
    ),
    st.text(max_size=12),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_no_sheet_breaks_the_reader_and_no_row_vanishes(rows: list[list[object]]) -> None:
    grid = grid_of("s", rows)
    try:
        reading = read_list(grid)
    except NoHeadingError:
        return

    assert [each.row for each in reading.fates] == [at + 1 for at in range(len(rows)) if grid.filled(at)]
