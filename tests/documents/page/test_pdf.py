"""PDF files: searchable text, outline, page size, stamped numbers, scans laid under."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from pypdf import PdfReader, PdfWriter

from app.adapters.page_pdf import NoPagesError
from app.documents.page import Bookmark, LaidOut, Stamp
from tests.documents.page.paper import (
    Surroundings,
    docx,
    floating,
    font,
    page_break,
    paragraph,
    picture,
    words,
)
from tests.documents.page.reading import texts
from tests.documents.page.samples import decision, transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.adapters.page_engine import QtPageEngine


def read(pdf: bytes) -> Any:
    return pymupdf.open(stream=pdf, filetype="pdf")  # type: ignore[no-untyped-call]  # it has no types


def text_of(pdf: bytes) -> str:
    with read(pdf) as document:
        return "".join(page.get_text() for page in document).replace("\n", "")


def test_the_text_of_a_pdf_can_be_searched_for_the_characters_that_were_typed(
    page_engine: QtPageEngine,
) -> None:
    # Fonts give one glyph to a character and to its radical; the radicals' codes are lower.
    typed = "一二人入八力十又口土士大女子小山工己干日月木止水火父片牛犬玉瓜甘生用田白皮目石示立竹米耳肉自至舟色虫血行衣言谷豆贝赤走足身车辛邑酉里金长门阜雨青非面革音页风飞食首香马骨高鬼鱼鸟鹿麦麻黄黑鼠鼻齐齿龙龟"  # noqa: E501 - one row of characters
    pdf = page_engine.pdf([page_engine.layout(docx(typed))], title="检索")
    assert text_of(pdf) == typed


def test_every_font_and_weight_of_a_pdf_is_searchable(page_engine: QtPageEngine) -> None:
    fonts = ("宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体")
    runs = [words("行政处罚立案一览", font(each, 14, bold)) for each in fonts for bold in ("", "<w:b/>")]
    pdf = page_engine.pdf([page_engine.layout(docx(*map(paragraph, runs)))], title="检索")
    assert text_of(pdf) == "行政处罚立案一览" * 10


def test_a_pdf_carries_its_title_and_the_page_numbers_of_its_first_page(page_engine: QtPageEngine) -> None:
    laid_out = page_engine.layout(docx("一"), first_page=5)
    found = PdfReader(BytesIO(page_engine.pdf([laid_out], title="行政处罚决定书")))
    assert found.metadata is not None
    assert found.metadata.title == "行政处罚决定书"
    assert found.page_labels == ["5"]


def test_pages_of_a_pdf_are_a4(page_engine: QtPageEngine) -> None:
    with read(page_engine.pdf([page_engine.layout(docx("一"))], title="纸")) as document:
        assert tuple(document[0].rect) == pytest.approx((0, 0, 595.3, 841.9), abs=0.6)


def test_documents_follow_each_other_under_their_bookmarks(page_engine: QtPageEngine) -> None:
    docs = [page_engine.layout(each) for each in (transcript(), decision())]
    marks = [Bookmark("询问笔录", 0), Bookmark("处罚决定书", 3), Bookmark("第二页", 4, level=1)]
    with read(page_engine.pdf(docs, title="案卷", bookmarks=marks)) as document:
        assert len(document) == 5
        assert document.get_toc() == [[1, "询问笔录", 1], [1, "处罚决定书", 4], [2, "第二页", 5]]


def test_a_pdf_of_no_page_is_refused(page_engine: QtPageEngine) -> None:
    with pytest.raises(NoPagesError):
        page_engine.pdf([LaidOut(())], title="空")


def spots(pdf: bytes, number: str) -> Iterator[tuple[float, float]]:
    with read(pdf) as document:
        for page in document:
            (found,) = [each for each in page.get_text("words") if each[4] == number]
            yield (found[0] + found[2]) / 2, (found[1] + found[3]) / 2


def test_a_volume_prints_its_running_number_in_the_corner_of_every_page(page_engine: QtPageEngine) -> None:
    two = page_engine.layout(docx(paragraph("甲", page_break()), "乙"))
    one = page_engine.layout(docx("丙"))
    pages = page_engine.stamped([two, one], Stamp(first=8))
    assert [page.items[-1].text for page in pages if hasattr(page.items[-1], "text")] == ["8", "9", "10"]
    with read(page_engine.pdf([two, one], title="案卷", stamp=Stamp(first=8))) as document:
        assert [page.get_text().split()[-1] for page in document] == ["8", "9", "10"]


@pytest.mark.parametrize(
    ("stamp", "x", "y"),
    [
        (Stamp(first=7), 595 - 28, 28),
        (Stamp(first=7, corner="bottom-right"), 595 - 28, 842 - 28),
    ],
)
def test_a_stamp_stands_in_its_corner(page_engine: QtPageEngine, stamp: Stamp, x: float, y: float) -> None:
    pdf = page_engine.pdf([page_engine.layout(docx("甲"))], title="案卷", stamp=stamp)
    ((found_x, found_y),) = spots(pdf, "7")
    assert found_x == pytest.approx(x, abs=8)
    assert found_y == pytest.approx(y, abs=10)


def test_a_stamp_on_both_sides_of_a_leaf_stays_on_its_outer_edge(page_engine: QtPageEngine) -> None:
    docs = [page_engine.layout(docx("甲"))] * 2
    front, back = page_engine.stamped(docs, Stamp(duplex=True))
    assert getattr(front.items[-1], "x", 0) > 500
    assert getattr(back.items[-1], "x", 0) < 50


def test_a_seal_is_part_of_the_pdf(page_engine: QtPageEngine) -> None:
    place = (
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    data = docx(
        paragraph("落款", floating("seal", place, (120, 120))),
        around=Surroundings(pictures={"seal": picture()}),
    )
    with read(page_engine.pdf([page_engine.layout(data)], title="章")) as document:
        (info,) = document[0].get_image_info()
        assert info["bbox"] == pytest.approx((72, 72, 192, 192), abs=0.5)


def foreign_pdf(rotation: int = 0, *, locked: bool = False) -> bytes:
    """Return a PDF of somebody else: one page lying on its side, with text."""
    document = read_new()
    document.new_page(width=842, height=595).insert_text((100, 100), "FOREIGN", fontsize=30)
    writer = PdfWriter(clone_from=BytesIO(document.tobytes()))
    writer.pages[0].rotate(rotation)
    if locked:
        writer.encrypt("示例")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def read_new() -> Any:
    return pymupdf.open()  # type: ignore[no-untyped-call]  # it has no types


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_scan_keeps_its_text_and_is_bound_upright_with_a_number(
    page_engine: QtPageEngine, rotation: int
) -> None:
    scan = page_engine.scan(foreign_pdf(rotation))
    wide = rotation % 180 == 0
    assert (scan.pages[0].width, scan.pages[0].height) == ((842, 595) if wide else (595, 842))
    pdf = page_engine.pdf([scan], title="扫描件", stamp=Stamp(first=3))
    with read(pdf) as document, read(foreign_pdf(rotation)) as original:
        page, before = document[0], original[0]
        assert page.rotation == 0
        assert set(page.get_text().split()) == {"FOREIGN", "3"}
        ours, theirs = page.get_pixmap(dpi=36), before.get_pixmap(dpi=36)
        assert (ours.width, ours.height) == (theirs.width, theirs.height)
        (found,) = [each for each in page.get_text("words") if each[4] == "FOREIGN"]
        (wanted,) = [each for each in before.get_text("words") if each[4] == "FOREIGN"]
        upright = pymupdf.Rect(wanted[:4]) * before.rotation_matrix  # type: ignore[no-untyped-call]  # it has no types
        assert tuple(found[:4]) == pytest.approx(tuple(upright), abs=1.0)


def test_the_same_pages_give_the_same_bytes(page_engine: QtPageEngine) -> None:
    docs = [page_engine.layout(each) for each in (transcript(), decision())]
    marks = [Bookmark("询问笔录", 0)]
    made = [page_engine.pdf(docs, title="案卷", bookmarks=marks, stamp=Stamp()) for _ in range(2)]
    assert made[0] == made[1]
    assert b"CreationDate" not in made[0]


def test_pages_of_several_documents_are_labelled_as_they_are_numbered(page_engine: QtPageEngine) -> None:
    docs = [page_engine.layout(each) for each in (transcript(), decision())]
    found = PdfReader(BytesIO(page_engine.pdf(docs, title="两份")))
    assert found.page_labels == ["1", "2", "3", "1", "2"]
    bound = PdfReader(BytesIO(page_engine.pdf(docs, title="案卷", stamp=Stamp(first=11))))
    assert bound.page_labels == ["11", "12", "13", "14", "15"]


@pytest.mark.parametrize("make", [transcript, decision])
def test_the_text_of_a_pdf_is_the_text_of_its_pages(
    page_engine: QtPageEngine, make: Callable[[], bytes]
) -> None:
    laid_out = page_engine.layout(make())
    said = "".join(text.text for page in laid_out.pages for text in texts(page))
    read_back = text_of(page_engine.pdf([laid_out], title="正文"))
    # No radical (⼀) stands where the paper says a character (一).
    assert not [each for each in read_back if "RADICAL" in unicodedata.name(each, "")]
    assert sorted("".join(read_back.split())) == sorted("".join(said.split()))


def test_every_font_is_embedded_as_a_subset(page_engine: QtPageEngine) -> None:
    pdf = page_engine.pdf([page_engine.layout(decision())], title="字体")
    with read(pdf) as document:
        fonts = {each[3]: each[0] for page in document for each in page.get_fonts()}
        assert len(fonts) >= 3
        for name, number in fonts.items():
            told = document.xref_object(
                int(document.xref_get_key(number, "DescendantFonts")[1].split()[0][1:])
            )
            assert "/FontDescriptor" in told, name
            data = document.extract_font(number)[3]
            assert 0 < len(data) < 200_000, name
    assert len(re.findall(rb"/FontName /[A-Z]+\+", pdf)) >= 3
