"""Beijing time (北京时间), in which every paper tells the hour."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

_BEIJING = timezone(timedelta(hours=8), "UTC+08:00")


def local(moment: datetime) -> datetime:
    """Return an aware moment on a Beijing clock."""
    return moment.astimezone(_BEIJING)
