"""The flow has every status and every edge of the procedure, and no other."""

from __future__ import annotations

import pytest

from app.domain.case import READ_ONLY, STATUS_WORDS, CaseStatus
from app.rules.flow import NoSuchStepError, leaving, step, transitions
from app.rules.gates.names import paper_name
from app.rules.gates.passing import gates

BEFORE = [
    "CLUE",
    "FILING_REVIEW",
    "FILED",
    "INVESTIGATING",
    "SUSPENDED",
    "INVESTIGATED",
    "LEGAL_REVIEW_1",
    "NOTICE_DRAFT",
    "NOTIFIED",
    "STATEMENT_REVIEW",
    "HEARING_SET",
    "HEARING_DONE",
    "LEGAL_REVIEW_2",
    "COLLECTIVE",
    "DECISION_REVIEW",
]
AFTER = [
    "SERVED",
    "PERFORMED",
    "DEFERRED",
    "OVERDUE",
    "DEMANDED",
    "COURT_APPLIED",
    "SELF_ENFORCING",
    "ENFORCED",
    "ENFORCE_ENDED",
]
LEAVES_BY = {
    "CLUE": "FILING_REVIEW NOT_FILED",
    "FILING_REVIEW": "FILED NOT_FILED CLUE",
    "FILED": "INVESTIGATING",
    "INVESTIGATING": "INVESTIGATED SUSPENDED",
    "SUSPENDED": "INVESTIGATING",
    "INVESTIGATED": "LEGAL_REVIEW_1 NOTICE_DRAFT",
    "LEGAL_REVIEW_1": "NOTICE_DRAFT INVESTIGATING",
    "NOTICE_DRAFT": "NOTIFIED NO_PENALTY NOT_ESTABLISHED",
    "NOTIFIED": "STATEMENT_REVIEW HEARING_SET LEGAL_REVIEW_2 COLLECTIVE DECISION_REVIEW",
    "STATEMENT_REVIEW": "LEGAL_REVIEW_2 INVESTIGATING",
    "HEARING_SET": "HEARING_DONE LEGAL_REVIEW_2",
    "HEARING_DONE": "LEGAL_REVIEW_2",
    "LEGAL_REVIEW_2": "COLLECTIVE DECISION_REVIEW INVESTIGATING",
    "COLLECTIVE": "DECISION_REVIEW",
    "DECISION_REVIEW": "DECIDED NO_PENALTY NOT_ESTABLISHED",
    "NOT_FILED": "ARCHIVED",
    "TRANSFERRED": "CLOSING_REVIEW",
    "TRANSFERRED_POLICE": "INVESTIGATING CLOSING_REVIEW",
    "TERMINATED": "CLOSING_REVIEW",
    "NO_PENALTY": "CLOSING_REVIEW",
    "NOT_ESTABLISHED": "CLOSING_REVIEW",
    "DECIDED": "SERVED",
    "SERVED": "PERFORMED DEFERRED OVERDUE",
    "PERFORMED": "CLOSING_REVIEW",
    "DEFERRED": "PERFORMED OVERDUE",
    "OVERDUE": "PERFORMED DEMANDED",
    "DEMANDED": "PERFORMED COURT_APPLIED SELF_ENFORCING",
    "COURT_APPLIED": "ENFORCED ENFORCE_ENDED",
    "SELF_ENFORCING": "ENFORCED ENFORCE_ENDED",
    "ENFORCED": "CLOSING_REVIEW",
    "ENFORCE_ENDED": "CLOSING_REVIEW",
    "CLOSING_REVIEW": "CLOSED",
    "CLOSED": "ARCHIVED",
    "ARCHIVED": "",
    "SP_DRAFT": "SP_SERVED",
    "SP_SERVED": "SP_COLLECTED SP_AWAIT_PAYMENT",
    "SP_COLLECTED": "SP_RECORDED",
    "SP_AWAIT_PAYMENT": "SP_RECORDED",
    "SP_RECORDED": "SP_CLOSED",
    "SP_CLOSED": "SP_ARCHIVED",
    "SP_ARCHIVED": "",
}


def expected(status: CaseStatus) -> set[str]:
    """Return where a status leads by the table, the ends before a decision, and withdrawal."""
    found = set(LEAVES_BY[status].split())
    if status in BEFORE:
        found |= {"TRANSFERRED", "TRANSFERRED_POLICE", "TERMINATED"}
    if status in (*AFTER, "CLOSING_REVIEW", "CLOSED"):
        found.add("NOTICE_DRAFT")
    if status in AFTER:
        found.add("CLOSING_REVIEW")
    return found


@pytest.mark.parametrize("status", CaseStatus)
def test_a_status_is_left_exactly_as_the_procedure_says(status: CaseStatus) -> None:
    assert {each.target.value for each in leaving(status)} == expected(status)


@pytest.mark.parametrize(
    ("start", "prefix"), [(CaseStatus.CLUE, ""), (CaseStatus.SP_DRAFT, "SP_")], ids=["ordinary", "simple"]
)
def test_every_status_of_a_procedure_is_reached_from_its_start(start: CaseStatus, prefix: str) -> None:
    reached, edge = {start}, [start]
    while edge:
        edge = [each.target for status in edge for each in leaving(status) if each.target not in reached]
        reached |= set(edge)

    wanted = {each for each in CaseStatus if each.value.startswith("SP_") == bool(prefix)}
    assert reached == wanted


def test_a_code_names_one_step() -> None:
    codes = [each.code for each in transitions()]

    assert len(codes) == len(set(codes))


def test_what_is_read_only_is_left_by_nothing() -> None:
    assert [each for status in READ_ONLY for each in leaving(status)] == []


def test_every_status_has_a_chinese_word() -> None:
    assert set(STATUS_WORDS) == set(CaseStatus)


def test_every_gate_and_paper_named_by_a_step_is_known() -> None:
    named = {gate for each in transitions() for gate in each.gates}
    slugs = {slug for each in transitions() for need in each.needs for slug in need.slugs}
    slugs |= {slug for each in transitions() for slug in each.renews}

    assert named <= set(gates())
    assert all(paper_name(slug) for slug in slugs)


def test_every_gate_guards_a_step() -> None:
    named = {gate for each in transitions() for gate in each.gates}

    assert set(gates()) - named == set()


def test_a_step_that_does_not_leave_the_status_is_refused_in_words() -> None:
    with pytest.raises(NoSuchStepError, match="T26"):
        step(CaseStatus.CLUE, "T26")
