"""Equipment (执法装备): terminals, recorders, radios and uniforms, each with who has it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class EquipmentKind(StrEnum):
    """What is handed out (装备种类)."""

    TERMINAL = "terminal"
    RECORDER = "recorder"
    RADIO = "radio"
    UNIFORM = "uniform"


EQUIPMENT_WORDS = {
    EquipmentKind.TERMINAL: "执法终端",
    EquipmentKind.RECORDER: "执法记录仪",
    EquipmentKind.RADIO: "对讲机",
    EquipmentKind.UNIFORM: "制式服装",
}


class EquipmentState(StrEnum):
    """Where it is (装备状态)."""

    STOCK = "stock"
    ISSUED = "issued"
    REPAIR = "repair"
    LOST = "lost"


EQUIPMENT_STATE_WORDS = {
    EquipmentState.STOCK: "在库",
    EquipmentState.ISSUED: "已配发",
    EquipmentState.REPAIR: "送修",
    EquipmentState.LOST: "遗失",
}


@dataclass(frozen=True, slots=True)
class Equipment:
    """执法装备 (equipment): one piece under its number; every move is kept apart."""

    id: UUID
    town: str
    kind: Annotated[EquipmentKind, Field("装备种类", "装备", required=True)]
    number: Annotated[str, Field("设备编号", "装备", required=True)]
    model: Annotated[str, Field("型号规格", "装备")] = ""
    bought_on: Annotated[date | None, Field("购置日期", "装备")] = None
    state: Annotated[EquipmentState, Field("装备状态")] = EquipmentState.STOCK
    holder_id: UUID | None = None
