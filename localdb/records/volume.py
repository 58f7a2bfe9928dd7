"""Row of the volume (案卷)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.volume import Retention, Volume, VolumeEntry
from localdb.base import Row
from localdb.columns import WordColumn, lines_of


class VolumeRow(Row):
    """案卷 (volume) as stored; attributes as in the domain."""

    __tablename__ = "volumes"
    __table_args__ = (Index("ix_volumes_case_id", "case_id"),)
    holds: ClassVar[type] = Volume

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    archive_no: Mapped[str]
    retention: Mapped[Retention] = mapped_column(WordColumn(Retention))
    entries: Mapped[tuple[VolumeEntry, ...]] = mapped_column(lines_of(VolumeEntry))
    pages: Mapped[int]
    bound_on: Mapped[date | None]
    bound_by: Mapped[UUID | None]
    checked_by: Mapped[str]
    pdf_hash: Mapped[str]
