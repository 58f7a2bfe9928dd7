"""Lay a docx out: read, pour section by section, then print headers, footers and page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.adapters.page_compose import Composer
from app.adapters.page_flow import Flow, Sheet, blocks_have_fields
from app.adapters.page_lines import LineBreaker
from app.adapters.page_reader import read_docx
from app.adapters.page_shape import Shaper, Typography
from app.adapters.page_slabs import Frame, stack_height
from app.documents.page import LaidOut, Page, Substitution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.adapters.page_measure import Faces
    from app.adapters.page_model import Block, DocumentModel, Section


@dataclass(frozen=True, slots=True)
class Numbers:
    """The page numbers a document prints: of its first page, and 共 x 页 when it is fixed."""

    first: int = 1
    total: int | None = None


def lay_out(data: bytes, faces: Faces, typography: Typography, numbers: Numbers) -> LaidOut:
    """Return the pages of a docx, or raise ``DocxUnreadableError``."""
    return _Layout(read_docx(data), faces, typography, numbers).run()


class _Layout:
    """One document on its way onto pages."""

    def __init__(self, model: DocumentModel, faces: Faces, typography: Typography, numbers: Numbers) -> None:
        self._model = model
        self._numbers = numbers
        self._areas: dict[tuple[int, str], Frame] = {}
        hang = typography.hang and model.hangs
        self._breaker = LineBreaker(
            Shaper(faces, typography), model.default_tab, hang=hang, bind=typography.bind
        )

    def run(self) -> LaidOut:
        """Pour the body, again when it names the number of pages itself, then finish the pages."""
        sheets = self._pour(self._numbers.total or 1)
        total = self._numbers.total or len(sheets)
        if any(blocks_have_fields(each.blocks) for each in self._model.sections):
            sheets = self._pour(total)
        numbered = list(self._numbered(sheets))
        total = self._numbers.total or len(sheets)
        first_of = {id(sheet) for sheet in self._firsts(sheets)}
        for number, sheet in numbered:
            self._running(sheet, number, total, first=id(sheet) in first_of)
        pages = tuple(
            Page(sheet.section.width, sheet.section.height, number, sheet.sink.items)
            for number, sheet in numbered
        )
        return LaidOut(pages, _substitutions(numbered))

    def _composer(self, section: Section, number: int, total: int) -> Composer:
        plain = Composer(self._breaker, section.grid, {}, self._model.hanging_tables)
        return plain.on_page(number, total)

    def _pour(self, total: int) -> list[Sheet]:
        sheets: list[Sheet] = []
        flow: Flow | None = None
        number = self._numbers.first
        for section in self._model.sections:
            if sheets and section.start_number is not None:
                number = section.start_number
            composer = self._composer(section, number, total)
            onto = flow if flow is not None and flow.takes(section) else None
            begins = number - (onto is not None)
            frames = partial(self._frame_of, section, composer, begins)
            flow = Flow(section, composer, frames, onto)
            poured = flow.pour()[onto is not None :]
            sheets.extend(poured)
            number += len(poured)
        return sheets

    def _frame_of(self, section: Section, composer: Composer, begins: int, index: int) -> Frame:
        return self._frame(section, composer, _kind(section, begins + index, first=index == 0))

    def _numbered(self, sheets: Sequence[Sheet]) -> Iterable[tuple[int, Sheet]]:
        number, previous = self._numbers.first - 1, None
        for sheet in sheets:
            start = sheet.section.start_number
            restarts = start is not None and previous is not None and sheet.section is not previous
            number = start if restarts and start is not None else number + 1
            previous = sheet.section
            yield number, sheet

    def _firsts(self, sheets: Sequence[Sheet]) -> Iterable[Sheet]:
        previous = None
        for sheet in sheets:
            if sheet.section is not previous:
                yield sheet
            previous = sheet.section

    def _frame(self, section: Section, composer: Composer, kind: str) -> Frame:
        """Return the text area of a kind of page; a high header or footer takes room from it."""
        key = (id(section), kind)
        if key not in self._areas:
            width = section.width - section.left - section.right
            header = self._height(composer, section.headers.get(kind, ()), width)
            footer = self._height(composer, section.footers.get(kind, ()), width)
            self._areas[key] = Frame(
                section.width,
                section.height,
                section.left,
                max(section.top, section.header_distance + header if header else 0.0),
                section.right,
                max(section.bottom, section.footer_distance + footer if footer else 0.0),
            )
        return self._areas[key]

    @staticmethod
    def _height(composer: Composer, blocks: Sequence[Block], width: float) -> float:
        slabs, after = composer.stack(blocks, width)
        return stack_height(slabs) + after

    def _running(self, sheet: Sheet, number: int, total: int, *, first: bool) -> None:
        """Print the header and the footer of one page."""
        section = sheet.section
        composer = self._composer(section, number, total)
        kind = _kind(section, number, first=first)
        frame = self._frame(section, composer, kind)
        width = section.width - section.left - section.right
        for kinds, top in ((section.headers, True), (section.footers, False)):
            slabs, after = composer.stack(kinds.get(kind, ()), width)
            y = section.header_distance
            if not top:
                y = section.height - section.footer_distance - stack_height(slabs) - after
            for slab in slabs:
                y += slab.lead
                slab.put(sheet.sink, section.left, y, frame)
                y += slab.height


def _kind(section: Section, number: int, *, first: bool) -> str:
    """Return which header and footer a page has: first, even or default."""
    if section.title_page and first:
        return "first"
    return "even" if section.even_odd and number % 2 == 0 else "default"


def _substitutions(numbered: Iterable[tuple[int, Sheet]]) -> tuple[Substitution, ...]:
    pages: dict[tuple[str, str], list[int]] = {}
    for number, sheet in numbered:
        for pair in sorted(sheet.sink.replaced):
            pages.setdefault(pair, []).append(number)
    return tuple(Substitution(*pair, tuple(found)) for pair, found in pages.items())
