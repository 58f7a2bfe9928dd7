"""Weights (裁量权重): factors added up to one share of the maximum or of the span."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from app.rules.discretion.bands import Band
from app.rules.discretion.wording import number, yuan


class WeightMode(Enum):
    """What the sum is a share of (计算方式): the maximum (S×M) or the span above the minimum."""

    MAXIMUM = "maximum"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Weighted:
    """The outcome of a weighing (权重结论).

    Attributes:
        raw: The sum of the weights as given.
        share: The sum after floor and ceiling.
        fen: The exact figure, inside the statutory range.
    """

    raw: Fraction
    share: Fraction
    fen: Fraction
    steps: tuple[str, ...]


def weighted(
    weights: Iterable[Fraction],
    statutory: Band,
    mode: WeightMode = WeightMode.MAXIMUM,
    floor: Fraction = Fraction(0),
) -> Weighted:
    """Add weights (start weight first), hold the sum between ``floor`` and one, and apply it.

    Args:
        weights: Exact shares, the 裁量起点 included.
        statutory: The statutory range in fen; the figure never leaves it.
        mode: Guangdong type (of the maximum) or Zhejiang type (of the span).
        floor: Least sum where the table's note names one (不足20%的，按20%计算).
    """
    given = tuple(weights)
    raw = sum(given, start=Fraction(0))
    share = min(Fraction(1), max(floor, raw))
    if mode is WeightMode.MAXIMUM:
        figure = share * statutory.high
        formula = f"{yuan(statutory.high)}×{number(share)}"
    else:
        figure = statutory.low + (statutory.high - statutory.low) * share
        formula = f"{yuan(statutory.low)}＋（{yuan(statutory.high)}－{yuan(statutory.low)}）×{number(share)}"
    held = statutory.clamp(figure)
    return Weighted(raw, share, held, tuple(_steps(given, raw, share, f"{formula}={yuan(held)}")))


def start_of(weights: Iterable[Fraction], maximum: Fraction, floor: Fraction) -> Band:
    """The range a weight table itself spans: start weight (or floor) to all of the maximum."""
    start = next(iter(weights), Fraction(0))
    return Band(max(start, floor) * maximum, maximum)


def _steps(given: tuple[Fraction, ...], raw: Fraction, share: Fraction, formula: str) -> Iterable[str]:
    yield f"权重合计：{'＋'.join(number(each) for each in given)}={number(raw)}"
    if raw > share:
        yield "合计超过100%，按100%计算"
    if raw < share:
        yield f"合计不足{number(share)}，按{number(share)}计算"
    yield formula
