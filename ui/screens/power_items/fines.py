"""How the branches of a fine are said in words, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.discretion.spec import Comparison, FineType, Who
from app.rules.discretion.wording import number

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from app.rules.discretion.spec import Branch, Condition, FineSpec

WHO_WORDS = {
    Who.ORGANISATION: "单位",
    Who.PERSON: "个人",
    Who.ANY: "单位和个人",
    Who.RESPONSIBLE: "直接负责的主管人员和其他直接责任人员",
}
COMPARISON_WORDS = {
    Comparison.BELOW: "不足",
    Comparison.UP_TO: "不超过",
    Comparison.ABOVE: "超过",
    Comparison.FROM: "不少于",
    Comparison.EQUAL: "等于",
}
_FEN = 100


def fine_lines(spec: FineSpec) -> tuple[str, ...]:
    """Return one line for each branch: whom, when, how much."""
    return tuple(f"{WHO_WORDS[each.who]}：{_when(each)}{_much(each)}" for each in spec.branches)


def _when(branch: Branch) -> str:
    limits = [*branch.stages, *(_limit(each) for each in branch.conditions)]
    return f"{'、'.join(limits)}的，" if limits else ""


def _limit(limit: Condition) -> str:
    none = "或者没有、无法计算" if limit.or_none else ""
    return f"{limit.name}{COMPARISON_WORDS[limit.comparison]}{_yuan(limit.fen)}{none}"


_SILENT = {
    FineType.NONE: "不处罚款",
    FineType.UNSPECIFIED: "处罚款，本条未定数额",
    FineType.REFERENCE: "依照所指条款处罚款",
}


def _much(branch: Branch) -> str:
    may = "可以" if branch.optional else ""
    if branch.type in _SILENT:
        return may + _SILENT[branch.type]
    if branch.type in (FineType.MULTIPLE, FineType.PERCENT):
        say = _times if branch.type is FineType.MULTIPLE else _percent
        return f"{may}处{branch.base}{_span(branch, say)}的罚款{_ends(branch)}"
    each = f"每{branch.unit}" if branch.unit else ""
    return f"{may}处{each}{_span(branch, _yuan)}罚款{_ends(branch)}"


def _span(branch: Branch, say: Callable[[Fraction | None], str]) -> str:
    low, high = branch.minimum, branch.maximum
    if low is not None and high is not None:
        return say(low) if low == high else f"{say(low)}以上{say(high)}以下"
    if high is not None:
        return f"{say(high)}以下"
    return f"{say(low)}以上" if low is not None else "（未定数额）"


def _ends(branch: Branch) -> str:
    floor = f"，{branch.base}不足{_yuan(branch.base_floor)}的按{_yuan(branch.base_floor)}计算"
    cap = f"，但不超过{_yuan(branch.cap)}" if branch.cap is not None else ""
    return (floor if branch.base_floor is not None else "") + cap


def _yuan(fen: Fraction | None) -> str:
    return "" if fen is None else f"{number(fen / _FEN)}元"


def _times(factor: Fraction | None) -> str:
    return "" if factor is None else f"{number(factor)}倍"


def _percent(share: Fraction | None) -> str:
    return "" if share is None else f"{number(share * 100)}%"
