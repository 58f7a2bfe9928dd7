"""Row of the log line (办案日志)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.log_line import LogLine
from localdb.base import Row


class LogLineRow(Row):
    """办案日志 (log line) as stored; attributes as in the domain."""

    __tablename__ = "log_lines"
    __table_args__ = (Index("ix_log_lines_case_id", "case_id"),)
    holds: ClassVar[type] = LogLine

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("cases.id", deferrable=True, initially="DEFERRED")
    )
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    by_name: Mapped[str]
    machine: Mapped[str]
    code: Mapped[str]
    text: Mapped[str]
