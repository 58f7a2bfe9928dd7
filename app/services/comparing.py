"""Comparing (对照): both sides of a conflict in words, the same on its card and in the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.record import title_of
from app.services.in_words import EMPTY, field_words, value_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from app.domain.disagreement import Disagreement

LONGEST = 100
"""How many characters of a value the history holds; the whole is in the change sets."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field in conflict (对照), in words."""

    id: str
    label: str
    before: str
    kept: str
    late: str


def compared(found: Disagreement, people: Mapping[UUID, str]) -> tuple[Compared, ...]:
    """Return a conflict field by field with all that is settled with it, and the names behind identities."""
    rows = [*_fields(found, people, together=found.whole)]
    for each in found.others:
        rows += [replace(row, id=f"{each.id} {row.id}") for row in _fields(each, people, together=True)]
    return tuple(rows)


def _fields(found: Disagreement, people: Mapping[UUID, str], *, together: bool) -> list[Compared]:
    """Return one conflict; of a new record what it holds, of a deletion the record as a whole."""
    kind = f"{title_of(found.record_kind)}·" if together else ""
    if not found.fields and found.readable:
        stands, wanted = ("（已删除）", "（要求恢复）") if found.deleted else ("（未删除）", "（要求删除）")
        return [Compared("*", f"{kind}整条记录", "", stands, wanted)]
    late = found.late.values
    names = [name for name in found.fields if not found.born or late.get(name) not in EMPTY]
    return [
        Compared(name, f"{kind}{field_words(found.record_kind, name)}", *_sides(found, name, people))
        for name in names
    ]


def _sides(found: Disagreement, name: str, people: Mapping[UUID, str]) -> tuple[str, str, str]:
    before, kept, late = (
        value_words(side.values.get(name), people) for side in (found.before, found.kept, found.late)
    )
    if found.born:
        return "", "（尚无此记录）", late
    kept = "（已删除）" if found.deleted else kept
    return before, kept, "（要求删除）" if found.kind == "delete_vs_edit" else late


def told(rows: tuple[Compared, ...], taken: Callable[[Compared], str]) -> str:
    """Return what was before, what stood, what came late and what was taken, for the history."""
    return "；".join(
        f"{each.label}：原来“{_short(each.before)}”／现有“{_short(each.kept)}”"
        f"／后到“{_short(each.late)}”／采用“{_short(taken(each))}”"
        for each in rows
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
