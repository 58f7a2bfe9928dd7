"""New identities: UUIDv7 that rise even within one millisecond and when the clock is set back."""

from __future__ import annotations

import secrets
from threading import Lock
from typing import TYPE_CHECKING

from app.domain.ids import RANDOM_BITS, uuid7

if TYPE_CHECKING:
    from uuid import UUID

    from app.ports import Clock

# The top bit starts at zero, so that there is room to count up within one millisecond.
_START_BITS = RANDOM_BITS - 1


class RisingIds:
    """``Ids`` whose every id is greater than the one before."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._last = (0, 0)

    def new(self) -> UUID:
        """Return a fresh UUIDv7."""
        with self._lock:
            self._last = self._next(int(self._clock.now().timestamp() * 1000))
            return uuid7(*self._last)

    def _next(self, milliseconds: int) -> tuple[int, int]:
        last, randomness = self._last
        if milliseconds > last:
            return milliseconds, secrets.randbits(_START_BITS)
        stepped = randomness + 1 + secrets.randbits(32)
        if stepped >> RANDOM_BITS:
            return last + 1, secrets.randbits(_START_BITS)
        return last, stepped
