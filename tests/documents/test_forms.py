"""Every installed form: its manifest speaks the vocabulary, its template prints what the manifest says."""

from __future__ import annotations

import re

import pytest

from app.adapters.docx_forms import shipped_forms
from app.documents.catalogue import UnknownFormError, form, forms
from app.documents.completeness import BOXES, END
from app.documents.manifest import AskType, Form, ManifestError, read_manifest
from app.documents.vocabulary import vocabulary
from app.rules.gates.names import paper_name
from resources.authoring.__main__ import TEMPLATES, builders, made

EVERY = pytest.mark.parametrize("shape", forms().values(), ids=list(forms()))
_MINIMAL = (
    'number = "99"\nslug = "x"\ntitle = "示例"\nstage = ""\nfamily = "letter"\naudience = "internal"\n'
    'signers = []\nseries = ""\nseal = false\ncopies = 1\nper_party = false\n'
    "law = []\nshows = []\nstatutory = []\n"
)
CHOOSES_A_WORDING = {"notice.hearing", "demand.kind"}
THE_FIRST = {
    *("case_source_register", "filing_approval", "matter_approval", "case_transfer_letter", "site_record"),
    *("inquiry_transcript", "correction_order", "investigation_report", "penalty_prior_notice"),
    *("decision_approval", "on_spot_decision", "penalty_decision", "no_penalty_decision", "service_receipt"),
    *("closing_approval", "file_cover", "file_index", "file_note"),
}
ADDITIONAL = {
    *("seal_strip", "suspension_decision", "enforcement_announcement", "authorisation_letter"),
    "text_correction",
}


def test_the_first_eighteen_forms_are_installed() -> None:
    assert set(forms()) >= THE_FIRST | ADDITIONAL


def test_a_form_that_is_not_installed_is_refused_by_name() -> None:
    with pytest.raises(UnknownFormError, match="nothing"):
        form("nothing")


@EVERY
def test_the_folder_is_named_by_number_and_slug(shape: Form) -> None:
    assert (TEMPLATES / shape.folder / "template.docx").is_file()
    assert re.fullmatch(r"A?\d\d", shape.number)


def test_the_list_is_in_its_order_and_the_additional_forms_come_after_it() -> None:
    numbers = [each.number for each in forms().values()]
    listed = [each for each in numbers if each.isdecimal()]

    assert numbers == [*sorted(listed), *sorted(set(numbers) - set(listed))]
    assert len(set(numbers)) == len(numbers)


@EVERY
def test_the_title_is_the_one_the_gates_speak_of(shape: Form) -> None:
    assert paper_name(shape.slug) == shape.title
    assert not set("()") & set(shape.title)


@EVERY
def test_titles_that_hang_on_an_answer_name_an_option_there_is(shape: Form) -> None:
    for condition, title in shape.title_by.items():
        name, _, code = condition.partition("=")
        ask = shape.ask(name)

        assert ask is not None
        assert code in {each.code for each in ask.choices}
        assert shape.titled({name: code}) == title != shape.title


@EVERY
def test_every_name_of_the_manifest_exists(shape: Form) -> None:
    asked = {each.name for each in shape.asks}
    defaults = {each.default for each in shape.asks if each.default}

    assert set(shape.shows) <= set(vocabulary())
    assert defaults <= set(vocabulary())
    assert set(shape.statutory) <= set(vocabulary()) | asked
    assert asked.isdisjoint(vocabulary())


@EVERY
def test_what_is_asked_only_then_hangs_on_something_the_form_knows(shape: Form) -> None:
    for ask in shape.asks:
        name, _, code = ask.required_when.partition("=")
        other = shape.ask(name)
        assert not name or other is not None or name in shape.shows
        assert not code or (other is not None and code in {each.code for each in other.choices})


@EVERY
def test_choices_and_columns_stand_where_they_belong(shape: Form) -> None:
    for ask in shape.asks:
        assert bool(ask.choices) == (ask.type is AskType.CHOICE)
        assert bool(ask.columns) == (ask.type is AskType.TABLE)
        assert ask.label
        assert ask.group


@EVERY
def test_the_template_prints_just_what_the_manifest_shows_and_asks(shape: Form) -> None:
    names = shipped_forms().names(shape.slug)
    asked = {each.name for each in shape.asks}
    own = asked | {each.name + BOXES for each in shape.asks if each.type is AskType.CHOICE} | {END}

    assert names - own == set(shape.shows)
    assert {each for each in asked if each not in names and each + BOXES not in names} <= CHOOSES_A_WORDING
    assert (END in names) == shape.rest_blank


@EVERY
def test_the_copies_it_tells_of_are_the_copies_of_the_manifest(shape: Form) -> None:
    printed = (TEMPLATES / shape.folder / "expected.txt").read_text("utf-8")

    assert ("一式" in printed) == (shape.copies > 1)
    assert shape.copies == 1 or f"一式{'两三四'[shape.copies - 2]}份" in printed


@EVERY
def test_a_form_with_a_seal_is_for_the_outside(shape: Form) -> None:
    assert not shape.seal or shape.audience in {"party", "organ"}
    assert not shape.seal or shape.series or shape.family == "list", "a list goes by the number of its paper"


@EVERY
def test_the_template_is_what_its_builder_makes_today(shape: Form) -> None:
    template = (TEMPLATES / shape.folder / "template.docx").read_bytes()

    assert made(builders()[shape.slug]) == template


@pytest.mark.parametrize(
    "changed",
    [
        _MINIMAL.replace('slug = "x"\n', ""),
        _MINIMAL + "[[asks]]\n",
        _MINIMAL + '[[asks]]\nname = "a"\nlabel = "甲"\ngroup = "乙"\ntype = "song"\n',
        _MINIMAL + '[[asks]]\nname = "a"\nlabel = "甲"\ngroup = "乙"\ntype = "text"\n' * 2,
        "number =",
    ],
)
def test_a_broken_manifest_says_so(changed: str) -> None:
    with pytest.raises(ManifestError):
        read_manifest(changed, "99")
