"""From a case file to its clock (案件时钟): which events of the file start and settle time limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.case import CaseStatus, Procedure
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.money import ZERO
from app.domain.payment import Payment
from app.domain.statement import StatementKind
from app.rules.deadlines.clock import OpenDeadline, open_deadlines, reckoned
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.events import CaseEvents, Event
from app.rules.deadlines.given import BEIJING, Result
from app.rules.deadlines.law import Law, applying, law_here
from app.rules.debts import deferral, dues, first_unpaid
from app.rules.flow import LOG_PREFIX
from app.rules.gates.money import decision_served
from app.rules.halting_events import extensions, halting_events, stops
from app.rules.paper_events import events_of_hearings, events_of_reviews, events_of_urgency
from app.rules.taking_events import seizure_extensions, seizure_stops, taking_events
from app.rules.told_facts import told_events

# What the service of each kind of document starts.
_SERVED = {
    "penalty_prior_notice": EventKind.NOTICE_SERVED,
    "hearing_right_notice": EventKind.HEARING_RIGHT_SERVED,
    "hearing_notice": EventKind.HEARING_NOTICE_SERVED,
    "penalty_decision": EventKind.DECISION_SERVED,
    "on_spot_decision": EventKind.DECISION_SERVED,
    "correction_order": EventKind.CORRECTION_ORDERED,
    "demand_letter": EventKind.DEMAND_SERVED,
}
_STATED = {
    StatementKind.STATEMENT: EventKind.STATEMENT_MADE,
    StatementKind.WAIVER: EventKind.STATEMENT_WAIVED,
    StatementKind.HEARING_REQUEST: EventKind.HEARING_REQUESTED,
    StatementKind.HEARING_WITHDRAWN: EventKind.HEARING_WAIVED,
}
_ENDED = {
    CaseStatus.NOT_FILED: EventKind.NOT_FILED,
    CaseStatus.TRANSFERRED: EventKind.TRANSFERRED,
    CaseStatus.TRANSFERRED_POLICE: EventKind.TRANSFERRED,
    CaseStatus.TERMINATED: EventKind.TERMINATED,
}
_HARM = "life_health_finance_with_harm"
_STEPPED = {LOG_PREFIX + "S04": EventKind.ON_THE_SPOT_RECORDED}
_OVERDUE, _APPLIED = LOG_PREFIX + "T22", LOG_PREFIX + "T24"


def case_deadlines(law: Law, file: CaseFile) -> tuple[OpenDeadline, ...]:
    """Return the running time limits of a case, the nearest first."""
    with applying(law):
        return open_deadlines(law, case_events(file))


def case_events(file: CaseFile) -> CaseEvents:
    """Return what happened in a case, in a fixed order, as the clock reads it."""
    items = [file.item_of(act) for act in file.acts]
    profiles = [each.profile for each in items if each is not None]
    fine = sum((each.fine for each in file.penalties), start=ZERO)
    return CaseEvents(
        case_ref=str(file.case.id),
        events=(
            *(*_of_case(file), *_of_services(file), *_of_statements(file)),
            *(
                *_of_money(file),
                *_of_performance(file),
                *taking_events(file),
                *halting_events(file),
                *told_events(file),
            ),
            *(*events_of_urgency(file), *events_of_hearings(file), *events_of_reviews(file)),
        ),
        profile=profiles[0] if profiles else "",
        stops=(*seizure_stops(file), *stops(file)),
        extensions=(*seizure_extensions(file), *extensions(file)),
        flags=(_HARM,) if any(each.harms_life_or_finance for each in file.acts) else (),
        fine=fine if fine > ZERO else None,
    )


def decision_term(law: Law, file: CaseFile) -> Result | None:
    """Return the term to decide of a filed case with what was left out and added; ``None`` before filing."""
    events = case_events(file)
    filed = next((each for each in events.events if each.kind is EventKind.FILED), None)
    return None if filed is None else reckoned(law, events, filed, "D08")


def _of_case(file: CaseFile) -> Iterator[Event]:
    case = file.case
    if file.clue is not None:
        yield Event(EventKind.CLUE_RECEIVED, _day(file.clue.received_at))
    for act in file.acts:
        yield Event(EventKind.ACT_ENDED, act.last_day, str(act.id))
    simple = case.procedure is Procedure.SIMPLE
    decided = EventKind.ON_THE_SPOT_DECIDED if simple else EventKind.DECIDED
    for kind, day in (
        (EventKind.FILED, case.filed_on),
        (decided, case.decided_on),
        (EventKind.CLOSED, case.closed_on),
        (EventKind.ARCHIVED, case.archived_on),
    ):
        if day is not None:
            yield Event(kind, day)
    for line in file.log:
        if line.code in _STEPPED:
            yield Event(_STEPPED[line.code], _day(line.at))
    ended = _ENDED.get(case.status)
    if ended is not None and case.status_since is not None:
        yield Event(ended, _day(case.status_since))


def _of_services(file: CaseFile) -> Iterator[Event]:
    documents = {each.id: each for each in file.documents}
    for service in (each for each in file.deliveries if each.stands):
        document = documents.get(service.document_id)
        kind = None if document is None else _SERVED.get(document.slug)
        if document is not None and kind is not None:
            yield Event(kind, service.effective_on, str(service.party_id), _own_days(document))


def _own_days(document: Document) -> int | None:
    """Return the term a paper sets itself, in days, when it sets one."""
    text = document.answers.get("correction.days", "")
    return int(text) if text.isdigit() else None


def _of_statements(file: CaseFile) -> Iterator[Event]:
    for statement in file.statements:
        yield Event(_STATED[statement.kind], statement.made_on, str(statement.party_id))


def _of_money(file: CaseFile) -> Iterator[Event]:
    for party in file.parties:
        due = sum((each.fine for each in file.penalties if each.party_id == party.id), start=ZERO)
        paid = ZERO
        for payment in (each for each in file.payments if each.party_id == party.id):
            paid += payment.amount
            yield from _collected(payment)
            if due > ZERO and paid >= due:
                yield Event(EventKind.PAID, payment.paid_on, str(party.id))
                break


def _of_performance(file: CaseFile) -> Iterator[Event]:
    """Deferral, default and the application to the court, party by party (APL 66, 72; ACL 53)."""
    steps = {line.code: _day(line.at) for line in file.log}
    for party in file.parties:
        granted = deferral(file, party)
        rows = dues(granted) if granted is not None else ()
        if granted is not None and granted.final_at is not None and rows:
            yield Event(EventKind.DEFERRED, _day(granted.final_at), str(party.id))
            yield Event(EventKind.DEFERRAL_ENDED, max(day for _, day in rows), str(party.id))
        due = first_unpaid(law_here(), file, party, decision_served(file, party.id, date.max))
        if _OVERDUE in steps and due is not None:
            yield Event(EventKind.PAYMENT_OVERDUE, due, str(party.id))
        if _APPLIED in steps:
            yield Event(EventKind.COURT_APPLIED, steps[_APPLIED], str(party.id))


def _collected(payment: Payment) -> Iterator[Event]:
    if payment.on_spot_ground:
        yield Event(EventKind.FINE_COLLECTED, payment.paid_on, str(payment.id))
        if payment.handed_in_on is not None:
            yield Event(EventKind.FINE_HANDED_IN, payment.handed_in_on, str(payment.id))
        if payment.banked_on is not None:
            yield Event(EventKind.FINE_BANKED, payment.banked_on, str(payment.id))


def _day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()
