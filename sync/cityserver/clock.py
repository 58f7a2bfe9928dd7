"""The server's clock, in UTC; days are counted in Beijing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

# China has had one offset and no summer time since 1992.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock(Protocol):
    """Tells the moment."""

    def now(self) -> datetime:
        """Return the moment it is, aware, in UTC."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the moment it is, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock


def stamp(moment: datetime) -> str:
    """Return a moment as it is stored: ISO 8601 in UTC with microseconds, so that texts sort as times."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def beijing_day(moment: datetime) -> date:
    """Return the day a moment falls on in Beijing."""
    return moment.astimezone(BEIJING).date()


def shown(stamped: str | None) -> str:
    """Return a stored moment as people read it in Beijing; a dash when there is none."""
    if not stamped:
        return "—"
    return datetime.fromisoformat(stamped).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
