"""Cursors of the streams, and the digest kept with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from localdb.sync.wire import Wire

BUCKETS = 256
CITY = "city"
_WIDTH = 8
_MODULUS = 2**64
_EMPTY = bytes(BUCKETS * _WIDTH)
_READ = "SELECT seq, hash, digest, records, rebuilding, stopped, allowed FROM sync_streams WHERE name = ?"
_KEEP = (
    "UPDATE sync_streams SET seq = ?, hash = ?, digest = ?, records = ?, rebuilding = ?, stopped = ?,"
    " allowed = ? WHERE name = ?"
)
_BEGIN = (
    "INSERT INTO sync_streams (name, seq, hash, digest, records, rebuilding, stopped, allowed)"
    " VALUES (?, 0, '', ?, 0, 0, '', 0) ON CONFLICT (name) DO NOTHING"
)


@dataclass(slots=True)
class Stream:
    """One stream while a transaction moves it on."""

    name: str
    town: str
    seq: int
    hash: str
    digest: list[int]
    records: int
    rebuilding: bool
    stopped: str
    allowed: bool

    @classmethod
    def read(cls, connection: Connection, name: str) -> Stream:
        """Return the stream as it stands."""
        row = connection.exec_driver_sql(_READ, (name,)).one()
        digest = [int.from_bytes(row[2][at : at + _WIDTH]) for at in range(0, BUCKETS * _WIDTH, _WIDTH)]
        flags = (bool(row[4]), row[5], bool(row[6]))
        return cls(name, "" if name == CITY else name, row[0], row[1], digest, row[3], *flags)

    def keep(self, connection: Connection) -> None:
        """Write the stream back."""
        digest = b"".join(each.to_bytes(_WIDTH) for each in self.digest)
        flags = (self.rebuilding, self.stopped, self.allowed, self.name)
        connection.exec_driver_sql(_KEEP, (self.seq, self.hash, digest, self.records, *flags))

    def count(self, wire: Wire, coll: str, record_id: str, before: int | None, after: int | None) -> None:
        """Let the digest go from one version of a record to another."""
        bucket = wire.bucket(coll, record_id)
        moved = self.digest[bucket]
        if before is not None:
            moved -= wire.weight(coll, record_id, before)
        if after is not None:
            moved += wire.weight(coll, record_id, after)
        self.digest[bucket] = moved % _MODULUS

    def restart(self) -> None:
        """Go back to the beginning, to pull everything afresh."""
        self.seq, self.hash, self.digest, self.records = 0, "", [0] * BUCKETS, 0
        self.rebuilding, self.stopped, self.allowed = True, "", False


def begin_streams(connection: Connection, names: Iterable[str]) -> None:
    """Have a cursor for each stream; one that is there stays."""
    connection.exec_driver_sql(_BEGIN, [(each, _EMPTY) for each in names])
