"""Tables: row heights, alignment in cells, merged cells, border lines, text down the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.documents.page.paper import GRID, borders, cell, docx, paragraph, row, table
from tests.documents.page.reading import ASCENT, LINE, across, at, down, lines, rules, texts

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import Page

LEFT, TOP, PADDING, THIN = 72.0, 72.0, 5.4, 0.5
START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def page_of(engine: QtPageEngine, *blocks: str) -> Page:
    return engine.layout(docx(*blocks)).pages[0]


def row_lines(page: Page) -> list[float]:
    return sorted({round(rule.y1, 2) for rule in across(page)})


def test_a_row_of_exact_height_keeps_it_and_shows_no_line_that_does_not_fit(
    page_engine: QtPageEngine,
) -> None:
    page = page_of(page_engine, table([60, 60], row("一二三四五六七八九十", "乙", height=20, rule="exact")))
    top, bottom = row_lines(page)
    assert bottom - top == pytest.approx(20)
    assert lines(page) == ["一二三四乙"]


def test_a_row_of_at_least_a_height_grows_with_its_text(page_engine: QtPageEngine) -> None:
    page = page_of(
        page_engine,
        table([60, 60], row("甲", "乙", height=30), row("一二三四五六七八九十一二", "乙", height=30)),
    )
    first, second, third = row_lines(page)
    assert second - first == pytest.approx(30)
    assert third - second == pytest.approx(3 * LINE + THIN, abs=0.02)


def test_a_row_of_no_height_is_as_high_as_its_text_and_the_line_above(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, table([60, 60], row("甲", cell("一", "二"))))
    top, bottom = row_lines(page)
    assert bottom - top == pytest.approx(2 * LINE + THIN, abs=0.02)


@pytest.mark.parametrize(("align", "share"), [("top", 0.0), ("center", 0.5), ("bottom", 1.0)])
def test_text_is_aligned_within_the_height_of_its_cell(
    page_engine: QtPageEngine, align: str, share: float
) -> None:
    high = cell("甲", look=f'<w:vAlign w:val="{align}"/>')
    page = page_of(page_engine, table([60], row(high, height=100, rule="exact")))
    free = 100 - THIN - LINE
    assert at(page, "甲")[1] == pytest.approx(TOP + THIN + share * free + 12 * ASCENT)


def test_text_stands_off_the_border_by_the_margin_of_its_cell(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, table([60, 60], row("甲", "乙")))
    first, second, _ = down(page)
    assert at(page, "甲")[0] - first.x1 == pytest.approx(PADDING)
    assert at(page, "乙")[0] - second.x1 == pytest.approx(PADDING)


def test_a_cell_merged_across_has_no_line_inside_and_the_whole_width(page_engine: QtPageEngine) -> None:
    center = '<w:jc w:val="center"/>'
    wide = cell(paragraph("合并", look=center), span=3)
    page = page_of(page_engine, table([60, 60, 60], row(wide), row("甲", "乙", "丙")))
    heights = {round(rule.x1 - LEFT + PADDING): rule.y1 for rule in down(page)}
    top, middle, _ = row_lines(page)
    assert (heights[0], heights[180]) == pytest.approx((top, top), abs=0.01)
    assert (heights[60], heights[120]) == pytest.approx((middle, middle), abs=0.01)
    assert at(page, "合并")[0] == pytest.approx(LEFT - PADDING + 90 - 12)


def test_a_cell_merged_down_stands_in_the_middle_of_its_rows(page_engine: QtPageEngine) -> None:
    middle = '<w:vAlign w:val="center"/>'
    page = page_of(
        page_engine,
        table(
            [60, 60],
            row(cell("合", look=START + middle), "甲", height=40, rule="exact"),
            row(cell("", look=ON), "乙", height=60, rule="exact"),
        ),
    )
    assert at(page, "合")[1] == pytest.approx(TOP + THIN + (100 - THIN - LINE) / 2 + 12)
    inner = [rule for rule in across(page) if abs(rule.y1 - TOP - 40) < 0.1]
    assert [(rule.x1, rule.x2) for rule in inner] == [
        pytest.approx((LEFT + 60 - PADDING, LEFT + 120 - PADDING))
    ]


def test_a_tall_merged_cell_pushes_its_last_row(page_engine: QtPageEngine) -> None:
    tall = cell(*"一二三四", look=START)
    page = page_of(
        page_engine, table([60, 60], row(tall, "甲"), row(cell("", look=ON), "乙"), row("丙", "丁"))
    )
    tops = row_lines(page)
    assert tops[1] - tops[0] == pytest.approx(LINE + THIN, abs=0.02)
    assert tops[2] - tops[0] == pytest.approx(4 * LINE + THIN, abs=0.02)


def test_lines_are_as_wide_as_the_document_says_and_the_wider_of_two_is_drawn(
    page_engine: QtPageEngine,
) -> None:
    outer = borders("top", "left", "bottom", "right", eighths=12) + borders("insideH", "insideV", eighths=4)
    page = page_of(page_engine, table([60, 60], row("甲", "乙"), row("丙", "丁"), lines=outer))
    assert [rule.width for rule in down(page)] == [1.5, 0.5, 1.5]
    assert [rule.width for rule in across(page)] == [1.5, 0.5, 1.5]
    thick = cell("甲", look=f"<w:tcBorders>{borders('right', eighths=24)}</w:tcBorders>")
    page = page_of(page_engine, table([60, 60], row(thick, "乙")))
    assert [rule.width for rule in down(page)] == [0.5, 3.0, 0.5]


def test_a_table_without_lines_draws_none(page_engine: QtPageEngine) -> None:
    assert rules(page_of(page_engine, table([60, 60], row("甲", "乙"), lines=""))) == []


def test_a_cell_may_take_its_own_line_away(page_engine: QtPageEngine) -> None:
    bare = f"<w:tcBorders>{borders('top', 'bottom', kind='nil')}</w:tcBorders>"
    page = page_of(page_engine, table([60, 60], row(cell("甲", look=bare), "乙")))
    assert [(rule.x1, rule.x2) for rule in across(page)] == [
        pytest.approx((LEFT + 60 - PADDING, LEFT + 120 - PADDING))
    ] * 2


@pytest.mark.parametrize("kind", ["dotted", "dashed", "double"])
def test_lines_may_be_dotted_dashed_or_double(page_engine: QtPageEngine, kind: str) -> None:
    page = page_of(page_engine, table([60], row("甲"), lines=borders("top", kind=kind)))
    found = across(page)
    assert len(found) == (2 if kind == "double" else 1)
    assert bool(found[0].dashes) == (kind != "double")


def test_a_centred_table_stands_in_the_middle_of_the_column(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, table([100, 100], row("甲", "乙"), look='<w:jc w:val="center"/>'))
    left, _, right = down(page)
    assert (left.x1 + right.x1) / 2 == pytest.approx(595.3 / 2, abs=0.1)


def test_chinese_down_the_page_stands_upright_one_below_the_other(page_engine: QtPageEngine) -> None:
    upright = cell("承办人", look='<w:textDirection w:val="tbRlV"/><w:vAlign w:val="center"/>')
    page = page_of(page_engine, table([40, 60], row(upright, "横", height=90)))
    stacked = [text for text in texts(page) if text.text != "横"]
    assert [text.text for text in stacked] == ["承", "办", "人"]
    assert {text.turn for text in stacked} == {0}
    assert len({text.x for text in stacked}) == 1
    assert stacked[1].y - stacked[0].y == pytest.approx(12)
    middle = LEFT - PADDING + 20
    assert stacked[0].x + 6 == pytest.approx(middle, abs=0.5)


def test_brackets_and_figures_down_the_page_lie_on_their_side(page_engine: QtPageEngine) -> None:
    upright = cell("（A）", look='<w:textDirection w:val="tbRlV"/>')
    page = page_of(page_engine, table([40], row(upright, height=90)))
    assert {text.turn for text in texts(page)} == {90}


def test_text_up_the_page_is_turned_to_the_left(page_engine: QtPageEngine) -> None:
    page = page_of(
        page_engine, table([40], row(cell("上行", look='<w:textDirection w:val="btLr"/>'), height=90))
    )
    first, second = texts(page)
    assert (first.turn, second.turn) == (270, 270)
    assert second.y < first.y


def test_a_row_of_no_height_holds_the_length_of_its_upright_text(page_engine: QtPageEngine) -> None:
    upright = cell("一二三四五", look='<w:textDirection w:val="tbRlV"/>')
    page = page_of(page_engine, table([40], row(upright)))
    top, bottom = row_lines(page)
    assert bottom - top >= 60


def test_a_table_in_a_cell_is_laid_out_within_it(page_engine: QtPageEngine) -> None:
    inner = table([40, 40], row("内一", "内二"))
    page = page_of(page_engine, table([200, 100], row(cell("前", inner, "后"), "旁")))
    assert lines(page) == ["前旁", "内一内二", "后"]
    left, _, right = (rule.x1 for rule in down(page) if rule.y2 - rule.y1 > 30)
    assert all(left < text.x < right for text in texts(page))


def test_shading_fills_a_cell_below_its_text(page_engine: QtPageEngine) -> None:
    shaded = cell("甲", look='<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>')
    page = page_of(page_engine, table([60], row(shaded, height=30), lines=GRID))
    box = page.items[0]
    assert (getattr(box, "fill", ""), getattr(box, "height", 0)) == ("D9D9D9", pytest.approx(30))
