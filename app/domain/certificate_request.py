"""Certificate request (证件申办): a first issue, renewal, exchange or replacement on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class RequestKind(StrEnum):
    """What is asked for (申办事项)."""

    FIRST = "first"
    RENEWAL = "renewal"
    EXCHANGE = "exchange"
    REPLACEMENT = "replacement"


REQUEST_WORDS = {
    RequestKind.FIRST: "申领",
    RequestKind.RENEWAL: "延续",
    RequestKind.EXCHANGE: "换发",
    RequestKind.REPLACEMENT: "遗失补发",
}


class RequestState(StrEnum):
    """How far it is (申办状态)."""

    PENDING = "pending"
    ISSUED = "issued"
    REFUSED = "refused"


REQUEST_STATE_WORDS = {
    RequestState.PENDING: "待发证",
    RequestState.ISSUED: "已发证",
    RequestState.REFUSED: "未批准",
}


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """证件申办 (certificate request): closed by the certificate issued, or by a refusal with its reason.

    Attributes:
        certificate_id: The certificate to be followed; ``None`` for a first one.
        issued_id: The certificate that came of it.
        paper: Sha256 of the form printed of it.
    """

    id: UUID
    town: str
    officer_id: UUID
    kind: Annotated[RequestKind, Field("申办事项", "申办", required=True)]
    applied_on: Annotated[date, Field("申办日期", "申办", required=True)]
    reason: Annotated[str, Field("申办理由", "申办")] = ""
    certificate_id: UUID | None = None
    state: Annotated[RequestState, Field("申办状态")] = RequestState.PENDING
    closed_on: Annotated[date | None, Field("办结日期")] = None
    outcome: Annotated[str, Field("办理结果")] = ""
    issued_id: UUID | None = None
    paper: str = ""
