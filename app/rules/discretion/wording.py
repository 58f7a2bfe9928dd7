"""Wording of figures (数额表述) in derivation lines."""

from __future__ import annotations

from fractions import Fraction

from app.domain.money import Money
from app.rules.discretion.facts import Subject
from app.rules.discretion.spec import Branch, Comparison, Condition, FineType

SUBJECTS = {
    Subject.PERSON: "个人",
    Subject.ORGANISATION: "单位",
    Subject.RESPONSIBLE: "责任人员",
}
"""How the three kinds of fined subjects are called in a derivation."""

_COMPARISONS = {
    Comparison.BELOW: "不足",
    Comparison.UP_TO: "不超过",
    Comparison.ABOVE: "超过",
    Comparison.FROM: "在以上（含）",
    Comparison.EQUAL: "等于",
}


def yuan(fen: Fraction | Money) -> str:
    """Word an amount; one finer than a fen is shown as an exact fraction of a yuan."""
    if isinstance(fen, Money):
        return str(fen)
    if fen.denominator == 1:
        return str(Money(fen.numerator))
    exact = fen / 100
    return f"{exact.numerator}/{exact.denominator}元"


def number(value: Fraction) -> str:
    """Word a count or factor exactly: a finite decimal where there is one, else a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _decimal_places(denominator: int) -> int | None:
    places, rest = 0, denominator
    while rest % 10 == 0:
        rest //= 10
        places += 1
    while rest % 2 == 0 or rest % 5 == 0:
        rest //= 2 if rest % 2 == 0 else 5
        places += 1
    return places if rest == 1 else None


def condition(limit: Condition) -> str:
    """Word one threshold."""
    none = "（含没有的）" if limit.or_none else ""
    if limit.comparison is Comparison.EQUAL and limit.fen == 0:
        return f"没有{limit.name}"
    if limit.comparison is Comparison.ABOVE and limit.fen == 0:
        return f"有{limit.name}"
    if limit.comparison is Comparison.FROM:
        return f"{limit.name}{yuan(limit.fen)}以上{none}"
    return f"{limit.name}{_COMPARISONS[limit.comparison]}{yuan(limit.fen)}{none}"


def fine(branch: Branch) -> str:
    """Word the fine of one branch as an article would."""
    silent = {
        FineType.UNSPECIFIED: "并处罚款（未定数额）",
        FineType.NONE: "没有罚款",
        FineType.REFERENCE: "依照其他法律的规定处罚",
    }
    if branch.type in silent:
        return silent[branch.type]
    may = "可以处" if branch.optional else "处"
    return f"{may}{_span(branch)}的罚款{_limits(branch)}"


def _limits(branch: Branch) -> str:
    floor = branch.base_floor
    lifted = "" if floor is None else f"，{branch.base}不足{yuan(floor)}的按{yuan(floor)}计算"
    capped = "" if branch.cap is None else f"，但不超过{yuan(branch.cap)}"
    return lifted + capped


def _span(branch: Branch) -> str:
    per = f"每{branch.unit}" if branch.unit else branch.base
    low, high = branch.minimum, branch.maximum
    if high is None:
        return per
    if low is None:
        return f"{per}{_one(branch, high)}以下"
    if low == high:
        return f"{per}{_one(branch, high)}"
    return f"{per}{_one(branch, low)}以上{_one(branch, high)}以下"


def _one(branch: Branch, value: Fraction) -> str:
    if branch.type is FineType.MULTIPLE:
        return f"{number(value)}倍"
    if branch.type is FineType.PERCENT:
        return f"{number(value * 100)}%"
    return yuan(value)
