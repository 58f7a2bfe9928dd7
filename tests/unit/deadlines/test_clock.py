"""The clock of a case shows what runs, and only that."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.rules.deadlines.clock import OpenDeadline, fingerprint, open_deadlines
from app.rules.deadlines.engine import NeedsTimeError
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.events import CaseEvents, CaseExtension, CaseStop, Event
from app.rules.deadlines.given import BEIJING, Extension
from app.rules.deadlines.law import Law, published_law
from app.rules.deadlines.rulebook import UnknownProfileError
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import Cause, Severity

LAW = published_law()
K = EventKind


def case(*events: Event, **more: Any) -> CaseEvents:
    """A case in which some things happened."""
    return CaseEvents("case-1", events, **more)


def running(*events: Event, **more: Any) -> dict[str, OpenDeadline]:
    """The open deadlines of such a case by rule."""
    return {each.rule: each for each in open_deadlines(LAW, case(*events, **more))}


FILED = Event(K.FILED, date(2026, 2, 2))
DECIDED = Event(K.DECIDED, date(2026, 4, 3), "d1")
SERVED = Event(K.DECISION_SERVED, date(2026, 4, 7), "d1")


def test_filing_starts_the_ninety_days_and_ends_the_limitation() -> None:
    act = Event(K.ACT_ENDED, date(2026, 1, 5))

    assert set(running(act)) == {"D01"}
    assert set(running(act, FILED)) == {"D08"}
    assert running(FILED)["D08"].legal_due == date(2026, 5, 6)
    assert running(FILED)["D08"].safe_due == date(2026, 4, 30)
    assert running(FILED)["D08"].severity is Severity.LOSS


def test_the_decision_ends_the_ninety_days_and_starts_service_and_publicity() -> None:
    assert set(running(FILED, DECIDED)) == {"D15", "D35"}


def test_service_starts_payment_and_the_remedies() -> None:
    found = running(FILED, DECIDED, SERVED)

    assert set(found) == {"D35", "D17", "D22", "D23", "D29"}
    assert found["D17"].legal_due == date(2026, 4, 22)
    assert found["D17"].subject == "d1"


def test_payment_ends_the_way_to_the_court_but_not_the_remedies() -> None:
    paid = Event(K.PAID, date(2026, 4, 20), "d1")

    assert set(running(FILED, DECIDED, SERVED, paid)) == {"D35", "D22", "D23"}


def test_each_seizure_runs_by_itself() -> None:
    one = Event(K.SEIZED, date(2026, 3, 2), "s1")
    two = Event(K.SEIZED, date(2026, 3, 9), "s2")
    ended = Event(K.SEIZURE_ENDED, date(2026, 3, 20), "s1")

    found = open_deadlines(LAW, case(one, two, ended))

    assert [(each.rule, each.subject) for each in found] == [("D06", "s2")]


def test_testing_that_was_told_stops_its_own_seizure_only() -> None:
    one = Event(K.SEIZED, date(2026, 3, 2), "s1")
    two = Event(K.SEIZED, date(2026, 3, 2), "s2")
    span = Span(date(2026, 3, 10), date(2026, 3, 21))
    stop = CaseStop(Stop(span, Cause.TESTING, "检测期间告知书"), ("s1",))

    found = {each.subject: each.legal_due for each in open_deadlines(LAW, case(one, two, stops=(stop,)))}

    assert found == {"s1": date(2026, 4, 12), "s2": date(2026, 3, 31)}


def test_an_extension_reaches_its_rule_and_subject_only() -> None:
    one = Event(K.SEIZED, date(2026, 3, 2), "s1")
    longer = CaseExtension("D06", Extension(30, date(2026, 3, 30)), "s1")

    found = running(FILED, one, extensions=(longer,))

    assert found["D06"].legal_due == date(2026, 4, 30)
    assert found["D08"].legal_due == date(2026, 5, 6)


def test_a_suspension_holds_the_clock_where_the_field_knows_it() -> None:
    suspended = Event(K.SUSPENDED, date(2026, 3, 2))
    resumed = Event(K.RESUMED, date(2026, 3, 20))

    assert set(running(FILED, suspended, profile="market")) == set()
    assert set(running(FILED, suspended, resumed, profile="market")) == {"D08"}
    assert set(running(FILED, suspended)) == {"D08"}


def test_a_remedy_holds_the_way_to_the_court() -> None:
    filed = Event(K.LAWSUIT_FILED, date(2026, 5, 7), "d1")
    ended = Event(K.LAWSUIT_ENDED, date(2026, 11, 20), "d1")

    during, after = running(SERVED, filed), running(SERVED, filed, ended)

    assert "D29" not in during
    assert after["D29"].legal_due == date(2027, 2, 22)  # 20 February 2027 is a Saturday


def test_after_a_reconsideration_the_court_term_follows_its_own_fifteen_days() -> None:
    filed = Event(K.RECONSIDERATION_FILED, date(2026, 4, 20), "d1")
    decided = Event(K.RECONSIDERATION_DECIDED, date(2026, 6, 1), "d1")

    found = running(SERVED, filed, decided)

    assert set(found) == {"D17", "D24", "D29"}
    assert found["D24"].legal_due == date(2026, 6, 16)
    assert found["D29"].legal_due == date(2026, 9, 16)


def test_late_payment_shows_the_cap_with_its_amount() -> None:
    overdue = Event(K.PAYMENT_OVERDUE, date(2026, 4, 22), "d1")

    found = running(SERVED, overdue, fine=Money.yuan(5000))

    assert "D17" not in found
    assert found["D18cap"].legal_due == date(2026, 5, 26)
    assert found["D31"].legal_due == date(2026, 5, 23)
    assert any("加处150元" in step for step in found["D18cap"].result.steps)


def test_a_hearing_needs_its_notice_before_and_its_days_after() -> None:
    hearing = Event(K.HEARING_SET, date(2026, 3, 10), "h1")
    notice = Event(K.HEARING_NOTICE_SERVED, date(2026, 2, 27), "h1")

    assert running(hearing)["D12"].legal_due == date(2026, 2, 27)
    assert set(running(hearing, notice)) == {"D12earliest"}
    assert running(hearing, notice)["D12earliest"].legal_due == date(2026, 3, 10)


def test_the_notice_says_how_long_the_statement_runs() -> None:
    three = Event(K.NOTICE_SERVED, date(2026, 3, 2), "n1", days=3)

    assert running(three)["D10"].legal_due == date(2026, 3, 5)
    assert running(three)["D10"].severity is Severity.WAIT


def test_a_correction_without_a_term_has_no_date() -> None:
    assert running(Event(K.CORRECTION_ORDERED, date(2026, 3, 2), "c1")) == {}
    assert set(running(Event(K.CORRECTION_ORDERED, date(2026, 3, 2), "c1", 15))) == {"D50"}


def test_a_measure_on_the_spot_runs_in_hours() -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=BEIJING)

    assert running(Event(K.MEASURE_TAKEN, at, "m1"))["D07"].legal_due == datetime(
        2026, 3, 3, 9, 30, tzinfo=BEIJING
    )
    with pytest.raises(NeedsTimeError):
        running(Event(K.MEASURE_TAKEN, date(2026, 3, 2), "m1"))


def test_a_closed_case_keeps_only_what_outlasts_it() -> None:
    closed = Event(K.CLOSED, date(2026, 4, 28))
    seized = Event(K.SEIZED, date(2026, 3, 2), "s1")

    found = running(FILED, seized, DECIDED, SERVED, closed)

    assert set(found) == {"D22", "D23", "D35", "D48"}


def test_a_revoked_decision_is_withdrawn_only_if_it_was_published() -> None:
    revoked = Event(K.DECISION_REVOKED, date(2026, 6, 1), "d1")
    published = Event(K.PUBLISHED, date(2026, 4, 10), "d1")

    assert "D36" not in running(DECIDED, revoked)
    assert running(DECIDED, published, revoked)["D36"].legal_due == date(2026, 6, 4)


def test_labour_items_have_their_own_limitation_and_complaint_terms() -> None:
    act = Event(K.ACT_ENDED, date(2026, 1, 5))
    complaint = Event(K.COMPLAINT_RECEIVED, date(2026, 2, 2))

    assert set(running(act, profile="labour")) == {"D02"}
    assert set(running(act, complaint, profile="labour")) == {"D04"}
    assert set(running(act, complaint)) == {"D01"}


def test_a_flagged_item_has_the_longer_limitation() -> None:
    act = Event(K.ACT_ENDED, date(2024, 1, 5))

    assert running(act)["D01"].legal_due == date(2026, 1, 5)
    assert running(act, flags=("life_health_finance_with_harm",))["D01"].legal_due == date(2029, 1, 5)


def test_a_case_from_before_the_law_has_no_term_of_it() -> None:
    assert running(Event(K.FILED, date(2020, 5, 6))) == {}


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(UnknownProfileError):
        running(FILED, profile="tax")


def test_the_nearest_date_comes_first() -> None:
    found = open_deadlines(LAW, case(FILED, DECIDED, SERVED))

    assert [each.safe_due for each in found] == sorted(each.safe_due for each in found)


@given(st.permutations([FILED, DECIDED, SERVED, Event(K.PAYMENT_OVERDUE, date(2026, 4, 22), "d1")]))
def test_the_order_of_the_events_changes_nothing(events: list[Event]) -> None:
    assert open_deadlines(LAW, case(*events)) == open_deadlines(LAW, case(*sorted(events, key=str)))


def test_the_fingerprint_follows_the_case_and_the_law() -> None:
    other = Law(LAW.book, LAW.calendar, {"statement_days": 3})

    assert fingerprint(LAW, case(FILED)) == fingerprint(LAW, case(FILED))
    assert fingerprint(LAW, case(FILED)) != fingerprint(LAW, case(FILED, DECIDED))
    assert fingerprint(LAW, case(FILED)) != fingerprint(other, case(FILED))
