"""Row of the inspection matter (抽查事项)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.inspection import InspectionMatter
from localdb.base import Row


class InspectionMatterRow(Row):
    """抽查事项 (inspection matter) as stored; attributes as in the domain."""

    __tablename__ = "inspection_matters"
    __table_args__ = (Index("ix_inspection_matters_town", "town"),)
    holds: ClassVar[type] = InspectionMatter

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    name: Mapped[str]
    basis: Mapped[str]
    department: Mapped[str]
    method: Mapped[str]
    cap: Mapped[int]
    listed_from: Mapped[date | None]
    listed_to: Mapped[date | None]
    demonstration: Mapped[bool]
