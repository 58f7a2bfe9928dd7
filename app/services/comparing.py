"""Comparing (对照): both sides of a conflict in words, the same on its card and in the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.record import title_of
from app.services.differing import differing
from app.services.in_words import EMPTY, field_words
from app.services.naming import names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from uuid import UUID

    from app.domain.disagreement import Disagreement

LONGEST = 100
"""How many characters of a value the history holds; the whole is in the change sets."""
_LEAD = 20
"""How many characters before the first difference are still told."""
_SAYS_NOTHING = frozenset(("case_id", "code", "item_code"))
"""What of a new record says nothing to a person: whose it is stands above, and codes are for programs."""


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
    names = names_in(found, people)
    rows = [*_fields(found, names, _whose(found, found, names) if found.whole else "")]
    for each in found.others:
        more = _fields(each, names, _whose(each, found, names))
        rows += [replace(row, id=f"{each.id} {row.id}") for row in more]
    return tuple(rows)


def _whose(each: Disagreement, found: Disagreement, names: Mapping[UUID, str]) -> str:
    """Return which record of work held whole a field is of; the case itself stands on the card already."""
    name = "" if each.record_id == found.case_id else names.get(each.record_id, "")
    return f"{title_of(each.record_kind)}{name}·"


def _fields(found: Disagreement, names: Mapping[UUID, str], whose: str) -> list[Compared]:
    """Return one conflict; of a new record what it holds, of a deletion the record as a whole."""
    if not found.fields and found.readable:
        stands, wanted = ("（已删除）", "（要求恢复）") if found.deleted else ("（未删除）", "（要求删除）")
        return [Compared("*", f"{whose}整条记录", "", stands, wanted)]
    return [
        Compared(name, f"{whose}{field_words(found.record_kind, name)}", *_sides(found, name, names))
        for name in found.fields
        if not found.born or _tells(name, found.late.values.get(name))
    ]


def _tells(name: str, value: object) -> bool:
    return value not in EMPTY and name not in _SAYS_NOTHING and not name.endswith("_hash")


def _sides(found: Disagreement, name: str, names: Mapping[UUID, str]) -> tuple[str, str, str]:
    before, kept, late = differing(found, name, names)
    if found.born:
        return "", "（尚无此记录）", late
    kept = "（已删除）" if found.deleted else kept
    return before, kept, "（要求删除）" if found.kind == "delete_vs_edit" else late


def told(rows: tuple[Compared, ...], taken: Callable[[Compared], str]) -> str:
    """Return what was before, what stood, what came late and what was taken, for the history."""
    return "；".join(_told(each, taken(each)) for each in rows)


def _told(row: Compared, taken: str) -> str:
    before, kept, late, chosen = _short(row.before, row.kept, row.late, taken)
    return f"{row.label}：原来“{before}”／现有“{kept}”／后到“{late}”／采用“{chosen}”"


def _short(*words: str) -> tuple[str, ...]:
    """Return texts cut from shortly before their first difference on, so that they can be told apart."""
    long = {each for each in words if len(each) > LONGEST}
    same = _alike(long) if len(long) > 1 else 0
    start = same - _LEAD if same >= LONGEST - 1 else 0
    return tuple(_cut(each, start) if each in long else each for each in words)


def _alike(texts: Collection[str]) -> int:
    """Return how many characters some texts begin with in common."""
    letters = enumerate(zip(*texts, strict=False))
    return next((at for at, each in letters if len(set(each)) > 1), min(map(len, texts)))


def _cut(words: str, start: int) -> str:
    rest = f"…{words[start:]}" if start else words
    return rest if len(rest) <= LONGEST else f"{rest[: LONGEST - 1]}…"
