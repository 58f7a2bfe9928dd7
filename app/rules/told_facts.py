"""Told facts (登记的办理情况): what happens outside the papers, kept in the log and read by the clock."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from app.domain.case_file import CaseFile
from app.domain.stated import day_in
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.events import Event

FACT_CODE, TAKEN_BACK = "fact.", "fact_taken_back."
"""Log lines of told facts carry the first and the kind; the second takes all told of that kind back."""
_PART = "｜"


@dataclass(frozen=True, slots=True)
class Fact:
    """One kind of fact that may be told (可登记的办理情况); ``ahead`` allows a day to come."""

    kind: EventKind
    words: str
    ahead: bool


@cache
def facts() -> Mapping[EventKind, Fact]:
    """Return every kind of fact that may be told, in the order of the data."""
    raw = tomllib.loads(files("resources").joinpath("flow", "facts.toml").read_text("utf-8"))
    found = (Fact(EventKind(each["kind"]), each["words"], each.get("ahead", False)) for each in raw["fact"])
    return {each.kind: each for each in found}


def fact_text(fact: Fact, on: date, note: str) -> str:
    """Return how a told fact stands in the log: its day first, then its words and the note."""
    return _PART.join(filter(None, (on.isoformat(), fact.words, note.strip())))


def told_events(file: CaseFile) -> Iterator[Event]:
    """Yield the facts that were told and not taken back since."""
    standing: dict[str, list[date]] = {}
    for line in file.log:
        if line.code.startswith(TAKEN_BACK):
            standing.pop(line.code.removeprefix(TAKEN_BACK), None)
        elif line.code.startswith(FACT_CODE) and (day := day_in(line.text)) is not None:
            standing.setdefault(line.code.removeprefix(FACT_CODE), []).append(day)
    known = {each.value: each for each in facts()}
    for kind, days in standing.items():
        if kind in known:
            yield from (Event(known[kind], day) for day in days)
