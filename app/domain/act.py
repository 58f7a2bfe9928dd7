"""Act (违法行为): what a case punishes, with the item and the law version of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


@dataclass(frozen=True, slots=True)
class Act:
    """违法行为 (act): one punishable act; its item and law version are pinned by its day (APL 37)."""

    id: UUID
    town: str
    case_id: UUID
    item_id: Annotated[UUID, Field("处罚事项", "行为", required=True, kind=Kind.ITEM)]
    item_code: str
    began_on: Annotated[date, Field("行为发生日", "行为", required=True)]
    ended_on: Annotated[date | None, Field("行为终了日", "行为", help="有连续或继续状态的填写")] = None
    place: Annotated[str, Field("行为地点", "行为", required=True)] = ""
    facts: Annotated[str, Field("违法事实", "行为", kind=Kind.LONG_TEXT)] = ""
    fine_facts: str = "{}"
    harms_life_or_finance: Annotated[bool, Field("涉及生命健康、金融安全且有危害后果", "行为")] = False

    @property
    def last_day(self) -> date:
        """The day limitation counts from (APL 36): the end of a continuing act."""
        return self.ended_on or self.began_on
