"""Service (送达): how, when and to whom a document was served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


class DeliveryWay(StrEnum):
    """Ways of service (送达方式, CPL 87–95; APL 61)."""

    DIRECT = "direct"
    LIEN = "lien"
    ELECTRONIC = "electronic"
    ENTRUSTED = "entrusted"
    MAIL = "mail"
    FORWARDED = "forwarded"
    ANNOUNCEMENT = "announcement"


WAY_WORDS = {
    DeliveryWay.DIRECT: "直接送达",
    DeliveryWay.LIEN: "留置送达",
    DeliveryWay.ELECTRONIC: "电子送达",
    DeliveryWay.ENTRUSTED: "委托送达",
    DeliveryWay.MAIL: "邮寄送达",
    DeliveryWay.FORWARDED: "转交送达",
    DeliveryWay.ANNOUNCEMENT: "公告送达",
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """送达 (service): served on the day signed, arrived or receipted; announcement after 30 days."""

    id: UUID
    town: str
    case_id: UUID
    document_id: UUID
    party_id: UUID
    way: Annotated[DeliveryWay, Field("送达方式", "送达", required=True)]
    served_at: Annotated[datetime, Field("送达时间", "送达", required=True)]
    effective_on: Annotated[date, Field("送达生效日")]
    place: Annotated[str, Field("送达地点", "送达", required=True)] = ""
    receiver: Annotated[str, Field("收件人", "送达", help="签收人姓名；留置、公告可空")] = ""
    relation: Annotated[str, Field("与受送达人关系", "送达")] = ""
    witness: Annotated[str, Field("见证人", "送达", help="留置送达须有见证人或影像")] = ""
    note: Annotated[str, Field("备注（拒收事由、邮单号、公告方式）", "送达", kind=Kind.LONG_TEXT)] = ""
    servers: Annotated[tuple[UUID, ...], Field("送达人", "送达", kind=Kind.OFFICERS)] = ()
    receipt_document_id: UUID | None = None
    returned_on: Annotated[date | None, Field("退回日期")] = None
    returned_why: Annotated[str, Field("退回原因")] = ""

    @property
    def stands(self) -> bool:
        """Whether it reached the party as far as is known: it did not come back."""
        return self.returned_on is None
