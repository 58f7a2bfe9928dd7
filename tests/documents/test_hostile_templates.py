"""A broken or malicious template is refused with place and reason; a sound one is not."""

from __future__ import annotations

import pytest

from app.adapters.docx_forms import DocxForms
from app.adapters.docx_templates import TemplateRefusedError, compile_template, template_faults
from app.documents.catalogue import forms, templates
from tests.documents.docx_text import text_of
from tests.documents.hostile import KNOWN, TEMPLATES, sound

BY_NAME = {
    "unknown field",
    "unknown field in a cell",
    "unknown field in a condition",
    "field in an attribute",
}
"""Only the import knows which names there are; filling refuses them when a value is missing."""


def test_the_table_is_long_enough() -> None:
    assert len(TEMPLATES) >= 60


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_hostile_template_is_refused_with_place_and_reason(name: str) -> None:
    make, reason, place = TEMPLATES[name]

    found = template_faults(make(), KNOWN)

    assert [each for each in found if reason in each.reason and place in each.place], list(map(str, found))


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - BY_NAME))
def test_a_hostile_template_is_not_compiled_either(name: str) -> None:
    with pytest.raises(TemplateRefusedError):
        compile_template("示例", TEMPLATES[name][0]())


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_what_shows_only_in_filling_is_refused_then(name: str) -> None:
    forms_of = DocxForms(lambda _slug: TEMPLATES[name][0]())

    with pytest.raises(TemplateRefusedError):
        forms_of.fill("示例", {"party": {"name": "甲"}, "goods": {"rows": [{}, {}]}})


def test_a_sound_template_has_no_fault_and_is_filled() -> None:
    values = {
        "doc": {"number": "1号"},
        "party": {"name": "甲"},
        "goods": {"rows": [{"name": "炉"}, {"name": "桌"}]},
    }

    assert template_faults(sound(), KNOWN) == ()
    filled = text_of(DocxForms(lambda _slug: sound()).fill("示例", values))
    assert all(each in filled for each in ("文号：1号", "当事人：甲", "炉", "桌"))
    assert "{" not in filled


def test_all_faults_are_told_at_once() -> None:
    make, *_ = TEMPLATES["unknown field in a cell"]

    assert len(template_faults(make(), frozenset())) == 1
    assert len(template_faults(sound(), frozenset())) > 2


@pytest.mark.parametrize("slug", forms())
def test_a_shipped_template_is_safe(slug: str) -> None:
    docx = templates().joinpath(forms()[slug].folder, "template.docx").read_bytes()

    assert template_faults(docx) == ()
