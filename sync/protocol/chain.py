"""The hash chain of a town's log: whoever holds one hash vouches for every row before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.protocol.canonical import canonical, digest_of
from sync.protocol.change_set import ChangeSet, UnreadableChangeSetError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

START = ""
"""What stands before the first row."""


def continues(seq: int, last: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether rows follow on a place of the log without a hole, each whole and vouched for."""
    for row in rows:
        seq, last = seq + 1, _hash(last, row)
        if row["seq"] != seq or not last or row["hash"] != last or not _whole(row["cs"]):
            return False
    return True


def _hash(previous: str, row: Mapping[str, Any]) -> str:
    """Return the hash of a row; what JSON cannot say again has none, and no row bears the empty one."""
    try:
        return chained(previous, row)
    except (ValueError, RecursionError):
        return ""


def chained(previous: str, row: Mapping[str, Any]) -> str:
    """Return the hash of a row of the log that follows ``previous``."""
    lists = (canonical(row["effects"]), canonical(row["conflicts"]), canonical(row["closed"]))
    return chained_texts(previous, row["seq"], (row["cs"]["cs_id"], row["cs"]["hash"], row["outcome"]), lists)


def chained_texts(previous: str, seq: int, what: tuple[str, str, str], lists: tuple[str, str, str]) -> str:
    """Return the same hash from parts already written.

    Args:
        previous: Hash of the row before.
        seq: Number of the row.
        what: Change set's id and hash, and its outcome.
        lists: Effects, conflicts and closed conflicts in canonical form.
    """
    head = canonical([previous, seq, *what])
    return digest_of(f"{head[:-1]},{','.join(lists)}]")


def _whole(change_set: Any) -> bool:
    """Tell whether a change set fits its hash, which is all of it that the chain vouches for."""
    try:
        ChangeSet.from_wire(change_set)
    except UnreadableChangeSetError:
        return False
    return True
