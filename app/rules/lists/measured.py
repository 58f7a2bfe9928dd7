"""Measured conditions (量化情节): conditions of tiers that are figures with a unit, read as limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.rules.discretion.fine_text.figures import NUMBER, NoFigureError, number, tidied

_SIZES, _COUNTS = "平方米|m2|公顷|亩|立方米|m3|方|吨|公斤|米", "株|棵|人次|人|名|辆次|辆|次|件|处|只|头"
_UNITS = rf"{_SIZES}|天|日|个月|月|年|小时|{_COUNTS}|元"
_SAME = {"m2": "平方米", "m3": "立方米", "方": "立方米", "棵": "株", "名": "人", "日": "天", "月": "个月"}
_LABELS = {
    "平方米": "面积",
    "元": "金额",
    "天": "天数",
    "个月": "月数",
    "年": "年数",
    "次": "次数",
    "人": "人数",
}
_WORD = r"(?P<word>[\u4e00-\u9fff]{0,10}?)(?:为|在|达到?)?"
_OVER, _UNDER = "(?P<over>超过|大于|高于|多于)", "(?P<under>不足|不满|未满|低于|少于)"
_LOW = (
    rf"(?:{_OVER}(?P<a>{NUMBER})(?P<ua>{_UNITS})?"
    rf"|(?P<b>{NUMBER})(?P<ub>{_UNITS})?(?:及?以上|—|至|到))"
)
_HIGH = (
    rf"(?:{_UNDER}(?P<c>{NUMBER})(?P<u1>{_UNITS})"
    rf"|(?P<d>{NUMBER})(?P<u2>{_UNITS})(?:及?以下|以内)?)"
)
_BOTH = re.compile(rf"{_WORD}{_LOW}[,、至到]?{_HIGH}(?:的|之间)?(?:的)?")
_MOST = re.compile(
    rf"{_WORD}(?:(?P<under>不足|不满|未满|低于|少于)(?P<c>{NUMBER})(?P<u1>{_UNITS})"
    rf"|(?:不超过(?P<e>{NUMBER})(?P<u3>{_UNITS}))|(?P<d>{NUMBER})(?P<u2>{_UNITS})(?:及?以下|以内))的?"
)
_LEAST = re.compile(
    rf"{_WORD}(?:(?P<over>超过|大于|高于|多于)(?P<a>{NUMBER})(?P<u1>{_UNITS})|(?P<b>{NUMBER})(?P<u2>{_UNITS})及?以上)的?"
)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """One condition as limits (数值范围): what is measured, its unit, and its ends as tables word them."""

    word: str
    unit: str
    ends: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """What all tiers of a table measure (量化指标), with the alternatives of each tier in its order."""

    name: str
    unit: str
    tiers: tuple[tuple[tuple[tuple[str, str], ...], ...], ...]


def measures_of(tiers: Iterable[Iterable[str]]) -> Measures | None:
    """Return what the conditions of tiers measure in common; ``None`` unless two tiers measure one thing."""
    found = [[limits for text in conditions if (limits := limits_of(text))] for conditions in tiers]
    every = [each for own in found for each in own]
    units, words = {each.unit for each in every}, {each.word for each in every if each.word}
    if sum(map(bool, found)) < _FEWEST or len(units) != 1 or len(words) > 1:
        return None
    unit = units.pop()
    name = words.pop() if words else _LABELS.get(unit, "数量")
    return Measures(name, unit, tuple(tuple(each.ends for each in own) for own in found))


def limits_of(text: str) -> Limits | None:
    """Read a condition that is nothing but a figure between limits; ``None`` for any other."""
    plain = tidied(text).strip("。;,、 ")
    try:
        for pattern in (_BOTH, _MOST, _LEAST):
            match = pattern.fullmatch(plain)
            if match is not None and (limits := _limits(match.groupdict())) is not None:
                return limits
    except NoFigureError:
        return None
    return None


def _limits(found: dict[str, str | None]) -> Limits | None:
    """Return the limits; ``None`` where both ends are said in different units."""
    unit = found.get("u1") or found.get("u2") or found.get("u3") or ""
    if (low := found.get("ua") or found.get("ub")) and _SAME.get(low, low) != _SAME.get(unit, unit):
        return None
    words = (("a", "above"), ("b", "from"), ("c", "below"), ("d", "upto"), ("e", "upto"))
    ends = tuple((word, str(number(text))) for key, word in words if (text := found.get(key)))
    return Limits(found["word"] or "", _SAME.get(unit, unit), ends)
