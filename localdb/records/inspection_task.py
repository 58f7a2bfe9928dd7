"""Row of the inspection task (抽查任务)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.inspection import Finding, InspectionTask
from localdb.base import Row
from localdb.columns import WordColumn


class InspectionTaskRow(Row):
    """抽查任务 (inspection task) as stored; attributes as in the domain."""

    __tablename__ = "inspection_tasks"
    __table_args__ = (
        Index("ix_inspection_tasks_draw_id", "draw_id"),
        Index("ix_inspection_tasks_town_finding", "town", "finding"),
        Index("ix_inspection_tasks_subject_id", "subject_id"),
    )
    holds: ClassVar[type] = InspectionTask

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    draw_id: Mapped[UUID] = mapped_column(
        ForeignKey("inspection_draws.id", deferrable=True, initially="DEFERRED")
    )
    plan_id: Mapped[UUID]
    subject_id: Mapped[UUID]
    subject_name: Mapped[str]
    officers: Mapped[tuple[UUID, ...]]
    finding: Mapped[Finding] = mapped_column(WordColumn(Finding))
    checked_on: Mapped[date | None]
    words: Mapped[str]
    published_on: Mapped[date | None]
    clue_id: Mapped[UUID | None]
    demonstration: Mapped[bool]
