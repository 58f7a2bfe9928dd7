"""Print jobs as paper takes them: copies by kind, both sides, offsets in millimetres, pictures, reprints."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from PIL import Image

from app.adapters.page_crosshair import EDGE
from app.documents.page import LaidOut, Text
from app.documents.printing import (
    FILE_COPY,
    PARTY_COPY,
    STUB,
    Duplex,
    PrintOrder,
    Side,
    kinds_of,
    sides,
)
from tests.documents.page.paper import docx, page_break, paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from app.adapters.page_engine import QtPageEngine

DPI = 600
DARK = 128
BOTH = Duplex.LONG_EDGE


@pytest.fixture
def three_pages(page_engine: QtPageEngine) -> LaidOut:
    """Return a document of three pages."""
    blocks = (paragraph("甲", page_break()), paragraph("乙乙", page_break()), "丙丙丙")
    return page_engine.layout(docx(*blocks))


def read(path: Path) -> Any:
    return pymupdf.open(path)  # type: ignore[no-untyped-call]  # it has no types


def grey(page: Any, dpi: int = DPI) -> Image.Image:
    """Return a printed page as it is printed, in greys."""
    pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def test_a_form_in_three_copies_has_a_stub_one_for_the_party_and_one_for_the_file() -> None:
    assert kinds_of("party", 3) == (STUB, PARTY_COPY, FILE_COPY)
    assert kinds_of("party", 2) == (PARTY_COPY, FILE_COPY)
    assert kinds_of("internal", 3) == ()
    assert kinds_of("party", 1) == ()


def test_on_one_side_copies_follow_each_other() -> None:
    order = PrintOrder("文书", copies=2, kinds=(PARTY_COPY, FILE_COPY))
    assert sides(2, order) == (
        Side(0, PARTY_COPY), Side(1, PARTY_COPY), Side(0, FILE_COPY), Side(1, FILE_COPY),
    )  # fmt: skip


def test_on_both_sides_no_copy_begins_on_the_back_of_another() -> None:
    found = sides(3, PrintOrder("文书", copies=3, duplex=BOTH))
    assert [each.page for each in found] == [0, 1, 2, None, 0, 1, 2, None, 0, 1, 2]
    assert all(index % 2 == 0 for index, each in enumerate(found) if each.page == 0)


def test_an_even_number_of_pages_needs_no_empty_back() -> None:
    assert [each.page for each in sides(2, PrintOrder("文书", copies=2, duplex=BOTH))] == [0, 1, 0, 1]


def test_plain_copies_are_left_to_the_driver() -> None:
    assert sides(1, PrintOrder("文书", copies=5)) == (Side(0),)


def test_copies_by_kind_bear_their_kind_and_begin_on_a_front(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path
) -> None:
    kinds = kinds_of("party", 3)
    plain, marked = tmp_path / "plain.pdf", tmp_path / "marked.pdf"
    page_engine.print(three_pages, PrintOrder("文书", file=str(plain)))
    order = PrintOrder("文书", copies=3, kinds=kinds, duplex=BOTH, file=str(marked))
    page_engine.print(three_pages, order)
    with read(plain) as one, read(marked) as printed:
        inks = [grey(page, 72).point([255] * DARK + [0] * DARK).getbbox() for page in printed]
        assert [index for index, ink in enumerate(inks) if ink is None] == [3, 7]
        bare = grey(one[0], 72).point([255] * DARK + [0] * DARK).getbbox()
        assert bare is not None
        for index in (0, 4, 8):
            ink = inks[index]
            assert ink is not None
            assert ink[1] < bare[1]
            assert ink[2] > bare[2]


def test_a_reprint_says_so_on_every_page(page_engine: QtPageEngine, three_pages: LaidOut) -> None:
    again = sides(3, PrintOrder("文书", reprint=True))
    assert {each.mark for each in again} == {"补打"}
    assert sides(1, PrintOrder("文书", reprint=True, kinds=(STUB,)))[0].mark == "补打　存根"
    marked = page_engine._side(three_pages, again[2])  # noqa: SLF001 - what goes to paper
    last = marked.items[-1]
    assert isinstance(last, Text)
    assert last.text == "补打"
    assert last.x + last.edges[-1] < marked.width
    assert last.y < 40


def crosshair(picture: Image.Image) -> tuple[float, float]:
    """Return the middle of the upper left cross-hair in millimetres."""
    side = round((EDGE + 20) * DPI / 25.4)
    inked = picture.crop((0, 0, side, side)).point([1] * DARK + [0] * DARK)
    width, height = inked.size
    data = list(inked.tobytes())
    columns = [sum(data[x::width]) for x in range(width)]
    rows = [sum(data[y * width : (y + 1) * width]) for y in range(height)]
    return _middle(columns) * 25.4 / DPI, _middle(rows) * 25.4 / DPI


def _middle(counts: list[int]) -> float:
    most = max(counts)
    longest = [index for index, each in enumerate(counts) if each > 0.8 * most]
    return (longest[0] + longest[-1] + 1) / 2


@pytest.mark.parametrize("compatible", [False, True])
@pytest.mark.parametrize(("right", "down"), [(0.0, 0.0), (1.5, -2.0), (-3.25, 0.4), (0.2, 7.0)])
def test_offsets_are_right_to_a_fifth_of_a_millimetre(
    page_engine: QtPageEngine, tmp_path: Path, right: float, down: float, *, compatible: bool
) -> None:
    target = tmp_path / "校准.pdf"
    order = PrintOrder("校准", file=str(target), right_mm=right, down_mm=down, compatible=compatible)
    page_engine.print(page_engine.test_page(), order)
    with read(target) as printed:
        x, y = crosshair(grey(printed[0]))
    assert x == pytest.approx(EDGE + right, abs=0.2)
    assert y == pytest.approx(EDGE + down, abs=0.2)


def test_pages_sent_as_pictures_are_the_preview_pixel_by_pixel(
    page_engine: QtPageEngine, three_pages: LaidOut, tmp_path: Path
) -> None:
    target = tmp_path / "兼容.pdf"
    page_engine.print(three_pages, PrintOrder("文书", file=str(target), compatible=True))
    with read(target) as printed:
        for number, page in enumerate(printed):
            (image,) = page.get_images()
            pixels = pymupdf.Pixmap(printed, image[0])  # type: ignore[no-untyped-call]  # it has no types
            sent = Image.frombytes(
                "RGB" if pixels.n > 1 else "L", (pixels.width, pixels.height), pixels.samples
            )
            with Image.open(BytesIO(page_engine.image(three_pages.pages[number], dpi=300))) as wanted:
                assert sent.size == wanted.size
                assert sent.convert("L").tobytes() == wanted.convert("RGB").convert("L").tobytes()


def test_the_page_to_measure_by_has_five_crosshairs_inside_the_paper(page_engine: QtPageEngine) -> None:
    (page,) = page_engine.test_page().pages
    said = [item.text for item in page.items if isinstance(item, Text)]
    assert said[0] == "打印校准页"
    assert len(page.items) > 5 * 50
