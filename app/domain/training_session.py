"""Training session (培训班次): one lesson or examination of a plan, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """培训班次 (training session): counts its hours for everybody who was there."""

    id: UUID
    town: str
    plan_id: UUID
    on: Annotated[date, Field("培训日期", "培训班次", required=True)]
    title: Annotated[str, Field("课程", "培训班次", required=True)]
    hours: Annotated[int, Field("学时", "培训班次", required=True)]
    place: Annotated[str, Field("地点", "培训班次")] = ""
    teacher: Annotated[str, Field("授课人", "培训班次")] = ""
    exam: Annotated[bool, Field("结业考试", "培训班次")] = False
    pass_mark: Annotated[int, Field("合格分数", "培训班次")] = 60
