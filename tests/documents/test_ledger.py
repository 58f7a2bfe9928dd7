"""A register as a table across: every cell printed, the heading repeated on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.ledger_docx import ledger_docx
from app.documents.page import Text

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import Page

HEADINGS = (("文书", 12), ("文号", 12), ("案由", 16))


def words(page: Page) -> str:
    return "".join(each.text for each in page.items if isinstance(each, Text))


def test_the_heading_is_on_every_page_and_no_row_is_lost(page_engine: QtPageEngine) -> None:
    rows = [(f"示例文书{n}", f"示字{n}号", "示例案由 <&> " * 3) for n in range(1, 61)]

    pages = page_engine.layout(ledger_docx("文书台账", "示例局　共60件", HEADINGS, rows)).pages

    assert len(pages) > 1
    assert all("文号" in words(each) for each in pages)
    assert all(each.width > each.height for each in pages)
    whole = "".join(words(each) for each in pages)
    assert all(f"示字{n}号" in whole for n in range(1, 61))
    assert whole.count("<&>") == 180


def test_pages_are_numbered_and_closing_lines_stand_below_the_last_row(page_engine: QtPageEngine) -> None:
    rows = [(f"示例文书{n}", f"示字{n}号", "示例案由") for n in range(1, 41)]

    pages = page_engine.layout(ledger_docx("示例", "示例局", HEADINGS, rows, ("签名：示例",))).pages

    numbers = [f"第{number}页　共{len(pages)}页" for number in range(1, len(pages) + 1)]
    assert all(number in words(page) for number, page in zip(numbers, pages, strict=True))
    assert ["签名：示例" in words(each) for each in pages] == [*[False] * (len(pages) - 1), True]
