"""Statement (陈述申辩): what a party answered to a notice, or that it waived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


class StatementKind(StrEnum):
    """What the party did after the notice (当事人反应)."""

    STATEMENT = "statement"
    WAIVER = "waiver"
    HEARING_REQUEST = "hearing_request"
    HEARING_WITHDRAWN = "hearing_withdrawn"


STATEMENT_WORDS = {
    StatementKind.STATEMENT: "陈述申辩",
    StatementKind.WAIVER: "放弃陈述申辩",
    StatementKind.HEARING_REQUEST: "申请听证",
    StatementKind.HEARING_WITHDRAWN: "撤回听证申请",
}


class Adoption(StrEnum):
    """How far a statement was found right (采纳情况)."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


ADOPTION_WORDS = {Adoption.WHOLE: "采纳", Adoption.PART: "部分采纳", Adoption.NONE: "不予采纳"}


@dataclass(frozen=True, slots=True)
class Statement:
    """陈述申辩 (statement): heard, checked and accepted where founded (APL 45); never makes it worse."""

    id: UUID
    town: str
    case_id: UUID
    party_id: UUID
    kind: Annotated[StatementKind, Field("当事人反应", "陈述申辩", required=True)]
    made_on: Annotated[date, Field("提出日期", "陈述申辩", required=True)]
    content: Annotated[str, Field("陈述申辩内容", "陈述申辩", kind=Kind.LONG_TEXT)] = ""
    finding: Annotated[str, Field("复核意见", "复核", kind=Kind.LONG_TEXT)] = ""
    accepted: Annotated[bool, Field("采纳", "复核")] = False
    reviewed_on: Annotated[date | None, Field("复核日期", "复核")] = None
    partly: Annotated[bool, Field("只采纳一部分", "复核")] = False

    @property
    def adoption(self) -> Adoption | None:
        """How far it was accepted; nothing before the check."""
        if self.reviewed_on is None:
            return None
        if not self.accepted:
            return Adoption.NONE
        return Adoption.PART if self.partly else Adoption.WHOLE
