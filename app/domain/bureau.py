"""Bureau (综合执法局): one of the seventeen town and subdistrict bureaus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class TownKind(StrEnum):
    """Town or subdistrict (镇、街道)."""

    TOWN = "town"
    SUBDISTRICT = "subdistrict"


@dataclass(frozen=True, slots=True)
class Bureau:
    """镇街综合执法局 (bureau): the working body of a town; editable, for units may merge."""

    id: UUID
    town: str
    slug: str
    kind: TownKind
    town_name: Annotated[str, Field("镇街名称", "单位", required=True)]
    name: Annotated[str, Field("执法局名称", "单位", required=True)]
    number_mark: Annotated[str, Field("文号代字", "单位", required=True, help="文号中代表本镇街的字")]
    address: Annotated[str, Field("地址", "单位")] = ""
    postcode: Annotated[str, Field("邮政编码", "单位")] = ""
    telephone: Annotated[str, Field("联系电话", "单位")] = ""
    mark: str = ""
