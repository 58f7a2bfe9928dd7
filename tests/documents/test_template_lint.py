"""Template lint (模板检查): what every template keeps to, so that each word processor sets it alike."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from app.adapters.docx_templates import TemplateRefusedError, compile_template
from app.documents.catalogue import forms, templates
from resources.authoring.page import BODY, LETTER, add, new_document
from tests.documents.docx_text import part, parts

if TYPE_CHECKING:
    from lxml import etree

EVERY = pytest.mark.parametrize("slug", forms())
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def template(slug: str) -> bytes:
    return templates().joinpath(forms()[slug].folder, "template.docx").read_bytes()


def found(slug: str, name: str) -> list[etree._Element]:
    return [each for root in parts(template(slug)).values() for each in root.iter(qn(name))]


@EVERY
def test_no_character_grid(slug: str) -> None:
    assert found(slug, "w:docGrid") == []


@EVERY
def test_the_paper_is_a4(slug: str) -> None:
    (size,) = found(slug, "w:pgSz")

    assert (round(int(size.get(f"{_W}w", "0")) / 20), round(int(size.get(f"{_W}h", "0")) / 20)) == (595, 842)


@EVERY
def test_every_paragraph_has_a_fixed_line(slug: str) -> None:
    for paragraph in found(slug, "w:p"):
        spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        assert spacing is not None
        assert spacing.get(f"{_W}lineRule") == "exact"


@EVERY
def test_every_run_names_its_east_asian_font_and_no_theme(slug: str) -> None:
    for run in found(slug, "w:r"):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert fonts is not None
        assert fonts.get(f"{_W}eastAsia")
        assert not [each for each in fonts.attrib if "heme" in str(each)]


@EVERY
def test_rows_stay_whole_but_those_with_a_field_that_may_be_long(slug: str) -> None:
    for row in found(slug, "w:tr"):
        properties = row.find(qn("w:trPr"))
        assert properties is not None
        if properties.find(qn("w:cantSplit")) is None:
            assert "{{" in "".join(str(each) for each in row.itertext())
            assert properties.find(qn("w:tblHeader")) is None


@EVERY
def test_the_page_field_has_runs_of_its_own(slug: str) -> None:
    for mark in (*found(slug, "w:fldChar"), *found(slug, "w:instrText")):
        run = mark.getparent()
        assert run is not None
        assert [each.tag for each in run if each.tag != qn("w:rPr")] == [mark.tag]


@EVERY
def test_field_marks_lie_within_one_run(slug: str) -> None:
    for text in found(slug, "w:t"):
        said = text.text or ""
        assert said.count("{{") == said.count("}}")
        assert said.count("{%") == said.count("%}")


@EVERY
def test_nothing_names_the_maker(slug: str) -> None:
    core = part(template(slug), "docProps/core.xml")

    assert "python-docx" not in "".join(str(each) for each in core.itertext())


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ party.name.__class__ }}",
        "{{ party.name() }}",
        "{{ party['name'] }}",
        "{% set a = 1 %}",
        "{% include 'x' %}",
        "{{ 1 + 1 }}",
        "{{ _private }}",
        "{% for a in b %}",
    ],
)
def test_a_template_that_reaches_further_than_its_fields_is_refused(hostile: str) -> None:
    with pytest.raises(TemplateRefusedError):
        compile_template("示例", _with(hostile))


def test_plain_fields_conditions_and_loops_are_allowed() -> None:
    kept = _with(
        "{% if a.b and not c != 'd' %}{{ a.b }}{% endif %}{% for row in e.f %}{{ row.g }}{% endfor %}"
    )

    assert compile_template("示例", kept).names == ("a.b", "c", "e.f")


def _with(text: str) -> bytes:
    document, target = new_document(LETTER), io.BytesIO()
    add(document, text, BODY)
    document.save(target)
    return target.getvalue()
