"""Pages of a document: breaks, keep rules, rows over pages, headers, footers, page counts, seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.documents.page.paper import (
    A4_WITH_INCHES,
    Surroundings,
    cell,
    docx,
    floating,
    inline,
    page_break,
    page_field,
    paragraph,
    picture,
    row,
    table,
    words,
)
from tests.documents.page.reading import LINE, across, at, lines, pages_of, pictures, texts

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import LaidOut

TOP, HEIGHT = 72.0, 841.9
FULL = 50  # lines of 12 points on a page with margins of an inch
LONG = "当事人的上述行为涉嫌违反了示例条例的规定，建议立案查处。" * 4
COUNT = paragraph("第 ", page_field("PAGE"), " 页 共 ", page_field("NUMPAGES"), " 页")


def laid(engine: QtPageEngine, *blocks: str, footer: str = "", header: str = "") -> LaidOut:
    return engine.layout(docx(*blocks, around=Surroundings(header=header, footer=footer)))


def test_a_page_takes_as_many_lines_as_fit_and_the_next_one_the_rest(page_engine: QtPageEngine) -> None:
    first, second = pages_of(laid(page_engine, *["行"] * (FULL + 3)))
    assert (len(first), len(second)) == (FULL, 3)


def test_every_page_is_a4_and_pages_are_numbered_without_a_gap(page_engine: QtPageEngine) -> None:
    found = laid(page_engine, *["行"] * FULL * 3).pages
    assert [page.number for page in found] == [1, 2, 3]
    assert {(page.width, page.height) for page in found} == {(595.3, 841.9)}


def test_the_footer_says_which_page_of_how_many_it_is(page_engine: QtPageEngine) -> None:
    found = pages_of(laid(page_engine, *["行"] * FULL * 12, footer=COUNT))
    assert [page[-1] for page in found] == [f"第 {n} 页 共 {len(found)} 页" for n in range(1, len(found) + 1)]


def test_page_numbers_may_begin_and_end_elsewhere(page_engine: QtPageEngine) -> None:
    data = docx(paragraph("一", page_break()), "二", around=Surroundings(footer=COUNT))
    found = page_engine.layout(data, first_page=7, total=20)
    assert [page.number for page in found.pages] == [7, 8]
    assert [page[-1] for page in pages_of(found)] == ["第 7 页 共 20 页", "第 8 页 共 20 页"]


def test_the_body_may_say_how_many_pages_there_are(page_engine: QtPageEngine) -> None:
    count = paragraph("本案卷共", page_field("NUMPAGES"), "页")
    first, *_ = pages_of(laid(page_engine, count, *["行"] * FULL))
    assert first[0] == "本案卷共2页"


def test_header_and_footer_stand_at_their_distances_from_the_edge(page_engine: QtPageEngine) -> None:
    page = laid(page_engine, "身", header=paragraph("眉"), footer=paragraph("脚")).pages[0]
    assert at(page, "眉")[1] == pytest.approx(36 + 12)
    assert at(page, "脚")[1] == pytest.approx(HEIGHT - 36 - LINE + 12, abs=0.05)
    assert at(page, "身")[1] == pytest.approx(TOP + 12)


def test_a_high_header_pushes_the_text_down(page_engine: QtPageEngine) -> None:
    page = laid(page_engine, "身", header=paragraph("眉") * 6).pages[0]
    assert at(page, "身")[1] == pytest.approx(36 + 6 * LINE + 12)


def test_the_first_page_may_have_a_header_of_its_own(page_engine: QtPageEngine) -> None:
    section = A4_WITH_INCHES + "<w:titlePg/>"
    data = docx(*["行"] * (FULL + 1), around=Surroundings(header=paragraph("眉"), section=section))
    first, second = pages_of(page_engine.layout(data))
    assert first[0] == "行"
    assert second[0] == "眉"


def test_a_page_ends_where_the_document_says_so(page_engine: QtPageEngine) -> None:
    before = paragraph("丁", look="<w:pageBreakBefore/>")
    found = pages_of(laid(page_engine, "甲", paragraph("乙", page_break(), "丙"), before))
    assert found == [["甲", "乙"], ["丙"], ["丁"]]


def test_a_paragraph_that_only_ends_the_page_leaves_no_empty_line_on_the_next(
    page_engine: QtPageEngine,
) -> None:
    _, page = laid(page_engine, "甲", paragraph(page_break()), "乙").pages
    assert at(page, "乙")[1] == pytest.approx(TOP + 12)


def test_room_before_a_paragraph_stays_after_a_break_but_not_where_the_page_was_full(
    page_engine: QtPageEngine,
) -> None:
    roomy = paragraph("乙", look='<w:spacing w:before="400"/>')
    broken = laid(page_engine, paragraph("甲", page_break()), roomy).pages[1]
    assert at(broken, "乙")[1] == pytest.approx(TOP + 20 + 12)
    full = laid(page_engine, *["行"] * FULL, roomy).pages[1]
    assert at(full, "乙")[1] == pytest.approx(TOP + 12)


def test_a_heading_stays_with_what_follows_it(page_engine: QtPageEngine) -> None:
    heading = paragraph("标题", look="<w:keepNext/>")
    first, second = pages_of(laid(page_engine, *["行"] * (FULL - 1), heading, "正文"))
    assert len(first) == FULL - 1
    assert second == ["标题", "正文"]


def test_a_heading_stays_with_the_first_row_of_a_table(page_engine: QtPageEngine) -> None:
    heading = paragraph("表题", look="<w:keepNext/>")
    found = pages_of(laid(page_engine, *["行"] * (FULL - 2), heading, table([100], row("甲", height=40))))
    assert found[1] == ["表题", "甲"]


def test_a_paragraph_kept_whole_moves_to_the_next_page(page_engine: QtPageEngine) -> None:
    whole = paragraph(LONG, look="<w:keepLines/>")
    first, second = pages_of(laid(page_engine, *["行"] * (FULL - 2), whole))
    assert len(first) == FULL - 2
    assert "".join(second) == LONG


def test_two_lines_of_a_paragraph_stay_together_on_either_side_of_a_break(page_engine: QtPageEngine) -> None:
    four = (LONG * 2)[: 37 * 3 + 10]
    first, second = pages_of(laid(page_engine, *["行"] * (FULL - 3), four))
    assert (len(first), len(second)) == (FULL - 3 + 2, 2)


def test_a_row_is_cut_where_the_page_ends_and_goes_on_with_its_borders(page_engine: QtPageEngine) -> None:
    first, second = laid(page_engine, *["行"] * (FULL - 4), table([100, 100], row(LONG, "短"))).pages
    begun, rest = lines(first)[FULL - 4 :], lines(second)
    assert "".join(begun + rest).replace("短", "") == LONG
    assert len(begun) >= 2
    assert len(across(first)) == len(across(second)) == 2


def test_a_row_that_must_not_be_cut_moves_whole(page_engine: QtPageEngine) -> None:
    kept = row(LONG, "短", look="<w:cantSplit/>")
    first, second = pages_of(laid(page_engine, *["行"] * (FULL - 4), table([100, 100], kept)))
    assert len(first) == FULL - 4
    assert "".join(second).replace("短", "") == LONG


def test_a_row_of_exact_height_is_never_cut(page_engine: QtPageEngine) -> None:
    fixed = row(cell("甲", "乙"), height=60, rule="exact")
    first, second = pages_of(laid(page_engine, *["行"] * (FULL - 2), table([100], fixed)))
    assert (len(first), second) == (FULL - 2, ["甲", "乙"])


def test_headings_of_a_table_are_printed_again_on_every_page(page_engine: QtPageEngine) -> None:
    head = row("序号", "名称", look="<w:tblHeader/>")
    body = [row(str(index), "物品") for index in range(120)]
    found = pages_of(laid(page_engine, table([100, 200], head, *body)))
    assert len(found) == 3
    assert {page[0] for page in found} == {"序号名称"}
    assert sum(len(page) - 1 for page in found) == 120


def test_headings_of_a_table_never_stand_alone_at_the_end_of_a_page(page_engine: QtPageEngine) -> None:
    head = row("序号", "名称", look="<w:tblHeader/>")
    first, second = pages_of(
        laid(page_engine, *["行"] * (FULL - 2), table([100, 200], head, row("1", "物品", height=30)))
    )
    assert len(first) == FULL - 2
    assert second == ["序号名称", "1物品"]


def test_a_row_higher_than_a_page_is_cut_although_it_should_not_be(page_engine: QtPageEngine) -> None:
    tower = row(LONG * 12, look="<w:cantSplit/>")
    found = pages_of(laid(page_engine, table([100], tower)))
    assert len(found) > 2
    assert "".join("".join(page) for page in found) == LONG * 12


def test_a_seal_floats_behind_the_text_where_its_anchor_says(page_engine: QtPageEngine) -> None:
    place = (
        '<wp:positionH relativeFrom="column"><wp:posOffset>1270000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>-254000</wp:posOffset></wp:positionV>'
    )
    data = docx(
        "前",
        paragraph("落款", floating("seal", place, (120, 120))),
        around=Surroundings(pictures={"seal": picture()}),
    )
    page = page_engine.layout(data).pages[0]
    (seal,) = pictures(page)
    assert (seal.x, seal.y) == pytest.approx((72 + 100, TOP + LINE - 20))
    assert (seal.width, seal.height) == pytest.approx((120, 120))
    assert page.items.index(seal) < min(page.items.index(text) for text in texts(page))
    assert at(page, "落")[0] == 72


def test_a_picture_may_float_before_the_text_and_be_aligned_on_the_page(page_engine: QtPageEngine) -> None:
    place = (
        '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:align>bottom</wp:align></wp:positionV>'
    )
    over = floating("photo", place, (100, 60), behind=False)
    data = docx(paragraph("字", over), around=Surroundings(pictures={"photo": picture()}))
    page = page_engine.layout(data).pages[0]
    (found,) = pictures(page)
    assert page.items[-1] is found
    assert (found.x + 50, found.y + 60) == pytest.approx((595.3 / 2, HEIGHT))


def test_a_picture_in_the_line_makes_the_line_as_high_as_itself(page_engine: QtPageEngine) -> None:
    data = docx(
        paragraph("图", inline("photo", (80, 100))), "后", around=Surroundings(pictures={"photo": picture()})
    )
    page = page_engine.layout(data).pages[0]
    (found,) = pictures(page)
    assert (found.x, found.y) == pytest.approx((72 + 12, TOP))
    assert at(page, "图")[1] == pytest.approx(TOP + 100)


def test_hidden_words_are_not_printed(page_engine: QtPageEngine) -> None:
    page = laid(page_engine, paragraph("甲", words("暗", "<w:vanish/>"), "乙")).pages[0]
    assert lines(page) == ["甲乙"]
