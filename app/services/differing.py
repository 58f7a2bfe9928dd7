"""Differing (相异): of answers and lists of lines only what differs between the sides of a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from app.documents.catalogue import forms
from app.documents.completeness import BOXES
from app.domain.case import Case
from app.domain.document import Document
from app.domain.setting import Setting
from app.services.answer_words import answer_words, share_words, slot_words
from app.services.in_words import LINES, NOTHING, json_words, value_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.domain.disagreement import Disagreement

_ELSEWHERE = "（所指材料不同）"
"""Said of a line that reads like another and yet belongs to another paper or exhibit."""

Names = Mapping["UUID", str]
Say = Callable[[str, str], str]


def differing(found: Disagreement, name: str, names: Names) -> tuple[str, str, str]:
    """Return what was before, what stands and what came late in one field, in words."""
    sides = [side.values.get(name) for side in (found.before, found.kept, found.late)]
    before, kept, late = _said(found, name, sides, names)
    return before, kept, late


def _said(found: Disagreement, name: str, sides: Sequence[Any], names: Names) -> list[str]:
    if found.record_kind is Setting and name == "value":
        return [NOTHING if each is None else json_words(each) for each in sides]
    if any(isinstance(each, Mapping) for each in sides):
        return _answers(sides, _saying(found, name))
    if any(isinstance(each, tuple) and each and type(each[0]) in LINES for each in sides):
        return _lines(sides, names)
    return [value_words(each, names) for each in sides]


def _saying(found: Disagreement, name: str) -> Say:
    """Return what says one entry of a record's mapping."""
    if found.record_kind is Document:
        slug = found.late.values.get("slug") if found.record is None else found.record.slug
        return partial(answer_words, forms().get(slug or ""), typed=name == "answers")
    return slot_words if found.record_kind is Case else share_words


def _answers(values: Sequence[Any], say: Say) -> list[str]:
    there = [each for each in values if each is not None]
    keys = dict.fromkeys(key for each in there for key in each)
    if len(there) > 1:
        keys = {key: None for key in keys if any(each.get(key) != there[0].get(key) for each in there)}
    # The boxes only draw the choice anew that is told already.
    told = [each for each in keys if not (each.endswith(BOXES) and each.removesuffix(BOXES) in keys)]
    return [
        "；".join(say(key, str(each[key])) for key in told if each and key in each) or NOTHING
        for each in values
    ]


def _lines(values: Sequence[Any], names: Names) -> list[str]:
    there = [each for each in values if each is not None]
    every = range(max(len(each) for each in there))
    places = [at for at in every if len(there) == 1 or len({each[at : at + 1] for each in there}) > 1]
    twins = {at for at in places if _read_alike([each[at] for each in there if at < len(each)], names)}
    return [
        "；".join(_line(each, at, names, twin=at in twins) for at in places) if each else NOTHING
        for each in values
    ]


def _read_alike(lines: Sequence[Any], names: Names) -> bool:
    return len({value_words(each, names) for each in lines}) < len(set(lines))


def _line(lines: Sequence[Any], at: int, names: Names, *, twin: bool) -> str:
    if at >= len(lines):
        return f"第{at + 1}行：（无此行）"
    return f"第{at + 1}行：{value_words(lines[at], names)}{_ELSEWHERE if twin else ''}"
