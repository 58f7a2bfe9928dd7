"""Three numbers (已用、扣除、剩余): how much of a term has run on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.rules.deadlines.calendar import DAY, Calendar
from app.rules.deadlines.given import Result, day_of
from app.rules.deadlines.spans import clipped
from app.rules.deadlines.terms import Unit


@dataclass(frozen=True, slots=True)
class Tally:
    """Days of one term on one day, working days for terms in working days (期限进度).

    Attributes:
        elapsed: Days that counted so far; ``excluded`` days that were left out so far.
        left: Days that still count through ``legal_due``; 0 once it has passed.
    """

    elapsed: int
    excluded: int
    left: int


def tally(result: Result, on: date, calendar: Calendar) -> Tally:
    """Say how much of a term has run by the end of ``on``."""
    start, due = day_of(result.start), day_of(result.legal_due)
    today = min(max(on, start), due)

    def count(after: date, through: date) -> int:
        if through <= after:
            return 0
        if result.unit is Unit.WORKING_DAY:
            return calendar.working_days(after + DAY, through)
        return (through - after).days

    def left_out(after: date, through: date) -> int:
        cut = clipped(result.excluded, after, through)
        return sum(count(each.first - DAY, each.last) for each in cut)

    return Tally(
        elapsed=count(start, today) - left_out(start, today),
        excluded=left_out(start, today),
        left=count(today, due) - left_out(today, due),
    )
