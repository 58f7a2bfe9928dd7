"""Incarnations (化身): a computer's numbering from one; a store that went back in time begins another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from localdb.outbox import signed
from localdb.sync.journal import note

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from localdb.outbox import Means, Sign

_WAITING = "SELECT place, cs_id, hash FROM outbox WHERE state = 'new' ORDER BY place"
_RENUMBER = "UPDATE outbox SET device = ?, incarnation = ?, cs_no = ?, sig = ? WHERE place = ?"


def incarnated(connection: Connection) -> tuple[str, str, int]:
    """Return this computer, its incarnation and the last number it gave."""
    row = connection.exec_driver_sql("SELECT id, incarnation, last_cs_no FROM device").one()
    return str(UUID(bytes=row.id)), str(UUID(bytes=row.incarnation)), int(row.last_cs_no)


def begin_incarnation(connection: Connection, means: Means, why: str) -> None:
    """Number from one under a new name: unsent work is numbered again, numbers lent are given up."""
    device, old, last = incarnated(connection)
    fresh = means.ids.new()
    count = _renumber(connection, device, str(fresh), means.sign)
    connection.exec_driver_sql("UPDATE device SET incarnation = ?, last_cs_no = ?", (fresh.bytes, count))
    connection.exec_driver_sql("DELETE FROM leases WHERE used = 0")
    connection.exec_driver_sql("UPDATE lease_requests SET request = NULL")
    connection.exec_driver_sql("UPDATE sync_link SET release_due = 1")
    told = {"why": why, "before": old, "last": last, "renumbered": count}
    note(connection, means.clock.now(), "incarnation", json.dumps(told))


def _renumber(connection: Connection, device: str, incarnation: str, sign: Sign | None) -> int:
    waiting = connection.exec_driver_sql(_WAITING).all()
    rows = []
    for number, (place, cs_id, content) in enumerate(waiting, 1):
        text = signed(str(UUID(bytes=cs_id)), number, device, content, incarnation)
        rows.append((device, incarnation, number, None if sign is None else sign(text), place))
    if rows:
        connection.exec_driver_sql(_RENUMBER, rows)
    return len(rows)
