"""Halts (中止与期间): what is left out of the term to decide, and by how much it was lengthened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.approval import Verdict
from app.domain.case_file import CaseFile
from app.domain.delivery import DeliveryWay
from app.domain.document import Document
from app.domain.role import Role
from app.domain.stated import stated_day
from app.domain.statement import StatementKind
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.events import CaseExtension, CaseStop, Event
from app.rules.deadlines.given import BEIJING, Extension
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import Cause
from app.rules.flow import LOG_PREFIX, MATTER, current
from app.rules.measures import made_on

_SUSPENDED, _RESUMED = LOG_PREFIX + "T08", LOG_PREFIX + "T08R"
_CUT_SHORT = LOG_PREFIX + "T14E"
_TEST_FROM, _TEST_TO = "appraisal_period.from", "appraisal_period.to"
_TERM_FROM, _TERM_TO = "matter.period_from", "matter.period_to"
_DECISIONS = ("penalty_decision", "no_penalty_decision")
_USUAL_DAYS = 30
DAY = timedelta(days=1)


def halting_events(file: CaseFile) -> Iterator[Event]:
    """Yield the halts of a case, a hearing that was cut short, and what is served by announcement."""
    for line in file.log:
        if line.code in (_SUSPENDED, _RESUMED):
            kind = EventKind.SUSPENDED if line.code == _SUSPENDED else EventKind.RESUMED
            yield Event(kind, line.at.astimezone(BEIJING).date())
        elif line.code == _CUT_SHORT:
            yield Event(EventKind.HEARING_ENDED, line.at.astimezone(BEIJING).date())
    decisions = {paper.id for slug in _DECISIONS for paper in current(file, slug)}
    for each in file.deliveries:
        if each.stands and each.way is DeliveryWay.ANNOUNCEMENT and each.document_id in decisions:
            yield Event(EventKind.ANNOUNCED, each.served_at.astimezone(BEIJING).date(), str(each.party_id))


def stops(file: CaseFile) -> tuple[CaseStop, ...]:
    """Return the stretches that may be left out of the term to decide, each with what proves it."""
    return (*_tests(file), *_suspensions(file), *_hearings(file), *_announcements(file))


def extensions(file: CaseFile) -> tuple[CaseExtension, ...]:
    """Return the extensions of the term to decide that the head granted."""
    found = []
    for paper in current(file, "matter_approval"):
        approved = _approved(file, paper)
        if paper.answers.get(MATTER) == "extend_term" and approved is not None:
            found.append(CaseExtension("D08", Extension(_days(paper), approved, paper.number)))
    return tuple(found)


def _tests(file: CaseFile) -> Iterator[CaseStop]:
    """The time of testing, where the field knows it (14)."""
    for notice in current(file, "appraisal_period_notice"):
        first, last = stated_day(notice, _TEST_FROM), stated_day(notice, _TEST_TO)
        if first is not None and last is not None and first <= last:
            told = bool(file.deliveries_of(notice))
            yield CaseStop(Stop(Span(first, last), Cause.TESTING, notice.number, told))


def _suspensions(file: CaseFile) -> Iterator[CaseStop]:
    """The days from a suspension to the day before the investigation goes on."""
    began: date | None = None
    for line in sorted(file.log, key=lambda each: each.at):
        day = line.at.astimezone(BEIJING).date()
        if line.code == _SUSPENDED:
            began = day
        elif line.code == _RESUMED and began is not None:
            if began < day:
                yield CaseStop(Stop(Span(began, day - DAY), Cause.SUSPENSION))
            began = None


def _hearings(file: CaseFile) -> Iterator[CaseStop]:
    """The days from the request for a hearing to its end (documents 32, 33)."""
    asked = [each.made_on for each in file.statements if each.kind is StatementKind.HEARING_REQUEST]
    papers = current(file, "hearing_transcript")
    if asked and papers:
        ended = max(stated_day(each, "record.ended_at") or made_on(each) for each in papers)
        if min(asked) <= ended:
            yield CaseStop(Stop(Span(min(asked), ended), Cause.HEARING, papers[-1].number))


def _announcements(file: CaseFile) -> Iterator[CaseStop]:
    for each in file.deliveries:
        first = each.served_at.astimezone(BEIJING).date()
        if each.stands and each.way is DeliveryWay.ANNOUNCEMENT and first <= each.effective_on:
            yield CaseStop(Stop(Span(first, each.effective_on), Cause.ANNOUNCEMENT))


def _approved(file: CaseFile, paper: Document) -> date | None:
    """Return the day the head of the organ agreed to a paper last."""
    heads = [each for each in file.approvals_of(paper) if each.role is Role.ORGAN_HEAD]
    return heads[-1].on if heads and heads[-1].verdict is Verdict.AGREE else None


def _days(paper: Document) -> int:
    first, last = stated_day(paper, _TERM_FROM), stated_day(paper, _TERM_TO)
    return (last - first).days + 1 if first and last and first <= last else _USUAL_DAYS
