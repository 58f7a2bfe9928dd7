"""Row of the training session (培训班次)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.training_session import TrainingSession
from localdb.base import Row


class TrainingSessionRow(Row):
    """培训班次 (training session) as stored; attributes as in the domain."""

    __tablename__ = "training_sessions"
    __table_args__ = (Index("ix_training_sessions_plan_id", "plan_id"),)
    holds: ClassVar[type] = TrainingSession

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey("training_plans.id", deferrable=True, initially="DEFERRED")
    )
    on: Mapped[date]
    title: Mapped[str]
    hours: Mapped[int]
    place: Mapped[str]
    teacher: Mapped[str]
    exam: Mapped[bool]
    pass_mark: Mapped[int]
