"""Make one PDF of laid-out documents: searchable text, scans included, outline and page labels."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PageObject, PdfReader, PdfWriter, Transformation

from app.adapters.page_content import Content
from app.adapters.page_objects import Objects, number
from app.adapters.page_outline import catalogue, description
from app.adapters.page_pictures import Pictures
from app.adapters.page_scan import DAMAGED, UNREADABLE, ScanUnreadableError
from app.adapters.page_subset import Subsets
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.page import Bookmark, Page, PdfPage


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
    objects = Objects()
    tree = objects.add()
    leaves = _leaves(objects, tree, pages)
    root = catalogue(objects, leaves, tree, bookmarks, numbers or [page.number for page in pages])
    made = objects.written(root, description(objects, title))
    return made if all(page.under is None for page in pages) else _with_scans(made, pages)


def _leaves(objects: Objects, tree: int, pages: Sequence[Page]) -> list[int]:
    """Write the pages and all they show; return their numbers."""
    fonts, pictures, shared = Subsets(objects), Pictures(objects), objects.add()
    leaves = []
    for page in pages:
        content = objects.stream(Content(fonts, pictures, page.height).of(page))
        leaves.append(
            objects.add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %b %b] /Resources %d 0 R /Contents %d 0 R >>"
                % (tree, number(page.width), number(page.height), shared, content)
            )
        )
    objects[shared] = b"<< /Font << %b >> /XObject << %b >> >>" % (fonts.write(), pictures.names())
    kids = b" ".join(b"%d 0 R" % each for each in leaves)
    objects[tree] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(leaves), kids)
    return leaves


def _with_scans(made: bytes, pages: Sequence[Page]) -> bytes:
    """Lay pages of other PDF files under the pages written for them."""
    writer = PdfWriter(clone_from=BytesIO(made))
    readers: dict[int, PdfReader] = {}
    for target, page in zip(writer.pages, pages, strict=True):
        source = page.under
        if source is None:
            continue
        try:
            if id(source.data) not in readers:
                readers[id(source.data)] = PdfReader(BytesIO(source.data))
            target.merge_transformed_page(*_moved(readers[id(source.data)], source), over=False)
        except UNREADABLE as error:
            raise ScanUnreadableError(DAMAGED) from error
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _moved(reader: PdfReader, source: PdfPage) -> tuple[PageObject, Transformation]:
    """Return a foreign page, and what turns it upright with its corner at the origin."""
    page = reader.pages[source.index]
    box, turn = page.cropbox, page.rotation % 360
    width, height = float(box.width), float(box.height)
    corner = {90: (0.0, width), 180: (width, height), 270: (height, 0.0)}.get(turn, (0.0, 0.0))
    start = Transformation().translate(-float(box.left), -float(box.bottom))
    return page, start.rotate(-turn).translate(*corner)
