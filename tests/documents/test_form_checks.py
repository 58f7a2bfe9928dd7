"""Every template is linted, filled empty, ordinary and very long, reopened, laid out, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from app.adapters.docx_forms import shipped_forms
from app.adapters.docx_trial import DocxTemplates
from app.documents.catalogue import form, forms
from app.documents.gap import Gap, Struck
from app.documents.page import Text
from app.documents.trial import LONGEST, MOST_ROWS, Trial, sample_values, trial_values
from app.services.form_checks import Checked, FormChecks, checked_lines
from resources.authoring.page import BODY, LETTER, add, new_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import Item, LaidOut
    from app.domain.typesetting import Typesetting

EVERY = pytest.mark.parametrize("slug", forms())


@pytest.fixture
def checks(page_engine: QtPageEngine) -> FormChecks:
    """Return the checks over the shipped templates."""
    return FormChecks(shipped_forms(), page_engine, DocxTemplates())


@EVERY
def test_the_shipped_template_passes(checks: FormChecks, slug: str) -> None:
    found = checks.check(slug)

    assert list(checked_lines(found))[1:] == []
    assert [each.trial for each in found.tried] == list(Trial)
    assert all(each.pages > 0 for each in found.tried)


@EVERY
def test_very_long_means_long_texts_and_lists(slug: str) -> None:
    sample = sample_values(form(slug))
    assert sample is not None

    long, empty = (trial_values(form(slug), sample, each) for each in (Trial.LONG, Trial.EMPTY))

    for name, said in sample.items():
        if isinstance(said, tuple) and said:
            assert len(long[name]) == MOST_ROWS
            assert empty[name] == ()
        elif not isinstance(said, tuple | Struck):
            assert len(long[name]) in (len(said), LONGEST)
            assert isinstance(empty[name], Gap)


def a_template(*lines: str) -> bytes:
    """Return a plain template with lines of text and fields."""
    document, target = new_document(LETTER), BytesIO()
    for each in lines:
        add(document, each, BODY)
    document.save(target)
    return target.getvalue()


def foreign(checks: FormChecks, *lines: str) -> Checked:
    return checks.foreign("file_note", a_template(*lines))


def test_a_foreign_template_with_known_fields_passes(checks: FormChecks) -> None:
    assert foreign(checks, "卷内备考表", "{{ case.number }}").good


def test_a_foreign_template_with_an_unknown_field_is_refused_with_its_place(checks: FormChecks) -> None:
    found = foreign(checks, "卷内备考表", "{{ case.secret }}")

    assert not found.good
    assert [each.place for each in found.faults] == ["正文第2段"]


class Forgetful:
    """Pages on which the last character of every text is missing."""

    def __init__(self, engine: QtPageEngine) -> None:
        self._engine = engine

    def layout(
        self,
        docx: bytes,
        *,
        first_page: int = 1,
        total: int | None = None,
        typesetting: Typesetting | None = None,
    ) -> LaidOut:
        laid = self._engine.layout(docx, first_page=first_page, total=total, typesetting=typesetting)
        return replace(
            laid, pages=tuple(replace(page, items=tuple(self._cut(page.items))) for page in laid.pages)
        )

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def _cut(self, items: tuple[Item, ...]) -> Iterator[Item]:
        for each in items:
            yield replace(each, text=each.text[:-1]) if isinstance(each, Text) else each


def test_a_character_that_is_not_printed_is_told(page_engine: QtPageEngine) -> None:
    checks = FormChecks(shipped_forms(), Forgetful(page_engine), DocxTemplates())  # type: ignore[arg-type] # the rest is the engine's

    found = checks.check("file_note")

    assert not found.good
    assert all("没有印出" in each.wrong for each in found.tried)


def test_a_template_changed_without_its_expected_text_is_told(page_engine: QtPageEngine) -> None:
    changed = a_template("卷内备考表", "{{ case.number }}")

    class OtherForms:
        def template(self, _slug: str) -> bytes:
            return changed

    found = FormChecks(OtherForms(), page_engine, DocxTemplates()).check("file_note")  # type: ignore[arg-type] # only the template is asked

    (normal,) = (each for each in found.tried if each.trial is Trial.NORMAL)
    assert "与预期文本不一致" in normal.wrong
