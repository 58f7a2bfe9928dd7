"""Lines of a paragraph: indents, spacing, punctuation, gaps between scripts, tabs, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.adapters.page_engine import QtPageEngine
from app.adapters.page_shape import Typography
from app.domain.typesetting import Typesetting
from tests.documents.page.paper import docx, exact, font, paragraph, tab, words
from tests.documents.page.reading import ASCENT, DESCENT, LINE, across, at, boxes, lines, texts

if TYPE_CHECKING:
    from app.documents.page import Page

LEFT, TOP, WIDTH = 72.0, 72.0, 595.3 - 144
SPACE = 12 * 0.333  # of the test fonts
CHARS = "一二三四五六七八九十" * 5
BOTH = '<w:jc w:val="both"/>'


def page_of(engine: QtPageEngine, *blocks: str) -> Page:
    return engine.layout(docx(*blocks)).pages[0]


def baselines(page: Page) -> list[float]:
    return sorted({text.y for text in texts(page)})


def test_a_plain_line_stands_on_the_margin_and_below_the_top(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, "甲乙", "丙")
    assert at(page, "甲") == (LEFT, TOP + 12 * ASCENT)
    assert at(page, "乙") == (LEFT + 12, TOP + 12)
    assert at(page, "丙")[1] == pytest.approx(TOP + 12 + LINE)


def test_fixed_spacing_gives_every_line_the_same_height_whatever_its_font(page_engine: QtPageEngine) -> None:
    look = exact(28)
    page = page_of(
        page_engine,
        paragraph("小", look=look),
        paragraph(words("大", font("黑体", 40)), look=look),
        paragraph("小", look=look),
    )
    first, second, third = baselines(page)
    assert second - first == pytest.approx(28)
    assert third - second == pytest.approx(28)


def test_multiple_spacing_multiplies_the_height_of_the_font(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph(CHARS, look='<w:spacing w:line="360" w:lineRule="auto"/>'))
    first, second = baselines(page)
    assert second - first == pytest.approx(1.5 * LINE)


def test_at_least_spacing_grows_with_a_higher_font_only(page_engine: QtPageEngine) -> None:
    look = '<w:spacing w:line="400" w:lineRule="atLeast"/>'
    page = page_of(
        page_engine, *(paragraph(words("字", font("宋体", size)), look=look) for size in (12, 12, 40))
    )
    first, second, third = baselines(page)
    assert second - first == pytest.approx(20)
    assert third - second == pytest.approx(40 * ASCENT + 12 * DESCENT)


def test_a_first_line_indent_of_two_characters_follows_the_size_of_the_text(
    page_engine: QtPageEngine,
) -> None:
    look = '<w:ind w:firstLineChars="200" w:firstLine="100"/>'
    page = page_of(page_engine, paragraph(words(CHARS, font("宋体", 16)), look=look))
    first, second = texts(page)
    assert (first.x, second.x) == (LEFT + 32, LEFT)


def test_a_hanging_indent_moves_every_line_but_the_first(page_engine: QtPageEngine) -> None:
    look = '<w:ind w:left="480" w:hanging="480"/>'
    page = page_of(page_engine, paragraph(CHARS, look=look))
    first, second = texts(page)
    assert (first.x, second.x) == (LEFT, LEFT + 24)


def test_a_full_stop_hangs_over_the_margin_when_that_is_the_rule(page_fonts: object) -> None:
    assert page_fonts
    sentence = CHARS[:37] + "。" + "后"
    hung = page_of(QtPageEngine(typography=Typography(hang=True)), sentence)
    assert lines(hung) == [CHARS[:37] + "。", "后"]
    kept = page_of(QtPageEngine(typography=Typography(hang=False)), sentence)
    assert lines(kept) == [CHARS[:36], CHARS[36] + "。后"]


def test_a_document_may_forbid_hanging(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph(CHARS[:37] + "。后", look='<w:overflowPunct w:val="0"/>'))
    assert lines(page)[0] == CHARS[:36]


def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, CHARS[:37] + "》后", CHARS[:36] + "《" + CHARS)
    first, second, third = lines(page)[:3]
    assert (first, second) == (CHARS[:36], CHARS[36] + "》后")
    assert third == CHARS[:36]


@pytest.mark.parametrize("gap", [0.0, 0.2, 0.25])
def test_chinese_and_western_text_stand_apart_by_the_gap_that_is_set(page_fonts: object, gap: float) -> None:
    assert page_fonts
    page = page_of(QtPageEngine(typography=Typography(gap=gap)), "第3号")
    assert at(page, "3")[0] - at(page, "第")[0] == pytest.approx(12 + 12 * gap)
    assert at(page, "号")[0] - at(page, "3")[0] == pytest.approx(6 + 12 * gap)


def test_an_office_may_set_its_papers_without_gap_and_without_hanging(page_fonts: object) -> None:
    assert page_fonts
    engine, paper = QtPageEngine(), docx(CHARS[:37] + "。后", "第3号")
    usual = engine.layout(paper).pages
    chosen = engine.layout(paper, typesetting=Typesetting(hang=False, gap=0)).pages[0]

    assert engine.layout(paper, typesetting=Typesetting()).pages == usual
    assert lines(chosen)[0] == CHARS[:36]
    assert at(chosen, "3")[0] - at(chosen, "第")[0] == pytest.approx(12)


def test_a_document_may_forbid_the_gap(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph("第3号", look='<w:autoSpaceDE w:val="0"/>'))
    assert at(page, "3")[0] - at(page, "第")[0] == pytest.approx(12)


@pytest.mark.parametrize(("bind", "first"), [(False, 37), (True, 35)])
def test_a_figure_stays_with_the_sign_before_it_when_that_is_the_rule(
    page_fonts: object, bind: bool, first: int
) -> None:
    assert page_fonts
    page = page_of(QtPageEngine(typography=Typography(bind=bind)), CHARS[:36] + "。2026年")
    assert len(lines(page)[0]) == first


def test_a_western_word_is_cut_at_its_hyphen_only(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, CHARS[:34] + "CHZ-001")
    assert lines(page) == [CHARS[:34] + "CHZ-", "001"]


def test_a_western_word_is_not_cut(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, CHARS[:36] + "Chengzhi")
    assert lines(page) == [CHARS[:36], "Chengzhi"]


def test_a_word_longer_than_a_line_is_cut_at_its_end(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, "9" * 100)
    assert [len(line) for line in lines(page)] == [75, 25]


def test_a_justified_line_reaches_the_margin_and_the_last_one_does_not(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph(CHARS, look=BOTH))
    first, last = texts(page)
    assert first.x + first.edges[-1] == pytest.approx(LEFT + WIDTH, abs=0.1)
    assert last.edges[-1] == pytest.approx(12 * len(last.text))


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_line_is_aligned(page_engine: QtPageEngine, align: str, share: float) -> None:
    page = page_of(page_engine, paragraph("甲乙丙", look=f'<w:jc w:val="{align}"/>'))
    assert at(page, "甲")[0] == pytest.approx(LEFT + share * (WIDTH - 36), abs=0.05)


def test_an_underlined_blank_is_a_line_as_long_as_its_spaces(page_engine: QtPageEngine) -> None:
    blank = words("          ", '<w:u w:val="single"/>')
    page = page_of(page_engine, paragraph("地点：", blank, "室"))
    (line,) = across(page)
    assert line.x1 == pytest.approx(LEFT + 36)
    assert line.x2 == pytest.approx(LEFT + 36 + 10 * SPACE)
    assert line.y1 > at(page, "室")[1]
    assert at(page, "室")[0] == pytest.approx(line.x2)


def test_an_underlined_answer_and_its_blanks_share_one_line(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph(words("  甲某    ", '<w:u w:val="single"/>')))
    (line,) = across(page)
    assert line.x2 - line.x1 == pytest.approx(6 * SPACE + 24)


def test_a_gap_is_marked_yellow_behind_its_text(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph("前", words("【未填】", '<w:highlight w:val="yellow"/>')))
    (box,) = boxes(page)
    assert box.fill == "FFFF00"
    assert (box.x, box.width) == pytest.approx((LEFT + 12, 48))
    assert page.items.index(box) < page.items.index(texts(page)[0])


def test_crossed_out_words_carry_a_line_through_their_middle(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph(words("不选", "<w:strike/>"), "选"))
    (line,) = across(page)
    baseline = at(page, "选")[1]
    assert baseline - 12 < line.y1 < baseline
    assert line.x2 - line.x1 == pytest.approx(24)


def test_tabs_jump_to_stops_of_every_kind(page_engine: QtPageEngine) -> None:
    stops = (
        '<w:tabs><w:tab w:val="left" w:pos="2000"/><w:tab w:val="center" w:pos="4000"/>'
        '<w:tab w:val="right" w:pos="6000"/></w:tabs>'
    )
    page = page_of(page_engine, paragraph("甲", tab(), "左", tab(), "中中", tab(), "右右", look=stops))
    assert at(page, "左")[0] == pytest.approx(LEFT + 100)
    assert at(page, "中中")[0] == pytest.approx(LEFT + 200 - 12)
    assert at(page, "右右")[0] == pytest.approx(LEFT + 300 - 24)


def test_the_jump_of_a_tab_is_filled_with_its_leader(page_engine: QtPageEngine) -> None:
    stop = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="6000"/></w:tabs>'
    page = page_of(page_engine, paragraph("卷内目录", tab(), "3", look=stop))
    dots = next(text for text in texts(page) if set(text.text) == {"."})
    assert len(dots.text) > 50
    assert dots.x + dots.edges[-1] == pytest.approx(at(page, "3")[0], abs=0.1)


def test_tabs_nobody_set_stand_at_equal_distances(page_engine: QtPageEngine) -> None:
    page = page_of(page_engine, paragraph("甲", tab(), "乙", tab(), tab(), "丙"))
    assert at(page, "乙")[0] == pytest.approx(LEFT + 36)
    assert at(page, "丙")[0] == pytest.approx(LEFT + 108)
