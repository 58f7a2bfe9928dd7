"""What halts or lengthens a case reaches its clock with the paper or the step that proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.domain.delivery import DeliveryWay
from app.domain.log_line import LogLine
from app.domain.role import Role
from app.domain.statement import StatementKind
from app.rules.case_clock import case_deadlines, case_events, decision_term
from app.rules.deadlines.law import published_law
from app.rules.flow import LOG_PREFIX, MATTER
from tests.builders import (
    TOWN,
    a_case,
    a_delivery,
    a_document,
    a_party,
    a_statement,
    an_act,
    an_approval,
    an_item,
    at,
    ident,
)

if TYPE_CHECKING:
    from app.rules.deadlines.given import Moment

LAW = published_law()
PARTY = a_party()
FILED = date(2026, 3, 2)
DECISION = a_document("penalty_decision", PARTY, answers={})


def a_file(profile: str = "environment", **changes: Any) -> CaseFile:
    """Return a case filed on 2 March 2026 in a field that knows halts."""
    case = a_case(CaseStatus.INVESTIGATING, filed_on=FILED)
    item = an_item(profile=profile)
    return replace(CaseFile(case, parties=(PARTY,), acts=(an_act(),), items=(item,)), **changes)


def stepped(code: str, day: date) -> LogLine:
    """Return the log line of a step on a day."""
    return LogLine(
        ident(f"{code} {day}"), TOWN, ident("case"), at(day), ident("甲"), "甲", "机", LOG_PREFIX + code, ""
    )


def due(file: CaseFile) -> tuple[Moment, int]:
    """Return the end of the term to decide, and how many days were left out."""
    term = decision_term(LAW, file)
    assert term is not None
    return term.unrolled, sum(each.days for each in term.excluded)


def test_a_halt_that_ended_is_left_out_and_one_that_lasts_holds_the_clock() -> None:
    halted = a_file(log=(stepped("T08", date(2026, 3, 10)),))
    assert "D08" not in {each.rule for each in case_deadlines(LAW, halted)}

    resumed = replace(halted, log=(*halted.log, stepped("T08R", date(2026, 3, 20))))

    assert due(resumed) == (FILED + timedelta(days=100), 10)


def test_the_time_of_a_hearing_is_left_out_where_the_field_knows_it() -> None:
    asked = a_statement(PARTY, StatementKind.HEARING_REQUEST, date(2026, 4, 1))
    held = a_document("hearing_transcript", final_at=at(date(2026, 4, 20)))
    given: dict[str, Any] = {"statements": (asked,), "documents": (held,)}

    assert due(a_file("construction_city", **given)) == (FILED + timedelta(days=110), 20)
    assert due(a_file("default_apl", **given)) == (FILED + timedelta(days=90), 0)


def test_testing_and_announcement_are_left_out_once_where_they_overlap() -> None:
    period = {"appraisal_period.from": "2026-04-01", "appraisal_period.to": "2026-04-10"}
    told = a_document("appraisal_period_notice", PARTY, answers=period)
    notice = a_document("penalty_prior_notice", PARTY)
    served = a_delivery(told, PARTY, date(2026, 4, 1))
    posted = replace(
        a_delivery(notice, PARTY, date(2026, 4, 6)),
        way=DeliveryWay.ANNOUNCEMENT,
        effective_on=date(2026, 5, 6),
    )

    file = a_file("market", documents=(told, notice), deliveries=(served, posted))

    assert due(file)[1] == 36


def test_a_longer_term_counts_from_the_heads_approval() -> None:
    matter = {MATTER: "extend_term", "matter.period_from": "2026-06-01", "matter.period_to": "2026-06-30"}
    form = a_document("matter_approval", answers=matter)
    for approved, days in ((date(2026, 5, 29), 120), (date(2026, 6, 1), 90)):
        opinion = an_approval(form, Role.ORGAN_HEAD, on=approved)
        file = a_file("construction_city", documents=(form,), approvals=(opinion,))

        assert due(file)[0] == FILED + timedelta(days=days)


def test_an_emergency_seizure_runs_in_hours_until_it_is_approved() -> None:
    taken = {"seizure.emergency_at": "2026-03-05 09:30", "seizure.emergency": "yes"}
    decision = a_document("seizure_decision", PARTY, answers=taken)
    file = a_file(documents=(decision,))
    (hours,) = [each for each in case_deadlines(LAW, file) if each.rule == "D07"]
    assert str(hours.legal_due).startswith("2026-03-06 09:30")

    form = a_document("matter_approval", answers={MATTER: "seizure_post_approval"})
    approved = replace(file, documents=(decision, form), approvals=(an_approval(form, Role.ORGAN_HEAD),))

    assert "D07" not in {each.rule for each in case_deadlines(LAW, approved)}


def test_a_hearing_that_is_set_asks_for_its_notice_and_an_announcement_runs_thirty_days() -> None:
    notice = a_document("hearing_notice", PARTY, answers={"hearing.at": "2026-04-10 09:00"})
    assert "D12" in {each.rule for each in case_deadlines(LAW, a_file(documents=(notice,)))}

    posted = replace(
        a_delivery(DECISION, PARTY, date(2026, 4, 6)),
        way=DeliveryWay.ANNOUNCEMENT,
        effective_on=date(2026, 5, 6),
    )
    events = case_events(a_file(documents=(DECISION,), deliveries=(posted,))).events

    assert date(2026, 4, 6) in [each.at for each in events if each.kind.value == "announced"]


def test_harm_to_life_gives_the_longer_limitation() -> None:
    act = replace(an_act(), harms_life_or_finance=True)
    case = a_case(CaseStatus.CLUE)
    file = replace(a_file(), case=case, acts=(act,))

    (limit,) = [each for each in case_deadlines(LAW, file) if each.rule == "D01"]

    assert limit.legal_due == date(2031, 2, 24)


def test_a_case_not_filed_has_no_term_to_decide() -> None:
    assert decision_term(LAW, replace(a_file(), case=a_case(CaseStatus.CLUE))) is None
