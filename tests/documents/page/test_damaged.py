"""Damaged files: whatever bytes come in, they are laid out or refused in plain words, never worse."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from app.adapters.page_paint import painting
from app.adapters.page_scan import ScanUnreadableError
from app.documents.page import LaidOut, Page, PdfPage
from app.domain.errors import AppError
from tests.documents.page.paper import (
    A4_WITH_INCHES,
    Surroundings,
    cell,
    docx,
    page_break,
    paragraph,
    row,
    table,
)
from tests.documents.page.samples import approval_form, decision
from tests.documents.page.test_pdf import foreign_pdf
from tests.documents.page.test_scans import photo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.adapters.page_engine import QtPageEngine

WHOLE = {
    "approval form": approval_form(),
    "decision": decision(),
    "photograph": photo("JPEG"),
    "picture": photo("PNG"),
    "scan": photo("TIFF"),
    "pdf": foreign_pdf(),
}
VALUES = re.compile(r'w:[A-Za-z]+="([^"]*)"')
ODD = ["", "-5", "0", "1.5", "1e9", "99999999", "50%", "auto", "inf", "NaN", "字"]


@pytest.fixture(autouse=True)
def no_talk() -> Iterator[None]:
    """Let pypdf say what it likes about damaged files."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(before)


def remedy(engine: QtPageEngine, name: str, data: bytes) -> str:
    """Use a file; return what the program advises where it refuses it."""
    try:
        use(engine, name, data)
    except AppError as refused:
        return refused.hint
    return "读得出"


def use(engine: QtPageEngine, name: str, data: bytes) -> None:
    """Do with a file whatever the program does with one of its kind."""
    paper = name in {"approval form", "decision"}
    laid_out = engine.layout(data) if paper else engine.scan(data)
    engine.pdf([laid_out], title=name)
    for page in laid_out.pages[:3]:
        engine.image(page, dpi=20)


@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt warns about damaged pictures, which is right
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255), st.integers(0, 40)), min_size=1, max_size=4),
)
@settings(max_examples=120)
def test_a_file_with_wrong_bytes_is_read_or_refused(
    page_engine: QtPageEngine, name: str, wounds: list[tuple[float, int, int]]
) -> None:
    data = bytearray(WHOLE[name])
    for where, byte, lost in wounds:
        place = int(where * (len(data) - 1))
        data[place : place + lost] = bytes([byte])
    assert remedy(page_engine, name, bytes(data))


@given(st.sampled_from(["approval form", "decision"]), st.data())
@settings(max_examples=60)
def test_a_docx_with_odd_values_is_laid_out_or_refused(
    page_engine: QtPageEngine, name: str, data: st.DataObject
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE[name])) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part in {"word/document.xml", "word/styles.xml", "word/settings.xml"}:
                content = _odd(content.decode(), data).encode()
            new.writestr(part, content)
    assert remedy(page_engine, name, target.getvalue())


def _odd(xml: str, data: st.DataObject) -> str:
    places = [found.span(1) for found in VALUES.finditer(xml)]
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=3, unique=True))
    for start, end in sorted(chosen, reverse=True):
        xml = xml[:start] + data.draw(st.sampled_from(ODD)) + xml[end:]
    return xml


def test_a_scan_that_breaks_later_is_refused_when_it_is_shown_or_bound(page_engine: QtPageEngine) -> None:
    page = Page(595, 842, 1, (), PdfPage(b"%PDF-1.7 broken", 0))
    with pytest.raises(ScanUnreadableError):
        page_engine.image(page)
    with pytest.raises(ScanUnreadableError):
        page_engine.pdf([LaidOut((page,))], title="坏")


def test_a_painter_ends_before_its_picture_even_when_painting_fails() -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    with pytest.raises(ZeroDivisionError), painting(image) as painter:
        _ = 1 / 0
    assert not painter.isActive()
    assert not image.paintingActive()


def test_rows_of_a_page_too_low_for_them_come_to_an_end(page_engine: QtPageEngine) -> None:
    section = A4_WITH_INCHES.replace('w:h="16838"', 'w:h="3000"')
    tall = row(cell("甲" * 50), cell("乙"), height=200)
    head = row("头", "头", height=100, look="<w:tblHeader/>")
    laid_out = page_engine.layout(
        docx(paragraph(page_break()), table([60, 60], head, tall, tall), around=Surroundings(section=section))
    )
    assert 1 < len(laid_out.pages) < 200


def test_an_absurd_number_of_columns_is_cut_to_what_word_processors_have(page_engine: QtPageEngine) -> None:
    laid_out = page_engine.layout(docx(table([60], row(cell("甲", span=99_999_999)))))
    assert len(laid_out.pages) == 1
