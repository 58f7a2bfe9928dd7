"""The journal of the exchange (同步日志): what happened, for the sync centre."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_KEPT = 2000
_ADD = "INSERT INTO sync_log (at, code, detail) VALUES (?, ?, ?) RETURNING id"


def note(connection: Connection, at: datetime, code: str, detail: str) -> None:
    """Write one line; the oldest lines are let go."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    number = connection.exec_driver_sql(_ADD, (moment, code, detail)).scalar_one()
    connection.exec_driver_sql("DELETE FROM sync_log WHERE id <= ?", (number - _KEPT,))
