"""The rule book holds every term with its source, and is changed by data alone."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from app.domain.dated import NotInForceError
from app.rules.deadlines.compute import compute
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.given import as_text
from app.rules.deadlines.law import Law, published_law
from app.rules.deadlines.rulebook import (
    RuleBook,
    UnknownProfileError,
    UnknownRuleError,
    published_rules,
    read_rules,
)
from app.rules.deadlines.terms import Unit

BOOK = published_rules()
FOLDER = files("resources").joinpath("deadlines")
TEXTS = {each.name: each.read_text("utf-8") for each in FOLDER.iterdir() if ".toml" in each.name}


def changed_book(name: str, old: str, new: str) -> RuleBook:
    """The published rules with one place of one file worded otherwise."""
    assert old in TEXTS[name]
    return read_rules({**TEXTS, name: TEXTS[name].replace(old, new, 1)}.values())


def test_all_fifty_two_terms_are_there() -> None:
    assert {f"D{each:02d}" for each in range(1, 53)} <= set(BOOK.rules)


@pytest.mark.parametrize("rule_id", sorted(BOOK.rules))
def test_a_term_says_everything_the_law_says_of_it(rule_id: str) -> None:
    term = BOOK.any_edition(rule_id).term
    said = (term.name, term.trigger, term.unit, term.article, term.source, term.valid_from)
    then = (term.stops, term.extension, term.missed, term.confidence)

    assert all(said)
    assert all(then)
    assert term.length is not None or term.setting
    assert term.closed_by or not term.opened_by


@pytest.mark.parametrize("rule_id", sorted(BOOK.rules))
def test_a_term_without_a_lawful_length_has_a_setting(rule_id: str) -> None:
    term = BOOK.any_edition(rule_id).term

    assert term.setting or (term.length is not None and "无具体期限" not in term.article)


def test_every_kind_of_event_matters_to_some_term() -> None:
    known = set()
    for editions in BOOK.rules.values():
        term = editions.newest.value.term
        known |= {*term.opened_by, *term.closed_by, *term.needs}
        known |= {*term.held_by, *term.released_by}
        known |= {EventKind(each.key) for each in term.starts if each.key in set(EventKind)}
    for profiles in BOOK.profiles.values():
        for part in profiles.newest.value.parts.values():
            known |= {*part.get("held_by", ()), *part.get("released_by", ())}

    assert set(EventKind) - known == set()


def test_changing_a_term_touches_one_entry() -> None:
    old = 'length = 7\nunit = "working_day"\narticle = "《行政处罚法》第五十六条'
    book = changed_book("evidence.toml", old, old.replace("7", "9", 1))

    law = Law(book, published_law().calendar)

    assert compute("D05", {"trigger": "2024-09-12"}, law).legal_due == date(2024, 9, 26)
    assert law.version != published_law().version


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('severity = "loss"', 'gravity = "loss"'),
        ('severity = "loss"', 'severity = "heavy"'),
        ('confidence = "verified: APL 56, 85"', 'confidence = "sure"'),
        ('no_roll = "对当事人', 'note = "对当事人'),
        ('opened_by = ["preserved"]', 'opened_by = ["kept"]'),
    ],
)
def test_data_that_cannot_be_right_is_not_loaded(old: str, new: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        changed_book("evidence.toml", old, new)


def test_the_day_decides_the_edition() -> None:
    before = compute("D16", {"trigger": "2021-12-31"})
    after = compute("D16", {"trigger": "2022-01-01"})

    assert before.unrolled == date(2022, 3, 1)
    assert after.unrolled == date(2022, 1, 31)


def test_a_day_before_the_law_has_no_term() -> None:
    with pytest.raises(NotInForceError):
        compute("D08", {"trigger": "2021-07-14"})


def test_an_unknown_rule_or_field_is_refused() -> None:
    with pytest.raises(UnknownRuleError):
        compute("D53", {"trigger": "2025-07-14"})
    with pytest.raises(UnknownProfileError) as refused:
        compute("D08", {"trigger": "2025-07-14", "profile": "tax"})
    assert "construction_city" in refused.value.hint


@pytest.mark.parametrize("rule_id", sorted(BOOK.rules))
def test_every_rule_and_variant_answers_from_its_own_inputs(rule_id: str) -> None:
    term = BOOK.any_edition(rule_id).term
    inputs: dict[str, object] = {term.starts[0].key: "2026-03-02"}
    if term.unit is Unit.HOUR:
        inputs = {term.starts[0].key: "2026-03-02 09:30"}
    if term.length is None:
        inputs["days"] = 5
    if rule_id == "D09":
        inputs["profile"] = "market"

    result = compute(rule_id, inputs)

    assert result.steps
    assert as_text(result.legal_due) >= "2025"
    assert result.article
