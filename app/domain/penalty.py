"""Penalty (处罚): what is proposed, announced and decided for one party and one act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind
from app.domain.money import ZERO, Money


class PenaltyKind(StrEnum):
    """Kinds of penalty (处罚种类, APL 9 without detention), lightest first."""

    WARNING = "warning"
    CRITICISM = "criticism"
    FINE = "fine"
    CONFISCATE_GAIN = "confiscate_gain"
    CONFISCATE_GOODS = "confiscate_goods"
    SUSPEND_LICENCE = "suspend_licence"
    LOWER_QUALIFICATION = "lower_qualification"
    LIMIT_BUSINESS = "limit_business"
    STOP_BUSINESS = "stop_business"
    LIMIT_OCCUPATION = "limit_occupation"
    CLOSE = "close"
    REVOKE_LICENCE = "revoke_licence"


PENALTY_WORDS = {
    PenaltyKind.WARNING: "警告",
    PenaltyKind.CRITICISM: "通报批评",
    PenaltyKind.FINE: "罚款",
    PenaltyKind.CONFISCATE_GAIN: "没收违法所得",
    PenaltyKind.CONFISCATE_GOODS: "没收非法财物",
    PenaltyKind.SUSPEND_LICENCE: "暂扣许可证件",
    PenaltyKind.LOWER_QUALIFICATION: "降低资质等级",
    PenaltyKind.LIMIT_BUSINESS: "限制开展生产经营活动",
    PenaltyKind.STOP_BUSINESS: "责令停产停业",
    PenaltyKind.LIMIT_OCCUPATION: "限制从业",
    PenaltyKind.CLOSE: "责令关闭",
    PenaltyKind.REVOKE_LICENCE: "吊销许可证件",
}


class Leaning(StrEnum):
    """Which way the circumstances push (裁量情节)."""

    NONE = "none"
    LIGHTER = "lighter"
    REDUCED = "reduced"
    HEAVIER = "heavier"
    EXEMPT = "exempt"


LEANING_WORDS = {
    Leaning.NONE: "一般",
    Leaning.LIGHTER: "从轻",
    Leaning.REDUCED: "减轻",
    Leaning.HEAVIER: "从重",
    Leaning.EXEMPT: "不予处罚",
}


@dataclass(frozen=True, slots=True)
class Penalty:
    """处罚 (penalty): the chosen kinds and amounts with the range they lie in and the reason.

    ``noticed`` holds the wording as announced (JSON) once the notice is final, so that a decision
    can be compared with it (APL 45). Amounts in whole fen. ``standard`` and ``tier`` name the discretion
    standard that was applied and the grade in it; ``beyond`` tells that the amount leaves its band or
    lies below the law's minimum, which the head must approve.
    """

    id: UUID
    town: str
    case_id: UUID
    party_id: UUID
    act_id: UUID
    kinds: Annotated[tuple[PenaltyKind, ...], Field("处罚种类", "处罚")] = ()
    fine: Annotated[Money, Field("罚款金额", "处罚")] = ZERO
    confiscated_gain: Annotated[Money, Field("没收违法所得", "处罚")] = ZERO
    confiscated_goods: Annotated[str, Field("没收财物", "处罚")] = ""
    other: Annotated[str, Field("其他处罚内容", "处罚")] = ""
    leaning: Annotated[Leaning, Field("裁量情节", "裁量")] = Leaning.NONE
    circumstances: Annotated[str, Field("情节说明", "裁量", kind=Kind.LONG_TEXT)] = ""
    reason: Annotated[str, Field("裁量理由", "裁量", kind=Kind.LONG_TEXT)] = ""
    range_low: Annotated[Money | None, Field("法定下限")] = None
    range_high: Annotated[Money | None, Field("法定上限")] = None
    derivation: tuple[str, ...] = ()
    standard: Annotated[str, Field("适用的裁量基准")] = ""
    tier: Annotated[str, Field("裁量档次")] = ""
    beyond: Annotated[bool, Field("超出裁量基准区间")] = False
    noticed: str = ""
