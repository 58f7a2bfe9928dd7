"""What is owed after a decision: due days, late penalty part by part, terms the papers print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case_file import CaseFile
from app.domain.instalment import InstalmentError, read_plan
from app.domain.log_line import LogLine
from app.domain.money import ZERO, Money
from app.rules.case_clock import case_events
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.law import published_law
from app.rules.debts import parts
from app.rules.reckoning import reckoned
from tests.builders import a_case, a_delivery, a_document, a_party, a_payment, a_penalty, at, ident

if TYPE_CHECKING:
    from app.domain.document import Document
    from app.domain.payment import Payment
    from app.domain.reckoning import Reckoning

LAW = published_law()
PARTY = a_party()
DECISION = a_document("penalty_decision", PARTY)
DEMAND = a_document("demand_letter", PARTY)
SERVED = date(2026, 3, 26)
DUE = date(2026, 4, 10)
PLAN = {"deferral.decision": "instalments", "deferral.plan": "2026-05-11|4000\n2026-06-11\t6000"}


def the_file(*documents: Document, payments: tuple[Payment, ...] = ()) -> CaseFile:
    """A fine of 10,000 yuan whose decision was served on 26 March."""
    return CaseFile(
        a_case(),
        parties=(PARTY,),
        penalties=(a_penalty(PARTY, 10_000),),
        documents=(DECISION, *documents),
        deliveries=(a_delivery(DECISION, PARTY, SERVED),),
        payments=payments,
    )


def told(file: CaseFile, day: date) -> Reckoning:
    return reckoned(LAW, file, DEMAND, day)


def paid(yuan: int, day: date, **changes: object) -> Payment:
    return a_payment(DECISION, PARTY, yuan, day, **changes)


@pytest.mark.parametrize(
    ("day", "days", "late"),
    [
        (DUE, 0, 0),
        (date(2026, 4, 11), 1, 300),
        (date(2026, 4, 20), 10, 3000),
        (date(2026, 12, 1), 34, 10_000),
    ],
)
def test_a_fine_grows_from_the_day_after_its_term_to_its_own_amount(day: date, days: int, late: int) -> None:
    found = told(the_file(), day)

    assert (found.payment_due, found.late_days, found.late) == (DUE, days, Money.yuan(late))
    assert found.unpaid == found.unpaid_fine == Money.yuan(10_000)
    assert found.late_from == (date(2026, 4, 11) if days else None)


def test_what_was_paid_in_time_grows_no_more_and_what_was_paid_late_only_till_then() -> None:
    early = the_file(payments=(paid(4000, date(2026, 4, 1)),))
    late = the_file(payments=(paid(4000, date(2026, 4, 15)),))

    assert told(early, date(2026, 4, 20)).late == Money.yuan(6000 * 10 * 3 // 100)
    assert told(late, date(2026, 4, 20)).late == Money.yuan(6000 * 10 * 3 // 100 + 4000 * 5 * 3 // 100)
    assert told(late, date(2026, 4, 20)).unpaid == Money.yuan(6000)


def test_late_penalty_that_was_paid_is_taken_off() -> None:
    file = the_file(payments=(paid(1000, date(2026, 4, 20), of_which_late=Money.yuan(1000)),))

    assert told(file, date(2026, 4, 20)).late == Money.yuan(2000)
    assert told(file, date(2026, 4, 20)).unpaid == Money.yuan(10_000)


def test_nothing_grows_during_a_remedy() -> None:
    stopped = {"late.stopped_from": "2026-04-11", "late.stopped_to": "2026-04-15"}
    demand = replace(DEMAND, answers=stopped)

    assert told(the_file(demand), date(2026, 4, 20)).late == Money.yuan(1500)


def test_each_instalment_grows_from_its_own_day() -> None:
    file = the_file(a_document("payment_deferral", PARTY, answers=PLAN))

    assert told(file, date(2026, 5, 11)).late == ZERO
    assert told(file, date(2026, 5, 21)).late == Money.yuan(4000 * 10 * 3 // 100)
    assert told(file, date(2026, 6, 12)).late == Money.yuan(4000 * 32 * 3 // 100 + 6000 * 3 // 100)
    assert told(file, date(2026, 6, 12)).payment_due == date(2026, 6, 11)


def test_a_refused_deferral_defers_nothing() -> None:
    refused = a_document("payment_deferral", PARTY, answers={"deferral.decision": "rejected"})

    assert told(the_file(refused), DUE).payment_due == DUE


def test_the_terms_of_demand_and_remedy_are_told() -> None:
    file = the_file(DEMAND)
    file = replace(file, deliveries=(*file.deliveries, a_delivery(DEMAND, PARTY, date(2026, 4, 15))))

    found = told(file, date(2026, 4, 20))

    assert (found.served_on, found.remedy_over) == (SERVED, date(2026, 9, 28))
    assert (found.demanded_on, found.demand_over) == (date(2026, 4, 15), date(2026, 4, 29))
    assert found.announced_until == date(2026, 5, 20)


@given(
    cut=st.lists(st.integers(1, 9000), min_size=1, max_size=4),
    given_days=st.lists(st.integers(0, 60), min_size=4, max_size=4),
    through=st.integers(0, 400),
)
def test_parts_make_up_the_fine_and_late_penalty_never_passes_it(
    cut: list[int], given_days: list[int], through: int
) -> None:
    paying = [paid(yuan, SERVED + timedelta(days=day)) for yuan, day in zip(cut, given_days, strict=False)]
    payments = tuple(each for number, each in enumerate(paying) if sum(cut[: number + 1]) <= 10_000)
    file = the_file(a_document("payment_deferral", PARTY, answers=PLAN), payments=payments)

    cut_up = parts(LAW, file, PARTY, SERVED)

    assert sum((each.amount for each in cut_up), start=ZERO) == Money.yuan(10_000)
    assert ZERO <= told(file, SERVED + timedelta(days=through)).late <= Money.yuan(10_000)


@pytest.mark.parametrize("text", ["2026-05-11", "五月|100", "2026-05-11|一百"])
def test_a_row_that_is_no_instalment_is_named(text: str) -> None:
    with pytest.raises(InstalmentError, match="第2行"):
        read_plan(f"2026-05-11|100\n{text}")


def test_the_clock_hears_of_the_deferral_the_default_and_the_court() -> None:
    file = the_file(a_document("payment_deferral", PARTY, answers=PLAN))
    logged = replace(file, log=(step("T22", date(2026, 5, 12)), step("T24", date(2026, 10, 12))))

    before = {each.kind: each.at for each in case_events(file).events}
    after = {each.kind: each.at for each in case_events(logged).events}

    assert before[EventKind.DEFERRAL_ENDED] == date(2026, 6, 11)
    assert EventKind.DEFERRED in before
    assert EventKind.PAYMENT_OVERDUE not in before
    assert after[EventKind.PAYMENT_OVERDUE] == date(2026, 5, 11)
    assert after[EventKind.COURT_APPLIED] == date(2026, 10, 12)


def step(code: str, day: date) -> LogLine:
    """Return the log line of a step."""
    case = a_case()
    return LogLine(ident(code), case.town, case.id, at(day), ident("甲"), "甲", "示例", f"flow.{code}", "")
