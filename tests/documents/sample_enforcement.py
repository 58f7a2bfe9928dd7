"""The sample case gone unpaid: what the forms of service, performance and enforcement tell of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tests.builders import a_delivery, a_document, at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case_file import CaseFile

UNPAID = ("payment_deferral", "demand_letter", "enforcement_decision", "court_application")
DAYS: Mapping[str, date] = {"court_application": date(2026, 10, 12)}
"""The court is asked after the six months in which the party could have sued (ACL 53)."""
ENFORCEMENT_ANSWERS: Mapping[str, Mapping[str, str]] = {
    "service_address": {"address.channel": "email"},
    "service_announcement": {
        "announcement.reason": "failed",
        "announcement.tried": "2026-03-27 | 直接送达 | 住所无人\n2026-03-30 | 邮寄送达 | 迁移新址不明，退回",
    },
    "payment_deferral": {
        "deferral.applied_on": "2026-04-08",
        "deferral.apply_reason": "经营困难，一次缴纳罚款确有困难。",
        "deferral.proof": "营业收入流水一份",
        "deferral.decision": "instalments",
        "deferral.plan": "2026-05-10 | 100\n2026-06-10 | 100\n2026-07-10 | 100",
    },
    "demand_letter": {},
    "enforcement_decision": {
        "enforcement.kind": "substitute",
        "enforcement.at": "2026-05-12 09:30",
        "enforcement.subject": "清除人行道上的烧烤炉具和油污，恢复原状",
        "enforcement.performer": "示例市政养护公司",
        "enforcement.budget": "800",
    },
    "court_application": {"court.remedy_state": "none"},
    "goods_disposal_record": {
        "goods.disposal": "auction",
        "goods.disposed_at": "2026-04-15 10:00",
        "goods.place": "示例镇综合执法局物品仓库",
        "goods.process": "依照有关规定委托拍卖，价款当日上缴。",
        "goods.proceeds": "120",
        "goods.treasury_no": "示例凭证0001",
        "goods.supervisor": "戊",
    },
    "seal_strip": {"strip.basis_paper": "澄示综执封字〔2026〕1号"},
    "suspension_decision": {
        "suspension.kind": "suspend",
        "suspension.reason": "须以另一案件的处理结果为依据，该案尚未办结。",
        "suspension.basis": "《示例行政处罚程序规定》第四十条第一款第一项",
    },
    "enforcement_announcement": {
        "execution.to_do": "demolish",
        "execution.subject": "人行道上搭建的铁架棚一处，面积约12平方米",
        "execution.until": "2026-05-10",
    },
    "authorisation_letter": {
        "authorised.name": "壬",
        "authorised.id_number": "320281199001010000",
        "authorised.telephone": "13700000000",
        "authorised.power": "general",
    },
    "text_correction": {
        "amend.place": "第2页第3段",
        "amend.wrong": "烧烤炉具2台",
        "amend.right": "烧烤炉具1台",
    },
}


def gone_on(slug: str, file: CaseFile) -> CaseFile:
    """Return the sample case as far as a form of this kind finds it."""
    party = replace(file.parties[0], electronic_service="demo@example.com")
    subject = replace(file.subject, head_name="癸") if file.subject else None
    told = replace(file, parties=(party,), subject=subject)
    if slug == "service_announcement":
        return replace(told, deliveries=())
    return _demanded(told) if slug in UNPAID else told


def _demanded(file: CaseFile) -> CaseFile:
    """Nothing was paid; the demand was served."""
    demand = a_document(
        "demand_letter", file.parties[0], number="澄示综执催字〔2026〕1号", final_at=at(date(2026, 4, 14))
    )
    decision = next(each for each in file.documents if each.slug == "penalty_decision")
    fixed = {"decision.facts": file.case.findings, "decision.reasoning": file.penalties[0].reason}
    kept = tuple(replace(each, frozen=fixed) if each is decision else each for each in file.documents)
    return replace(
        file,
        documents=(*kept, demand),
        deliveries=(*file.deliveries, a_delivery(demand, file.parties[0], date(2026, 4, 15))),
        payments=(),
    )
