"""Certificate papers (证件文书): the forms and notices of certificate work, as a title and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.ledger_docx import ledger_docx
from app.domain.certificate import CERTIFICATE_KIND_WORDS, Certificate
from app.domain.certificate_request import REQUEST_WORDS, CertificateRequest, RequestKind
from app.domain.officer import ESTABLISHMENT_WORDS, Officer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

PROPOSAL = "（样式为建议稿，正式样式以主管部门印发的为准）"
_HEADS = "承办人签名：　　　　　　　　　　　日期：　　　　年　　月　　日"
_HANDED = "发放人签名：　　　　　　　　　　　日期：　　　　年　　月　　日"
_PERSON = (("序号", 5), ("姓名", 8), ("单位", 22), ("中队（科室）", 14), ("职务", 9))
_AGREED = "单位负责人意见：　　　　　　　　　签名：　　　　　　日期：　　　　年　　月　　日"
_JUSTICE = "发证机关意见：　　　　　　　　　　签名：　　　　　　日期：　　　　年　　月　　日"


def request_paper(
    request: CertificateRequest, officer: Officer, bureau: str, held: Certificate | None
) -> tuple[str, tuple[str, ...]]:
    """Return the form that asks for a certificate (申办审批表): title and lines."""
    lines = [
        f"单位：{bureau}　　　中队（科室）：{officer.unit}",
        f"姓名：{officer.name}　　　公民身份号码：{officer.id_number}",
        f"职务：{officer.post}　　　编制性质：{ESTABLISHMENT_WORDS[officer.establishment]}",
        f"申办事项：{REQUEST_WORDS[request.kind]}　　　申办日期：{chinese_day(request.applied_on)}",
    ]
    if held is not None:
        lines.append(f"原证件号码：{held.number}　　　原有效期至：{chinese_day(held.valid_to)}")
    lines += [f"申办理由：{request.reason}", "", _HEADS, _AGREED, _JUSTICE, PROPOSAL]
    return f"行政执法证{REQUEST_WORDS[request.kind]}审批表", tuple(lines)


def notice_paper(
    what: str, certificate: Certificate, officer: Officer, bureau: str, facts: tuple[date, str]
) -> tuple[str, tuple[str, ...]]:
    """Return the notice of a change of state (遗失、暂扣等) as title and lines; ``facts``: day, reason."""
    day, reason = facts
    lines = (
        f"单位：{bureau}",
        f"持证人：{officer.name}　　　职务：{officer.post}",
        f"证件种类：{CERTIFICATE_KIND_WORDS[certificate.kind]}　　　证件号码：{certificate.number}",
        f"发证日期：{chinese_day(certificate.issued_on)}　　　有效期至：{chinese_day(certificate.valid_to)}",
        f"办理事项：{what}　　　自{chinese_day(day)}起生效",
        f"理由：{reason}",
        "",
        _AGREED,
        PROPOSAL,
    )
    return f"行政执法证{what}通知单", lines


def issue_paper(
    kind: RequestKind, new: Certificate, officer: Officer, bureau: str
) -> tuple[str, tuple[str, ...]]:
    """Return the form signed when a certificate is handed over (发证登记表): title and lines."""
    lines = (
        f"单位：{bureau}　　　中队（科室）：{officer.unit}",
        f"持证人：{officer.name}　　　职务：{officer.post}",
        f"申办事项：{REQUEST_WORDS[kind]}　　　发证机关：{new.issuer}",
        f"证件种类：{CERTIFICATE_KIND_WORDS[new.kind]}　　　证件号码：{new.number}",
        f"发证日期：{chinese_day(new.issued_on)}　　　有效期至：{chinese_day(new.valid_to)}",
        *(() if kind is RequestKind.FIRST else ("原证件：□已交回　□已遗失公告　□其他",)),
        "",
        "领证人签名：　　　　　　　　　　　日期：　　　　年　　月　　日",
        _HANDED,
        PROPOSAL,
    )
    return f"行政执法证{REQUEST_WORDS[kind]}发证登记表", lines


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a sheet for many (汇总表一行): whose certificate, and of which bureau."""

    officer: Officer
    bureau: str
    certificate: Certificate


def application_sheet(listed: Sequence[Listed], bureau: str, day: date, reason: str) -> tuple[str, bytes]:
    """Return title and docx of the one sheet that asks to renew many (延续申请汇总表)."""
    title = "行政执法证延续申请汇总表"
    told = f"申请单位：{bureau}　　申请日期：{chinese_day(day)}　　共{len(listed)}人　　申请理由：{reason}"
    rows = [
        (
            *_person(number, each),
            each.officer.id_number,
            each.certificate.number,
            str(each.certificate.valid_to),
        )
        for number, each in enumerate(listed, 1)
    ]
    headings = (*_PERSON, ("公民身份号码", 19), ("证件号码", 13), ("原有效期至", 11))
    return title, ledger_docx(title, told, headings, rows, (_HEADS, _AGREED, _JUSTICE, PROPOSAL))


def handing_sheet(listed: Sequence[Listed], bureau: str, day: date) -> tuple[str, bytes]:
    """Return title and docx of the one sheet on which many sign for theirs (发放登记表)."""
    title = "行政执法证延续发放登记表"
    told = f"发放单位：{bureau}　　发证日期：{chinese_day(day)}　　共{len(listed)}本"
    rows = [
        (*_person(number, each), each.certificate.number, str(each.certificate.valid_to), "", "")
        for number, each in enumerate(listed, 1)
    ]
    headings = (*_PERSON, ("证件号码", 13), ("有效期至", 11), ("领证人签名", 12), ("领取日期", 11))
    return title, ledger_docx(title, told, headings, rows, (_HANDED, PROPOSAL))


def _person(number: int, each: Listed) -> tuple[str, ...]:
    one = each.officer
    return (str(number), one.name, each.bureau, one.unit, one.post)


def chinese_day(day: date) -> str:
    """Return a day as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"
