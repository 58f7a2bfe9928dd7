"""Values (表单取值): what a form hands over, made fit for its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from app.domain.approval import Verdict
from app.domain.field import Field, Kind, fields_of
from app.domain.statement import Adoption
from app.domain.volume import Retention

if TYPE_CHECKING:
    from collections.abc import Mapping


READ_AT_RUN_TIME = (date, UUID, Adoption, Verdict, Retention)
"""Forms read the types of the declarations below."""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What a step asks for (办理事项)."""

    reason: Annotated[str, Field("理由", "办理", required=True, kind=Kind.LONG_TEXT)]
    transferred_to: Annotated[str, Field("移送至何机关", "办理", required=True)]


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """What happened outside the papers of the case (办理情况)."""

    kind: Annotated[
        UUID,
        Field(
            "办理情况",
            "办理情况",
            required=True,
            kind=Kind.ITEM,
            help="输入公示、复议、诉讼、法院、公安、代履行、工单等词查找",
        ),
    ]
    on: Annotated[date, Field("发生日期", "办理情况", required=True)]
    note: Annotated[str, Field("说明", "办理情况", help="文号、网址、承办人等")] = ""


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """Which recording becomes evidence (记录仪录像)."""

    recording: Annotated[UUID, Field("录像", "录像", required=True, kind=Kind.ITEM)]


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What an approver says (审批意见)."""

    verdict: Annotated[Verdict, Field("意见", "审批", required=True)]
    on: Annotated[date, Field("日期", "审批", required=True)]
    words: Annotated[str, Field("意见内容", "审批", kind=Kind.LONG_TEXT, help="退回、不同意的须写明")] = ""
    on_paper: Annotated[bool, Field("以纸质签批为准", "审批")] = False


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """What somebody signed on the paper itself (纸质签批)."""

    signer: Annotated[UUID, Field("签批人", "纸质签批", required=True, kind=Kind.OFFICER)]
    verdict: Annotated[Verdict, Field("意见", "纸质签批", required=True)]
    on: Annotated[date, Field("签批日期", "纸质签批", required=True)]
    words: Annotated[str, Field("意见内容", "纸质签批", kind=Kind.LONG_TEXT, help="退回、不同意的须写明")] = (
        ""
    )


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """What the check of a statement found (复核)."""

    finding: Annotated[str, Field("复核意见", "复核", required=True, kind=Kind.LONG_TEXT)]
    adoption: Annotated[Adoption, Field("采纳情况", "复核", required=True, help="部分采纳或不采纳的写明理由")]


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """When money taken on the spot was handed in and banked (缴交)."""

    handed_in_on: Annotated[date | None, Field("交至机关日期", "缴交")] = None
    banked_on: Annotated[date | None, Field("缴付银行日期", "缴交")] = None


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """When and why what was sent came back (退回)."""

    on: Annotated[date, Field("退回日期", "退回", required=True)]
    why: Annotated[str, Field("退回原因", "退回", required=True, help="如查无此人、拒收")]


@dataclass(frozen=True, slots=True)
class BindingFacts:
    """How long a volume is kept (组卷)."""

    retention: Annotated[Retention, Field("保管期限", "组卷", required=True)]


def fit(record: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values a record can take: an empty answer leaves what must not be empty as it was."""
    optional = {each.name for each in fields_of(record) if each.optional}
    return {name: value for name, value in values.items() if value is not None or name in optional}
