"""Row of the unit (机构)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.unit import Unit, UnitKind
from localdb.base import Row
from localdb.columns import WordColumn


class UnitRow(Row):
    """机构 (unit) as stored; attributes as in the domain."""

    __tablename__ = "units"
    __table_args__ = (Index("ix_units_town", "town"),)
    holds: ClassVar[type] = Unit

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    kind: Mapped[UnitKind] = mapped_column(WordColumn(UnitKind))
    name: Mapped[str]
    field: Mapped[str]
    begun: Mapped[date | None]
    ended: Mapped[date | None]
    mark: Mapped[str]
