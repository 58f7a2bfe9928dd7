"""Row of the training plan (培训计划)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.training_plan import TrainingPlan
from localdb.base import Row


class TrainingPlanRow(Row):
    """培训计划 (training plan) as stored; attributes as in the domain."""

    __tablename__ = "training_plans"
    __table_args__ = (Index("ix_training_plans_town", "town", "year"),)
    holds: ClassVar[type] = TrainingPlan

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    year: Mapped[int]
    title: Mapped[str]
    organiser: Mapped[str]
    aims: Mapped[str]
