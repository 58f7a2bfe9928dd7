"""Amounts (罚款数额): the expressions that name a fine, found in a text with their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from app.rules.discretion.fine_text.figures import NUMBER, NoFigureError, number

Raw: TypeAlias = dict[str, Any]
"""Figures of a branch in the form of ``fine_spec_json``: yuan, multiples, per hundred."""

_N = NUMBER
_UNIT_WORDS = (
    "平方米|㎡|m2|立方米|m3|公顷|亩|人次|人|名|株|棵|辆次|辆|车次|车|次|处|件|只|头|台|部|天|日|米|个"
)
_SAME_UNITS = {"㎡": "平方米", "m2": "平方米", "m3": "立方米", "名": "人", "棵": "株"}
_TO = "(?:以上(?:至)?|—|至|到)"
_SURELY_YUAN = 100
"""From here on a figure before 1万元 is meant in yuan itself (5000-1万元)."""
_PERCENT = rf"(?:百分之({_N})|({_N})%)"
_PERCENT_NAMED = rf"(?:百分之(?P<named>{_N})|(?P<high>{_N})%)"
_TAIL = r"(?:\(含[^)]*\))?(?:的)?(?:罚款)?"


@dataclass(frozen=True, slots=True)
class Amount:
    """One expression that names a fine (数额表述).

    Attributes:
        start: Where it begins in the text; ``end`` where it ends.
        figures: Type and figures, without whom, what for or under which condition.
    """

    start: int
    end: int
    figures: Raw


def amounts(text: str) -> tuple[Amount, ...]:
    """Return every expression that names a fine, in order, none overlapping another."""
    found: list[Amount] = []
    taken: list[tuple[int, int]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            figures = _read(read, match)
            if figures is not None:
                found.append(Amount(start, end, figures))
                taken.append((start, end))
    return tuple(sorted(found, key=lambda each: each.start))


def _read(read: Callable[[re.Match[str]], Raw], match: re.Match[str]) -> Raw | None:
    try:
        figures = read(match)
    except NoFigureError:
        return None
    low, high = figures.get("min"), figures.get("max")
    return figures if low is None or high is None or Fraction(low) <= Fraction(high) else None


def _plain(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def _scaled(low: str, high: str) -> tuple[Fraction, Fraction]:
    """Return both ends of 5至10万元: a unit said once at the end belongs to both."""
    first, last = number(low), number(high)
    unit = re.search(r"[万千亿]+$", high)
    if unit and not re.search(r"[十百千万亿]$", low) and first < number("1" + unit[0]):
        scaled = first * number("1" + unit[0])
        whole = scaled > last and first >= _SURELY_YUAN
        first = first if whole else scaled
    return first, last


def _range(match: re.Match[str]) -> Raw:
    ends = match["low"], match["high"]
    low, high = (number(ends[0]), number(ends[1])) if match["yuan"] else _scaled(*ends)
    return {"type": "fixed", "min": _plain(low), "max": _plain(high)}


def _most(match: re.Match[str]) -> Raw:
    return {"type": "fixed", "min": None, "max": _plain(number(match["high"]))}


def _exact(match: re.Match[str]) -> Raw:
    value = _plain(number(match["sum"]))
    return {"type": "quota", "min": value, "max": value}


def _per_unit(match: re.Match[str]) -> Raw:
    unit = _SAME_UNITS.get(match["unit"], match["unit"])
    low = match["low"] and _plain(number(match["low"]))
    return {"type": "per_unit", "min": low, "max": _plain(number(match["high"])), "unit": unit}


def _quota_per_unit(match: re.Match[str]) -> Raw:
    value = _plain(number(match["sum"]))
    return {"type": "quota_per_unit", "min": value, "max": value, "unit": match["unit"]}


def _multiple(match: re.Match[str]) -> Raw:
    low = match["low"]
    first = Fraction(1) if low == "等值" else number(low) if low else None
    least = None if first is None else _plain(first)
    return {"type": "multiple", "min": least, "max": _plain(number(match["high"]))}


def _exact_multiple(match: re.Match[str]) -> Raw:
    value = _plain(number(match["times"]))
    return {"type": "multiple", "min": value, "max": value}


def _exact_percent(match: re.Match[str]) -> Raw:
    value = _plain(number(match[1] or match[2]))
    return {"type": "percent", "min": value, "max": value}


def _percent_to_multiple(match: re.Match[str]) -> Raw:
    low = number(match[1] or match[2]) / 100
    return {"type": "multiple", "min": _plain(low), "max": _plain(number(match["high"]))}


def _percents(match: re.Match[str]) -> Raw:
    low, high = number(match[1] or match[2]), number(match[3] or match[4])
    return {"type": "percent", "min": _plain(low), "max": _plain(high)}


def _percents_said_once(match: re.Match[str]) -> Raw:
    low, high = number(match["low"]), number(match["named"] or match["high"])
    return {"type": "percent", "min": _plain(low), "max": _plain(high)}


def _percent_most(match: re.Match[str]) -> Raw:
    return {"type": "percent", "min": None, "max": _plain(number(match[1] or match[2]))}


def _compiled(
    patterns: Mapping[str, Callable[[re.Match[str]], Raw]],
) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], Raw]]]:
    for pattern, read in patterns.items():
        yield re.compile(pattern), read


_PER = rf"每(?:一)?(?P<unit>{_UNIT_WORDS})(?:每(?:天|日|月))?(?:处(?:以)?)?"
# Longer shapes stand before the shorter ones they contain.
_READERS = tuple(
    _compiled(
        {
            rf"{_PERCENT}以上(?P<high>{_N})倍以下{_TAIL}": _percent_to_multiple,
            rf"{_PERCENT}(?:以上(?:至)?|—|至){_PERCENT}(?:以下)?{_TAIL}": _percents,
            rf"(?P<low>{_N})(?:以上(?:至)?|—|至){_PERCENT_NAMED}(?:以下)?{_TAIL}": _percents_said_once,
            rf"{_PERCENT}以下{_TAIL}": _percent_most,
            rf"{_PERCENT}(?:计算|处以)?的?罚款": _exact_percent,
            rf"(?P<low>{_N}|等值)倍?{_TO}(?P<high>{_N})倍(?:以下)?{_TAIL}": _multiple,
            rf"(?P<low>)(?P<high>{_N})倍以下{_TAIL}": _multiple,
            rf"(?P<times>{_N})倍(?:计算|处以)?的?罚款": _exact_multiple,
            rf"{_PER}(?P<low>{_N})元?{_TO}(?P<high>{_N})元(?:以下)?{_TAIL}": _per_unit,
            rf"{_PER}(?P<low>)(?P<high>{_N})元以下{_TAIL}": _per_unit,
            rf"{_PER}(?P<sum>{_N})元(?:的?罚款|$|[,;。])": _quota_per_unit,
            rf"(?P<low>{_N})(?P<yuan>元)?{_TO}(?:不超过)?(?P<high>{_N})元?(?:以下|的?罚款|$|[,;。])": _range,
            rf"(?:不超过|最高)(?P<high>{_N})元(?:的)?罚款": _most,
            rf"(?P<high>{_N})元?以下的?(?:罚款|$|[,;。])": _most,
            rf"(?:处|罚款)(?:以)?(?:人民币)?(?P<sum>{_N})元(?:的?罚款|$|[,;。])": _exact,
        }
    )
)
