"""Row of the equipment (执法装备)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.equipment import Equipment, EquipmentKind, EquipmentState
from localdb.base import Row
from localdb.columns import WordColumn


class EquipmentRow(Row):
    """执法装备 (equipment) as stored; attributes as in the domain."""

    __tablename__ = "equipment"
    __table_args__ = (
        Index("ix_equipment_town", "town"),
        Index("ix_equipment_holder_id", "holder_id"),
    )
    holds: ClassVar[type] = Equipment

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    kind: Mapped[EquipmentKind] = mapped_column(WordColumn(EquipmentKind))
    number: Mapped[str]
    model: Mapped[str]
    bought_on: Mapped[date | None]
    state: Mapped[EquipmentState] = mapped_column(WordColumn(EquipmentState))
    holder_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("officers.id", deferrable=True, initially="DEFERRED")
    )
