"""Walking time (演示时钟): a clock led through past days and ids that follow it, the same for a seed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.ids import RANDOM_BITS, uuid7
from app.rules.deadlines.given import BEIJING

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

_TICK = timedelta(seconds=3)


class WalkingClock:
    """``Clock`` of the demonstration: each look moves it on a little, and it never goes back."""

    def __init__(self, start: datetime) -> None:
        self._at = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment it is, aware, in UTC."""
        self._at += _TICK
        return self._at

    def today(self) -> date:
        """Return the day it is in Beijing."""
        return self._at.astimezone(BEIJING).date()

    def go_to(self, moment: datetime) -> None:
        """Move on to a moment; stay where that is past."""
        self._at = max(self._at, moment.astimezone(UTC))


class SeededIds:
    """``Ids`` that rise with the clock and come out the same for the same seed."""

    def __init__(self, clock: WalkingClock, chance: Random) -> None:
        self._clock = clock
        self._chance = chance
        self._last = 0

    def new(self) -> UUID:
        """Return a fresh UUIDv7."""
        self._last = max(self._last + 1, int(self._clock.now().timestamp() * 1000))
        return uuid7(self._last, self._chance.getrandbits(RANDOM_BITS))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an hour in Beijing of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)
