"""One true time for the world, and a clock on each desk that may be years wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.ids import RANDOM_BITS, uuid7
from app.rules.deadlines.given import BEIJING

if TYPE_CHECKING:
    from uuid import UUID

    from tests.sync.simulation.chance import Chance

BEGINNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
"""Six weeks before a year ends, so that many stories cross it with numbers in hand."""


class TrueTime:
    """The time of the world; only the world moves it."""

    def __init__(self) -> None:
        self.moment = BEGINNING

    def now(self) -> datetime:
        """Return the true moment."""
        return self.moment

    def today(self) -> date:
        """Return the true day in Beijing."""
        return self.moment.astimezone(BEIJING).date()

    def after(self, seconds: float) -> datetime:
        """Return the moment that comes some seconds from now."""
        return self.moment + timedelta(seconds=seconds)

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += timedelta(seconds=seconds)


class DeskClock:
    """The clock of one computer: the true time and its own error."""

    def __init__(self, true: TrueTime) -> None:
        self._true = true
        self._read = 0
        self.error = timedelta()

    def now(self) -> datetime:
        """Return what the computer believes; two looks never show the same moment."""
        self._read += 1
        return self._true.moment + self.error + timedelta(microseconds=self._read % 1000)

    def today(self) -> date:
        """Return the day the computer believes it is in Beijing."""
        return (self._true.moment + self.error).astimezone(BEIJING).date()


class DrawnIds:
    """Identities of version 7 whose random part comes from the seed."""

    def __init__(self, clock: DeskClock, chance: Chance) -> None:
        self._clock = clock
        self._chance = chance

    def new(self) -> UUID:
        """Return a fresh identity."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        return uuid7(milliseconds, self._chance.getrandbits(RANDOM_BITS))
