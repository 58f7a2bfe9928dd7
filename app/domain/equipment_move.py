"""Equipment move (装备流转): one piece issued, returned, sent to repair or reported lost, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class MoveKind(StrEnum):
    """What happened to a piece (流转事项)."""

    ISSUE = "issue"
    RETURN = "return"
    REPAIR = "repair"
    REPAIRED = "repaired"
    LOSS = "loss"


MOVE_WORDS = {
    MoveKind.ISSUE: "配发",
    MoveKind.RETURN: "归还",
    MoveKind.REPAIR: "送修",
    MoveKind.REPAIRED: "修复入库",
    MoveKind.LOSS: "报失",
}


@dataclass(frozen=True, slots=True)
class EquipmentMove:
    """装备流转 (equipment move): only added, never changed."""

    id: UUID
    town: str
    equipment_id: UUID
    kind: Annotated[MoveKind, Field("流转事项", "流转", required=True)]
    on: Annotated[date, Field("日期", "流转", required=True)]
    officer_id: Annotated[UUID | None, Field("领用人", "流转")] = None
    note: Annotated[str, Field("说明", "流转")] = ""
    by_name: str = ""
