"""Fakes of papers: forms, templates and pages as plain text, which tests can read back."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID
from zipfile import ZipFile

from app.documents.page import FontKey, LaidOut, Page, Text
from app.documents.placing import Words
from app.documents.template_fault import TemplateFault
from app.domain.errors import AppError
from app.domain.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.documents.page import Bookmark, Stamp
    from app.documents.placing import PlacedPage
    from app.domain.typesetting import Typesetting

T = TypeVar("T", bound=Record)
Tables = dict[type[Any], dict[UUID, Any]]


@dataclass
class PlainForms:
    """Forms that print every value on a line of its own; the template has a version that may change."""

    edition: str = "第一版"

    def fill(self, slug: str, values: Mapping[str, Any]) -> bytes:
        return "\n".join([slug, *_lines("", values)]).encode()

    def template(self, slug: str) -> bytes:
        return f"{slug} {self.edition}".encode()

    def version(self, slug: str) -> str:
        return sha256(f"{slug} {self.edition}".encode()).hexdigest()


class PlainTemplates:
    """Templates of plain text; one of them has a fault."""

    faulty = b"bad template"

    def faults(self, docx: bytes, known: Collection[str] | None) -> tuple[TemplateFault, ...]:
        assert known is None or known
        return (TemplateFault("正文第3段", "字段不认识", "坏字段"),) if docx == self.faulty else ()

    def advice(self, docx: bytes) -> tuple[TemplateFault, ...]:
        return () if docx == self.faulty else (TemplateFault("正文第1段", "没有设固定行距"),)

    def fill(self, slug: str, docx: bytes, values: Mapping[str, Any]) -> bytes:
        assert docx
        return PlainForms().fill(slug, values)

    def text(self, docx: bytes) -> str:
        return docx.decode()


class NoScanError(AppError):
    """Bytes that are neither a picture nor a file of these pages."""

    code = "test.no_scan"


@dataclass
class PlainPages:
    """Pages of thirty lines of a form filled by ``PlainForms``; PDF files that can be read back."""

    set_by: list[Typesetting | None] = field(default_factory=list)
    lines = 30
    first_without_glyph = "\U00030000"
    _mark = b"%PDF-plain"
    _pictures = (b"\x89PNG", b"\xff\xd8")

    def layout(
        self,
        docx: bytes,
        *,
        first_page: int = 1,
        total: int | None = None,  # noqa: ARG002 - the port's name
        typesetting: Typesetting | None = None,
    ) -> LaidOut:
        self.set_by.append(typesetting)
        lines = _docx_lines(docx) if docx.startswith(b"PK") else docx.decode().split("\n")
        sheets = [lines[start : start + self.lines] for start in range(0, len(lines), self.lines)]
        return self._pages(sheets, first_page)

    def placed(self, pages: Sequence[PlacedPage]) -> LaidOut:
        return self._pages([[one.text for one in each.items if isinstance(one, Words)] for each in pages], 1)

    def scan(self, data: bytes, *, first_page: int = 1) -> LaidOut:
        if data.startswith(self._pictures):
            return self._pages([[]], first_page)
        if not data.startswith(self._mark):
            message = "不是图片或 PDF。"
            raise NoScanError(message)
        return self._pages(self.read(data)["pages"], first_page)

    def marked(self, doc: LaidOut, words: str) -> LaidOut:
        pages = (replace(page, items=(_text(words, 0), *page.items)) for page in doc.pages)
        return replace(doc, pages=tuple(pages))

    def stamped(self, docs: Sequence[LaidOut], stamp: Stamp) -> tuple[Page, ...]:
        pages = [page for doc in docs for page in doc.pages]
        return tuple(
            replace(page, items=(*page.items, _text(str(number), 0)))
            for number, page in enumerate(pages, stamp.first)
        )

    def pdf(
        self,
        docs: Sequence[LaidOut],
        *,
        title: str,
        bookmarks: Sequence[Bookmark] = (),
        stamp: Stamp | None = None,
    ) -> bytes:
        pages = self.stamped(docs, stamp) if stamp else [page for doc in docs for page in doc.pages]
        marks = [(each.title, each.page, each.level) for each in bookmarks]
        words = [page_lines(page) for page in pages]
        return self._mark + json.dumps({"title": title, "marks": marks, "pages": words}).encode()

    def image(self, page: Page, *, dpi: float = 96.0) -> bytes:  # noqa: ARG002 - the port's name
        return self._pictures[0] + "\n".join(page_lines(page)).encode()

    def lacking(self, text: str) -> str:
        return "".join(each for each in dict.fromkeys(text) if each >= self.first_without_glyph)

    def read(self, data: bytes) -> dict[str, Any]:
        """Return title, marks and the lines of the pages of a PDF made here."""
        found: dict[str, Any] = json.loads(data.removeprefix(self._mark))
        return found

    @staticmethod
    def _pages(sheets: Sequence[Sequence[str]], first: int) -> LaidOut:
        return LaidOut(
            tuple(
                Page(595, 842, number, tuple(_text(line, row) for row, line in enumerate(sheet, 1)))
                for number, sheet in enumerate(sheets, first)
            )
        )


def _docx_lines(docx: bytes) -> list[str]:
    with ZipFile(BytesIO(docx)) as package:
        return re.findall(r"<w:t[^>]*>([^<]*)</w:t>", package.read("word/document.xml").decode())


def page_lines(page: Page) -> list[str]:
    """Return the lines of a page."""
    return [each.text for each in page.items if isinstance(each, Text)]


def _text(words: str, row: int) -> Text:
    edges = tuple(10.0 * at for at in range(len(words) + 1))
    return Text(words, 50, 20.0 * row, FontKey("宋体", 10), edges)


def _lines(name: str, value: Any) -> list[str]:
    if isinstance(value, dict):
        return [line for key, each in value.items() for line in _lines(f"{name}.{key}".strip("."), each)]
    if isinstance(value, str):
        return [f"{name}：{each}" for each in value.split("\n")]
    return [f"{name}：{'　'.join(row.values())}" for row in value]
