"""Rounding of proposals (取整): to whole yuan or more, never out of the band."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, floor

from app.domain.money import Money
from app.rules.discretion.bands import Band


class RoundingMode(Enum):
    """Which way a proposal is rounded (取整方式)."""

    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Rounding:
    """An office's rounding (取整规则): step in yuan (1, 10, 100, 1000) and direction."""

    step_yuan: int = 1
    mode: RoundingMode = RoundingMode.DOWN

    def apply(self, fen: Fraction) -> Money:
        """Round an exact figure in fen to the step."""
        step = self.step_yuan * 100
        turn = floor if self.mode is RoundingMode.DOWN else ceil
        return Money(turn(fen / step) * step)

    def inside(self, fen: Fraction, band: Band) -> Money:
        """Round, but stay inside the band: an end of the band wins over the step."""
        rounded = self.apply(fen)
        if band.holds(rounded):
            return rounded
        return min(max(rounded, band.first), band.last)


WHOLE_YUAN = Rounding()
"""The usual rounding: down to whole yuan."""
