"""Band (裁量区间): an exact span of fen whose ends may or may not belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from app.domain.money import Money
from app.rules.discretion.ranges import RangeResult
from app.rules.discretion.wording import yuan


@dataclass(frozen=True, slots=True)
class Band:
    """A span of amounts in fen (裁量区间); the flags say whether an end belongs to it (含本数)."""

    low: Fraction
    high: Fraction
    low_in: bool = True
    high_in: bool = True

    @property
    def first(self) -> Money:
        """Least whole fen inside."""
        edge = ceil(self.low)
        return Money(edge if self.low_in or edge != self.low else edge + 1)

    @property
    def last(self) -> Money:
        """Greatest whole fen inside."""
        edge = floor(self.high)
        return Money(edge if self.high_in or edge != self.high else edge - 1)

    @property
    def empty(self) -> bool:
        """No whole fen lies inside."""
        return self.first > self.last

    def holds(self, amount: Money) -> bool:
        """Tell whether an amount lies inside."""
        return self.first <= amount <= self.last

    def within(self, other: Band) -> Band:
        """The part that lies inside ``other`` as well; it may be empty."""
        low, low_in = max((self.low, not self.low_in), (other.low, not other.low_in))
        high, high_in = min((self.high, self.high_in), (other.high, other.high_in))
        return Band(low, high, not low_in, high_in)

    def clamp(self, fen: Fraction) -> Fraction:
        """Move a figure to the nearest end if it lies outside (截到上下限)."""
        return min(max(fen, self.low), self.high)

    def __str__(self) -> str:
        if self.low == self.high:
            return yuan(self.low)
        low = "" if self.low_in else "（不含）"
        high = "" if self.high_in else "（不含）"
        return f"{yuan(self.low)}{low}至{yuan(self.high)}{high}"


def point(fen: Fraction) -> Band:
    """A band of one figure (定额)."""
    return Band(fen, fen)


def whole_point(band: Band) -> Band:
    """Cut a band of one figure finer than a fen to the fen below; leave any other as it is."""
    single = band.low == band.high and band.low_in and band.high_in
    return point(Fraction(floor(band.low))) if single else band


def statutory_band(statutory: RangeResult) -> Band | None:
    """The whole statutory range, rounded inward, as a band; ``None`` if there is no range."""
    if statutory.minimum is None or statutory.maximum is None:
        return None
    return Band(Fraction(statutory.minimum.fen), Fraction(statutory.maximum.fen))


def reduced_band(statutory: RangeResult, floor_share: Fraction = Fraction(0)) -> Band | None:
    """Amounts below the statutory minimum (减轻, APL 32), or ``None`` where there is no room.

    Args:
        statutory: The range of the branch reached.
        floor_share: Share of the minimum that a local rule forbids to go below; zero by law.
    """
    if not statutory.has_minimum or statutory.minimum is None or statutory.minimum.fen <= 1:
        return None
    low = max(Fraction(1), statutory.minimum.fen * floor_share)
    return Band(low, Fraction(statutory.minimum.fen), high_in=False)
