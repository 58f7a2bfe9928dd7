"""Clue (线索): what came in from inspection, grid, hotline, report or transfer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


class ClueSource(StrEnum):
    """Where a clue came from (线索来源; form 01)."""

    INSPECTION = "inspection"
    COMPLAINT = "complaint"
    REPORT = "report"
    HOTLINE_12345 = "hotline_12345"
    GRID = "grid"
    TRANSFER_IN = "transfer_in"
    ASSIGNED = "assigned"
    MEDIA = "media"
    OTHER = "other"


SOURCE_WORDS = {
    ClueSource.INSPECTION: "检查发现",
    ClueSource.COMPLAINT: "投诉",
    ClueSource.REPORT: "举报",
    ClueSource.HOTLINE_12345: "12345热线",
    ClueSource.GRID: "网格上报",
    ClueSource.TRANSFER_IN: "其他机关移送",
    ClueSource.ASSIGNED: "上级交办",
    ClueSource.MEDIA: "媒体反映",
    ClueSource.OTHER: "其他",
}


class ClueState(StrEnum):
    """What became of a clue (线索状态)."""

    OPEN = "open"
    FILED = "filed"
    NOT_FILED = "not_filed"
    TRANSFERRED = "transferred"
    REPLIED = "replied"


CLUE_STATE_WORDS = {
    ClueState.OPEN: "待处理",
    ClueState.FILED: "已转案件",
    ClueState.NOT_FILED: "不予立案",
    ClueState.TRANSFERRED: "已移送",
    ClueState.REPLIED: "已答复",
}


@dataclass(frozen=True, slots=True)
class Clue:
    """线索 (clue): the fact that starts the duty to check (APL 54); the case clock starts at filing."""

    id: UUID
    town: str
    register_no: Annotated[str, Field("登记编号")]
    received_at: Annotated[datetime, Field("登记时间", "来源", required=True)]
    registrar_id: Annotated[UUID, Field("登记人", kind=Kind.OFFICER)]
    source: Annotated[ClueSource, Field("来源类型", "来源", required=True)]
    source_ref: Annotated[str, Field("来源单号", "来源", help="网格事件号、12345工单号或移送文号")] = ""
    informant_name: Annotated[str, Field("提供人姓名", "提供人")] = ""
    informant_phone: Annotated[str, Field("提供人电话", "提供人")] = ""
    informant_confidential: Annotated[bool, Field("匿名或要求保密", "提供人")] = False
    subject_name: Annotated[str, Field("被反映对象", "线索", required=True)] = ""
    place: Annotated[str, Field("发生地点", "线索", required=True)] = ""
    occurred_on: Annotated[date | None, Field("发生日期", "线索")] = None
    summary: Annotated[str, Field("内容摘要", "线索", required=True, kind=Kind.LONG_TEXT)] = ""
    department: Annotated[str, Field("涉及领域", "线索", help="赋权部门")] = ""
    check_opinion: Annotated[str, Field("核查意见", "核查", kind=Kind.LONG_TEXT)] = ""
    state: Annotated[ClueState, Field("线索状态")] = ClueState.OPEN
    case_id: UUID | None = None
    closing_reason: Annotated[str, Field("不予立案或答复理由")] = ""
    demonstration: bool = False
