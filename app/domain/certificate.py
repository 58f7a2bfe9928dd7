"""Certificate (执法证): what lets an officer act, judged by its state on the day of the act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class CertificateKind(StrEnum):
    """Who prints the pattern (证件种类)."""

    NATIONAL = "national"
    MINISTRY = "ministry"
    SUPERVISION = "supervision"


class CertificateState(StrEnum):
    """Standing apart from the printed term (证件状态)."""

    VALID = "valid"
    WITHHELD = "withheld"
    LOST = "lost"
    CANCELLED = "cancelled"
    FROZEN = "frozen"


CERTIFICATE_WORDS = {
    CertificateState.VALID: "有效",
    CertificateState.WITHHELD: "暂扣",
    CertificateState.LOST: "遗失",
    CertificateState.CANCELLED: "注销",
    CertificateState.FROZEN: "冻结",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """执法证 (certificate): number kept as text, for formats differ by province (APL 42, 55)."""

    id: UUID
    town: str
    officer_id: UUID
    number: Annotated[str, Field("证件号码", "执法证", required=True)]
    kind: Annotated[CertificateKind, Field("证件种类", "执法证", required=True)]
    issuer: Annotated[str, Field("发证机关", "执法证")]
    issued_on: Annotated[date, Field("发证日期", "执法证", required=True)]
    valid_to: Annotated[date, Field("有效期至", "执法证", required=True)]
    area: Annotated[str, Field("执法区域", "执法证")] = ""
    fields: Annotated[str, Field("执法领域", "执法证", help="空白表示不限领域")] = ""
    state: Annotated[CertificateState, Field("证件状态", "执法证")] = CertificateState.VALID
    state_since: Annotated[date | None, Field("状态起始日", "执法证")] = None

    def why_not_on(self, day: date) -> str:
        """Return in Chinese why the certificate was not good on a day; empty when it was."""
        if day < self.issued_on:
            return f"执法证{self.number}于{self.issued_on}才发证"
        if day > self.valid_to:
            return f"执法证{self.number}已于{self.valid_to}到期"
        since = self.state_since
        if self.state is not CertificateState.VALID and (since is None or since <= day):
            return f"执法证{self.number}{CERTIFICATE_WORDS[self.state]}"
        return ""
