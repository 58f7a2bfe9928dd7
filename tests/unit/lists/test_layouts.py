"""Further layouts of published lists, and a messy workbook: no row vanishes, no wording is guessed."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from app.adapters.sheets import read_sheets
from app.domain.power_item import PowerItem
from app.rules.lists.account import End
from app.rules.lists.grid import Merged, grid_of
from app.rules.lists.listed import Fate, ListReading
from app.rules.lists.reading import read_list
from app.services.list_import import ListImportDesk, Listing, ListReport
from app.services.powers import PowerDesk
from tests.builders import TOWN
from tests.fakes import MemoryStore

ROAD = "《城市道路管理条例》第四十二条：责令限期改正，可以处2万元以下的罚款"
SEVEN = (
    "对（一）擅自取水；（二）未装计量设施；（三）拒不缴费；（四）甲；（五）乙；（六）丙；（七）丁等行为的处罚"
)
MESSY: tuple[tuple[object, ...], ...] = (
    (None, "示例镇行政处罚事项清单及裁量基准（6项）"),
    (None,),
    (None, "（共14个部门）"),
    (None, "注：本表以公布为准"),
    (None, "序号", "违法行为", "法定依据", None, "裁量阶次", "适用条件", "处罚标准", "备注"),
    (None, None, None, "违法依据", "处罚依据"),
    (None, "一、城市管理（3项）"),
    (
        *(None, 1.0, "擅自占用城市道路", "《城市道路管理条例》第二十七条", ROAD, "轻微", "面积5㎡以下"),
        *("责令改正，处 1 000 元以下罚款", None, "多出的一列"),
    ),
    (None, None, None, None, None, "一般", "5㎡以上10㎡以下", "处1 000 元以上５０００元以下罚款"),
    (None, None, None, None, None, "严重", "10㎡以上", "处5000元以上2万元以下罚款"),
    (None, None, None, None, None, None, "或者拒不改正"),
    (None, datetime(2026, 1, 2), "乱贴小广告", None, "同上", "一般", "首次", "500——1500元"),  # noqa: DTZ001 - as sheets give days
    (None, "\uff13", SEVEN, None, "依据同第1项", "一般", None, "单位：5000元以上5万元以下；个人：200元以下"),
    (None, "序号", "违法事项", "违法依据", "处罚依据", "裁量阶次", "适用条件", "处罚标准", "备注"),
    (None, "小计 3项"),
    (None, "二、水务（2项）"),
    (
        *(None, None, "未经批准取水", "《水法》第四十八条", "《水法》第六十九条：处二万元以上十万元以下的罚"),
        *("一般", None, "处两万元以上５万元以下罚款"),
    ),
    (None, None, None, None, "款；情节严重的，吊销其取水许可证"),
    (
        None,
        "5",
        "损毁堤防",
        "〃",
        "《防洪法》第六十条：可以处l万元以下的罚款",
        "较重",
        None,
        "1千元以上不超过1万元",
    ),
    (None, "6", "私自屠宰", None, "《条例》第三十七条：处10万以下的罚款", "一般", None, "￥5000"),
    (None, "合计 6项"),
    (None, "填表人：　　审核人：　　日期：2026年1月1日"),
)


def messy_book() -> bytes:
    """Return the messy workbook: merged heads, hidden rows, a filter, an empty and a stray sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1 (2)"
    for row in MESSY:
        sheet.append(row)
    for place in ("B1:I1", "D5:E5", "B5:B6", "C5:C6", "F5:F6", "G5:G6", "H5:H6", "B7:I7"):
        sheet.merge_cells(place)
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.auto_filter.ref = "B6:I20"
    book.create_sheet("Sheet4")
    stray = book.create_sheet("说明")
    stray["A3"] = "联系方式另行通知"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def report() -> ListReport:
    """The messy workbook taken in."""
    desk = ListImportDesk(PowerDesk(MemoryStore(town=TOWN).begin), read_sheets)
    return desk.take_in(messy_book(), Listing(date(2026, 1, 1), "示例"))


def reading(report: ListReport) -> ListReading:
    """Return what was read of its sheet."""
    return report.readings["Sheet1 (2)"]


def test_every_row_of_the_messy_workbook_has_one_end(report: ListReport) -> None:
    filled = [at for at, row in enumerate(MESSY, 1) if any(cell is not None for cell in row)]

    assert [each.row for each in report.rows if each.sheet == "Sheet1 (2)"] == filled
    assert [each.end for each in report.rows if each.sheet == "说明"] == [End.REVIEW]


def test_the_first_of_two_headings_counts_although_the_later_names_more(report: ListReport) -> None:
    found = reading(report)

    assert (found.heading.first, found.heading.last) == (4, 5)
    assert len(found.items) == 6
    assert dict(report.departments) == {"城市管理": (3, 3), "水务": (3, 2)}


def test_what_the_messy_rows_say_is_kept(report: ListReport) -> None:
    road, bills, seven, water, dike, slaughter = reading(report).items

    assert [each.number for each in (road, bills, seven)] == ["1", "1-2", "3"]
    assert road.tiers[2].conditions == ["10m2以上或者拒不改正"]
    assert bills.basis == seven.basis == road.basis
    assert len(seven.parts) == 7
    assert [each["who"] for each in _spec(seven.tiers[0].fine)] == ["org", "ind"]
    assert water.basis.endswith("罚款;情节严重的,吊销其取水许可证")
    assert dike.duty == "《水法》第四十八条"
    assert _spec(dike.fine)[0]["max"] == 10000
    assert _spec(dike.tiers[0].fine)[0] == {"who": "any", "type": "fixed", "min": 1000, "max": 10000}
    assert _spec(slaughter.fine)[0]["max"] == 100000
    assert "没有写“元”" in slaughter.questions[0]


def _spec(fine: object) -> list[dict[str, object]]:
    import json  # noqa: PLC0415 - used here alone

    found: list[dict[str, object]] = json.loads(getattr(fine, "spec", "[]"))
    return found


def read(*rows: tuple[object, ...], merged: tuple[Merged, ...] = ()) -> ListReading:
    """Read rows as one sheet."""
    return read_list(grid_of("s", rows, merged))


def test_of_two_columns_for_the_standard_the_one_with_amounts_counts() -> None:
    found = read(
        ("序号", "违法行为", "法律责任", "处罚标准", "自由裁量情形", "裁量幅度"),
        (1, "临时搭建", "《条例》第五十条：处五百元以上三千元以下罚款", "见右", "占地小", "500——1500元"),
        ("", "", "", "", "占地大", "1500——3000元"),
    )

    assert [each.result for each in found.items[0].tiers] == ["500——1500元", "1500——3000元"]


def test_a_parent_over_three_children_does_not_hide_them() -> None:
    found = read(
        ("执法类别", "事项名称", "执法依据", "裁量基准", "", "", "承办机构"),
        ("", "", "", "违法程度", "违法情节", "处罚标准(内容)", ""),
        (
            "水利",
            "河道内建房",
            "《防洪法》第五十五条：可以处五万元以下的罚款",
            "轻微",
            "小",
            "处1万元以下罚款",
            "",
        ),
        merged=((0, 3, 0, 5),),
    )

    assert [each.fate for each in found.fates][:2] == [Fate.HEADING, Fate.HEADING]
    assert found.items[0].tiers[0].label == "轻微"


def test_a_sort_of_item_is_no_tier_and_no_department() -> None:
    found = read(
        ("序号", "事项名称", "类别", "实施依据"),
        ("权力类型：行政处罚", "", "", ""),
        (1, "占道", "行政处罚", "《条例》第五条：处50元罚款"),
        merged=((1, 0, 1, 3),),
    )

    assert (found.items[0].tiers, found.items[0].department) == ([], "")


@pytest.mark.parametrize("result", ["", "见右", "5000", "罚款5000"])
def test_a_standard_that_is_not_understood_is_put_to_a_person(result: str) -> None:
    found = read(
        ("序号", "违法行为", "处罚依据", "裁量阶次", "处罚标准"),
        (1, "占道", "《条例》第五条：处50元罚款", "一般", result),
    )

    assert found.items[0].questions


def test_rows_above_the_heading_with_several_texts_are_no_title() -> None:
    found = read(
        ("1", "甲", "《条例》第五条：处50元罚款"),
        ("序号", "事项名称", "处罚依据"),
        (2, "乙", "《条例》第六条：处50元罚款"),
    )

    assert [each.fate for each in found.fates] == [Fate.QUESTION, Fate.HEADING, Fate.ITEM]


def test_amounts_in_a_column_nobody_uses_are_told() -> None:
    found = read(("序号", "事项名称", "处罚依据", "另"), (1, "甲", "《法》第一条", "处500元罚款"))

    assert any("第4列" in each for each in found.warnings)


def test_a_list_taken_in_again_unchanged_changes_nothing_and_what_it_drops_is_dated() -> None:
    store = MemoryStore(town=TOWN)
    desk = ListImportDesk(PowerDesk(store.begin), read_sheets)
    desk.take_in(messy_book(), Listing(date(2026, 1, 1), "甲"), whole=True)

    again = desk.take_in(messy_book(), Listing(date(2026, 6, 1), "乙"), whole=True).change

    assert (again.added, again.changed, again.withdrawn) == ((), (), ())
    assert {each.listed_to for each in store.all(PowerItem)} == {None}


def test_a_row_whose_tier_is_not_understood_says_so(report: ListReport) -> None:
    (row,) = [each for each in report.rows if "没有写“元”" in each.reason]

    assert (row.row, row.end) == (20, End.TAKEN), "the item itself was read"


def test_a_further_tier_that_is_not_understood_is_put_to_a_person() -> None:
    grid = grid_of(
        "s",
        (
            ("序号", "违法行为", "处罚依据", "裁量阶次", "处罚标准"),
            (1, "占道", "《条例》第五条：处500元以下罚款", "轻微", "处100元以下罚款"),
            ("", "", "", "严重", "按次数每增加一次加倍"),
        ),
    )
    desk = ListImportDesk(PowerDesk(MemoryStore(town=TOWN).begin), lambda _content: (grid,))

    found = desk.take_in(b"", Listing(date(2026, 1, 1), "示例"))

    assert [each.end for each in found.rows] == [End.FRAME, End.TAKEN, End.REVIEW]
    assert "待核" in found.review[0].reason
