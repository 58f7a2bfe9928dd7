"""Slows down whoever tries codes or passwords from one address."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from sync.cityserver.web.refusals import TooManyError

if TYPE_CHECKING:
    from datetime import datetime

    from sync.cityserver.clock import Clock


class Throttle:
    """A bucket of tries for each address (频率限制), refilled at an even pace."""

    def __init__(
        self, clock: Clock, burst: int = 20, per_second: float = 0.5, remembered: int = 10_000
    ) -> None:
        self._clock = clock
        self._burst = burst
        self._pace = per_second
        self._remembered = remembered
        self._buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, address: str) -> None:
        """Count one try, or raise ``TooManyError`` with the time to wait."""
        now = self._clock.now()
        left, since = self._buckets.pop(address, (float(self._burst), now))
        left = min(float(self._burst), left + (now - since).total_seconds() * self._pace)
        self._buckets[address] = (max(0.0, left - 1), now)
        if len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        if left < 1:
            raise TooManyError((1 - left) / self._pace)
