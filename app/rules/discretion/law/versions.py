"""Version of the law (从旧兼从轻): which edition of an article governs an act (APL 37)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.dated import Edition, Editions
from app.rules.discretion.ranges import Answer, RangeResult
from app.rules.discretion.spec import FineSpec


@dataclass(frozen=True, slots=True)
class GoverningVersion:
    """The edition that governs (适用版本), with the ranges that were compared."""

    edition: Edition[FineSpec]
    result: RangeResult
    steps: tuple[str, ...]


def governing_version(
    editions: Editions[FineSpec],
    act_end: date,
    decision: date,
    compute: Callable[[FineSpec], RangeResult],
) -> GoverningVersion:
    """Choose the edition for an act that ended on ``act_end`` and is decided on ``decision``.

    An act that went on past a change is judged by the law of its last day; after that the older
    law holds unless the newer one is milder or no longer fines.
    """
    old = editions.on(act_end)
    new = editions.on(decision)
    first = compute(old.value)
    if old is new:
        text = f"行为终了时施行的版本（{old.effective.isoformat()}起），适用该版本：{old.source}"
        return GoverningVersion(old, first, (text, *first.steps))
    second = compute(new.value)
    head = f"行为终了于{new.effective.isoformat()}修改以前，比较新旧规定"
    if milder(second, first):
        step = f"新规定处罚较轻或者不再罚款，适用新规定：{new.source}"
        return GoverningVersion(new, second, (head, step, *second.steps))
    step = f"新规定不轻于旧规定，适用旧规定：{old.source}"
    return GoverningVersion(old, first, (head, step, *first.steps))


def milder(one: RangeResult, other: RangeResult) -> bool:
    """Tell whether one answer is clearly milder: no fine at all, a lower maximum, then minimum."""
    if one.answer is Answer.NO_FINE:
        return other.answer is not Answer.NO_FINE
    if one.maximum is None or other.maximum is None:
        return False
    if one.minimum is None or other.minimum is None:
        return False
    return (one.maximum, one.minimum) < (other.maximum, other.minimum)
