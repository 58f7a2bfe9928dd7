"""Printing: outlines or pictures, moved by millimetres, chosen pages; a missing printer is refused."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from PIL import Image

from app.adapters.page_pdf import NoPagesError
from app.adapters.page_print import PrinterMissingError, PrintFailedError
from app.documents.page import LaidOut
from app.documents.printing import PrintOrder
from tests.documents.page.paper import docx, page_break, paragraph, row, table, words
from tests.documents.page.reading import texts
from tests.documents.page.test_pdf import foreign_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from app.adapters.page_engine import QtPageEngine

LIGHT = 200
BIG = '<w:sz w:val="88"/>'


@pytest.fixture
def three_pages(page_engine: QtPageEngine) -> LaidOut:
    """Return a document of three pages with a large character and a table on each."""
    return page_engine.layout(
        docx(
            paragraph(words("甲", BIG), page_break()), paragraph(words("乙乙", BIG), page_break()),
            paragraph(words("丙丙丙", BIG)), table([100, 100], row("一", "二")),
        )
    )  # fmt: skip


def read(path: Path) -> Any:
    return pymupdf.open(path)  # type: ignore[no-untyped-call]  # it has no types


def ink(page: Any) -> tuple[int, int, int, int]:
    """Return the rectangle round what is printed, in points."""
    pixels = page.get_pixmap(dpi=72, colorspace=pymupdf.csGRAY)
    rows = [pixels.samples[at : at + pixels.width] for at in range(0, len(pixels.samples), pixels.stride)]
    down = [index for index, line in enumerate(rows) if min(line) < LIGHT]
    across = [index for index in range(pixels.width) if min(line[index] for line in rows) < LIGHT]
    return across[0], down[0], across[-1], down[-1]


def test_a_document_is_printed_as_outlines_that_need_no_font(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path
) -> None:
    target = tmp_path / "印.pdf"
    page_engine.print(three_pages, PrintOrder("文书", file=str(target)))
    with read(target) as printed:
        assert len(printed) == 3
        assert printed[0].get_fonts() == []
        assert printed[0].get_images() == []
        assert printed[2].get_drawings()
        assert tuple(printed[0].rect) == pytest.approx((0, 0, 595, 842), abs=1)


def test_a_document_is_printed_as_pictures_where_drivers_garble_outlines(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path
) -> None:
    plain, pictures = tmp_path / "outlines.pdf", tmp_path / "pictures.pdf"
    page_engine.print(three_pages, PrintOrder("文书", file=str(plain)))
    page_engine.print(three_pages, PrintOrder("文书", file=str(pictures), compatible=True))
    with read(plain) as outlines, read(pictures) as printed:
        assert [len(page.get_images()) for page in printed] == [1, 1, 1]
        assert printed[2].get_drawings() == []
        for drawn, painted in zip(outlines, printed, strict=True):
            assert ink(painted) == pytest.approx(ink(drawn), abs=1)


def test_letters_of_any_size_are_painted_at_the_resolution_of_a_printer(page_engine: QtPageEngine) -> None:
    sizes = [words("字", f'<w:sz w:val="{size}"/>') for size in (9, 28, 32, 44, 88, 144)]
    (page,) = page_engine.layout(docx(paragraph(*sizes))).pages
    with Image.open(BytesIO(page_engine.image(page, dpi=300))) as shown:
        dark = shown.convert("L").point([255] * 128 + [0] * 128)
        for text in texts(page):
            left, bottom, k = text.x * 300 / 72, text.y * 300 / 72, 300 / 72
            box = (left, bottom - text.font.size * k, left + text.edges[-1] * k, bottom)
            letter = dark.crop(box).getbbox()
            assert letter is not None, text
            assert letter[2] - letter[0] > 0.7 * (box[2] - box[0])


def test_a_print_is_moved_by_millimetres(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path
) -> None:
    places = []
    for right, down in ((0.0, 0.0), (10.0, -5.0)):
        target = tmp_path / f"{right}.pdf"
        page_engine.print(three_pages, PrintOrder("文书", file=str(target), right_mm=right, down_mm=down))
        with read(target) as printed:
            places.append(ink(printed[0]))
    assert places[1][0] - places[0][0] == pytest.approx(28, abs=1)
    assert places[1][1] - places[0][1] == pytest.approx(-14, abs=1)


def test_chosen_pages_are_printed_and_no_others(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path
) -> None:
    target = tmp_path / "两页.pdf"
    page_engine.print(three_pages, PrintOrder("文书", file=str(target), pages=(2, 0)))
    with read(target) as printed:
        assert len(printed) == 2
        assert ink(printed[0])[2] > ink(printed[1])[2]


def test_a_scan_is_printed_with_what_lies_under_it(page_engine: QtPageEngine, tmp_path: Path) -> None:
    target = tmp_path / "扫描.pdf"
    page_engine.print(page_engine.scan(foreign_pdf()), PrintOrder("扫描件", file=str(target)))
    with read(target) as printed:
        assert (round(printed[0].rect.width), round(printed[0].rect.height)) == (842, 595)
        assert ink(printed[0])[0] == pytest.approx(102, abs=5)


def test_a_printer_that_is_not_there_is_refused_by_name(
    page_engine: QtPageEngine, three_pages: LaidOut
) -> None:
    with pytest.raises(PrinterMissingError, match="二楼文印室") as refused:
        page_engine.print(three_pages, PrintOrder("文书", printer="二楼文印室"))
    assert "PDF" in refused.value.hint


def test_a_file_that_cannot_be_written_is_refused(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path
) -> None:
    with pytest.raises(PrintFailedError):
        page_engine.print(three_pages, PrintOrder("文书", file=str(tmp_path / "none" / "a.pdf")))


@pytest.mark.parametrize("pages", [(), (7,)])
def test_printing_no_page_is_refused(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path, pages: tuple[int, ...]
) -> None:
    doc = three_pages if pages else LaidOut(())
    with pytest.raises(NoPagesError):
        page_engine.print(doc, PrintOrder("空", file=str(tmp_path / "a.pdf"), pages=pages))
