"""Row of the posting (任职)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.officer import Establishment
from app.domain.posting import Posting
from localdb.base import Row
from localdb.columns import WordColumn


class PostingRow(Row):
    """任职 (posting) as stored; attributes as in the domain."""

    __tablename__ = "postings"
    __table_args__ = (
        Index("ix_postings_officer_id", "officer_id"),
        Index("ix_postings_town", "town"),
    )
    holds: ClassVar[type] = Posting

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id", deferrable=True, initially="DEFERRED"))
    begins: Mapped[date]
    unit: Mapped[str]
    post: Mapped[str]
    establishment: Mapped[Establishment] = mapped_column(WordColumn(Establishment))
    ends: Mapped[date | None]
    unit_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("units.id", deferrable=True, initially="DEFERRED")
    )
    basis: Mapped[str]
