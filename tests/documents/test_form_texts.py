"""Every form filled with the sample case says what its expected.txt says; anything typed stays text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.docx_forms import shipped_forms
from app.adapters.docx_templates import ValueRefusedError
from app.documents.answers import checked
from app.documents.catalogue import forms
from app.documents.completeness import faults, told
from app.documents.finalising import final_values, frozen, nested
from app.documents.manifest import AskType
from app.documents.telling import Telling
from app.documents.trial import sample_text
from app.domain.text import ForbiddenCharacterError
from resources.authoring.__main__ import TEMPLATES
from tests.documents.docx_text import part, text_of
from tests.documents.sample import draft_values, empty, final_form_values, sample

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.case_file import CaseFile

EVERY = pytest.mark.parametrize("slug", forms())
FORMS = shipped_forms()
HOSTILE = "{{ party.name }} {% if 1 %}<b>甲</b> & \\ \"'  ]]> &amp; </w:t>"


def expected(slug: str) -> Path:
    return TEMPLATES / forms()[slug].folder / "expected.txt"


@EVERY
def test_the_sample_case_reads_as_expected(slug: str, accept: bool) -> None:
    text = text_of(FORMS.fill(slug, final_form_values(sample(slug))))
    if accept:
        expected(slug).write_text(text, "utf-8", newline="\n")

    assert text == expected(slug).read_text("utf-8")


@EVERY
def test_the_sample_kept_for_trials_is_what_the_sample_case_says(slug: str, accept: bool) -> None:
    telling = sample(slug)
    fixed = replace(telling.document, frozen=frozen(telling))
    text = sample_text(final_values(replace(telling, document=fixed)))
    kept = TEMPLATES / forms()[slug].folder / "sample.json"
    if accept:
        kept.write_text(text, "utf-8", newline="\n")

    assert text == kept.read_text("utf-8")


@EVERY
def test_nothing_stands_against_making_the_sample_final(slug: str) -> None:
    assert [each.message for each in faults(sample(slug))] == []


@EVERY
def test_a_draft_of_an_empty_case_shows_its_gaps(slug: str) -> None:
    telling = empty(slug)
    filled = FORMS.fill(slug, draft_values(telling))

    missing = faults(telling)
    assert missing
    assert "［" in text_of(filled) or slug == "file_index"
    assert bool(list(part(filled).iter("{*}highlight"))) == ("［" in text_of(filled))
    assert all(each.place.kind and each.message for each in missing)


@EVERY
def test_a_final_form_shows_no_gap_and_leaves_no_blank_open(slug: str) -> None:
    filled = FORMS.fill(slug, final_form_values(sample(slug)))

    assert list(part(filled).iter("{*}highlight")) == []
    assert "［" not in text_of(filled)


@EVERY
def test_whatever_is_typed_is_printed_as_it_stands(slug: str) -> None:
    shape = forms()[slug]
    free = {each.name: HOSTILE for each in shape.asks if each.type in (AskType.TEXT, AskType.LONG_TEXT)}
    plain = sample(slug)
    document = replace(plain.document, answers={**plain.document.answers, **free})

    filled = text_of(FORMS.fill(slug, final_form_values(replace(plain, document=document))))

    assert (HOSTILE in filled) == bool(free)


@given(typed=st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_prints_or_is_refused(typed: str) -> None:
    plain = sample("site_record")
    ask = plain.form.ask("record.findings")
    assert ask is not None
    try:
        kept = checked(ask, typed)
    except ForbiddenCharacterError:
        assert any(not each.isprintable() for each in typed)
        return

    document = replace(plain.document, answers={**plain.document.answers, ask.name: kept})
    text = text_of(FORMS.fill("site_record", final_form_values(replace(plain, document=document))))

    assert all(line.rstrip() in text for line in kept.split("\n"))


def test_a_control_character_is_refused() -> None:
    telling = sample("file_note")
    document = replace(telling.document, answers={"note.state": "甲\x07"})

    with pytest.raises(ValueRefusedError, match=r"U\+0007"):
        FORMS.fill("file_note", final_form_values(replace(telling, document=document)))


def test_a_final_form_keeps_its_words_when_the_case_changes() -> None:
    telling = sample("penalty_decision")
    kept = frozen(telling)
    changed = replace(telling.file.parties[0], name="另一人")
    later = Telling(
        replace(telling.file, parties=(changed,)),
        replace(telling.document, frozen=kept),
        telling.form,
        telling.day,
        telling.number,
    )

    assert "丙（示例镇示例小吃店）" in text_of(FORMS.fill("penalty_decision", nested(final_values(later))))


def test_a_case_of_several_parties_says_whom_each_penalty_is_for() -> None:
    telling = sample("closing_approval")
    first = telling.file.parties[0]
    second = replace(first, id=telling.document.id, name="丁", business_name="")
    penalty = replace(telling.file.penalties[0], party_id=second.id)
    file: CaseFile = replace(
        telling.file, parties=(first, second), penalties=(*telling.file.penalties, penalty)
    )

    said = str(told(replace(telling, file=file))["penalty.text"])

    assert said.count("对丙（示例镇示例小吃店）：") == 2
    assert said.count("对丁：") == 2


def test_a_case_is_printed_many_times_over_for_what_is_typed() -> None:
    ordinary = (
        *("case_source_register", "filing_approval", "site_record", "inquiry_transcript", "correction_order"),
        *("investigation_report", "penalty_prior_notice", "decision_approval", "penalty_decision"),
        *("service_receipt", "service_receipt", "closing_approval", "file_cover", "file_index", "file_note"),
    )
    printed = typed = 0
    for slug in ordinary:
        telling = sample(slug)
        answers = {name for name, text in telling.answers.items() if text}
        typed += len(answers)
        printed += sum(1 for said in told(telling).values() if said)

    assert printed / typed >= 8
