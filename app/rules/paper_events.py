"""Events of papers (文书事实): urgent measures, hearings and reviews that papers and steps tell of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.domain.case_file import CaseFile
from app.domain.stated import stated_day
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.events import Event
from app.rules.deadlines.given import BEIJING
from app.rules.flow import LOG_PREFIX, MATTER, current
from app.rules.gates.paper_checks import HEARING_AT
from app.rules.measures import EMERGENCY_AT, made_on, seizures, urgent

_SENT = frozenset({LOG_PREFIX + code for code in ("T10", "T14E", "T15", "T15S", "T15H")})
_JUDGED = frozenset({LOG_PREFIX + code for code in ("T10P", "T10R", "T15R", "T16", "T17P")})


def events_of_urgency(file: CaseFile) -> Iterator[Event]:
    """Yield when a measure was taken at once, and when it was approved afterwards (ACL 19)."""
    for each in seizures(file):
        at = each.decision.answers.get(EMERGENCY_AT, "")
        if urgent(each.decision) and at:
            taken = datetime.fromisoformat(at).replace(tzinfo=BEIJING)
            yield Event(EventKind.MEASURE_TAKEN, taken, str(each.decision.id))
    for form in current(file, "matter_approval"):
        if form.answers.get(MATTER) == "seizure_post_approval":
            for opinion in file.approvals_of(form):
                yield Event(EventKind.MEASURE_APPROVED, opinion.recorded_at.astimezone(BEIJING))


def events_of_hearings(file: CaseFile) -> Iterator[Event]:
    """Yield the day each hearing is set for, and when it was over (APL 64)."""
    for notice in current(file, "hearing_notice"):
        day = stated_day(notice, HEARING_AT)
        if day is not None:
            yield Event(EventKind.HEARING_SET, day, str(notice.party_id or ""))
    for record in current(file, "hearing_transcript"):
        yield Event(EventKind.HEARING_ENDED, stated_day(record, "record.ended_at") or made_on(record))


def events_of_reviews(file: CaseFile) -> Iterator[Event]:
    """Yield when papers went to legal review and when it was done, round by round (APL 58)."""
    rounds = 0
    for line in file.log:
        day = line.at.astimezone(BEIJING).date()
        if line.code in _SENT:
            rounds += 1
            yield Event(EventKind.REVIEW_RECEIVED, day, f"review {rounds}")
        elif line.code in _JUDGED:
            yield Event(EventKind.REVIEW_DONE, day, f"review {rounds}")
