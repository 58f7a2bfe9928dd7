"""Papers of the sample case that later papers look back on, as they were fixed at 定稿."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.documents.kept import kept
from tests.builders import a_document, at, ident

if TYPE_CHECKING:
    from app.domain.document import Document
    from app.domain.party import Party

_THINGS = (
    {"order": "1", "name": "烧烤炉具", "spec": "60厘米", "unit": "台", "quantity": "1", "price": "380"}
    | {"state": "使用过，完好", "remark": ""},
    {"order": "2", "name": "液化石油气钢瓶", "spec": "YSP-15", "unit": "个", "quantity": "2", "price": "150"}
    | {"state": "一满一空", "remark": "检验标志过期"},
)


def approved(matter: str, reason: str, day: date = date(2026, 3, 2)) -> Document:
    """Return the approval form (03) of a matter."""
    return a_document(
        "matter_approval",
        id=ident(f"approval of {matter}"),
        number="澄示综执审字〔2026〕1号",
        answers={"matter.kind": matter},
        frozen={"matter.reason": reason},
        final_at=at(day),
    )


def preserved(party: Party) -> Document:
    """Return the notice by which two things were preserved."""
    return a_document(
        "preservation_notice",
        party,
        number="澄示综执登存字〔2026〕1号",
        frozen={
            "preservation.items": kept(_THINGS),
            "preservation_term.due": "2026年3月11日",
            "preservation.keeper": "示例镇综合执法局物证室",
        },
        final_at=at(date(2026, 3, 2)),
        issued_on=date(2026, 3, 2),
    )


def sampled(party: Party) -> Document:
    """Return the notice of two samples."""
    samples = (
        {"order": "1", "name": "液化石油气钢瓶", "spec": "YSP-15", "batch": "20180312", "unit": "个"}
        | {"base_quantity": "6", "sample_quantity": "2", "packing": "原包装", "sealed": "封条0001、0002"},
        {"order": "2", "name": "食用调和油", "spec": "5L/桶", "batch": "20251108", "unit": "桶"}
        | {"base_quantity": "12", "sample_quantity": "3", "packing": "原包装", "sealed": "加贴封条"},
    )
    frozen = {"sampling.items": kept(samples)}
    day = date(2026, 3, 2)
    return a_document(
        "sampling_notice", party, number="澄示综执抽字〔2026〕1号", frozen=frozen, final_at=at(day)
    )


def commissioned() -> Document:
    """Return the commission to test a cylinder."""
    thing = {"name": "液化石油气钢瓶", "spec": "YSP-15", "batch": "20180312", "quantity": "2个"}
    frozen = {
        "commission.kind": "检测",
        "commission.institution": "示例市产品质量检验检测中心",
        "commission.samples": kept((thing,)),
    }
    day = date(2026, 3, 6)
    return a_document(
        "appraisal_commission", number="澄示综执鉴字〔2026〕1号", frozen=frozen, final_at=at(day)
    )


def seized(party: Party) -> Document:
    """Return the decision that seized the things tested."""
    day = date(2026, 3, 5)
    return a_document("seizure_decision", party, number="澄示综执扣字〔2026〕1号", final_at=at(day))


def ordered(party: Party) -> Document:
    """Return an order with two requirements."""
    requirements = "停止占用人行道摆设摊点，恢复道路原状。\n更换超过检验有效期的液化石油气钢瓶。"
    return a_document(
        "correction_order",
        party,
        number="澄示综执改字〔2026〕1号",
        frozen={"correction.requirements": requirements},
        final_at=at(date(2026, 3, 3)),
        issued_on=date(2026, 3, 3),
    )


def papers_before(slug: str, party: Party) -> tuple[Document, ...]:
    """Return the papers that stand before one of a kind is made."""
    preservation = "现场的炉具和钢瓶与本案直接有关，当事人称当日即要运走，证据可能灭失或者以后难以取得。"
    recusal = "承办人乙的配偶在当事人相邻处经营同类生意，可能影响公正处理。"
    police = "当事人的行为涉嫌犯罪，依法应当移送公安机关。"
    before = {
        "criminal_transfer": (preserved(party), approved("transfer_police", police, date(2026, 3, 11))),
        "recusal_decision": (approved("recusal", recusal, date(2026, 3, 6)),),
        "appraisal_commission": (sampled(party),),
        "appraisal_period_notice": (seized(party), commissioned()),
        "appraisal_result_notice": (commissioned(),),
        "preservation_notice": (approved("preservation", preservation),),
        "preservation_disposal": (preserved(party),),
        "correction_review": (ordered(party),),
    }
    return before.get(slug, ())
