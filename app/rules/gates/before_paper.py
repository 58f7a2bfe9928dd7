"""Before a paper (制作前提): what must stand before a paper may be made final, whatever the step."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.rules.deadlines.calendar import Calendar
from app.rules.deadlines.law import Law
from app.rules.flow import Need, read_need
from app.rules.gates.names import paper_name
from app.rules.gates.paper_checks import CHECKS
from app.rules.gates.papers import lack
from app.rules.gates.refusal import Place, Refusal

_YES = frozenset({"是", "true", "yes", "1"})
# The law says night and names no hour; from ten to six is what the noise law calls night (to confirm).
_MORNING, _NIGHT = 6, 22


@dataclass(frozen=True, slots=True)
class Before:
    """What one kind of paper needs (制作前提).

    Attributes:
        unless: Answer of the paper itself that, ticked, lifts the needs.
        unless_given: Answer that, written, lifts the needs and the hours (ACL 43, 52).
        working_hours: Answer of the paper that must be a working day outside the night.
        checks: Names of checks of what the paper itself says (``paper_checks``).
    """

    gate: str
    needs: tuple[Need, ...]
    article: str
    unless: str
    working_hours: str
    checks: tuple[str, ...]
    unless_given: str = ""


@cache
def preconditions() -> Mapping[str, Before]:
    """Return what papers need before they are made final, by kind of paper."""
    raw = tomllib.loads(files("resources").joinpath("flow", "before_paper.toml").read_text("utf-8"))
    return {each["slug"]: _before(each) for each in raw["paper"]}


def against_paper(file: CaseFile, document: Document, today: date, law: Law) -> tuple[Refusal, ...]:
    """Return what stands against making a paper final on a day; nothing for a paper without preconditions."""
    before = preconditions().get(document.slug)
    if before is None:
        return ()
    lifted = document.answers.get(before.unless, "").casefold() in _YES
    if document.answers.get(before.unless_given, ""):
        return ()
    found = () if lifted else tuple(_lacking(file, before, today))
    own = (each for name in before.checks for each in CHECKS[name](file, document, today, law))
    return (*found, *_at_night(document, before, law.calendar), *own)


def _lacking(file: CaseFile, before: Before, today: date) -> Iterator[Refusal]:
    for need in before.needs:
        words = lack(file, need, None, today)
        if words:
            yield Refusal(before.gate, words, before.article, Place("document", need.slugs[0]))


def _at_night(document: Document, before: Before, calendar: Calendar) -> Iterator[Refusal]:
    text = document.answers.get(before.working_hours, "")
    if not text:
        return
    moment = datetime.fromisoformat(text)
    if not calendar.works(moment.date()) or not _MORNING <= moment.hour < _NIGHT:
        message = (
            f"《{paper_name(document.slug)}》的实施时间（{moment:%Y-%m-%d %H:%M}）在夜间或者法定节假日。"
            "情况不紧急的，请改在工作日的白天。"
        )
        yield Refusal(before.gate, message, before.article, Place("field", before.working_hours))


def _before(raw: Mapping[str, Any]) -> Before:
    return Before(
        gate=raw["gate"],
        needs=tuple(read_need(each) for each in raw.get("needs", ())),
        article=raw["article"],
        unless=raw.get("unless", ""),
        working_hours=raw.get("working_hours", ""),
        unless_given=raw.get("unless_given", ""),
        checks=tuple(raw.get("checks", ())),
    )
