"""Unit (机构): a squadron or office of a town bureau, or one of the city's field teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class UnitKind(StrEnum):
    """What a unit is (机构类别)."""

    SQUADRON = "squadron"
    OFFICE = "office"
    CITY_TEAM = "city_team"


UNIT_WORDS = {UnitKind.SQUADRON: "中队", UnitKind.OFFICE: "内设科室", UnitKind.CITY_TEAM: "市级执法队伍"}


@dataclass(frozen=True, slots=True)
class Unit:
    """机构 (unit): where officers are posted; kept by dates, for units are set up and merged.

    Attributes:
        mark: How certain name and field are; empty when the office entered them.
    """

    id: UUID
    town: str
    kind: Annotated[UnitKind, Field("机构类别", "机构", required=True)]
    name: Annotated[str, Field("机构名称", "机构", required=True)]
    field: Annotated[str, Field("执法领域", "机构")] = ""
    begun: Annotated[date | None, Field("设立日期", "机构")] = None
    ended: Annotated[date | None, Field("撤销日期", "机构")] = None
    mark: str = ""

    def stands_on(self, day: date) -> bool:
        """Tell whether the unit existed on a day."""
        return (self.begun is None or self.begun <= day) and (self.ended is None or day <= self.ended)
