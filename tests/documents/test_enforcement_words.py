"""What the law wants in the papers of service and enforcement stands against 定稿 while it is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.documents.completeness import faults, told
from app.documents.vocabulary import vocabulary
from app.domain.statement import StatementKind
from app.services.form_titles import form_of
from tests.builders import a_statement
from tests.documents.sample import PARTY, sample

if TYPE_CHECKING:
    from app.documents.telling import Telling

WORDS = vocabulary()


def without(slug: str, **changes: Any) -> Telling:
    """Return the sample with other settings of the organ."""
    telling = sample(slug)
    subject = telling.file.subject
    assert subject is not None
    return replace(telling, file=replace(telling.file, subject=replace(subject, **changes)))


def unserved(slug: str, paper: str) -> Telling:
    """Return the sample in which a paper was not served."""
    telling = sample(slug)
    ids = {each.id for each in telling.file.documents if each.slug == paper}
    left = tuple(each for each in telling.file.deliveries if each.document_id not in ids)
    return replace(telling, file=replace(telling.file, deliveries=left))


def answered(slug: str, **answers: str) -> Telling:
    """Return the sample with other answers; a dot is written as two underscores."""
    telling = sample(slug)
    typed = {**telling.answers, **{name.replace("__", "."): text for name, text in answers.items()}}
    return replace(telling, document=replace(telling.document, answers=typed))


def lacking(telling: Telling) -> set[str]:
    return {each.name for each in faults(telling)}


@pytest.mark.parametrize(
    ("slug", "changes", "missing"),
    [
        ("demand_letter", {"bank_account": ""}, {"demand.mode"}),
        ("demand_letter", {"court": ""}, {"demand_consequence.text"}),
        ("payment_deferral", {"bank_name": ""}, {"deferral_terms.text"}),
        ("payment_deferral", {"court": ""}, {"remedy.text"}),
        ("enforcement_decision", {"reconsideration_organ": ""}, {"remedy.text"}),
        ("court_application", {"head_name": ""}, {"organ.head"}),
        ("court_application", {"court": ""}, {"organ.court"}),
        ("service_announcement", {"court": ""}, {"announced_rights.text"}),
    ],
)
def test_settings_the_law_needs_stand_against_the_paper(
    slug: str, changes: dict[str, str], missing: set[str]
) -> None:
    assert lacking(without(slug, **changes)) == missing


@pytest.mark.parametrize(
    ("slug", "paper", "missing"),
    [
        ("demand_letter", "penalty_decision", {"decision.served_on"}),
        ("enforcement_decision", "demand_letter", {"enforcement.reason"}),
        ("court_application", "demand_letter", {"demand.served_on", "court.views", "court.demand"}),
        ("enforcement_announcement", "penalty_decision", {"decision.served_on"}),
    ],
)
def test_what_must_have_been_served_stands_against_the_paper(
    slug: str, paper: str, missing: set[str]
) -> None:
    assert lacking(unserved(slug, paper)) == missing


@pytest.mark.parametrize(
    ("telling", "missing"),
    [
        (answered("payment_deferral", deferral__plan=""), {"deferral.plan"}),
        (answered("payment_deferral", deferral__decision="deferred"), {"deferral.until"}),
        (answered("payment_deferral", deferral__decision="rejected"), {"deferral.refusal"}),
        (
            answered("enforcement_decision", enforcement__performer="", enforcement__budget=""),
            {"enforcement.performer", "enforcement.budget"},
        ),
        (answered("enforcement_decision", enforcement__kind="demolition"), {"enforcement.announced_on"}),
        (answered("enforcement_decision", enforcement__kind="other"), {"enforcement.basis"}),
        (answered("court_application", court__remedy_state="suit_done"), {"court.remedy_ended_on"}),
        (answered("service_address", address__channel=""), {"address.channel"}),
        (answered("goods_disposal_record", goods__treasury_no=""), {"goods.treasury_no"}),
        (answered("service_announcement", announcement__tried=""), {"announcement.tried"}),
        (answered("demand_letter", demand__kind="before_enforcement"), {"demand.term"}),
    ],
    ids=lambda each: each.form.slug if hasattr(each, "form") else "",
)
def test_what_the_choice_calls_for_is_asked_then(telling: Telling, missing: set[str]) -> None:
    assert lacking(telling) == missing


def test_the_demand_tells_what_is_owed_to_the_day() -> None:
    known = told(sample("demand_letter"))

    assert known["debt.unpaid"] == "人民币叁佰元整（300元）"
    assert known["late.amount"] == "人民币玖拾元整（90元）"
    assert known["debt.total"] == "人民币叁佰玖拾元整（390元）"
    assert (known["late.from"], known["late.days"]) == ("2026年4月11日", "10")


def test_before_a_substitute_performs_the_demand_speaks_of_its_cost() -> None:
    telling = answered("demand_letter", demand__kind="before_substitute")

    assert "代履行的费用" in str(told(telling)["demand_consequence.text"])


def test_what_the_party_said_after_the_demand_goes_to_the_court() -> None:
    telling = sample("court_application")
    said = a_statement(PARTY, StatementKind.STATEMENT, date(2026, 4, 20), content="无力缴纳。")
    heard = replace(telling, file=replace(telling.file, statements=(*telling.file.statements, said)))

    assert "收到催告书后，当事人2026年4月20日" in str(told(heard)["court.views"])
    assert "收到催告书后，当事人未提出陈述、申辩。" in str(told(telling)["court.views"])


def test_an_announcement_counts_rights_from_the_day_it_counts_as_service() -> None:
    telling = sample("service_announcement")
    decided = str(told(telling)["announced_rights.text"])
    only_notice = tuple(each for each in telling.file.documents if each.slug != "penalty_decision")
    noticed = replace(telling, file=replace(telling.file, documents=only_notice))

    assert "视为送达之日起六十日内" in decided
    assert "有权进行陈述和申辩" in str(told(noticed)["announced_rights.text"])
    assert told(telling)["announcement.deemed_on"] == "2026年5月20日"


def test_the_closing_form_takes_over_what_the_court_was_told_of_remedies() -> None:
    closing, applied = sample("closing_approval"), sample("court_application").document
    known = replace(closing, file=replace(closing.file, documents=(*closing.file.documents, applied)))

    assert WORDS["ending.remedy_state"].say(known) == "none"
    assert WORDS["ending.remedy_state"].say(closing) == ""


def test_a_text_is_corrected_for_the_paper_served_last() -> None:
    known = told(sample("text_correction"))

    assert known["amend.paper"] == "《行政处罚决定书》（澄示综执罚字〔2026〕1号）"
    assert known["amend.made_on"] == "2026年3月26日"


@pytest.mark.parametrize(
    ("chosen", "title"),
    [
        ("demolish", "限期拆除公告"),
        ("perform", "执行公告"),
        ("限期自行拆除", "限期拆除公告"),
        ("", "执行公告"),
    ],
)
def test_an_announcement_bears_the_title_of_what_it_announces(chosen: str, title: str) -> None:
    telling = sample("enforcement_announcement")
    document = replace(telling.document, answers={**telling.answers, "execution.to_do": chosen})

    assert form_of(telling.file, document).title == title


def test_an_office_title_stands_whatever_is_announced() -> None:
    telling = sample("enforcement_announcement")
    named = replace(telling.file, titles={"enforcement_announcement": "公告"})

    assert form_of(named, telling.document).title == "公告"
