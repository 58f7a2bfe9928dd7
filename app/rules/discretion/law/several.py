"""Several acts and gains (分别裁量合并处罚、违法所得): sums without a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.domain.money import ZERO, Money
from app.rules.discretion.bands import Band


def combined_band(acts: Sequence[Band]) -> Band:
    """Span of the sum of several acts, each weighed by itself (分别裁量、合并处罚)."""
    low = sum((act.low for act in acts), start=Fraction(0))
    high = sum((act.high for act in acts), start=Fraction(0))
    low_in = all(act.low_in for act in acts)
    return Band(low, high, low_in, all(act.high_in for act in acts))


def combined_fine(amounts: Sequence[Money]) -> Money:
    """Sum of the fines of several acts; no ceiling applies."""
    return sum(amounts, start=ZERO)


def illegal_gain(receipts: Sequence[Money], refunds: Sequence[Money] = ()) -> Money:
    """Gross receipts of the act less what must be refunded (APL 28), never below zero."""
    taken = combined_fine(receipts)
    given_back = combined_fine(refunds)
    return max(ZERO, taken - given_back)
