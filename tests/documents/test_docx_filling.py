"""Filling keeps the paper's own signs in their places and gives every line of a value its paragraph."""

from __future__ import annotations

import io

from docx.oxml.ns import qn

from app.adapters.docx_forms import DocxForms
from app.documents.gap import Gap
from resources.authoring.page import BODY, LETTER, add, new_document
from tests.documents.docx_text import part, text_of


def filled(template: str, **values: object) -> bytes:
    """Fill a template of one paragraph."""
    document, target = new_document(LETTER), io.BytesIO()
    add(document, template, BODY)
    document.save(target)
    return DocxForms(lambda _slug: target.getvalue()).fill("示例", values)


def test_a_tab_before_wide_spaces_stays_before_them() -> None:
    assert text_of(filled("签名：\t年　　月　　日{{ a }}", a="甲")) == "签名：\t年　　月　　日甲\n"


def test_a_tab_stays_between_the_pieces_of_a_gap() -> None:
    paper = filled("甲\t{{ a }}\t乙", a=Gap.of("示例"))

    assert text_of(paper) == "甲\t［示例］\t乙\n"
    (mark,) = part(paper).iter(qn("w:highlight"))
    run = mark.getparent()
    assert run is not None


def test_every_line_of_a_value_is_a_paragraph_set_like_the_first() -> None:
    paper = filled("前{{ a }}后", a="一\n二\n三")

    assert text_of(paper) == "前一\n二\n三后\n"
    lines = [each.find(f"{qn('w:pPr')}/{qn('w:spacing')}") for each in part(paper).iter(qn("w:p"))]
    assert all(each is not None for each in lines)
    assert len(lines) == 3


def test_a_tab_within_a_value_is_a_tab() -> None:
    assert text_of(filled("{{ a }}", a="一\t二")) == "一\t二\n"


def test_outer_blanks_of_a_value_are_kept() -> None:
    assert text_of(filled("{{ a }}甲", a="  一  ")) == "  一  甲\n"
