"""Whatever a document holds: nothing outside the paper, no text lost, none twice, pages in order."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.page_xml import DocxUnreadableError
from app.documents.page import Box, Picture, Rule, Text
from tests.documents.page.paper import (
    Surroundings,
    cell,
    docx,
    exact,
    font,
    page_break,
    paragraph,
    row,
    table,
    words,
)
from tests.documents.page.reading import pages_of, texts
from tests.documents.page.samples import approval_form, decision, transcript

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import LaidOut, Page

ALPHABET = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "，。（）《》“”：；、？！—…ABCxyz0123456789.,-/ "
)
SAYINGS = st.text(ALPHABET, max_size=160)
LOOKS = st.lists(
    st.sampled_from(
        [
            '<w:jc w:val="both"/>', '<w:jc w:val="center"/>', '<w:jc w:val="distribute"/>', "<w:keepNext/>",
            "<w:keepLines/>", "<w:pageBreakBefore/>", exact(28), '<w:spacing w:before="400" w:after="200"/>',
            '<w:ind w:firstLineChars="200" w:firstLine="480"/>', '<w:ind w:left="840" w:hanging="840"/>',
            '<w:ind w:left="2000" w:right="2000"/>',
        ]
    ),
    max_size=3, unique_by=lambda look: look.split()[0],
).map("".join)  # fmt: skip
FONTS = st.builds(font, st.sampled_from(["宋体", "仿宋_GB2312", "黑体"]), st.sampled_from([9, 12, 16, 22]))


@st.composite
def paragraphs(draw: st.DrawFn, most: int = 160) -> tuple[str, str]:
    """Draw a paragraph: its XML, and its text."""
    said = draw(SAYINGS)[:most]
    broken = [page_break()] if draw(st.integers(0, 9)) == 0 else []
    return paragraph(words(said, draw(FONTS)), *broken, look=draw(LOOKS)), said


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a table, merged across and down, repeated, split or not: its XML, and its text."""
    columns = draw(st.lists(st.integers(40, 150), min_size=1, max_size=3))
    down = draw(st.booleans()) and len(columns) > 1
    rows, said = [], ""
    for number in range(draw(st.integers(1, 6))):
        free = len(columns) - down
        inside = [draw(paragraphs(60)) for _ in range(draw(st.sampled_from([1, free])))]
        cells = [cell(_within_cell(xml)) for xml, _ in inside[:-1]]
        cells.append(cell(_within_cell(inside[-1][0]), span=free + 1 - len(inside)))
        said += "".join(text for _, text in inside)
        if down:
            tall, text = draw(paragraphs(90)) if number == 0 else (paragraph(), "")
            kind = "restart" if number == 0 else "continue"
            cells.insert(0, cell(_within_cell(tall), look=f'<w:vMerge w:val="{kind}"/>'))
            said += text
        look = draw(st.sampled_from(["", "<w:cantSplit/>"]))
        rows.append(row(*cells, height=draw(st.sampled_from([0, 20, 90])), look=look))
    return table(columns, *rows), said


def _within_cell(xml: str) -> str:
    """Return a paragraph that does not end the page."""
    return xml.replace("<w:pageBreakBefore/>", "").replace(page_break(), "")


BLOCKS = st.lists(paragraphs() | tables(), min_size=1, max_size=12)


def edges(item: object) -> tuple[float, float, float, float]:
    """Return the rectangle of an item."""
    match item:
        case Text(text=said, x=x, y=y, font=key, edges=steps):
            # A sign may hang over the margin, blanks may run on; the paper is wide enough for both.
            width = steps[len(said.rstrip())]
            return x, y - key.size, x + width, y
        case Rule():
            return min(item.x1, item.x2), min(item.y1, item.y2), max(item.x1, item.x2), max(item.y1, item.y2)
        case Box() | Picture():
            return item.x, item.y, item.x + item.width, item.y + item.height
    raise AssertionError(item)


def assert_within(page: Page) -> None:
    for item in page.items:
        left, top, right, bottom = edges(item)
        assert left >= 0, item
        assert top >= 0, item
        assert right <= page.width, item
        assert bottom <= page.height, item


def characters(laid_out: LaidOut) -> str:
    found = (text.text for page in laid_out.pages for text in texts(page))
    return "".join(sorted("".join("".join(found).split())))


@given(st.integers(0, 49), BLOCKS)
@settings(max_examples=60)
def test_any_mix_of_paragraphs_and_tables_is_laid_out_whole(
    page_engine: QtPageEngine, above: int, blocks: list[tuple[str, str]]
) -> None:
    blocks = [(paragraph("行"), "行")] * above + blocks
    laid_out = page_engine.layout(docx(*(xml for xml, _ in blocks)))
    assert [page.number for page in laid_out.pages] == list(range(1, len(laid_out.pages) + 1))
    for page in laid_out.pages:
        assert_within(page)
    assert characters(laid_out) == "".join(sorted("".join("".join(said for _, said in blocks).split())))


@given(st.integers(0, 49), st.lists(paragraphs(), min_size=1, max_size=12))
@settings(max_examples=40)
def test_paragraphs_are_printed_in_their_order(
    page_engine: QtPageEngine, above: int, blocks: list[tuple[str, str]]
) -> None:
    blocks = [(paragraph("行"), "行")] * above + blocks
    laid_out = page_engine.layout(docx(*(xml for xml, _ in blocks)))
    printed = "".join("".join(page) for page in pages_of(laid_out))
    assert "".join(printed.split()) == "".join("".join(said for _, said in blocks).split())


@given(SAYINGS, SAYINGS)
@settings(max_examples=20)
def test_a_pdf_holds_the_text_that_was_laid_out(page_engine: QtPageEngine, first: str, second: str) -> None:
    laid_out = page_engine.layout(
        docx(paragraph(words(first)), table([200], row(cell(paragraph(words(second))))))
    )
    assert page_engine.pdf([laid_out], title="任意").startswith(b"%PDF")
    assert characters(laid_out) == "".join(sorted("".join((first + second).split())))


def test_a_document_without_a_word_is_one_empty_page(page_engine: QtPageEngine) -> None:
    (page,) = page_engine.layout(docx(paragraph())).pages
    assert page.items == ()
    assert page_engine.pdf([page_engine.layout(docx(paragraph()))], title="空").startswith(b"%PDF")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "不是文书".encode(), docx("甲")[:2000]])
def test_what_is_no_docx_is_refused_with_a_remedy(page_engine: QtPageEngine, data: bytes) -> None:
    with pytest.raises(DocxUnreadableError) as refused:
        page_engine.layout(data)
    assert "docx" in refused.value.hint


def test_documents_are_laid_out_and_made_to_pdf_in_background_threads(page_engine: QtPageEngine) -> None:
    papers = [approval_form(), transcript(), decision()] * 2
    expected = [page_engine.layout(paper) for paper in papers]
    found: dict[int, tuple[LaidOut, bytes, bytes]] = {}

    def work(index: int) -> None:
        laid_out = page_engine.layout(papers[index])
        pdf = page_engine.pdf([laid_out], title=str(index))
        found[index] = laid_out, pdf, page_engine.image(laid_out.pages[0])

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(papers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[index][0] for index in range(len(papers))] == expected
    assert all(pdf.startswith(b"%PDF") and image.startswith(b"\x89PNG") for _, pdf, image in found.values())


def test_laying_out_twice_gives_the_same_pages(page_engine: QtPageEngine) -> None:
    data = docx("甲", table([100], row("乙")), around=Surroundings(footer=paragraph("脚")))
    assert page_engine.layout(data) == page_engine.layout(data)
