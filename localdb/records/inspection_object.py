"""Row of the inspection object (检查对象)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.inspection import InspectionObject, Risk
from localdb.base import Row
from localdb.columns import WordColumn


class InspectionObjectRow(Row):
    """检查对象 (inspection object) as stored; attributes as in the domain."""

    __tablename__ = "inspection_objects"
    __table_args__ = (Index("ix_inspection_objects_town", "town"),)
    holds: ClassVar[type] = InspectionObject

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    name: Mapped[str]
    credit_code: Mapped[str]
    kind: Mapped[str]
    address: Mapped[str]
    telephone: Mapped[str]
    risk: Mapped[Risk] = mapped_column(WordColumn(Risk))
    exempt: Mapped[str]
    recused: Mapped[tuple[UUID, ...]]
    demonstration: Mapped[bool]
