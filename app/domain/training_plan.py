"""Training plan (培训计划): what a bureau or the city means to teach in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """培训计划 (training plan): of one year, its sessions apart."""

    id: UUID
    town: str
    year: Annotated[int, Field("年度", "培训计划", required=True)]
    title: Annotated[str, Field("计划名称", "培训计划", required=True)]
    organiser: Annotated[str, Field("组织单位", "培训计划")] = ""
    aims: Annotated[str, Field("培训对象和内容", "培训计划", kind=Kind.LONG_TEXT)] = ""
