"""The office's live template fills a form, the shipped one every other; each has its own version."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from app.adapters.docx_forms import shipped_forms
from app.adapters.docx_text import text_of
from app.adapters.office_forms import OfficeForms
from app.documents.catalogue import form
from app.documents.finalising import nested
from app.documents.trial import sample_values
from resources.authoring.page import BODY, LETTER, add, new_document


def own_template() -> bytes:
    """Return a template of an office: two lines."""
    document, target = new_document(LETTER), BytesIO()
    for each in ("本单位备考表", "{{ case.number }}"):
        add(document, each, BODY)
    document.save(target)
    return target.getvalue()


def test_the_live_template_is_used_as_long_as_it_is_live() -> None:
    docx = own_template()
    digest = sha256(docx).hexdigest()
    live = {"file_note": digest}
    forms, shipped = OfficeForms(lambda slug: live.get(slug, ""), {digest: docx}.__getitem__), shipped_forms()
    sample = sample_values(form("file_note"))
    assert sample is not None
    values = nested(sample)

    assert text_of(forms.fill("file_note", values)).startswith("本单位备考表\n")
    assert (forms.version("file_note"), forms.template("file_note")) == (digest, docx)
    assert forms.names("file_note") == frozenset({"case.number"})
    assert forms.version("file_cover") == shipped.version("file_cover")

    live.clear()
    assert forms.version("file_note") == shipped.version("file_note")
    assert text_of(forms.fill("file_note", values)) == text_of(shipped.fill("file_note", values))
