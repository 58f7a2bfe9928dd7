"""What a law says a paper must contain stands against its 定稿 while it is missing, content by content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.documents.chinese import plain_date
from app.documents.completeness import faults, told
from app.documents.series import series_of
from app.domain.money import Money
from app.domain.penalty import PenaltyKind
from tests.documents.sample import sample

if TYPE_CHECKING:
    from app.documents.telling import Telling

SEIZURE, RIGHT, SUMMONS = "seizure_decision", "hearing_right_notice", "hearing_notice"


def without(telling: Telling, name: str) -> Telling:
    """Return a telling in which an answer was taken back and its default says nothing."""
    kept = {key: text for key, text in telling.answers.items() if key != name}
    shape = replace(
        telling.form,
        asks=tuple(
            replace(each, default="", preset="") if each.name == name else each for each in telling.form.asks
        ),
    )
    return replace(telling, form=shape, document=replace(telling.document, answers=kept))


def lacking(telling: Telling) -> list[str]:
    """Return the names that stand against 定稿."""
    return [each.name for each in faults(telling)]


def party(telling: Telling, **changes: Any) -> Telling:
    (one,) = telling.file.parties
    return replace(telling, file=replace(telling.file, parties=(replace(one, **changes),)))


def subject(telling: Telling, **changes: Any) -> Telling:
    assert telling.file.subject is not None
    return replace(telling, file=replace(telling.file, subject=replace(telling.file.subject, **changes)))


@pytest.mark.parametrize(
    "name",
    [
        *("seizure.reason", "seizure.basis", "seizure.period_from", "seizure.period_to", "seizure.items"),
        *("seizure.keep_place", "measure.kind"),
    ],
)
def test_acl_24_a_seizure_states_reason_basis_term_and_goods(name: str) -> None:
    assert name in lacking(without(sample(SEIZURE), name))


def test_acl_24_a_seizure_names_the_party_the_organ_and_the_remedies() -> None:
    telling = sample(SEIZURE)

    assert "party.address" in lacking(party(telling, address=""))
    assert "party.block" in lacking(party(telling, name=""))
    assert "remedy.text" in lacking(subject(telling, court=""))
    assert "remedy.text" in lacking(subject(telling, reconsideration_organ=""))
    assert "organ.name" in lacking(subject(telling, name=""))
    assert telling.form.seal


@pytest.mark.parametrize("name", ["extension.reason", "extension.new_to", "extension.old_to"])
def test_acl_25_an_extension_states_its_reason_and_its_end(name: str) -> None:
    assert name in lacking(without(sample("seizure_extension"), name))


def test_acl_18_a_scene_record_tells_who_came_what_was_told_and_said() -> None:
    for name in (
        "scene.present",
        "scene.told",
        "scene.statement",
        "scene.process",
        "record.certificate_shown",
    ):
        assert name in lacking(without(sample("measure_scene_record"), name)), name


def test_acl_18_an_absent_party_needs_a_witness() -> None:
    telling = sample("measure_scene_record")
    absent = {**telling.answers, "scene.present": "no"}

    found = lacking(replace(telling, document=replace(telling.document, answers=absent)))

    assert found == ["record.witness"]


@pytest.mark.parametrize("name", ["notice.facts", "notice.evidence", "law.violated", "hearing.ground"])
def test_apl_44_and_63_a_notice_states_facts_basis_and_why_a_hearing_may_be_asked(name: str) -> None:
    assert name in lacking(without(sample(RIGHT), name))


def test_apl_63_a_notice_states_penalty_and_the_five_working_days() -> None:
    telling = sample(RIGHT)
    said = told(telling)

    assert "penalty.text" in lacking(replace(telling, file=replace(telling.file, penalties=())))
    assert "五个工作日" in str(said["hearing_told.text"])
    assert said["hearing.request_due"] == plain_date(date(2026, 4, 27)), "25 and 26 April are a weekend"


def test_apl_63_the_ground_is_the_kind_and_else_the_sum() -> None:
    telling = sample(RIGHT)
    closed = replace(telling.file.penalties[0], kinds=(PenaltyKind.STOP_BUSINESS,), fine=Money.yuan(300))

    assert told(telling)["hearing.ground"] == "较大数额罚款，没收较大价值非法财物"
    shut = replace(telling, file=replace(telling.file, penalties=(closed,)))
    assert told(shut)["hearing.ground"] == "责令停产停业、责令关闭、限制从业"


@pytest.mark.parametrize("name", ["hearing.at", "hearing.place", "hearing.host", "hearing.openness"])
def test_apl_64_a_summons_states_time_place_host_and_openness(name: str) -> None:
    assert name in lacking(without(sample(SUMMONS), name))


def test_apl_64_a_closed_hearing_says_why_and_every_summons_tells_the_rights() -> None:
    telling = sample(SUMMONS)
    closed = {**telling.answers, "hearing.openness": "closed"}
    said = told(telling)

    assert lacking(replace(telling, document=replace(telling.document, answers=closed))) == [
        "hearing.closed_reason"
    ]
    assert "委托一至二人代理" in str(said["hearing_rights.text"])
    assert "申请回避" in str(said["hearing_rights.text"])
    assert "视为放弃听证权利" in str(said["hearing_absence.text"])


@pytest.mark.parametrize("name", ["hearing.defence", "hearing.cross", "hearing.final", "hearing.recusal"])
def test_apl_64_the_record_holds_defence_and_questions_to_the_evidence(name: str) -> None:
    assert name in lacking(without(sample("hearing_transcript"), name))


def test_apl_58_a_review_answers_every_point_and_says_what_is_wrong() -> None:
    telling = sample("legal_review_opinion")
    wrong = {**telling.answers, "review.facts": "not_ok"}

    for name in ("competence", "officers", "facts", "law", "procedure", "papers", "crime"):
        assert f"review.{name}" in lacking(without(telling, f"review.{name}"))
    assert lacking(replace(telling, document=replace(telling.document, answers=wrong))) == [
        "review.facts_note"
    ]


def test_apl_58_a_first_time_reviewer_states_the_qualification() -> None:
    telling = sample("legal_review_opinion")
    first = {**telling.answers, "review.first_time": "yes"}

    assert lacking(replace(telling, document=replace(telling.document, answers=first))) == ["review.law_cert"]


@pytest.mark.parametrize("name", ["discussion.speeches", "discussion.conclusion", "discussion.chair"])
def test_apl_57_a_discussion_has_speakers_and_a_conclusion(name: str) -> None:
    assert name in lacking(without(sample("collective_discussion"), name))


@pytest.mark.parametrize(
    ("slug", "sealed", "taken"),
    [
        ("seizure_decision", "封", "扣"),
        ("seizure_extension", "延封", "延扣"),
        ("seizure_release", "解封", "解扣"),
    ],
)
def test_a_number_says_whether_it_was_sealed_or_taken(slug: str, sealed: str, taken: str) -> None:
    telling = sample(slug)
    answers = {**telling.answers, "measure.kind": "seal_place"}

    assert series_of(telling) == taken
    assert series_of(replace(telling, document=replace(telling.document, answers=answers))) == sealed
