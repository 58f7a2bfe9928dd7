"""A field may be called what a mapping's method is called: 物品 is ``record.items``."""

from __future__ import annotations

import io

import docx
import pytest

from app.adapters.docx_forms import DocxForms
from app.adapters.docx_templates import TemplateRefusedError


def template(text: str) -> DocxForms:
    made, target = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(target)
    return DocxForms(lambda _slug: target.getvalue())


def printed(filled: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(filled)).paragraphs)


@pytest.mark.parametrize("name", ["items", "keys", "values", "copy", "get", "pop", "update"])
def test_a_field_named_like_a_method_prints_its_value(name: str) -> None:
    forms = template("物品：{{ record." + name + " }}")

    assert printed(forms.fill("示例", {"record": {name: "手推车一辆"}})) == "物品：手推车一辆"


def test_a_method_is_no_field() -> None:
    with pytest.raises(TemplateRefusedError):
        template("{{ record.keys }}").fill("示例", {"record": {"items": "手推车一辆"}})
