"""Pooling (入库): who and what may be drawn under a plan, and in Chinese why the others may not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import normalize

from app.domain.errors import AppError
from app.domain.inspection import DrawnFrom, InspectionObject
from app.rules.draw.pools import Entry, Lots, PoolRefusedError, Take

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from app.domain.inspection import InspectionMatter, InspectionPlan
    from app.rules.handlers import Candidate

ALL = "all"
"""Key of the share where a pool has no classes."""


class ShareRefusedError(AppError):
    """A share of a plan is no percentage."""

    code = "draw.share_refused"
    hint = "请填写0到100之间的数，例如 5 或 2.5。"

    def __init__(self, text: str) -> None:
        super().__init__(f"抽取比例“{text}”不是百分数。")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """不参加抽取 (left out): a name and why, as printed in the minutes."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Pools:
    """抽取名录 (pools): what will be frozen, and everything that was left out."""

    lots: Lots
    left_out: tuple[LeftOut, ...]


def share_of(text: str) -> Fraction:
    """Return a percentage as an exact share from 0 to 1, or raise ``ShareRefusedError``."""
    try:
        share = Fraction(normalize("NFKC", text).strip().removesuffix("%")) / 100
    except (ValueError, ZeroDivisionError):
        raise ShareRefusedError(text) from None
    if not 0 <= share <= 1:
        raise ShareRefusedError(text)
    return share


def pools_of(
    plan: InspectionPlan,
    subjects: tuple[Entry, ...],
    officers: Iterable[Candidate],
    recusals: Iterable[tuple[str, str]],
) -> Pools:
    """Return the pools of a plan: shares rounded up to whole subjects, officers who may act that day."""
    able, left = _officers(officers) if plan.drawn_from is DrawnFrom.OBJECTS else ((), ())
    present = {one.id for one in subjects}, {one.id for one in able}
    pairs = sorted({pair for pair in recusals if pair[0] in present[0] and pair[1] in present[1]})
    each = plan.each if plan.drawn_from is DrawnFrom.OBJECTS else 0
    lots = Lots(subjects, able, tuple(pairs), _takes(plan, subjects), each)
    if not any(take.count for take in lots.takes):
        raise PoolRefusedError("按计划的比例没有可以抽取的对象。")
    return Pools(lots, left)


def objects_of(
    objects: Iterable[InspectionObject], matter: InspectionMatter | None, checked: Mapping[UUID, int]
) -> tuple[tuple[Entry, ...], tuple[LeftOut, ...]]:
    """Return the objects that may be drawn; exempt ones and those checked often enough are left out."""
    inside, left = [], []
    for one in objects:
        times = checked.get(one.id, 0)
        if one.exempt:
            left.append(LeftOut(one.name, f"免检：{one.exempt}"))
        elif matter is not None and matter.cap and times >= matter.cap:
            left.append(LeftOut(one.name, f"本年已检查{times}次，达到每年{matter.cap}次的上限"))
        else:
            inside.append(Entry(str(one.id), one.name, one.risk.value))
    return tuple(inside), tuple(left)


def recusals_of(objects: Iterable[InspectionObject]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of object and officer that must not meet (APL 43)."""
    return tuple((str(one.id), str(officer)) for one in objects for officer in one.recused)


def _takes(plan: InspectionPlan, subjects: tuple[Entry, ...]) -> tuple[Take, ...]:
    found = []
    for name, text in sorted(plan.shares.items()):
        group = "" if name == ALL else name
        there = sum(one.group == group for one in subjects)
        found.append(Take(group, ceil(share_of(text) * there)))
    return tuple(found)


def _officers(offered: Iterable[Candidate]) -> tuple[tuple[Entry, ...], tuple[LeftOut, ...]]:
    inside, left = [], []
    for one in offered:
        if one.why_not:
            left.append(LeftOut(one.officer.name, one.why_not))
        else:
            inside.append(Entry(str(one.officer.id), one.officer.name))
    return tuple(inside), tuple(left)
