"""Competing norms (一事多法): which of several norms gives the one fine for one act (APL 29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import AppError
from app.domain.money import Money
from app.rules.discretion.ranges import RangeResult
from app.rules.discretion.wording import yuan


class NoNormLeftError(AppError):
    """Every candidate was displaced or has no computable range."""

    code = "discretion.no_norm"
    hint = "请补充计罚事实，或者检查是否误将全部规定标为不适用。"

    def __init__(self) -> None:
        super().__init__("没有可以比较的罚款规定。")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One norm the act breaks (竞合规定).

    Attributes:
        displaced: Why hierarchy, speciality or newness sets it aside; empty if it stands.
        concrete: The fine this norm would give in the concrete case, if the officer worked it out.
    """

    law: str
    result: RangeResult
    displaced: str = ""
    concrete: Money | None = None


@dataclass(frozen=True, slots=True)
class Competition:
    """The norm chosen (竞合结论) with every candidate and the reason shown."""

    chosen: Candidate
    candidates: tuple[Candidate, ...]
    steps: tuple[str, ...]


def compete(candidates: Sequence[Candidate], *, by_concrete: bool = False) -> Competition:
    """Choose the norm with the higher fine.

    Norms set aside drop out first. The maxima are compared, on a tie the minima (practice, to be
    confirmed); ``by_concrete`` compares the concrete results instead.
    """
    standing = [each for each in candidates if not each.displaced and each.result.maximum]
    if not standing:
        raise NoNormLeftError
    chosen = max(standing, key=_concrete if by_concrete else _statutory)
    manner = "按具体罚款结果" if by_concrete else "按法定最高额（相同的比较最低额）"
    last = f"同一违法行为只罚款一次，{manner}择高，适用{chosen.law}（《行政处罚法》第二十九条）"
    return Competition(chosen, tuple(candidates), (*map(_shown, candidates), last))


def _statutory(each: Candidate) -> tuple[int, int]:
    low, high = each.result.minimum, each.result.maximum
    return (high.fen if high else 0, low.fen if low else 0)


def _concrete(each: Candidate) -> tuple[int, int]:
    return (each.concrete.fen if each.concrete else 0, _statutory(each)[0])


def _shown(each: Candidate) -> str:
    if each.displaced:
        return f"{each.law}：不适用（{each.displaced}）"
    if each.result.minimum is None or each.result.maximum is None:
        return f"{each.law}：{'；'.join(each.result.steps)}"
    return f"{each.law}：{yuan(each.result.minimum)}至{yuan(each.result.maximum)}"
