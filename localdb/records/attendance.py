"""Row of the attendance (培训签到)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.attendance import Attendance
from localdb.base import Row


class AttendanceRow(Row):
    """培训签到 (attendance) as stored; attributes as in the domain."""

    __tablename__ = "attendances"
    __table_args__ = (
        Index("ix_attendances_session_id", "session_id"),
        Index("ix_attendances_officer_id", "officer_id"),
    )
    holds: ClassVar[type] = Attendance

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    session_id: Mapped[UUID] = mapped_column(
        ForeignKey("training_sessions.id", deferrable=True, initially="DEFERRED")
    )
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id", deferrable=True, initially="DEFERRED"))
    present: Mapped[bool]
    score: Mapped[str]
