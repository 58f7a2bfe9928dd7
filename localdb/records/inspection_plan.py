"""Row of the inspection plan (抽查计划)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.inspection import DrawnFrom, InspectionPlan
from localdb.base import Row
from localdb.columns import WordColumn


class InspectionPlanRow(Row):
    """抽查计划 (inspection plan) as stored; attributes as in the domain."""

    __tablename__ = "inspection_plans"
    __table_args__ = (Index("ix_inspection_plans_town_year", "town", "year"),)
    holds: ClassVar[type] = InspectionPlan

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    name: Mapped[str]
    year: Mapped[int]
    drawn_from: Mapped[DrawnFrom] = mapped_column(WordColumn(DrawnFrom))
    matter_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("inspection_matters.id", deferrable=True, initially="DEFERRED")
    )
    shares: Mapped[Mapping[str, str]]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    each: Mapped[int]
    demonstration: Mapped[bool]
