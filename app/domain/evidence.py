"""Evidence (证据): one piece, its kind, source, keeper and verification."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


class EvidenceKind(StrEnum):
    """The closed list of kinds (证据种类, APL 46)."""

    DOCUMENTARY = "documentary"
    PHYSICAL = "physical"
    AUDIOVISUAL = "audiovisual"
    ELECTRONIC = "electronic"
    TESTIMONY = "testimony"
    PARTY_STATEMENT = "party_statement"
    APPRAISAL = "appraisal"
    SCENE_RECORD = "record"


EVIDENCE_WORDS = {
    EvidenceKind.DOCUMENTARY: "书证",
    EvidenceKind.PHYSICAL: "物证",
    EvidenceKind.AUDIOVISUAL: "视听资料",
    EvidenceKind.ELECTRONIC: "电子数据",
    EvidenceKind.TESTIMONY: "证人证言",
    EvidenceKind.PARTY_STATEMENT: "当事人的陈述",
    EvidenceKind.APPRAISAL: "鉴定意见",
    EvidenceKind.SCENE_RECORD: "勘验笔录、现场笔录",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """证据 (evidence): kept by the sha256 of its file; verified by a named officer (APL 40, 46).

    Attributes:
        slot: Slot of the whole-process record (全过程记录环节) that its recording fills; empty for none.
    """

    id: UUID
    town: str
    case_id: UUID
    number: Annotated[int, Field("证据编号")]
    kind: Annotated[EvidenceKind, Field("证据种类", "证据", required=True)]
    name: Annotated[str, Field("证据名称", "证据", required=True)]
    proves: Annotated[str, Field("证明事项", "证据", required=True, kind=Kind.LONG_TEXT)] = ""
    source: Annotated[str, Field("来源（提供人）", "证据")] = ""
    taken_at: Annotated[datetime | None, Field("取得时间", "证据")] = None
    place: Annotated[str, Field("取得地点", "证据")] = ""
    taken_by: Annotated[tuple[UUID, ...], Field("取证人", "证据", kind=Kind.OFFICERS)] = ()
    original: Annotated[bool, Field("原件（原物）", "证据")] = True
    pages: Annotated[int, Field("页数（件数）", "证据")] = 1
    act_id: UUID | None = None
    document_id: UUID | None = None
    file_name: str = ""
    file_hash: str = ""
    file_size: int = 0
    verified_by: UUID | None = None
    verified_on: date | None = None
    excluded_reason: Annotated[str, Field("排除原因", help="违法取得的证据须排除")] = ""
    monitoring: Annotated[bool, Field("电子技术监控设备记录", "监控设备")] = False
    device_review: Annotated[str, Field("设备法制和技术审核", "监控设备", help="审核部门、日期、文号")] = ""
    device_site: Annotated[str, Field("设置地点公布情况", "监控设备", help="公布的途径和日期")] = ""
    record_checked: Annotated[str, Field("记录内容审核情况", "监控设备", help="审核人、日期、结论")] = ""
    slot: str = ""

    @property
    def usable(self) -> bool:
        """Whether it is verified and not excluded."""
        return self.verified_by is not None and not self.excluded_reason


def double_numbered(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the pieces (重号证据) whose number an earlier one bears, as two computers may give it."""
    taken, double = set[int](), []
    for each in sorted(pieces, key=lambda piece: piece.id):
        if each.number in taken:
            double.append(each)
        taken.add(each.number)
    return tuple(double)
