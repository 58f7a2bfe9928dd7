"""Checks of a draft (定稿前检查): what stands against 定稿, and what is doubtful, each with what to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import form
from app.documents.completeness import Fault, told
from app.documents.vocabulary.words import Place
from app.domain.role import Role
from app.rules.consistency import contradictions
from app.rules.deadlines.law import applying
from app.rules.gates.announced import heavier_than_announced
from app.rules.gates.before_paper import against_paper
from app.rules.gates.people import handlers_certified
from app.rules.gates.refusal import Place as GatePlace
from app.rules.gates.refusal import Refusal
from app.rules.lists.citation import citations
from app.services.transcripts import clashing_transcripts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.documents.telling import Telling
    from app.ports import UnitOfWork
    from app.rules.deadlines.law import Law

_PENALTY = frozenset({"penalty_decision", "on_spot_decision", "decision_approval"})
_NOTICED = frozenset({"penalty_decision"})
_CITED = ("law.violated",)
_BACKED = "《行政处罚法》第五十九条第一款第三项"


def against_draft(work: UnitOfWork, telling: Telling, today: date, law: Law) -> tuple[Refusal, ...]:
    """Return everything that refuses a draft's 定稿 besides what is missing in it."""
    file, paper = telling.file, telling.document
    with applying(law):
        found = against_paper(file, paper, today, law)
    if Role.HANDLER.value in form(paper.slug).signers:
        found += handlers_certified(file, paper, today)
    return found + clashing_transcripts(work, telling)


def doubts(telling: Telling) -> tuple[Refusal, ...]:
    """Return what is doubtful in a draft and will cost points or hold up a step; 定稿 is not refused."""
    found = [*_heavier(telling), *_uncited(telling)]
    if telling.document.slug in _PENALTY:
        held = contradictions(telling.file)
        found += (*held.faults, *held.warnings)
    return tuple(found)


def as_faults(telling: Telling, refusals: tuple[Refusal, ...]) -> tuple[Fault, ...]:
    """Return refusals as lines of the check: one about the paper itself opens its own line."""
    return tuple(_fault(telling, each) for each in refusals)


def _fault(telling: Telling, refusal: Refusal) -> Fault:
    own = telling.form.ask(refusal.place.key)
    name = own.name if own is not None else ""
    return Fault(name, refusal.message, Place(refusal.place.kind, refusal.place.key))


def _heavier(telling: Telling) -> Iterator[Refusal]:
    """A decision is not heavier than its notice (APL 45)."""
    if telling.document.slug not in _NOTICED:
        return
    for each in telling.file.penalties:
        words = heavier_than_announced(each) if each.party_id == telling.document.party_id else ""
        if words:
            message = f"处罚重于告知：{words}。请核对裁量，或者重新告知。"
            place = GatePlace("penalty", str(each.id))
            yield Refusal("G09", message, "《行政处罚法》第四十五条第二款", place)


def _uncited(telling: Telling) -> Iterator[Refusal]:
    """A law is cited by its name and article."""
    known = told(telling) if any(telling.form.ask(name) for name in _CITED) else {}
    for name in _CITED:
        said = known.get(name, "")
        if isinstance(said, str) and said and not citations(said):
            message = f"“{said[:20]}”没有写明法律全称和条、款、项。请补正。"
            yield Refusal("R43", message, _BACKED, GatePlace("field", name))
