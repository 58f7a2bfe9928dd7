"""The page engine: lay out documents, make PDF, preview and print them."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.adapters.page_crosshair import crosshair_page
from app.adapters.page_fonts import FontBook, add_font_folder
from app.adapters.page_image import png, readable, render
from app.adapters.page_layout import Numbers, lay_out
from app.adapters.page_pdf import make_pdf
from app.adapters.page_place import placed
from app.adapters.page_print import print_pages, printer_names
from app.adapters.page_scan import BROKEN, ScanUnreadableError, scan_pages
from app.adapters.page_shape import Typography
from app.adapters.page_stamp import marked, stamped, tabbed
from app.documents.page import Page, Picture
from app.documents.printing import sides

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.documents.page import Bookmark, LaidOut, Stamp
    from app.documents.placing import PlacedPage
    from app.documents.printing import PrintOrder, Side
    from app.domain.typesetting import Typesetting


class QtPageEngine:
    """``PageEngine`` on Qt; usable from any thread, the fonts are kept per thread."""

    def __init__(self, *, font_folders: Sequence[Path] = (), typography: Typography | None = None) -> None:
        self._application = _application()
        self._typography = typography or Typography()
        self._local = threading.local()
        for folder in font_folders:
            add_font_folder(folder)

    @property
    def _book(self) -> FontBook:
        if not hasattr(self._local, "book"):
            self._local.book = FontBook()
        book: FontBook = self._local.book
        return book

    def layout(
        self,
        docx: bytes,
        *,
        first_page: int = 1,
        total: int | None = None,
        typesetting: Typesetting | None = None,
    ) -> LaidOut:
        """Return a docx on its pages, numbered from ``first_page`` of ``total``, set as an office chose.

        Raises:
            DocxUnreadableError: The bytes are no docx.
        """
        rules = _ruled(self._typography, typesetting)
        return lay_out(docx, self._book, rules, Numbers(first_page, total))

    def placed(self, pages: Sequence[PlacedPage]) -> LaidOut:
        """Return pages whose words stand at given places; too long lines are made smaller or cut."""
        return placed(pages, self._book)

    def scan(self, data: bytes, *, first_page: int = 1) -> LaidOut:
        """Return a scan (JPEG, PNG, TIFF or PDF) as pages.

        Raises:
            ScanUnreadableError: The bytes are no such file, or it is encrypted.
        """
        found = scan_pages(data, first_page)
        for page in found.pages:
            for item in page.items:
                if isinstance(item, Picture) and not readable(item.data):
                    raise ScanUnreadableError(BROKEN)
        return found

    def marked(self, doc: LaidOut, words: str) -> LaidOut:
        """Return the pages with a line at the head of each that says what they are not."""
        return replace(doc, pages=tuple(marked(each, words, self._book) for each in doc.pages))

    def stamped(self, docs: Sequence[LaidOut], stamp: Stamp) -> tuple[Page, ...]:
        """Return the pages of documents in order, each with its running number in a corner."""
        pages = [page for doc in docs for page in doc.pages]
        return tuple(
            stamped(page, stamp, number, self._book) for number, page in enumerate(pages, stamp.first)
        )

    def pdf(
        self,
        docs: Sequence[LaidOut],
        *,
        title: str,
        bookmarks: Sequence[Bookmark] = (),
        stamp: Stamp | None = None,
    ) -> bytes:
        """Return one PDF of several documents, with an outline and, for a volume, stamped numbers.

        Raises:
            NoPagesError: The documents have no page.
        """
        pages: Sequence[Page] = [page for doc in docs for page in doc.pages]
        if stamp is None:
            return make_pdf(pages, title, bookmarks)
        numbers = range(stamp.first, stamp.first + len(pages))
        return make_pdf(self.stamped(docs, stamp), title, bookmarks, numbers)

    def image(self, page: Page, *, dpi: float = 96.0) -> bytes:
        """Return a page as a PNG picture."""
        return png(render(page, dpi))

    def lacking(self, text: str) -> str:
        """Return the characters of a text that no installed font can draw, each once."""
        return "".join(each for each in dict.fromkeys(text) if self._book.lacks(each))

    def printers(self) -> tuple[str, ...]:
        """Return the printers of this computer, the default one first."""
        return printer_names()

    def print(self, doc: LaidOut, order: PrintOrder) -> None:
        """Print a document as a job of its own.

        Raises:
            NoPagesError: No page was chosen.
            PrinterMissingError: The printer is not there.
            PrintFailedError: The printer did not take the job.
        """
        print_pages([self._side(doc, each) for each in sides(len(doc.pages), order)], order)

    def test_page(self) -> LaidOut:
        """Return the page a printer's offsets are measured by."""
        return crosshair_page(self._book)

    def _side(self, doc: LaidOut, side: Side) -> Page:
        if side.page is None:
            first = doc.pages[0]
            return Page(first.width, first.height, 0, ())
        page = doc.pages[side.page]
        return tabbed(page, side.mark, self._book) if side.mark else page


def _ruled(rules: Typography, chosen: Typesetting | None) -> Typography:
    return rules if chosen is None else replace(rules, hang=chosen.hang, gap=chosen.gap / 100)


def _application() -> QGuiApplication | None:
    """Return the running Qt application; start a windowless one for the command line."""
    running = QGuiApplication.instance()
    if running is not None:
        return None
    arguments = [sys.argv[0]]
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(map(os.environ.get, screens)):
        arguments += ["-platform", "offscreen"]
    return QGuiApplication(arguments)
