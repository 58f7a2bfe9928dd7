"""What this computer changed, as change sets for the city server, written with the change itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from localdb.base import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from app.domain.role import SignedIn
    from app.ports import Clock, Ids, WhoIs

FORMAT = 1
"""Layout of a change set; raised when its outer form changes."""

Sign = Callable[[bytes], str]
"""Signs bytes with the key of this computer; the signature in hex."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


class Encode(Protocol):
    """Turns a record's old and new state into one operation, or ``None`` when nothing is to be sent."""

    def __call__(
        self, old: object | None, new: object, *, conflict: str = "", chosen: Collection[str] = ()
    ) -> Mapping[str, Any] | None:
        """Return the operation; one that settles a conflict carries the fields chosen."""


class Erase(Protocol):
    """Turns a record into the operation that deletes it."""

    def __call__(self, old: object, reason: str) -> Mapping[str, Any]:
        """Return the operation, with the reason told by a person."""


class OutboxRow(Row):
    """One change set: what one transaction changed; its content is never rewritten.

    Attributes:
        place: Its place in the order of this computer, through all incarnations.
        state: ``new``, ``answered`` by the server, ``settled``: come back in the town's log, or ``closed``:
            kept aside there, and settled since by a person.
        outcome: What the server made of it.
        rank: Its place in the town's log of an earlier epoch, kept for giving it back.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("incarnation", "cs_no"),
        Index("ix_outbox_state", "state", "place"),
    )

    place: Mapped[int] = mapped_column(primary_key=True)
    device: Mapped[str]
    incarnation: Mapped[str]
    cs_no: Mapped[int]
    cs_id: Mapped[UUID] = mapped_column(unique=True)
    town: Mapped[str]
    by_id: Mapped[UUID]
    at: Mapped[datetime]
    operations: Mapped[str]
    hash: Mapped[str]
    sig: Mapped[str | None]
    state: Mapped[str]
    outcome: Mapped[str | None]
    seq: Mapped[int | None]
    rank: Mapped[int | None]
    reason: Mapped[str | None]


class PendingRow(Row):
    """One record that an unsettled change set touches: the clerk sees more than the server's image."""

    __tablename__ = "pending"
    __table_args__ = (Index("ix_pending_place", "place"),)

    record_id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    coll: Mapped[str]


class DeviceRow(Row):
    """This computer as the city server knows it: its counter never goes back."""

    __tablename__ = "device"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    incarnation: Mapped[UUID]
    last_cs_no: Mapped[int]
    last_at: Mapped[datetime | None]


class Revive(Protocol):
    """Turns a deleted record, and what it is to be, into the operation that brings it back."""

    def __call__(self, old: object, new: object) -> Mapping[str, Any]:
        """Return the operation."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the store needs from outside to write a change set.

    Attributes:
        sign: Signs with the key of this computer; a computer without a key leaves its work unsigned.
    """

    encode: Encode
    clock: Clock
    ids: Ids
    who: WhoIs
    erase: Erase | None = None
    sign: Sign | None = None
    revive: Revive | None = None


@dataclass(slots=True)
class Change:
    """One record's way through a transaction.

    Attributes:
        new: Its last state; ``None`` when it was deleted for the reason given.
        conflict: The conflict that a person settled by it, with the fields chosen.
        revived: Whether ``old`` was deleted, and a person brings it back.
    """

    record_id: UUID
    kind: type
    old: object | None
    new: object | None
    reason: str = ""
    conflict: str = ""
    chosen: tuple[str, ...] = ()
    revived: bool = False

    def remove(self, reason: str) -> None:
        """Let the record be deleted, for a reason."""
        self.new, self.reason = None, reason


@dataclass
class Journal:
    """What one transaction changed: for each record its state before, and its last state."""

    _changes: dict[tuple[type, UUID], Change] = field(default_factory=dict)
    extra: list[Mapping[str, Any]] = field(default_factory=list)

    def note(self, record_id: UUID, old: object | None, new: object) -> Change:
        """Remember a change; a second change of the same record keeps the first old state."""
        key = (type(new), record_id)
        kept = self._changes.setdefault(key, Change(record_id, type(new), old, new))
        kept.new = new
        return kept

    @property
    def tied(self) -> bool:
        """Whether references may break: records went or came back, or late work was decided about."""
        return bool(self.extra) or any(each.revived or each.new is None for each in self._changes.values())

    def changes(self) -> Iterable[Change]:
        """Return every changed record, in the order first touched."""
        return self._changes.values()


def write_change_set(connection: Connection, journal: Journal, means: Means) -> None:
    """Add one change set with every operation of the journal; none when nothing is to be sent."""
    encoded = [*journal.extra, *(_operation(each, means) for each in journal.changes())]
    operations = [dict(each) for each in encoded if each is not None]
    if operations:
        add_change_set(connection, operations, means.who(), means)


def _operation(change: Change, means: Means) -> Mapping[str, Any] | None:
    if change.revived:
        if means.revive is None or change.old is None or change.new is None:
            msg = "nothing here can bring a record back"
            raise TypeError(msg)
        return means.revive(change.old, change.new)
    if change.new is not None:
        return means.encode(change.old, change.new, conflict=change.conflict, chosen=change.chosen)
    if change.old is None or means.erase is None:
        return None
    return means.erase(change.old, change.reason)


_ADD = (
    "INSERT INTO outbox (device, incarnation, cs_no, cs_id, town, by_id, at, operations, hash, sig, state)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new') RETURNING place"
)
_TOUCH = "INSERT OR IGNORE INTO pending (record_id, place, coll) VALUES (?, ?, ?)"


def add_change_set(
    connection: Connection, operations: Sequence[Mapping[str, Any]], who: SignedIn, means: Means
) -> None:
    """Number, sign and keep one change set of operations."""
    device, incarnation, number, at = _advance(connection, means.clock.now())
    cs_id, user = means.ids.new(), who.officer_id
    content = content_hash(at, str(cs_id), operations, who.town, str(user))
    signature = (
        None if means.sign is None else means.sign(signed(str(cs_id), number, device, content, incarnation))
    )
    row = (device, incarnation, number, cs_id.bytes, who.town, user.bytes, at, canonical(operations), content)
    place = connection.exec_driver_sql(_ADD, (*row, signature)).scalar_one()
    touched = [(each["id"], place, each["coll"]) for each in operations if each["id"]]
    if touched:
        connection.exec_driver_sql(_TOUCH, touched)


def content_hash(at: str, cs_id: str, operations: Sequence[Mapping[str, Any]], town: str, user: str) -> str:
    """Return the hash of what a change set says; its number is no part of it, for that may change."""
    body = {"at": at, "cs_id": cs_id, "ops": operations, "sv": FORMAT, "town": town, "user": user}
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def signed(cs_id: str, number: int, device: str, content: str, incarnation: str) -> bytes:
    """Return the bytes that a computer signs for a change set."""
    body = {"cs_id": cs_id, "cs_no": number, "device": device, "hash": content, "incarnation": incarnation}
    return canonical(body).encode()


def _advance(connection: Connection, now: datetime) -> tuple[str, str, int, str]:
    """Take the next number of this device, at a moment that never runs backwards."""
    found = connection.exec_driver_sql("SELECT id, incarnation, last_cs_no, last_at FROM device").one()
    at = now
    if found.last_at is not None:
        at = max(now, datetime.fromisoformat(found.last_at) + timedelta(microseconds=1))
    number, moment = int(found.last_cs_no) + 1, at.astimezone(UTC).isoformat(timespec="microseconds")
    connection.exec_driver_sql("UPDATE device SET last_cs_no = ?, last_at = ?", (number, moment))
    return str(UUID(bytes=found.id)), str(UUID(bytes=found.incarnation)), number, moment


def canonical(value: object) -> str:
    """Return JSON text with sorted keys and no blanks, the form that is hashed."""
    return _ENCODER.encode(value)
