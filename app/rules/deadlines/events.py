"""Case events (案件事实): what happened in a case, as its clock reads it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.money import Money
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.given import Extension, Moment
from app.rules.deadlines.spans import Stop


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened (事实).

    Attributes:
        at: The day; an aware moment for kinds that start terms in hours.
        ref: The subject (id of a seizure, notice, decision …); empty for the case itself.
        days: Length that the paper itself sets (statement, correction).
    """

    kind: EventKind
    at: Moment
    ref: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class CaseStop:
    """A stretch that may be left out (扣除), and the subjects whose clock it concerns."""

    stop: Stop
    refs: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class CaseExtension:
    """A granted extension (延长) of one rule on one subject."""

    rule: str
    extension: Extension
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CaseEvents:
    """Everything of a case that its clock depends on (案件时钟的依据).

    Attributes:
        profile: Field profile of the item; empty for the general rules.
        flags: Special cases of the item that rules know, in a fixed order.
        fine: The fine decided, for the explanation of the late penalty.
    """

    case_ref: str
    events: tuple[Event, ...]
    profile: str = ""
    stops: tuple[CaseStop, ...] = ()
    extensions: tuple[CaseExtension, ...] = ()
    flags: tuple[str, ...] = ()
    fine: Money | None = None
