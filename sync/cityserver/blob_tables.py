"""Tables of attachments (附件): what is complete, and what is on its way; the town first in every key."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, Text

METADATA = MetaData()

BLOB = Table(
    "blob",
    METADATA,
    Column("town", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("completed_at", Text, nullable=False),
    Column("backed_at", Text),
)
"""Files whose bytes hash to their name and are durable."""

UPLOAD = Table(
    "upload",
    METADATA,
    Column("town", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("confirmed", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Index("ix_upload_expiry", "town", "expires_at"),
)
"""Uploads by their device; ``confirmed`` is the end of the last chunk whose checksum was right."""
