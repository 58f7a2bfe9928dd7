"""Whatever is typed is printed whole, in a paragraph and in a table, or refused by its code."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import pymupdf
import pytest

from app.adapters.docx_forms import DocxForms
from app.adapters.docx_templates import ValueRefusedError
from app.documents.page import Text
from tests.documents.page.paper import cell, docx, paragraph, row, table

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import LaidOut

WHOLE = {
    "less and greater": "甲<乙>丙",
    "ampersand": "甲&乙&amp;丙",
    "tag": "</w:t></w:r><w:p>甲</w:p>",
    "end of a section of characters": "甲]]>乙",
    "comment of XML": "甲<!-- 乙 -->丙",
    "entity": "&lt;&#65;&xxe;",
    "field": "{{ party.name }}",
    "block": "{% for a in b %}甲{% endfor %}",
    "comment of a template": "甲{# 乙 #}丙",
    "attribute walking": "{{ ''.__class__.__mro__ }}",
    "quotes": "“甲”‘乙’\"丙\"'丁'",
    "backslash and per cent": r"C:\甲\%乙%\n",
    "formula": "=HYPERLINK(1)",
    "five thousand characters": "当事人于2026年3月2日占用人行道12.5平方米，" * 200,
    "one very long word": "A" * 1500,
    "many lines": "\n".join(f"第{number}行" for number in range(300)),
    "tabs": "甲\t乙\t\t丙",
    "line ends of three kinds": "甲\r\n乙\n丙",
    "right to left mark": "甲\u200f乙\u202e丙",
    "combining marks": "cafe\u0301甲\u0323",
    "zero width": "甲\u200b乙\u200d丙\ufeff丁",
    "no-break blank": "甲\u00a0乙",
    "soft hyphen": "甲\u00ad乙",
    "variation selector": "葛\ufe00",
    "rare character": "𠮷野家",
    "private use": "甲\ue000乙",
    "emoji": "甲😀乙",
    "family of emoji": "👨\u200d👩\u200d👧",
    "full-width forms": "\uff21\uff22\uff11\uff12（甲）",
    "radical": "⼀⼈",
}
REFUSED = {
    "null": "甲\x00乙",
    "bell": "甲\x07乙",
    "escape": "甲\x1b[31m乙",
    "vertical tab": "甲\x0b乙",
    "form feed": "甲\x0c乙",
    "U+FFFE": "甲\ufffe乙",
    "U+FFFF": "甲\uffff乙",
    "high surrogate": "甲\ud800乙",
    "low surrogate": "甲\udfff乙",
    "mark of a gap": "甲\ufdd0乙\ufdd1",
}


def template() -> bytes:
    """Return a template that prints a text in a paragraph and in cells of a list."""
    looped = (
        row(cell("{%tr for one in rows %}"), ""),
        row("{{ loop.index }}", "{{ one.a }}"),
        row(cell("{%tr endfor %}"), ""),
    )
    return docx(paragraph("前{{ a }}后"), table([60, 360], *looped))


def filled(text: str, rows: int = 1) -> bytes:
    """Fill the template."""
    return DocxForms(lambda _slug: template()).fill("示例", {"a": text, "rows": [{"a": text}] * rows})


def said(laid_out: LaidOut) -> str:
    """Return every character put on the pages, blanks left out."""
    texts = (item.text for page in laid_out.pages for item in page.items if isinstance(item, Text))
    return _bare("".join(texts))


def _bare(text: str) -> str:
    return "".join(sorted("".join(text.split())))


def test_the_table_is_long_enough() -> None:
    assert len(WHOLE) + len(REFUSED) >= 40


@pytest.mark.parametrize("name", WHOLE)
def test_a_hostile_text_is_printed_whole(page_engine: QtPageEngine, name: str) -> None:
    text = WHOLE[name]

    laid_out = page_engine.layout(filled(text))

    assert said(laid_out) == _bare(f"前{text}后1{text}")
    assert page_engine.pdf([laid_out], title=name).startswith(b"%PDF")


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_document_can_hold_is_refused_by_its_code(name: str) -> None:
    text = REFUSED[name]

    with pytest.raises(ValueRefusedError, match=r"U\+") as refused:
        filled(text)

    assert f"U+{next(ord(each) for each in text if each not in '甲乙'):04X}" in refused.value.message


def test_a_list_of_forty_long_rows_is_printed_whole(page_engine: QtPageEngine) -> None:
    text = "烧烤炉具（含支架、燃气罐）一套，" * 12

    laid_out = page_engine.layout(filled(text, 40))

    numbers = "".join(str(number) for number in range(1, 41))
    assert said(laid_out) == _bare(f"前{text}后" + numbers + text * 40)
    assert len(laid_out.pages) > 3


def test_plain_chinese_can_be_read_back_from_the_pdf(page_engine: QtPageEngine) -> None:
    text = WHOLE["five thousand characters"]
    pdf = page_engine.pdf([page_engine.layout(filled(text))], title="长")
    with pymupdf.open(stream=io.BytesIO(pdf), filetype="pdf") as document:  # type: ignore[no-untyped-call]  # it has no types
        read = "".join(page.get_text() for page in document)
    assert _bare(unicodedata.normalize("NFKC", read)) == _bare(
        unicodedata.normalize("NFKC", f"前{text}后1{text}")
    )


def test_a_character_no_font_has_is_told_with_its_page(page_engine: QtPageEngine) -> None:
    laid_out = page_engine.layout(filled("甲\U0010fffd乙"))

    (told,) = [each for each in laid_out.substitutions if "U+10FFFD" in each.asked]
    assert told.pages == (1,)
