"""Whole-process record (全过程记录): each slot a case needs is filled, or its absence explained."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.case_file import CaseFile
from app.rules.flow import Transition
from app.rules.gates.refusal import Place, Refusal


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of the record (记录环节), as the data describes it.

    Attributes:
        papers: Standing papers of which any fills it.
        media: Whether only a recording kept as evidence fills it.
        when: ``always``, or from when on it is needed: ``filed``, ``decided``.
        when_papers: Needed only if one of these papers stands; empty for no such condition.
        when_ways: Needed only if a paper was served in one of these ways; empty for no such condition.
    """

    name: str
    label: str
    papers: tuple[str, ...]
    media: bool
    when: str
    when_papers: tuple[str, ...]
    when_ways: tuple[str, ...]
    confidence: str


@cache
def slots() -> tuple[Slot, ...]:
    """Return every slot, in the order of the procedure."""
    raw = tomllib.loads(files("resources").joinpath("flow", "recording.toml").read_text("utf-8"))
    return tuple(_slot(each) for each in raw["slot"])


def needed_slots(file: CaseFile) -> tuple[Slot, ...]:
    """Return the slots that what happened in a case calls for."""
    return tuple(each for each in slots() if _needed(file, each))


def filled(file: CaseFile, slot: Slot) -> bool:
    """Tell whether a paper or a recording fills a slot."""
    if any(each.slot == slot.name and not each.excluded_reason for each in file.evidence):
        return True
    return not slot.media and any(file.standing(slug) for slug in slot.papers)


def recorded(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G23: nothing is closed while a slot is neither filled nor explained."""
    return tuple(
        Refusal(
            "G23",
            f"全过程记录缺少“{each.label}”环节。请补记录，或者在“全过程记录”中写明没有记录的原因。",
            "《行政处罚法》第四十七条",
            Place("recording", each.name),
        )
        for each in needed_slots(file)
        if not filled(file, each) and not file.case.unrecorded.get(each.name, "").strip()
    )


def _needed(file: CaseFile, slot: Slot) -> bool:
    case = file.case
    reached = {"always": True, "filed": case.filed_on is not None, "decided": case.decided_on is not None}
    if not reached[slot.when]:
        return False
    if slot.when_papers and not any(file.standing(slug) for slug in slot.when_papers):
        return False
    return not slot.when_ways or any(each.way.value in slot.when_ways for each in file.deliveries)


def _slot(raw: Mapping[str, Any]) -> Slot:
    return Slot(
        name=raw["name"],
        label=raw["label"],
        papers=tuple(raw.get("papers", ())),
        media=raw.get("media", False),
        when=raw["when"],
        when_papers=tuple(raw.get("when_papers", ())),
        when_ways=tuple(raw.get("when_ways", ())),
        confidence=raw["confidence"],
    )
