"""Row of the draw (抽取)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.inspection import DrawState, InspectionDraw
from localdb.base import Row
from localdb.columns import WordColumn


class InspectionDrawRow(Row):
    """抽取 (draw) as stored; attributes as in the domain."""

    __tablename__ = "inspection_draws"
    __table_args__ = (Index("ix_inspection_draws_plan_id", "plan_id"),)
    holds: ClassVar[type] = InspectionDraw

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey("inspection_plans.id", deferrable=True, initially="DEFERRED")
    )
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[UUID]
    committed: Mapped[str]
    frozen_hash: Mapped[str]
    state: Mapped[DrawState] = mapped_column(WordColumn(DrawState))
    witness: Mapped[str]
    word: Mapped[str]
    drawn_at: Mapped[datetime | None]
    drawn_by: Mapped[UUID | None]
    record_hash: Mapped[str]
    void_reason: Mapped[str]
    demonstration: Mapped[bool]
