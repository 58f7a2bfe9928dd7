"""Scans: pictures and PDF files become pages; what cannot be read is refused in plain words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pymupdf
import pytest
from PIL import Image

from app.adapters.page_scan import ScanUnreadableError
from app.documents.page import LaidOut, Page, Picture, Stamp
from tests.documents.page.test_pdf import foreign_pdf

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from tests.quiet_log import QuietLog


def photo(kind: str, size: tuple[int, int] = (300, 400), **options: object) -> bytes:
    """Return a picture whose upper half is red, in a file format."""
    image = Image.new("RGB", size, "white")
    image.paste((220, 0, 0), (0, 0, size[0], size[1] // 2))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def is_red(engine: QtPageEngine, data: bytes, at: tuple[float, float]) -> bool:
    """Tell whether a scan's first page is red at a place given in parts of its sides."""
    with Image.open(BytesIO(engine.image(engine.scan(data).pages[0], dpi=36))) as shown:
        pixel = shown.convert("RGB").getpixel((int(at[0] * shown.width), int(at[1] * shown.height)))
    assert isinstance(pixel, tuple)
    return pixel[0] > 180 and pixel[1] < 80


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_a_picture_fills_a_sheet_of_a4(page_engine: QtPageEngine, kind: str) -> None:
    (page,) = page_engine.scan(photo(kind)).pages
    assert (page.width, page.height) == (595.28, 841.89)
    (item,) = page.items
    assert isinstance(item, Picture)
    assert item.width == pytest.approx(595.28)
    assert item.width / item.height == pytest.approx(3 / 4)
    assert is_red(page_engine, photo(kind), (0.5, 0.3))
    assert not is_red(page_engine, photo(kind), (0.5, 0.7))


def test_a_picture_wider_than_high_lies_on_its_sheet(page_engine: QtPageEngine) -> None:
    (page,) = page_engine.scan(photo("PNG", (400, 300))).pages
    assert (page.width, page.height) == (841.89, 595.28)


def test_a_photograph_taken_sideways_is_turned_upright(page_engine: QtPageEngine) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    data = photo("JPEG", (400, 300), exif=exif)
    (page,) = page_engine.scan(data).pages
    assert page.height > page.width
    assert is_red(page_engine, data, (0.8, 0.5))
    assert not is_red(page_engine, data, (0.2, 0.5))


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_photograph_is_bound_byte_for_byte_below_its_number(page_engine: QtPageEngine, mode: str) -> None:
    with Image.open(BytesIO(photo("JPEG"))) as opened:
        out = BytesIO()
        opened.convert(mode).save(out, "JPEG")
    scan = page_engine.scan(out.getvalue())
    pdf = page_engine.pdf([scan, scan], title="照片", stamp=Stamp(first=12))
    with pymupdf.open(stream=pdf, filetype="pdf") as document:  # type: ignore[no-untyped-call]  # it has no types
        assert [page.get_text().split() for page in document] == [["12"], ["13"]]
        (image,), (again,) = (page.get_images() for page in document)
        assert image[0] == again[0]
        assert document.extract_image(image[0])["image"] == out.getvalue()
        (info,) = document[0].get_image_info()
        assert info["bbox"] == pytest.approx((0, 24.1, 595.3, 817.8), abs=0.6)


def test_a_photograph_in_printers_colours_is_bound_too(page_engine: QtPageEngine) -> None:
    with Image.open(BytesIO(photo("JPEG"))) as opened:
        out = BytesIO()
        opened.convert("CMYK").save(out, "JPEG")
    assert is_red(page_engine, out.getvalue(), (0.5, 0.3))
    page = Page(595, 842, 1, (Picture(100, 100, 80, 100, out.getvalue()),))
    pdf = page_engine.pdf([LaidOut((page,))], title="照片")
    with pymupdf.open(stream=pdf, filetype="pdf") as document:  # type: ignore[no-untyped-call]  # it has no types
        assert len(document[0].get_images()) == 1


def test_a_scan_of_several_sheets_gives_a_page_for_each(page_engine: QtPageEngine) -> None:
    sheets = [Image.new("L", (200, 300), shade) for shade in (0, 100, 200)]
    out = BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    pages = page_engine.scan(out.getvalue(), first_page=4).pages
    assert [page.number for page in pages] == [4, 5, 6]
    assert len({page.items for page in pages}) == 3


def test_pages_of_a_pdf_are_shown_as_they_are(page_engine: QtPageEngine) -> None:
    (page,) = page_engine.scan(foreign_pdf()).pages
    assert page.under is not None
    with Image.open(BytesIO(page_engine.image(page, dpi=72))) as shown:
        assert shown.size == (842, 595)
        box = shown.convert("L").point([255] * 128 + [0] * 128).getbbox()
    assert box is not None
    assert box[0] == pytest.approx(100, abs=5)


def damaged() -> dict[str, bytes]:
    """Return files nobody can read, by what is wrong with them."""
    return {
        "empty": b"",
        "words": "不是图片".encode(),
        "cut picture": photo("PNG")[:200],
        "cut photograph": photo("JPEG")[:400],
        "cut pdf": foreign_pdf()[:300],
        "pdf in name only": b"%PDF-1.7\nnothing",
        "encrypted pdf": foreign_pdf(locked=True),
        "pdf without pages": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    }


@pytest.mark.parametrize("what", damaged())
def test_a_scan_that_cannot_be_read_is_refused_with_a_remedy(
    page_engine: QtPageEngine, quiet_log: QuietLog, what: str
) -> None:
    if what in {"cut pdf", "pdf in name only"}:
        quiet_log.expect("EOF marker not found")
    with pytest.raises(ScanUnreadableError) as refused:
        page_engine.scan(damaged()[what])
    assert "扫描件无法读取" in str(refused.value)
    assert refused.value.hint
