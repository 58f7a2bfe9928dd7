"""Own work that comes back in the town's log is settled; others' is kept as the tail, to be given back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from localdb.asking import rows_of
from localdb.sync.streams import CITY
from localdb.sync.wire import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

Key = tuple[str, str]
"""Collection and id of a record."""

_OWN = "SELECT cs_id, place FROM outbox WHERE cs_id IN (?)"
_TOUCHED = "SELECT coll, record_id FROM pending WHERE place IN (?)"
_OLDER = "SELECT coll, record_id, place FROM pending WHERE record_id IN (?)"
_SETTLE = "UPDATE outbox SET state = 'settled', outcome = ?, seq = ?, reason = ? WHERE place = ?"
_READ = "UPDATE outbox SET state = 'settled' WHERE place = ?"
_CLOSE = "UPDATE outbox SET state = 'closed' WHERE place = ?"
_DONE = "DELETE FROM pending WHERE place = ?"
_DOUBTED = "device_revoked"
"""Why work lies aside whose computer was shown out."""
_TAIL = (
    "INSERT INTO tail (cs_id, stream, seq, device, incarnation, cs_no, change_set, doubted)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (cs_id) DO UPDATE SET seq = excluded.seq, device = excluded.device,"
    " incarnation = excluded.incarnation, cs_no = excluded.cs_no, change_set = excluded.change_set,"
    " doubted = excluded.doubted"
)
_CONFLICT = (
    "INSERT INTO conflicts (id, stream, seq, cs_id, coll, record_id, kind, urgent, told)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)
_CLOSED = (
    "UPDATE conflicts SET closed_by = ?, closed_at = ?, closed_cs = ? WHERE id = ? AND closed_at IS NULL"
)


@dataclass(slots=True)
class Settled:
    """What a page meant for this computer's own work.

    Attributes:
        touched: Records of own work that did not take effect just as the clerk saw it.
        plain: Own change sets that did.
    """

    touched: set[Key] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)


def settle(connection: Connection, stream: str, rows: Sequence[Mapping[str, Any]]) -> Settled:
    """Settle own change sets, keep others', open and close conflicts, as the rows of the log say."""
    own = _places(connection, [row["cs"]["cs_id"] for row in rows])
    others = [row for row in rows if row["cs"]["cs_id"] not in own]
    # What the city publishes is not given back by towns.
    if others and stream != CITY:
        connection.exec_driver_sql(_TAIL, [_tail(stream, row) for row in others])
    settled = Settled()
    _own(connection, own, [row for row in rows if row["cs"]["cs_id"] in own], settled)
    _conflicts(connection, stream, rows)
    _withdrawn(connection, rows, settled)
    return settled


def settle_read(connection: Connection, places: Sequence[int]) -> set[Key]:
    """Settle own work told of only after its row was read, and return the records it touched.

    A copy of a store numbers its unsent work again; when the original sent it first, the copy has read its
    rows before it hands them over to fill its own numbers, and will not read them again.
    """
    if places:
        connection.exec_driver_sql(_READ, [(each,) for each in places])
    return _forget(connection, places)


def _places(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    asked = {found: each for each in ids if (found := _bytes(each)) is not None}
    return {asked[cs_id]: place for cs_id, place in rows_of(connection, _OWN, list(asked))}


def _own(
    connection: Connection, own: Mapping[str, int], rows: Sequence[Mapping[str, Any]], settled: Settled
) -> None:
    if not rows:
        return
    places = [own[row["cs"]["cs_id"]] for row in rows]
    told = [(row["outcome"], row["seq"], row["reason"]) for row in rows]
    settles = [(*each, place) for each, place in zip(told, places, strict=True)]
    connection.exec_driver_sql(_SETTLE, settles)
    by_outcome: dict[bool, list[int]] = {True: [], False: []}
    for row, place in zip(rows, places, strict=True):
        # What is kept aside stays in view until a person has settled it.
        if row["outcome"] != "quarantined":
            by_outcome[row["outcome"] == "applied"].append(place)
    settled.touched |= _forget(connection, by_outcome[False])
    applied = _forget(connection, by_outcome[True])
    settled.touched |= _over_older_work(connection, applied, max(by_outcome[True], default=0))
    settled.plain |= {row["cs"]["cs_id"] for row in rows if row["outcome"] == "applied"}


def _forget(connection: Connection, places: Sequence[int]) -> set[Key]:
    """Let work be pending no more, and return the records it touched."""
    if not places:
        return set()
    touched = {(coll, each) for coll, each in rows_of(connection, _TOUCHED, places)}
    connection.exec_driver_sql(_DONE, [(each,) for each in places])
    return touched


def _over_older_work(connection: Connection, keys: set[Key], place: int) -> set[Key]:
    """Return the records of which older work is still pending: kept aside, it is shown again."""
    found = rows_of(connection, _OLDER, [record_id for _coll, record_id in keys])
    return {(coll, each) for coll, each, at in found if at < place} & keys


def _conflicts(connection: Connection, stream: str, rows: Sequence[Mapping[str, Any]]) -> None:
    opened = [_conflict(stream, row["seq"], each) for row in rows for each in row["conflicts"]]
    if opened:
        connection.exec_driver_sql(_CONFLICT, opened)
    closed = [(each["by"], each["at"], each["cs_id"], each["id"]) for row in rows for each in row["closed"]]
    if closed:
        connection.exec_driver_sql(_CLOSED, closed)


def _withdrawn(connection: Connection, rows: Sequence[Mapping[str, Any]], settled: Settled) -> None:
    """Let own work go out of view whose quarantine a person settled; such an entry names a change set."""
    named = [each["id"] for row in rows for each in row["closed"]]
    places = list(_places(connection, named).values())
    if places:
        connection.exec_driver_sql(_CLOSE, [(each,) for each in places])
        settled.touched |= _forget(connection, places)


def _tail(stream: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    cs = row["cs"]
    head = (cs["cs_id"], stream, row["seq"], cs["device"], cs["incarnation"], cs["cs_no"])
    return (*head, plain(cs), row["reason"] == _DOUBTED)


def _conflict(stream: str, seq: int, told: Mapping[str, Any]) -> tuple[Any, ...]:
    text = plain(told)
    head = (told["id"], stream, seq, told["cs_id"], told["coll"], told["rec"], told["kind"])
    return (*head, bool(told["urgent"]), text)


def _bytes(cs_id: str) -> bytes | None:
    try:
        return UUID(cs_id).bytes
    except ValueError:
        return None
