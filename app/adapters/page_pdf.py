"""Make one PDF of laid-out documents: searchable text, scans included, outline and page labels."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPdfWriter

from app.adapters.page_objects import Objects
from app.adapters.page_outline import describe, drop_metadata
from app.adapters.page_paint import Brush, painting
from app.adapters.page_photo import Photographs, photograph
from app.adapters.page_scan import DAMAGED, UNREADABLE, ScanUnreadableError
from app.adapters.page_unicode import name_characters
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.documents.page import Bookmark, FontKey, Page, PdfPage

_DPI = 1200  # QPdfWriter rounds font sizes at lower ones


class NoPagesError(AppError):
    """A PDF was asked for of no page at all."""

    code = "page.no_pages"
    hint = "请先选择要输出的文书。"

    def __init__(self) -> None:
        super().__init__("没有可以输出的页。")


def make_pdf(
    pages: Sequence[Page], title: str, bookmarks: Sequence[Bookmark], numbers: Sequence[int] = ()
) -> bytes:
    """Return the bytes of a PDF of the pages, each on paper of its own size.

    Args:
        pages: What to make; the same pages always give the same bytes.
        title: What the file is called by viewers.
        bookmarks: Its outline.
        numbers: What the pages are called; their own numbers unless given.
    """
    if not pages:
        raise NoPagesError
    data, painted = _painted(pages, title)
    objects = Objects(data)
    name_characters(objects, painted)
    drop_metadata(objects)
    describe(objects, title, bookmarks, numbers or [page.number for page in pages])
    made = objects.written()
    if all(page.under is None and photograph(page) is None for page in pages):
        return made
    writer = PdfWriter(clone_from=BytesIO(made))
    _lay_under(writer, pages)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _painted(pages: Sequence[Page], title: str) -> tuple[bytes, Mapping[FontKey, Mapping[int, str]]]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(_DPI)
    device.setTitle(title)
    _take_paper(device, pages[0])
    with painting(device) as painter:
        brush = Brush(painter, _DPI / 72)
        for index, page in enumerate(pages):
            if index:
                _take_paper(device, page)
                device.newPage()
            brush.page(page if photograph(page) is None else replace(page, items=page.items[1:]))
    return bytes(buffer.data().data()), brush.painted


def _take_paper(device: QPdfWriter, page: Page) -> None:
    size, exact = QSizeF(page.width, page.height), QPageSize.SizeMatchPolicy.ExactMatch
    device.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", exact))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))


def _lay_under(writer: PdfWriter, pages: Sequence[Page]) -> None:
    """Lay photographs, and pages of other PDF files, under the pages painted for them."""
    readers: dict[int, PdfReader] = {}
    photographs = Photographs(writer)
    for target, page in zip(writer.pages, pages, strict=True):
        photo = photograph(page)
        if photo is not None:
            photographs.lay_under(target, page, photo)
        if page.under is not None:
            source = page.under
            try:
                if id(source.data) not in readers:
                    readers[id(source.data)] = PdfReader(BytesIO(source.data))
                target.merge_transformed_page(*_moved(readers[id(source.data)], source), over=False)
            except UNREADABLE as error:
                raise ScanUnreadableError(DAMAGED) from error


def _moved(reader: PdfReader, source: PdfPage) -> tuple[PageObject, Transformation]:
    """Return a foreign page, and what turns it upright with its corner at the origin."""
    page = reader.pages[source.index]
    box, turn = page.cropbox, page.rotation % 360
    width, height = float(box.width), float(box.height)
    corner = {90: (0.0, width), 180: (width, height), 270: (height, 0.0)}.get(turn, (0.0, 0.0))
    start = Transformation().translate(-float(box.left), -float(box.bottom))
    return page, start.rotate(-turn).translate(*corner)
