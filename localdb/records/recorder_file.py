"""Row of the recorder file (记录仪文件)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.recorder_file import RecorderFile
from localdb.base import Row


class RecorderFileRow(Row):
    """记录仪文件 (recorder file) as stored; attributes as in the domain."""

    __tablename__ = "recorder_files"
    __table_args__ = (
        Index("ix_recorder_files_town", "town", "begins"),
        Index("ix_recorder_files_case_id", "case_id"),
    )
    holds: ClassVar[type] = RecorderFile

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    device: Mapped[str]
    begins: Mapped[datetime]
    ends: Mapped[datetime]
    file_name: Mapped[str]
    officer_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("officers.id", deferrable=True, initially="DEFERRED")
    )
    station: Mapped[str]
    file_size: Mapped[int]
    file_hash: Mapped[str]
    case_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("cases.id", deferrable=True, initially="DEFERRED")
    )
    evidence_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("evidence.id", deferrable=True, initially="DEFERRED")
    )
