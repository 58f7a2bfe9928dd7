"""Values (人员表单): what the questions of a person's page ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from app.domain.certificate import CertificateKind
from app.domain.certificate_request import RequestKind
from app.domain.field import Field, Kind
from app.domain.officer import Establishment

READ_AT_RUN_TIME = (UUID, date, CertificateKind, RequestKind, Establishment)
"""Forms read the types of the declarations below."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What an application asks (申办)."""

    reason: Annotated[str, Field("申办理由", "申办", required=True)]


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """What a refusal asks (不予发证)."""

    reason: Annotated[str, Field("不予发证的理由", "办结", required=True, kind=Kind.LONG_TEXT)]


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What a change of state asks (状态变更)."""

    on: Annotated[date, Field("起始日期", "办理", required=True)]
    reason: Annotated[str, Field("理由", "办理", required=True, kind=Kind.LONG_TEXT)]


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What stands on the certificate that was issued (证面内容)."""

    number: Annotated[str, Field("证件号码", "发证", required=True)]
    kind: Annotated[CertificateKind, Field("证件种类", "发证", required=True)]
    issued_on: Annotated[date, Field("发证日期", "发证", required=True)]
    valid_to: Annotated[date, Field("有效期至", "发证", required=True)]
    issuer: Annotated[str, Field("发证机关", "发证")] = ""
    area: Annotated[str, Field("执法区域", "发证", help="空白表示不限区域")] = ""
    fields: Annotated[str, Field("执法领域", "发证", help="空白表示不限领域")] = ""


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a new posting asks (任职变动)."""

    begins: Annotated[date, Field("任职起始日", "任职", required=True)]
    unit: Annotated[str, Field("中队（科室）", "任职", required=True)]
    establishment: Annotated[Establishment, Field("编制性质", "任职", required=True)]
    post: Annotated[str, Field("职务", "任职")] = ""
    basis: Annotated[str, Field("任免文号或依据", "任职")] = ""


@dataclass(frozen=True, slots=True)
class ExamFacts:
    """What a result asks (考试成绩)."""

    subject: Annotated[str, Field("科目", "考试", required=True, help="公共法律知识、专业法律知识")]
    on: Annotated[date, Field("考试日期", "考试", required=True)]
    score: Annotated[str, Field("成绩", "考试", required=True)]
    result: Annotated[str, Field("结论", "考试", help="合格、不合格")] = ""


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What a yearly check asks (年度审验)."""

    year: Annotated[int, Field("年度", "审验", required=True)]
    on: Annotated[date, Field("审验日期", "审验", required=True)]
    result: Annotated[str, Field("结论", "审验", required=True, help="合格、不合格、补训后合格")]


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """What a move to another bureau asks (调动)."""

    bureau: Annotated[UUID, Field("调入单位", "调动", required=True, kind=Kind.ITEM)]
    on: Annotated[date, Field("到岗日期", "调动", required=True)]
    unit: Annotated[str, Field("中队（科室）", "调动", required=True)]
    establishment: Annotated[Establishment, Field("编制性质", "调动", required=True)]
    post: Annotated[str, Field("职务", "调动")] = ""
    basis: Annotated[str, Field("调动文号或依据", "调动")] = ""


@dataclass(frozen=True, slots=True)
class LeaveFacts:
    """What leaving asks (离岗)."""

    last: Annotated[date, Field("最后在岗日", "离岗", required=True)]
    reason: Annotated[str, Field("原因", "离岗", required=True)]
