"""Outcome (算例结论): what the engine gave for a row, and how it is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

from app.domain.money import Money
from app.rules.discretion.bands import Band
from app.rules.discretion.examples.rows import ExampleRow, exact
from app.rules.discretion.wording import yuan


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine gave (计算结果).

    Attributes:
        band: Amounts allowed, with exact ends.
        amount: Exact figure in fen, where the rule gives one.
        extras: Further answers by name; a ``Band`` says within which span a figure must lie. A
            published decision may state facts beyond them, which no rule computes.
    """

    band: Band | None = None
    amount: Fraction | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)


def differences(row: ExampleRow, outcome: Outcome) -> Iterator[str]:
    """Yield one Chinese sentence for each expectation that is not met."""
    if not (row.extras or {row.low, row.high, row.amount} - {None}):
        yield "该行没有任何预期"
    yield from _ends(row, outcome.band)
    if row.amount is not None:
        yield from (_published if row.real else _computed)(row.amount, outcome)
    for name, expected in row.extras.items():
        yield from _extra(row, name, expected, outcome)


def nearest(value: Fraction) -> int:
    """Nearest whole number, halves up: how printed tables write an exact figure."""
    return floor(value + Fraction(1, 2))


def _ends(row: ExampleRow, band: Band | None) -> Iterator[str]:
    """Compare both ends; an open or broken end may be written exactly or as the fen inside."""
    if row.low is not None and (band is None or row.low not in (band.first.fen, nearest(band.low))):
        yield f"下限应为{yuan(Money(row.low))}，算得{band}"
    if row.high is not None and (band is None or row.high not in (band.last.fen, nearest(band.high))):
        yield f"上限应为{yuan(Money(row.high))}，算得{band}"


def _computed(expected: int, outcome: Outcome) -> Iterator[str]:
    found = outcome.amount
    if found is None and outcome.band is not None and outcome.band.low == outcome.band.high:
        found = outcome.band.low
    if found is None or nearest(found) != expected:
        shown = "没有数额" if found is None else yuan(found)
        yield f"数额应为{yuan(Money(expected))}，算得{shown}"


def _published(expected: int, outcome: Outcome) -> Iterator[str]:
    if outcome.amount is not None and nearest(outcome.amount) != expected:
        yield f"已公布的{yuan(Money(expected))}与算得的{yuan(outcome.amount)}不一致"
    if outcome.amount is None and outcome.band is None:
        yield f"已公布的{yuan(Money(expected))}没有可比较的幅度"
    if outcome.band is not None and not outcome.band.holds(Money(expected)):
        yield f"已公布的{yuan(Money(expected))}不在{outcome.band}内"


def _extra(row: ExampleRow, name: str, expected: Any, outcome: Outcome) -> Iterator[str]:
    if name not in outcome.extras:
        if not row.real:
            yield f"没有算出“{name}”"
        return
    found = outcome.extras[name]
    if not _agrees(name, expected, found):
        yield f"“{name}”应为{expected}，算得{found}"


def _agrees(name: str, expected: Any, found: Any) -> bool:
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, list):
        return _all_agree(name, expected, found)
    if isinstance(found, (Band, Fraction, int)):
        return _figure_agrees(expected, found)
    text, wanted = str(found), str(expected)
    return bool(wanted) and text.startswith(wanted) if name == "chosen" else text == wanted


def _all_agree(name: str, expected: Any, found: list[Any]) -> bool:
    if not isinstance(expected, list) or len(expected) != len(found):
        return False
    return all(_agrees(name, one, other) for one, other in zip(expected, found, strict=True))


def _figure_agrees(expected: Any, found: Band | Fraction | int) -> bool:
    """Compare figures; a decimal stands for the exact figure rounded to as many places."""
    wanted = exact(expected, "extra_expectations")
    if isinstance(found, Band):
        return found.first.fen <= wanted * 100 <= found.last.fen
    places = len(str(expected).partition(".")[2])
    return wanted == (nearest(found * Fraction(10) ** places) / Fraction(10) ** places) or wanted == found
