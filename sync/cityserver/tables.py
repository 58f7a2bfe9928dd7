"""Tables of the exchange: the town first in every key, texts in the one canonical JSON form.

What is written to ``log`` and ``op`` is never changed or deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from sync.cityserver.registry_tables import registry as metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "backup",
    "conf",
    "dev",
    "inbox",
    "lease",
    "log",
    "metadata",
    "num",
    "op",
    "quar",
    "rec",
    "roll",
    "town_head",
]


def _keys(*names: str) -> Sequence[Column[str]]:
    return [Column(name, Text, primary_key=True) for name in names]


def _texts(*names: str, empty: bool = False) -> Sequence[Column[str]]:
    return [Column(name, Text, nullable=empty) for name in names]


def _number(name: str, *, key: bool = False, empty: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=empty, autoincrement=False)


town_head = Table(
    "town_head",
    metadata,
    *_keys("town"),
    *_texts("epoch", "state"),
    _number("head"),
    *_texts("head_hash"),
    Column("digest", LargeBinary, nullable=False),
    _number("backed_seq"),
    *_texts("backed", "epochs"),
)
"""Where the log of a town stands; its row is the town's lock."""

log = Table(
    "log",
    metadata,
    *_keys("town"),
    _number("seq", key=True),
    *_texts("cs_id", "cs_hash", "device", "incarnation"),
    _number("cs_no"),
    *_texts("by_user", "outcome"),
    *_texts("reason", empty=True),
    *_texts("cs", "effects", "conflicts", "closed", "hash", "received_at"),
    UniqueConstraint("town", "cs_id", name="log_change_set"),
)
"""The log of a town (日志): one row for each change set, without gaps, each vouching for those before."""

rec = Table(
    "rec",
    metadata,
    *_keys("town", "coll", "id"),
    *(_number("version"), _number("seq"), Column("deleted", Boolean, nullable=False)),
    Column("bucket", Integer, nullable=False),
    *_texts("nkey", empty=True),
    *_texts("fields"),
    Index("rec_natural_key", "town", "coll", "nkey"),
)
"""Every record as it stands; all of it follows from the log."""

dev = Table("dev", metadata, *_keys("town", "device", "incarnation"), _number("last"))
"""Highest number taken from each life of each computer; it never goes back."""

op = Table(
    "op",
    metadata,
    *_keys("town", "device", "incarnation"),
    *(_number("cs_no", key=True), _number("seq")),
    *_texts("hash"),
)
"""Which row of the log answers a number of a computer."""

conf = Table(
    "conf",
    metadata,
    *_keys("town", "id"),
    *_texts("cs_id"),
    _number("seq"),
    *_texts("coll", "rec", "kind"),
    Column("urgent", Boolean, nullable=False),
    *_texts("body"),
    _number("closed_seq", empty=True),
    *_texts("closed_by", "closed_at", empty=True),
    Index("conf_change_set", "town", "cs_id"),
)
"""Conflicts (冲突), open until a person closes them."""

quar = Table(
    "quar",
    metadata,
    *_keys("town", "cs_id"),
    _number("seq"),
    *_texts("device", "reason", "touched"),
    _number("settled_seq", empty=True),
    *_texts("settled_by", "settled_at", empty=True),
    Index("quar_device", "town", "device"),
)
"""Change sets kept aside whole (隔离); the bytes are in the log."""

num = Table(
    "num",
    metadata,
    *_keys("town", "series"),
    *(_number("year", key=True), _number("n", key=True)),
    *_texts("state"),
    *_texts("device", "incarnation", "rec", "reason", "by", "at", "told", "loan", "claim", empty=True),
)
"""The number register (文号登记簿): every number up to the highest is used, void, leased or free."""

lease = Table(
    "lease",
    metadata,
    *_keys("town", "request"),
    *_texts("device", "incarnation", "numbers"),
)
"""What each request for numbers was answered, so that asking again gives the same."""

roll = Table(
    "roll",
    metadata,
    *_keys("town", "epoch", "device"),
    _number("part"),
    *_texts("state"),
    *_texts("by", "at", empty=True),
)
"""Who has reported since the database was restored (点名)."""

inbox = Table(
    "inbox",
    metadata,
    *_keys("town", "device", "incarnation"),
    _number("cs_no", key=True),
    *_keys("cs_id"),
    _number("pos"),
    *_texts("cs"),
    Column("doubted", Boolean, nullable=False),
)
"""Given back after a restore and waiting for what came before it; a clone's work may bear the same number."""

backup = Table(
    "backup",
    metadata,
    *_keys("town"),
    *(_number("id", key=True), _number("head")),
    *_texts("taken_at", "counters"),
)
"""Kept backups and how far each computer's work is in them."""
