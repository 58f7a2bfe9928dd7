"""Coercive measures (行政强制措施): the seizures of a case, how long they run and what ended them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.stated import stated_day
from app.rules.deadlines.given import BEIJING
from app.rules.flow import current

SEIZURE, EXTENSION, RELEASE, DISPOSAL = (
    "seizure_decision",
    "seizure_extension",
    "seizure_release",
    "goods_disposal_record",
)
BEGAN, EMERGENCY_AT, DAYS = "seizure.period_from", "seizure.emergency_at", "extension.days"
MOST_DAYS = 30
"""An extension is at most thirty days, and there is one (ACL 25)."""
_URGENT = frozenset({"yes", "是", "情况紧急，当场实施"})
_PART = frozenset({"part", "部分解除"})


@dataclass(frozen=True, slots=True)
class Seizure:
    """查封、扣押 (seizure): its decision, the day it began, its extensions and what ended it."""

    decision: Document
    began: date
    extensions: tuple[Document, ...]
    ended: Document | None


def seizures(file: CaseFile) -> tuple[Seizure, ...]:
    """Return the standing seizures of a case, oldest first."""
    return tuple(_seizure(file, each) for each in current(file, SEIZURE))


def seizure_of(file: CaseFile, paper: Document) -> Document | None:
    """Return the seizure decision a later paper is about: its parent, else the party's last one."""
    decisions = current(file, SEIZURE)
    own = [each for each in decisions if each.id == paper.parent_id]
    whose = [each for each in decisions if paper.party_id in (None, each.party_id)]
    found = own or whose
    return found[-1] if found else None


def urgent(decision: Document) -> bool:
    """Tell whether a measure was taken at once, its approval to follow (ACL 19)."""
    return decision.answers.get("seizure.emergency", "") in _URGENT


def extension_days(paper: Document) -> int:
    """Return by how many days an extension prolongs a seizure."""
    text = paper.answers.get(DAYS, "")
    return int(text) if text.isdecimal() else MOST_DAYS


def made_on(document: Document) -> date:
    """Return the day a standing paper was made."""
    moment = document.final_at or document.created_at
    return moment.astimezone(BEIJING).date()


def _seizure(file: CaseFile, decision: Document) -> Seizure:
    return Seizure(
        decision,
        stated_day(decision, BEGAN) or made_on(decision),
        tuple(_about(file, EXTENSION, decision)),
        next(_ended_by(file, decision), None),
    )


def _ended_by(file: CaseFile, decision: Document) -> Iterator[Document]:
    for slug in (RELEASE, DISPOSAL):
        for each in _about(file, slug, decision):
            if each.answers.get("release.scope", "") not in _PART:
                yield each


def _about(file: CaseFile, slug: str, decision: Document) -> Iterator[Document]:
    """A paper that hangs from no decision is about the last one before it."""
    for each in current(file, slug):
        found = seizure_of(file, each)
        if found is not None and found.id == decision.id:
            yield each
