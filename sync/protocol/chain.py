"""The hash chain of a town's log: whoever holds one hash vouches for every row before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.protocol.canonical import canonical, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

START = ""
"""What stands before the first row."""


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
