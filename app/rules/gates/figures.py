"""Figures of the gates (关口所据): kinds of penalty by procedure, and what a sum asks for, by day."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from app.domain.case_file import CaseFile
from app.domain.dated import Edition, Editions
from app.domain.money import ZERO, Money
from app.domain.party import Party
from app.domain.penalty import Leaning, Penalty, PenaltyKind
from app.rules.discretion.facts import Subject
from app.rules.discretion.law.procedure import ProcedureFlags, ProcedureQuestion, procedure_flags, rules_with
from app.rules.flow import current


@cache
def kinds(name: str) -> Editions[frozenset[PenaltyKind]]:
    """The kinds of penalty of one list of ``resources/flow/gates.toml``, by day."""
    raw = tomllib.loads(files("resources").joinpath("flow", "gates.toml").read_text("utf-8"))
    return Editions(
        name,
        (
            Edition(each["effective"], each["source"], frozenset(PenaltyKind(kind) for kind in each["kinds"]))
            for each in raw[name]
        ),
    )


def penalties_of(file: CaseFile, party: Party) -> tuple[Penalty, ...]:
    """The penalties of one party that punish."""
    return tuple(each for each in file.penalties if each.party_id == party.id and each.kinds)


def subject_of(party: Party) -> Subject:
    """Which limits count: a sole trader has those of a citizen, the lower ones."""
    return Subject.PERSON if party.natural else Subject.ORGANISATION


def flags_of(file: CaseFile, party: Party, day: date) -> ProcedureFlags:
    """What the penalties of a party together ask of the procedure on a day."""
    own = penalties_of(file, party)
    fine = sum((each.fine for each in own), start=ZERO)
    gain = sum((each.confiscated_gain for each in own), start=ZERO)
    items = [item for act in file.acts if (item := file.item_of(act)) is not None]
    return procedure_flags(
        ProcedureQuestion(
            fine=max(fine, gain),
            subject=subject_of(party),
            day=day,
            department=items[0].department if items else file.case.department,
            reduced=any(each.leaning is Leaning.REDUCED for each in own),
            minimum=_minimum(own, fine),
        ),
        rules_with(file.limits),
    )


def hearing_due(file: CaseFile, party: Party, day: date) -> bool:
    """Whether the intended penalties of a party give it the right to a hearing (APL 63)."""
    heavy = kinds("hearing_kinds").on(day).value
    named = {kind for each in penalties_of(file, party) for kind in each.kinds}
    return bool(named & heavy) or flags_of(file, party, day).hearing


def discussion_due(file: CaseFile, day: date) -> bool:
    """Whether the heads must discuss the case together (APL 57): complex, hearing level, or reduced."""
    if file.case.complex:
        return True
    return any(
        hearing_due(file, each, day) or flags_of(file, each, day).collective_discussion
        for each in file.active_parties
    )


def review_due(file: CaseFile) -> bool:
    """Whether legal review before the decision is compulsory (APL 58): marked major, or a hearing held."""
    return file.case.major or bool(current(file, "hearing_transcript"))


def _minimum(own: tuple[Penalty, ...], fine: Money) -> Money:
    lows = sum((each.range_low or ZERO for each in own), start=ZERO)
    return ZERO if fine < lows else lows
