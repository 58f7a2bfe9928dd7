"""How fast the exchange goes: rests after faults, and how much is sent at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from app.ports import Clock

SHORTEST = 5.0
"""First rest after a fault, in seconds."""
LONGEST = 900.0
"""Longest rest between two tries, in seconds."""
_GROWTH = 3.0
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Rest:
    """When something may be tried again: decorrelated jitter, unless the server names a time."""

    clock: Clock
    rng: Random
    _until: datetime = _NEVER
    _last: float = SHORTEST

    def left(self) -> float:
        """Return the seconds still to rest; a clock that was set back ends every rest."""
        left = (self._until - self.clock.now()).total_seconds()
        return left if 0 < left <= LONGEST else 0.0

    def begin(self, named: float | None = None) -> float:
        """Rest as long as the server named, or longer than last time; returns for how long."""
        if named is None:
            self._last = min(LONGEST, self.rng.uniform(SHORTEST, self._last * _GROWTH))
            named = self._last
        seconds = min(max(named, 0.0), LONGEST)
        self._until = self.clock.now() + timedelta(seconds=seconds)
        return seconds

    def over(self) -> None:
        """Begin anew with short rests."""
        self._until, self._last = _NEVER, SHORTEST


@dataclass
class Portion:
    """How much goes at once: doubled when it went well, halved when it was too much."""

    size: int
    least: int
    most: int

    def grow(self) -> None:
        """Take twice as much next time."""
        self.size = min(self.most, self.size * 2)

    def shrink(self) -> None:
        """Take half as much next time."""
        self.size = max(self.least, self.size // 2)


@dataclass
class Portions:
    """How much of each kind goes at once."""

    bytes: Portion = field(default_factory=lambda: Portion(64 * 1024, 4 * 1024, 1024 * 1024))
    operations: int = 500
    rows: Portion = field(default_factory=lambda: Portion(100, 10, 1000))

    def shrink(self) -> None:
        """Take half as much of everything next time."""
        self.bytes.shrink()
        self.rows.shrink()
