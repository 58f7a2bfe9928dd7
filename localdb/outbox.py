"""What this computer changed, as change sets for the city server, written with the change itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from localdb.base import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.domain.role import SignedIn
    from app.ports import Clock, Ids, WhoIs

Encode = Callable[[object | None, object], Mapping[str, Any] | None]
"""Turns a record's old and new state into one operation, or ``None`` when nothing is to be sent."""

FORMAT = 1
"""Layout of a change set; raised when its outer form changes."""


class OutboxRow(Row):
    """One change set: what one transaction changed, never rewritten."""

    __tablename__ = "outbox"

    cs_no: Mapped[int] = mapped_column(primary_key=True)
    cs_id: Mapped[UUID] = mapped_column(unique=True)
    town: Mapped[str]
    by_id: Mapped[UUID]
    at: Mapped[datetime]
    operations: Mapped[str]
    hash: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)


class DeviceRow(Row):
    """This computer as the city server knows it: its counter never goes back."""

    __tablename__ = "device"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    incarnation: Mapped[UUID]
    last_cs_no: Mapped[int]
    last_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Means:
    """What the store needs from outside to write a change set."""

    encode: Encode
    clock: Clock
    ids: Ids
    who: WhoIs


class Journal:
    """What one transaction changed: for each record its state before, and its last state."""

    def __init__(self) -> None:
        self._changes: dict[tuple[type, UUID], tuple[object | None, object]] = {}

    def note(self, record_id: UUID, old: object | None, new: object) -> None:
        """Remember a change; a second change of the same record keeps the first old state."""
        key = (type(new), record_id)
        first = self._changes[key][0] if key in self._changes else old
        self._changes[key] = (first, new)

    def changes(self) -> Iterable[tuple[object | None, object]]:
        """Return old and new state of every changed record, in the order first touched."""
        return self._changes.values()


def write_change_set(connection: Connection, journal: Journal, means: Means) -> None:
    """Add one change set with every operation of the journal; none when nothing is to be sent."""
    encoded = [means.encode(old, new) for old, new in journal.changes()]
    operations = [dict(each) for each in encoded if each is not None]
    if operations:
        _add(connection, operations, means.who(), means)


def _add(connection: Connection, operations: list[dict[str, Any]], who: SignedIn, means: Means) -> None:
    number, at = _advance(connection, means.clock.now())
    cs_id = means.ids.new()
    body = {
        "at": at.isoformat(timespec="microseconds"),
        "cs_id": str(cs_id),
        "cs_no": number,
        "ops": operations,
        "sv": FORMAT,
        "town": who.town,
        "user": str(who.officer_id),
    }
    row = {
        "cs_no": number,
        "cs_id": cs_id,
        "town": who.town,
        "by_id": who.officer_id,
        "at": at,
        "operations": canonical(operations),
        "hash": hashlib.sha256(canonical(body).encode()).hexdigest(),
        "state": "new",
    }
    connection.execute(insert(OutboxRow).values(row))


def _advance(connection: Connection, now: datetime) -> tuple[int, datetime]:
    """Take the next number of this device, at a moment that never runs backwards."""
    device = connection.execute(select(DeviceRow.last_cs_no, DeviceRow.last_at)).one()
    at = now if device.last_at is None else max(now, device.last_at + timedelta(microseconds=1))
    number = int(device.last_cs_no) + 1
    connection.execute(update(DeviceRow).values(last_cs_no=number, last_at=at))
    return number, at


def canonical(value: object) -> str:
    """Return JSON text with sorted keys and no blanks, the form that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
