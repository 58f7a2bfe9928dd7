"""Clock of a case (案件时钟): every open time limit, derived from what happened in the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.domain.dated import NotInForceError
from app.rules.deadlines.engine import reckon
from app.rules.deadlines.event_kinds import CASE_WIDE, EventKind
from app.rules.deadlines.events import CaseEvents, Event
from app.rules.deadlines.given import Given, Moment, Result, day_of
from app.rules.deadlines.law import Law
from app.rules.deadlines.rulebook import DEFAULT_PROFILE
from app.rules.deadlines.terms import Severity, Term


@dataclass(frozen=True, slots=True)
class OpenDeadline:
    """One running time limit (未了期限) of a case.

    Attributes:
        subject: ``ref`` of the event that opened it; empty for the case itself.
        result: Dates and explanation.
    """

    subject: str
    result: Result

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return self.result.rule

    @property
    def legal_due(self) -> Moment:
        """The date by the law."""
        return self.result.legal_due

    @property
    def safe_due(self) -> Moment:
        """The date to aim at."""
        return self.result.safe_due

    @property
    def severity(self) -> Severity:
        """What hangs on it for the office."""
        return self.result.severity


def open_deadlines(law: Law, case: CaseEvents) -> tuple[OpenDeadline, ...]:
    """Return the terms that run, nearest ``safe_due`` first.

    A term is opened by an event, settled by an event of the same subject (or of the whole case),
    and left out while held (remedies, suspension). A term that was not in force on the day of its
    event, or whose length the paper left open, has no date. Raises ``AppError`` for an unknown
    profile or a term in hours opened by a day without a time.
    """
    found = [
        OpenDeadline(event.ref, result)
        for event in case.events
        for rule_id in law.book.opened_by.get(event.kind, ())
        if (result := _result(law, case, event, rule_id)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (day_of(each.safe_due), each.rule, each.subject)))


def reckoned(law: Law, case: CaseEvents, event: Event, rule_id: str) -> Result | None:
    """Compute one rule from an event of a case, also when it was settled; ``None`` where it has no date."""
    given = _told(case, event)
    try:
        term = law.term(rule_id, day_of(event.at), given)
        return None if term.length is None else reckon(law, rule_id, _given(term, case, event, given))
    except NotInForceError:
        return None


def fingerprint(law: Law, case: CaseEvents) -> str:
    """Return a short hash of all that the open deadlines depend on; equal hash, equal answer."""
    return sha256(f"{law.version}{case!r}".encode()).hexdigest()[:16]


def _result(law: Law, case: CaseEvents, event: Event, rule_id: str) -> Result | None:
    try:
        term = law.term(rule_id, day_of(event.at), _told(case, event))
    except NotInForceError:
        return None
    return reckoned(law, case, event, rule_id) if _runs(term, case, event) else None


def _told(case: CaseEvents, event: Event) -> Given:
    """What the whole case says of a term that an event opens."""
    return Given(
        starts={}, profile=case.profile, days=event.days, flags=frozenset(case.flags), fine=case.fine
    )


def _runs(term: Term, case: CaseEvents, event: Event) -> bool:
    profile = case.profile or DEFAULT_PROFILE
    if profile in term.not_in or (term.only_in and profile not in term.only_in):
        return False
    if any(each.kind is EventKind.CLOSED for each in case.events) and not term.survives:
        return False
    if any(_about(case, event, term.closed_by)):
        return False
    if term.needs and not any(_about(case, event, term.needs)):
        return False
    return not _held(term, case, event)


def _about(case: CaseEvents, event: Event, kinds: tuple[EventKind, ...]) -> Iterable[Event]:
    """Yield the events of some kinds that concern the subject of another event."""
    for each in case.events:
        same = each.ref == event.ref or not each.ref or each.kind in CASE_WIDE or not event.ref
        if each.kind in kinds and same and each is not event:
            yield each


def _held(term: Term, case: CaseEvents, event: Event) -> bool:
    held = [day_of(each.at) for each in _about(case, event, term.held_by)]
    released = [day_of(each.at) for each in _about(case, event, term.released_by)]
    return bool(held) and (not released or max(released) < max(held))


def _given(term: Term, case: CaseEvents, event: Event, given: Given) -> Given:
    """Fill in starts, stops and extensions of the event's subject."""
    keys = [each.key for each in term.starts]
    others = sorted(_about(case, event, _kinds(keys)), key=lambda each: day_of(each.at))
    starts = {each.kind.value: each.at for each in others}
    if event.kind in keys:
        starts[event.kind.value] = event.at
    stops = tuple(each.stop for each in case.stops if event.ref in each.refs)
    return Given(
        starts=starts or {keys[0]: event.at},
        profile=given.profile,
        days=given.days,
        stops=stops if term.excludes or term.part else (),
        extensions=tuple(
            each.extension for each in case.extensions if each.rule == term.id and each.ref == event.ref
        ),
        flags=given.flags,
        fine=given.fine,
    )


def _kinds(keys: list[str]) -> tuple[EventKind, ...]:
    return tuple(EventKind(each) for each in keys if each in EventKind.__members__.values())
