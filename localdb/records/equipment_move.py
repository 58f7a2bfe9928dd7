"""Row of the equipment move (装备流转)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.equipment_move import EquipmentMove, MoveKind
from localdb.base import Row
from localdb.columns import WordColumn


class EquipmentMoveRow(Row):
    """装备流转 (equipment move) as stored; attributes as in the domain."""

    __tablename__ = "equipment_moves"
    __table_args__ = (Index("ix_equipment_moves_equipment_id", "equipment_id"),)
    holds: ClassVar[type] = EquipmentMove

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    equipment_id: Mapped[UUID] = mapped_column(
        ForeignKey("equipment.id", deferrable=True, initially="DEFERRED")
    )
    kind: Mapped[MoveKind] = mapped_column(WordColumn(MoveKind))
    on: Mapped[date]
    officer_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("officers.id", deferrable=True, initially="DEFERRED")
    )
    note: Mapped[str]
    by_name: Mapped[str]
