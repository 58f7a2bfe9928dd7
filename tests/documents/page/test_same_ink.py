"""The same ink everywhere: outlines and pictures on paper, preview and PDF, whatever was painted before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from app.adapters.page_paint import Brush, painting
from app.adapters.page_print import RASTER_DPI, put_side
from app.documents.printing import PrintOrder
from tests.documents.page.paper import docx, font, paragraph, words
from tests.documents.page.samples import decision
from tests.documents.page.test_pdf_fonts import beyond_edges, ink

if TYPE_CHECKING:
    from pathlib import Path

    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import LaidOut, Page

SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
DPI = 300
DARK = 128
FEW = 1 / 2000
"""Of the ink: Qt does not round the tip of a stroke that turns right back."""


def on_paper(page: Page, order: PrintOrder) -> QImage:
    """Return what a raster printer of the pictures' resolution makes of one side."""
    scale = RASTER_DPI / 72
    paper = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    with painting(paper) as painter:
        painter.setRenderHints(SMOOTH)
        put_side(Brush(painter, scale, 0.0), page, order)
    return paper


@pytest.mark.parametrize(("right", "down"), [(0.0, 0.0), (1.5, -2.0), (-3.25, 0.4)])
def test_pictures_are_equal_to_ordinary_printing_in_every_pixel(
    page_engine: QtPageEngine, right: float, down: float
) -> None:
    for page in page_engine.layout(decision()).pages:
        page_engine.image(page, dpi=110)

        ordinary = on_paper(page, PrintOrder("文书", right_mm=right, down_mm=down))
        pictures = on_paper(page, PrintOrder("文书", right_mm=right, down_mm=down, compatible=True))

        assert pictures == ordinary


def test_a_pdf_has_the_same_bytes_whatever_was_previewed_before(page_engine: QtPageEngine) -> None:
    laid = page_engine.layout(decision())

    def made(*zooms: float) -> bytes:
        for dpi in zooms:
            for page in laid.pages:
                page_engine.image(page, dpi=dpi)
        return page_engine.pdf([laid], title="决定书")

    with ThreadPoolExecutor(1) as fresh, ThreadPoolExecutor(1) as busy:
        assert busy.submit(made, 97, 110, 131, 199).result() == fresh.submit(made).result()


def grey(content: Any) -> Image.Image:
    pixels = content[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
    return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def shown(engine: QtPageEngine, laid: LaidOut, folder: Path) -> dict[str, Image.Image]:
    """Return the first page as the preview, the PDF, the print and the compatible print show it."""
    found = {}
    with Image.open(BytesIO(engine.image(laid.pages[0], dpi=DPI))) as preview:
        found["preview"] = preview.convert("L")
    pdf = engine.pdf([laid], title="字")
    with pymupdf.open(stream=pdf, filetype="pdf") as archived:  # type: ignore[no-untyped-call]  # it has no types
        found["pdf"] = grey(archived)
    for name, pictures in (("print", False), ("pictures", True)):
        target = folder / f"{name}.pdf"
        engine.print(laid, PrintOrder("字", file=str(target), compatible=pictures))
        with pymupdf.open(target) as printed:  # type: ignore[no-untyped-call]  # it has no types
            found[name] = grey(printed)
    return found


@pytest.mark.parametrize("family", ["楷体_GB2312", "宋体"])
@pytest.mark.parametrize("half_points", [18, 32, 88])
def test_bold_is_as_bold_in_preview_pdf_and_print_also_where_the_font_has_no_bold(
    page_engine: QtPageEngine, tmp_path: Path, family: str, half_points: int
) -> None:
    thin, bold = (
        page_engine.layout(docx(paragraph(words("行政处罚决定Ab", font(family, half_points / 2, more)))))
        for more in ("", "<w:b/>")
    )
    plain = ink(page_engine.pdf([thin], title="字"))
    pages = shown(page_engine, bold, tmp_path)

    assert ink(page_engine.pdf([bold], title="字")) > 1.1 * plain
    archived = pages.pop("pdf")
    for page in pages.values():
        mine = Image.new("L", archived.size, 255)
        mine.paste(page)
        most = FEW * dark(archived)
        assert max(beyond_edges(mine, archived), beyond_edges(archived, mine)) <= most
        assert dark(mine) == pytest.approx(dark(archived), rel=0.05)


def dark(page: Image.Image) -> int:
    return sum(page.histogram()[:DARK])


@pytest.mark.parametrize("dpi", [96, 144])
def test_bold_is_bolder_on_the_screen_at_any_zoom(page_engine: QtPageEngine, dpi: int) -> None:
    def inked(more: str) -> int:
        laid = page_engine.layout(docx(paragraph(words("行政处罚决定", font("楷体_GB2312", 16, more)))))
        with Image.open(BytesIO(page_engine.image(laid.pages[0], dpi=dpi))) as page:
            return dark(page.convert("L"))

    assert inked("<w:b/>") > 1.3 * inked("")
