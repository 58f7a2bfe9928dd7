"""Version of the law (从旧兼从轻): which edition of an article governs an act (APL 37)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.dated import Edition, Editions
from app.rules.discretion.facts import FineFacts
from app.rules.discretion.ranges import Answer, RangeResult, statutory_range
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


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Old and new law side by side for one act (新旧规定比较).

    Attributes:
        newer: Whether the newer version applies; ``None`` where a person must compare.
        why: Which is lighter and by what, in Chinese.
    """

    old: RangeResult
    new: RangeResult
    newer: bool | None
    why: str


def compare_versions(old: FineSpec, new: FineSpec, facts: FineFacts) -> VersionComparison:
    """Compare what two versions give for the same facts (APL 37)."""
    before, after = statutory_range(old, facts), statutory_range(new, facts)
    if not (_settled(before) and _settled(after)):
        return VersionComparison(before, after, None, "有一方还算不出幅度，须补充计罚事实或者人工比较")
    if milder(after, before):
        return VersionComparison(
            before, after, newer=True, why=f"新规定较轻（{_by(after, before)}），适用新规定"
        )
    if milder(before, after):
        return VersionComparison(
            before, after, newer=False, why=f"旧规定较轻（{_by(before, after)}），适用旧规定"
        )
    return VersionComparison(before, after, newer=False, why="新旧规定轻重相同，适用行为时的旧规定")


def _settled(result: RangeResult) -> bool:
    return result.answer is Answer.NO_FINE or (result.minimum is not None and result.maximum is not None)


def _by(one: RangeResult, other: RangeResult) -> str:
    """Say by what one answer is milder."""
    if one.answer is Answer.NO_FINE:
        return "不再罚款"
    return "最高额较低" if one.maximum != other.maximum else "最高额相同，最低额较低"
