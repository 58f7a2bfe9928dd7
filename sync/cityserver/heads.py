"""Where the log of a town stands; reading it to write takes the town's lock."""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps, loads
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, text, update

from sync.cityserver.tables import town_head
from sync.protocol.chain import START
from sync.protocol.digest import empty, packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

OPEN, RECOVERING = "open", "recovering"
_READ = select(town_head).where(town_head.c.town == bindparam("of"))
_LOCK = _READ.with_for_update()
_BEGIN = text(
    "insert into town_head (town, epoch, state, head, head_hash, digest, backed_seq, backed, epochs)"
    " values (:town, :epoch, :state, 0, :hash, :digest, 0, '{}', '[]') on conflict (town) do nothing"
)
_WRITE = update(town_head).where(town_head.c.town == bindparam("of"))


@dataclass(slots=True)
class Head:
    """Where a town stands.

    Attributes:
        epoch: Which life of the database this is; a restore begins a new one.
        seq: Number of the last row of the log.
        hash: Hash of the last row.
        digest: Digest of all records, packed.
        backed_seq: Last row that is in the oldest kept backup.
        backed: The same by incarnation, as JSON.
        epochs: Epochs that ended, and those a computer spoke of that this database never had, as JSON.
    """

    town: str
    epoch: str
    state: str
    seq: int
    hash: str
    digest: bytes
    backed_seq: int
    backed: str
    epochs: str

    def knows(self, epoch: str) -> bool:
        """Tell whether an epoch is this one, or one that was heard of and has ended."""
        return epoch == self.epoch or epoch in loads(self.epochs)

    def begin(self, epoch: str, heard: str) -> None:
        """Begin a new epoch; the one before, and the one a computer spoke of, have ended."""
        self.epochs = dumps(sorted({*loads(self.epochs), self.epoch, heard} - {""}))
        self.epoch = epoch
        self.state = RECOVERING


def read_head(connection: Connection, town: str, *, lock: bool, token: Callable[[], str]) -> Head:
    """Return where a town stands; a town heard of for the first time begins here."""
    statement = _LOCK if lock else _READ
    row = connection.execute(statement, {"of": town}).first()
    if row is None:
        first = {"town": town, "epoch": token(), "state": OPEN, "hash": START, "digest": packed(empty())}
        connection.execute(_BEGIN, first)
        row = connection.execute(statement, {"of": town}).one()
    return Head(*row)


def write_head(connection: Connection, head: Head) -> None:
    """Store where a town stands now."""
    values = {
        "epoch": head.epoch,
        "state": head.state,
        "head": head.seq,
        "head_hash": head.hash,
        "digest": head.digest,
        "backed_seq": head.backed_seq,
        "backed": head.backed,
        "epochs": head.epochs,
    }
    connection.execute(_WRITE, {"of": head.town, **values})
