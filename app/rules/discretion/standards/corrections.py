"""Corrections (调整系数): a figure moved up or down by coefficients, held inside the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.rules.discretion.bands import Band
from app.rules.discretion.rounding import Rounding
from app.rules.discretion.wording import number, yuan


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected figure (调整结论): before and after it was held inside the range, in fen."""

    raw: Fraction
    fen: Fraction
    steps: tuple[str, ...]


def adjusted(initial: Fraction, coefficients: Fraction, step: Fraction, whole: Band) -> Corrected:
    """Move ``initial`` by ``step`` for each unit of signed coefficients (初步＋初步×步长×Σ系数)."""
    raw = initial + initial * step * coefficients
    held = whole.clamp(raw)
    text = f"{yuan(initial)}＋{yuan(initial)}×{number(step)}×{number(coefficients)}={yuan(raw)}"
    return Corrected(raw, held, (text, *_held(raw, held)))


def multiplied(
    base: Fraction, coefficients: Iterable[Fraction], rounding: Rounding, whole: Band
) -> Corrected:
    """Multiply a base by the sum of coefficients, round by the rule, hold inside the range."""
    total = sum(coefficients, start=Fraction(0))
    raw = base * total
    rounded = Fraction(rounding.apply(raw).fen)
    held = whole.clamp(rounded)
    text = f"{yuan(base)}×{number(total)}={yuan(raw)}，取整为{yuan(rounded)}"
    return Corrected(raw, held, (text, *_held(rounded, held)))


def cut(initial: Fraction, shares: tuple[Fraction, Fraction], minimum: Fraction) -> Band:
    """Lower a figure by between two shares, never below the minimum (公开道歉承诺从轻)."""
    least, most = shares
    low, high = initial * (1 - most), initial * (1 - least)
    return Band(max(low, minimum), max(high, minimum))


def _held(raw: Fraction, held: Fraction) -> tuple[str, ...]:
    return () if raw == held else (f"超出法定幅度，按{yuan(held)}计",)
