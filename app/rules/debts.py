"""Debts (应缴款项): what each part of a fine is due on, and what late payment has added to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.instalment import read_plan
from app.domain.money import ZERO, Money
from app.domain.party import Party
from app.rules.deadlines.engine import reckon
from app.rules.deadlines.given import Given, day_of
from app.rules.deadlines.late_penalty import late_penalty
from app.rules.deadlines.law import Law
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import Cause
from app.rules.flow import current

DEFERRED_UNTIL = "deferral.until"
"""Answer of the deferral (42) that names the last day to pay, as an ISO date."""
PLAN = "deferral.plan"
"""Answer of the deferral that holds the instalments."""
DECISION = "deferral.decision"
REJECTED = "rejected"
STOPPED_FROM, STOPPED_TO = "late.stopped_from", "late.stopped_to"
"""Answers of the demand letter (43): reconsideration or lawsuit, in which nothing grows (APL 73)."""
DECISIONS = ("penalty_decision", "on_spot_decision")


@dataclass(frozen=True, slots=True)
class Part:
    """一笔 (part): an amount of the fine and its last day to pay; ``paid_on`` once it was paid."""

    amount: Money
    due: date | None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """加处 (late penalty of a party): its first day, the days of the oldest part, the amount."""

    first: date | None = None
    days: int = 0
    amount: Money = ZERO


def fine_of(file: CaseFile, party: Party) -> Money:
    """Return the fines of a party together."""
    return sum((each.fine for each in file.penalties if each.party_id == party.id), start=ZERO)


def deferral(file: CaseFile, party: Party | None) -> Document | None:
    """Return the latest deferral granted, of a party or of anyone."""
    found = [
        each
        for each in current(file, "payment_deferral")
        if (party is None or each.party_id in (party.id, None)) and each.answers.get(DECISION) != REJECTED
    ]
    return found[-1] if found else None


def dues(deferred: Document) -> tuple[tuple[Money | None, date], ...]:
    """Return what a deferral makes due when; a whole deferral names no amount."""
    plan = read_plan(deferred.answers.get(PLAN, ""))
    until = deferred.answers.get(DEFERRED_UNTIL, "")
    if plan:
        return tuple((each.amount, each.due) for each in plan)
    return ((None, date.fromisoformat(until)),) if until else ()


def parts(law: Law, file: CaseFile, party: Party, served: date | None) -> tuple[Part, ...]:
    """Return the fine cut into what falls due when, payments taken off the earliest first."""
    term = _term(law, served)
    whole = fine_of(file, party)
    granted = deferral(file, party)
    rows = dues(granted) if granted is not None else ()
    planned = sum((amount for amount, _ in rows if amount is not None), start=ZERO)
    if not rows:
        cut = [Part(whole, term)]
    elif not planned.fen:
        cut = [Part(whole, rows[-1][1])]
    else:
        before = [Part(whole - planned, term)] if whole > planned else []
        cut = [*before, *(Part(amount, due) for amount, due in rows if amount is not None)]
    return tuple(_settled(cut, _payments(file, party)))


def first_unpaid(law: Law, file: CaseFile, party: Party, served: date | None) -> date | None:
    """Return the last day to pay of the earliest part that is still open."""
    left = [
        each.due for each in parts(law, file, party, served) if each.paid_on is None and each.amount.fen > 0
    ]
    return min((each for each in left if each is not None), default=None)


def late_of(law: Law, file: CaseFile, pieces: tuple[Part, ...], through: date) -> Late:
    """Return what the parts have grown by through a day, each from its own last day to pay."""
    stops = _stops(file)
    grown = [
        late_penalty(law, each.amount, each.due, min(through, each.paid_on or through), stops)
        for each in pieces
        if each.due is not None and each.amount.fen > 0
    ]
    late = [each for each in grown if each.days]
    if not late:
        return Late()
    added = sum((each.amount for each in late), start=ZERO)
    return Late(min(each.first_day for each in late), max(each.days for each in late), added)


def _term(law: Law, served: date | None) -> date | None:
    """The fifteen days from receipt (APL 67)."""
    return None if served is None else day_of(reckon(law, "D17", Given({"trigger": served})).legal_due)


def _payments(file: CaseFile, party: Party) -> list[tuple[Money, date]]:
    own = sorted((each for each in file.payments if each.party_id == party.id), key=lambda each: each.paid_on)
    return [(each.amount - (each.of_which_late or ZERO), each.paid_on) for each in own]


def _settled(cut: list[Part], paid: list[tuple[Money, date]]) -> Iterator[Part]:
    left = list(paid)
    for part in cut:
        rest = part.amount
        while rest > ZERO and left:
            amount, day = left.pop(0)
            used = min(amount, rest)
            yield Part(used, part.due, day)
            rest -= used
            if amount > used:
                left.insert(0, (amount - used, day))
        yield Part(rest, part.due)


def _stops(file: CaseFile) -> tuple[Stop, ...]:
    found = []
    for each in file.documents:
        first, last = each.answers.get(STOPPED_FROM, ""), each.answers.get(STOPPED_TO, "")
        if each.slug == "demand_letter" and first and last:
            found.append(Stop(Span(date.fromisoformat(first), date.fromisoformat(last)), Cause.REMEDY))
    return tuple(found[-1:])
