"""Testing time (检测期间): left out of a seizure's term, if it was told in writing (ACL 25)."""

from __future__ import annotations

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.stated import stated_day
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import Cause
from app.rules.flow import current
from app.rules.measures import Seizure

PERIOD, FIRST, LAST = "appraisal_period_notice", "appraisal_period.from", "appraisal_period.to"


def testing_stops(file: CaseFile, seizure: Seizure) -> tuple[Stop, ...]:
    """Return the periods of testing that concern a seizure, each with whether it was told in writing."""
    found = (_stop(file, each) for each in current(file, PERIOD) if _concerns(each, seizure))
    return tuple(each for each in found if each is not None and each.span.last >= seizure.began)


def _concerns(notice: Document, seizure: Seizure) -> bool:
    """A notice to one party is about what was seized from that party."""
    return None in (notice.party_id, seizure.decision.party_id) or (
        notice.party_id == seizure.decision.party_id
    )


def _stop(file: CaseFile, notice: Document) -> Stop | None:
    first, last = stated_day(notice, FIRST), stated_day(notice, LAST)
    if first is None or last is None or last < first:
        return None
    told = bool(file.deliveries_of(notice))
    return Stop(Span(first, last), Cause.TESTING, notice.number, told_in_writing=told)
