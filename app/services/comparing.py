"""Comparing (对照): both sides of a conflict in words, the same on its card and in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.in_words import field_words, value_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from app.domain.disagreement import Disagreement, Version

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
    """Return a conflict field by field, with the names behind identities."""

    def words(side: Version, name: str) -> str:
        return value_words(side.values.get(name), people)

    return tuple(
        Compared(
            name,
            field_words(found.record_kind, name),
            words(found.before, name),
            "（已删除）" if found.deleted else words(found.kept, name),
            "（要求删除）" if found.kind == "delete_vs_edit" else words(found.late, name),
        )
        for name in found.fields
    )


def told(rows: tuple[Compared, ...], taken: Callable[[Compared], str]) -> str:
    """Return what was before, what stood, what came late and what was taken, for the history."""
    return "；".join(
        f"{each.label}：原来“{_short(each.before)}”／现有“{_short(each.kept)}”"
        f"／后到“{_short(each.late)}”／采用“{_short(taken(each))}”"
        for each in rows
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
