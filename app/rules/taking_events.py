"""Events of evidence and measures (取证与措施的事实): what papers say happened, as the clock reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from app.domain.approval import Approval, Verdict
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.role import Role
from app.domain.stated import stated_day
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.events import CaseExtension, CaseStop, Event
from app.rules.deadlines.given import BEIJING, Extension
from app.rules.flow import LOG_PREFIX, MATTER, current
from app.rules.measures import extension_days, made_on, seizures
from app.rules.testing_time import testing_stops

NOTICE, DISPOSAL, REVIEW = "preservation_notice", "preservation_disposal", "correction_review"
_HANDED_OVER = LOG_PREFIX + "T29"


def taking_events(file: CaseFile) -> Iterator[Event]:
    """Yield what was preserved, seized, reviewed and reported to the police, and what settled it."""
    yield from _preserved(file)
    yield from _seized(file)
    yield from _reviewed(file)
    yield from _reported(file)


def seizure_stops(file: CaseFile) -> Iterator[CaseStop]:
    """Yield the testing time of every seizure."""
    for each in seizures(file):
        for stop in testing_stops(file, each):
            yield CaseStop(stop, (str(each.decision.id),))


def seizure_extensions(file: CaseFile) -> Iterator[CaseExtension]:
    """Yield the extensions of every seizure."""
    for each in seizures(file):
        for paper in each.extensions:
            granted = Extension(extension_days(paper), made_on(paper), paper.number)
            yield CaseExtension("D06", granted, str(each.decision.id))


def preserved_by(file: CaseFile, disposal: Document) -> Document | None:
    """Return the notice a disposal is about: its parent, else the party's last one made before it."""
    notices = [each for each in current(file, NOTICE) if _before(each, disposal)]
    own = [each for each in notices if each.id == disposal.parent_id]
    whose = [
        each for each in notices if disposal.party_id in (None, each.party_id) and _before(each, disposal)
    ]
    found = own or whose
    return found[-1] if found else None


def _preserved(file: CaseFile) -> Iterator[Event]:
    for notice in current(file, NOTICE):
        yield Event(
            EventKind.PRESERVED, stated_day(notice, "preservation.at") or made_on(notice), str(notice.id)
        )
    for disposal in current(file, DISPOSAL):
        about = preserved_by(file, disposal)
        if about is not None:
            yield Event(EventKind.PRESERVATION_DISPOSED, made_on(disposal), str(about.id))


def _seized(file: CaseFile) -> Iterator[Event]:
    for each in seizures(file):
        subject = str(each.decision.id)
        yield Event(EventKind.SEIZED, each.began, subject)
        if each.ended is not None:
            yield Event(EventKind.SEIZURE_ENDED, made_on(each.ended), subject)


def _reviewed(file: CaseFile) -> Iterator[Event]:
    for paper in current(file, REVIEW):
        day = stated_day(paper, "recheck.at") or made_on(paper)
        yield Event(EventKind.CORRECTION_CHECKED, day, str(paper.party_id) if paper.party_id else "")


def _reported(file: CaseFile) -> Iterator[Event]:
    """A report that led to a handing over is done with, also where the police sent the case back."""
    for paper in current(file, "matter_approval"):
        if paper.answers.get(MATTER) != "transfer_police" or _handed_over_since(file, paper):
            continue
        yield Event(EventKind.TRANSFER_REPORTED, made_on(paper))
        given = [each for each in file.approvals_of(paper) if each.role is Role.PRINCIPAL_HEAD]
        if given and given[-1].verdict is Verdict.AGREE:
            yield Event(EventKind.TRANSFER_APPROVED, _moment(given[-1]))
        elif given:
            yield Event(EventKind.TRANSFER_REFUSED, given[-1].on)


def _handed_over_since(file: CaseFile, paper: Document) -> bool:
    made = paper.final_at or paper.created_at
    return any(line.code == _HANDED_OVER and line.at >= made for line in file.log)


def _moment(given: Approval) -> datetime:
    """An opinion recorded on a later day was given at an hour nobody knows: the day's first counts."""
    if given.recorded_at.astimezone(BEIJING).date() == given.on:
        return given.recorded_at
    return datetime.combine(given.on, time(), BEIJING)


def _before(notice: Document, disposal: Document) -> bool:
    return (notice.final_at or notice.created_at) <= (disposal.final_at or disposal.created_at)
