"""Fonts of a PDF: other readers see the same glyphs, bold stays bold, what may not be embedded is drawn."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from app.adapters.page_cff import charstring, font_file
from app.adapters.page_engine import QtPageEngine
from app.documents.page import LaidOut, Picture
from tests.documents.page.paper import docx, font, paragraph, picture, words
from tests.documents.page.samples import decision

if TYPE_CHECKING:
    from pathlib import Path

    from app.adapters.page_cff import Contour

DPI = 150
DARK, FAINT = 64, 200
COORDINATE = st.integers(-2000, 2000)
POINT = st.tuples(COORDINATE, COORDINATE)
CURVE = st.tuples(*[COORDINATE] * 6)
CONTOUR = st.tuples(POINT, st.lists(POINT | CURVE, min_size=1, max_size=60)).map(
    lambda each: [each[0], *each[1]]
)


def read(pdf: bytes) -> Any:
    return pymupdf.open(stream=pdf, filetype="pdf")  # type: ignore[no-untyped-call]  # it has no types


def ink(pdf: bytes) -> int:
    """Count the dark pixels of the first page."""
    with read(pdf) as document:
        return sum(each < 128 for each in document[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY).samples)


@given(st.lists(CONTOUR, max_size=4), st.integers(0, 3000))
def test_a_glyph_is_drawn_as_it_was_given(outline: list[Contour], width: int) -> None:
    data = font_file("Test", [charstring(0, []), charstring(width, outline)], (0, 0, 1000, 1000))

    kept = CFFFontSet()
    kept.decompile(BytesIO(data), None)
    drawn, pen = kept[0].CharStrings["cid00001"], RecordingPen()
    drawn.draw(pen)

    assert drawn.width == width
    read_back: list[Contour] = []
    for word, points in pen.value:
        flat = tuple(value for point in points for value in point)
        if word == "moveTo":
            read_back.append([flat])
        elif word != "closePath":
            read_back[-1].append(flat)
    assert [contour for contour in read_back if len(contour) > 1] == outline


def test_another_reader_shows_the_page_the_preview_shows(page_engine: QtPageEngine, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler-utils is not installed")
    laid = page_engine.layout(decision())
    (tmp_path / "a.pdf").write_bytes(page_engine.pdf([laid], title="决定书"))

    command = ["pdftoppm", "-r", str(DPI), "-png", "-gray", str(tmp_path / "a.pdf"), str(tmp_path / "a")]
    told = subprocess.run(command, check=True, capture_output=True, text=True)

    assert told.stderr == ""
    for path, page in zip(sorted(tmp_path.glob("a-*.png")), laid.pages, strict=True):
        with Image.open(path) as theirs, Image.open(BytesIO(page_engine.image(page, dpi=DPI))) as ours:
            mine = ours.convert("L").resize(theirs.size)
            other = theirs.convert("L")
            assert beyond_edges(mine, other) == beyond_edges(other, mine) == 0


def beyond_edges(one: Image.Image, other: Image.Image) -> int:
    """Count the black pixels of a page that have no ink around them on the other."""
    black = one.point([255] * DARK + [0] * (256 - DARK))
    bare = other.filter(ImageFilter.MinFilter(3)).point([0] * FAINT + [255] * (256 - FAINT))
    return sum(1 for each in ImageChops.multiply(black, bare).tobytes() if each)


@pytest.mark.parametrize("family", ["楷体_GB2312", "宋体"])
def test_bold_is_bolder_also_where_the_font_has_no_bold(page_engine: QtPageEngine, family: str) -> None:
    thin, bold = (
        page_engine.pdf(
            [page_engine.layout(docx(paragraph(words("行政处罚", font(family, 30, more)))))], title="字"
        )
        for more in ("", "<w:b/>")
    )
    assert ink(bold) > 1.1 * ink(thin)


def test_a_font_that_may_not_be_embedded_is_drawn(page_fonts: Path, tmp_path: Path, qapp: object) -> None:
    assert qapp is not None
    locked = TTFont(page_fonts / "KaiTi.otf")
    locked["OS/2"].fsType = 2
    for record in locked["name"].names:
        record.string = "Locked" if record.nameID in {1, 4, 6} else str(record)
    locked.save(tmp_path / "locked.otf")
    engine = QtPageEngine(font_folders=[page_fonts, tmp_path])

    laid = engine.layout(
        docx(paragraph(words("行政处罚", font("Locked", 30)), words("决定", font("楷体", 30))))
    )
    pdf = engine.pdf([laid], title="字")

    with read(pdf) as document:
        assert document[0].get_text().strip() == "决定"
        assert len(document[0].get_fonts()) == 1
        (mark,) = document[0].search_for("决定")
        drawn = document[0].get_drawings()
    assert min(each["rect"].x0 for each in drawn) == pytest.approx(72, abs=10)
    assert max(each["rect"].x1 for each in drawn) < mark.x0 + 3


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "RGB"])
def test_a_picture_keeps_its_dots_and_what_shines_through(page_engine: QtPageEngine, mode: str) -> None:
    out = BytesIO()
    with Image.open(BytesIO(picture(7, 5))) as plain:
        made = plain.convert(mode)
        if mode.endswith("A"):
            made.putalpha(128)
        made.save(out, "PNG")
    (page,) = page_engine.scan(picture()).pages
    shown = replace(page, items=(Picture(100, 100, 70, 50, out.getvalue()),))

    with read(page_engine.pdf([LaidOut((shown,))], title="图")) as document:
        (told,) = document[0].get_images()
        assert (told[2], told[3]) == (7, 5)
        assert bool(told[1]) == mode.endswith("A")
        stored = pymupdf.Pixmap(document, told[0])  # type: ignore[no-untyped-call]  # it has no types
    with Image.open(BytesIO(out.getvalue())) as wanted:
        space = "RGB" if stored.n == 3 else "L"
        without = Image.frombytes(space, (7, 5), stored.samples)
        assert without.tobytes() == wanted.convert("RGBA").convert("RGB").convert(space).tobytes()
