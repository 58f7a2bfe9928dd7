"""The system's clock, in UTC, with days counted in Beijing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# China has had one offset and no summer time since 1992; Windows brings no zone table.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


class SystemClock:
    """``Clock`` of this computer."""

    def now(self) -> datetime:
        """Return the moment it is, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the Clock

    def today(self) -> date:
        """Return the day it is in Beijing."""
        return self.now().astimezone(BEIJING).date()
