"""Given (计算条件): what a case says about one time limit, and what the law answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from app.domain.money import Money
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import Bound, FirstDay, Holder, Reading, Severity, Unit

BEIJING = timezone(timedelta(hours=8), "北京时间")
Moment = date | datetime
"""A day, or for terms in hours an aware moment in Beijing time."""


@dataclass(frozen=True, slots=True)
class Extension:
    """One granted extension (延长), in the unit of the days extended.

    Attributes:
        approved_on: Day of approval; ``None`` means in time.
    """

    days: int
    approved_on: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a case says (计算条件).

    Attributes:
        starts: Day or moment by the name of the start (``trigger``, ``hearing_on`` …).
        days: Length set by the case or office, where the term leaves it open.
        flags: Names of special cases that the rule knows.
        fine: The fine, for terms that depend on it.
    """

    starts: Mapping[str, Moment]
    profile: str = ""
    reading: Reading | None = None
    first_day: FirstDay | None = None
    days: int | None = None
    stops: tuple[Stop, ...] = ()
    extensions: tuple[Extension, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)
    fine: Money | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One computed time limit (期限计算结果), with its explanation.

    Attributes:
        start: The day or moment from which (or back from which) was counted.
        legal_due: The date by the law; rolled forward where the term rolls.
        safe_due: The day to aim at: not rolled, a working day; never after ``legal_due``.
        unrolled: The end before any roll-forward; extensions count from it.
        bound: Whether ``legal_due`` is the last allowed day or the first.
        steps: Chinese lines of the explanation, in order.
        provisional: Whether a year without a published calendar was touched.
        excluded: The stretches left out, merged and clipped.
    """

    rule: str
    name: str
    start: Moment
    legal_due: Moment
    safe_due: Moment
    unrolled: Moment
    unit: Unit
    bound: Bound
    holder: Holder
    severity: Severity
    steps: tuple[str, ...]
    article: str
    source: str
    confidence: str
    missed: str
    provisional: bool
    excluded: tuple[Span, ...] = ()


def as_text(moment: Moment) -> str:
    """Write a day as 2025-10-09 and a moment as 2025-10-09 09:30 (Beijing time)."""
    if isinstance(moment, datetime):
        return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
    return moment.isoformat()


def day_of(moment: Moment) -> date:
    """Return the day in Beijing of a day or an aware moment."""
    if isinstance(moment, datetime):
        return moment.astimezone(BEIJING).date()
    return moment
