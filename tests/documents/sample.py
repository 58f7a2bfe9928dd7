"""One complete fictional case, told by every form; what only a form asks is answered here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from app.documents.catalogue import form
from app.documents.completeness import told, with_gaps
from app.documents.finalising import final_values, frozen, nested
from app.documents.series import series_of
from app.documents.telling import Telling
from app.domain.approval import Approval, Verdict
from app.domain.case import Case, CaseStatus, Gains
from app.domain.case_file import CaseFile
from app.domain.clue import Clue, ClueState
from app.domain.document import Document, DocumentState
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.money import Money
from app.domain.party import PartyKind
from app.domain.penalty import Leaning, Penalty, PenaltyKind
from app.domain.role import Role
from app.domain.statement import StatementKind
from app.domain.volume import Retention, Volume, VolumeEntry
from app.rules.deadlines.law import published_law
from app.rules.reckoning import reckoned
from app.services.law import reckoner
from tests.builders import (
    TOWN,
    a_bureau,
    a_case,
    a_certificate,
    a_clue,
    a_delivery,
    a_document,
    a_party,
    a_payment,
    a_penalty,
    a_statement,
    a_subject,
    an_act,
    an_approval,
    an_item,
    an_officer,
    at,
    ident,
    some_evidence,
)
from tests.documents import sample_taking
from tests.documents.sample_answers import ANSWERS, FINDING, SPOKEN
from tests.documents.sample_enforcement import DAYS, ENFORCEMENT_ANSWERS, gone_on
from tests.documents.sample_papers import papers_before

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2026, 4, 20)
FIRST, SECOND = an_officer("甲", telephone="0510-00000001"), an_officer("乙")
PARTY = a_party(
    "丙",
    kind=PartyKind.SOLE_TRADER,
    business_name="示例镇示例小吃店",
    telephone="13800000000",
    workplace="示例镇示例小吃店",
    address="示例省示例市示例镇人民路128号3幢2单元501室",
)
ITEM = an_item(
    name="对擅自占用城市道路、公共场所摆设摊点的行政处罚",
    penalty_law="示例省城市市容和环境卫生管理条例",
    penalty_article="第五十二条第一款第三项",
    duty_article="第二十六条第一款",
)
FACTS = (
    "2026年3月2日9时30分，执法人员巡查至示例镇人民路与解放路交叉口东侧人行道时，发现当事人在人行道上摆放桌椅"
    "8套、烧烤炉具1台从事餐饮经营，占用人行道面积约12平方米，现场不能出示占用道路的批准文件。"
)
RECKON = reckoner(published_law())
CLOCK = partial(reckoned, published_law())
_MEASURES = ("measure_scene_record", "property_list", "seizure_extension", "seizure_release")
BEFORE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_MEASURES, ("seizure_decision",)),
    "collective_discussion": ("legal_review_opinion",),
    "hearing_transcript": ("hearing_notice",),
    "hearing_report": ("hearing_notice", "hearing_transcript"),
}
"""Papers that stand before some forms are made."""
_REQUEST = a_statement(PARTY, StatementKind.HEARING_REQUEST, date(2026, 3, 18))
STATEMENTS = {
    "statement_record": (
        a_statement(
            PARTY,
            StatementKind.STATEMENT,
            date(2026, 3, 17),
            content=SPOKEN,
            finding=FINDING,
            reviewed_on=date(2026, 3, 18),
        ),
    ),
    **dict.fromkeys(("hearing_notice", "hearing_transcript", "hearing_report"), (_REQUEST,)),
}
"""What the party answered to the notice, where a form is about that."""
_ENTRIES = (
    ("案件来源登记表", "", "示例镇综合执法局", 1),
    ("立案（不予立案）审批表", "澄示综执立字〔2026〕1号", "示例镇综合执法局", 2),
    ("现场检查（勘验）笔录", "", "甲、乙", 2),
    ("行政处罚事先告知书", "澄示综执告字〔2026〕1号", "示例镇人民政府", 2),
    ("行政处罚决定书", "澄示综执罚字〔2026〕1号", "示例镇人民政府", 3),
)


def the_case() -> CaseFile:
    """Return the case with everything on it, closed and bound."""
    notice = _paper("penalty_prior_notice", "澄示综执告字〔2026〕1号", date(2026, 3, 16))
    decision = _paper("penalty_decision", "澄示综执罚字〔2026〕1号", date(2026, 3, 26))
    order = _paper("correction_order", "澄示综执改字〔2026〕1号", date(2026, 3, 3))
    record = replace(_paper("site_record", "", date(2026, 3, 2)), party_id=None)
    return CaseFile(
        case=_closed(),
        clue=_clue(),
        bureau=a_bureau(),
        subject=a_subject(
            address="示例镇人民路1号",
            telephone="0510-00000000",
            bank_address="示例镇人民路9号",
            bank_account="1000 0000 0000 0001",
            payee="示例镇财政所",
        ),
        parties=(PARTY,),
        acts=(an_act(place="示例镇人民路与解放路交叉口东侧人行道", began_on=date(2026, 3, 2), facts=FACTS),),
        items=(ITEM,),
        penalties=(_penalty(),),
        evidence=_evidence(),
        documents=(notice, decision, order, record),
        statements=(a_statement(PARTY, StatementKind.WAIVER, date(2026, 3, 17), content="没有意见"),),
        deliveries=(
            a_delivery(notice, PARTY, date(2026, 3, 16), place=PARTY.address),
            a_delivery(decision, PARTY, date(2026, 3, 26), place=PARTY.address, relation="本人"),
        ),
        payments=(a_payment(decision, PARTY, 300, date(2026, 4, 2)),),
        volume=_volume(),
        officers=(FIRST, SECOND),
        certificates=(a_certificate(FIRST), a_certificate(SECOND)),
    )


def sample(slug: str) -> Telling:
    """Return the sample case as a form of it tells it, answered, final and approved."""
    shape = form(slug)
    document = replace(
        a_document(slug, PARTY if shape.per_party else None, id=ident(f"this {slug}")),
        answers={**ANSWERS, **ENFORCEMENT_ANSWERS, **sample_taking.ANSWERS}.get(slug, {}),
        final_at=at(DAYS.get(slug, DAY)),
        parent_id=ident(f"penalty_decision {PARTY.name}") if slug == "service_receipt" else None,
    )
    file = gone_on(slug, the_case()) if slug in ENFORCEMENT_ANSWERS else the_case()
    before = (*papers_before(slug, PARTY), *(final(each) for each in BEFORE.get(slug, ())))
    told_of = replace(
        file,
        documents=(*_apart(file, slug, before), *before, document),
        statements=STATEMENTS.get(slug, file.statements),
        approvals=tuple(each for paper in (*before, document) for each in _opinions(paper)),
    )
    return _numbered(Telling(told_of, document, shape, DAYS.get(slug, DAY), reckon=RECKON, clock=CLOCK))


def _apart(file: CaseFile, slug: str, before: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the papers of the case that are of no kind told of anew."""
    kinds = {slug, *(each.slug for each in before)}
    return tuple(each for each in file.documents if each.slug not in kinds)


def _numbered(telling: Telling) -> Telling:
    series = series_of(telling)
    number = f"澄示综执{series}字〔2026〕1号" if series else ""
    document = replace(telling.document, number=number)
    others = tuple(each for each in telling.file.documents if each.id != document.id)
    file = replace(telling.file, documents=(*others, document))
    return replace(telling, file=file, document=document, number=number)


def final(slug: str) -> Document:
    """Return a form of the sample case as it stands after 定稿."""
    telling = sample(slug)
    return replace(telling.document, frozen=frozen(telling))


def empty(slug: str) -> Telling:
    """Return a draft of a form in a case of which nothing is known yet."""
    case = a_case(CaseStatus.CLUE, cause="", handlers=(), discovered_on=None, findings="")
    document = a_document(slug, state=DocumentState.DRAFT, final_at=None)
    return Telling(CaseFile(case), document, form(slug), DAY, reckon=RECKON)


def draft_values(telling: Telling) -> dict[str, object]:
    """Return what a draft prints, as templates take it."""
    return nested(with_gaps(telling, told(telling)))


def final_form_values(telling: Telling) -> dict[str, object]:
    """Return what the final document prints, as templates take it."""
    fixed = replace(telling.document, frozen=frozen(telling))
    return nested(final_values(replace(telling, document=fixed)))


def _closed() -> Case:
    return a_case(
        CaseStatus.ARCHIVED,
        clue_id=ident("clue"),
        number="澄示综执案字〔2026〕1号",
        cause="擅自占用城市道路摆设摊点",
        department="城市管理",
        brief=FACTS,
        findings=FACTS,
        gains=Gains.NONE,
        discovered_on=date(2026, 3, 2),
        filed_on=date(2026, 3, 3),
        investigated_on=date(2026, 3, 12),
        decided_on=date(2026, 3, 26),
        closed_on=date(2026, 4, 10),
        archived_on=DAY,
        ending_reason="本案由违法行为地的主管机关管辖",
        transferred_to="示例市示例局",
    )


def _clue() -> Clue:
    return a_clue(
        register_no="2026-0001",
        source_ref="示网格20260302001",
        informant_name="丁",
        informant_phone="13900000000",
        subject_name="示例镇示例小吃店",
        place="示例镇人民路与解放路交叉口东侧",
        occurred_on=date(2026, 3, 2),
        summary=FACTS,
        department="城市管理",
        check_opinion="经现场核查，情况属实，建议立案。",
        state=ClueState.FILED,
    )


def _penalty() -> Penalty:
    return a_penalty(
        PARTY,
        300,
        leaning=Leaning.NONE,
        circumstances="占用面积12平方米，未影响交通安全。",
        kinds=(PenaltyKind.FINE, PenaltyKind.CONFISCATE_GOODS),
        confiscated_goods="烧烤炉具1台",
        reason="当事人占用道路面积较小、时间较短，没有从轻、减轻或者从重情节，依照裁量基准按一般档次处罚。",
        range_low=Money.yuan(100),
        range_high=Money.yuan(500),
    )


def _evidence() -> tuple[Evidence, ...]:
    return (
        some_evidence("现场照片六张", proves="证明占用道路的位置和面积", pages=3),
        some_evidence(
            "丙的询问笔录",
            number=2,
            kind=EvidenceKind.PARTY_STATEMENT,
            proves="证明经营起止时间和经过",
            pages=2,
        ),
        some_evidence(
            "执法记录仪录像一段",
            number=3,
            kind=EvidenceKind.AUDIOVISUAL,
            proves="证明检查经过",
            pages=1,
            source="执法人员甲、乙",
            taken_at=at(date(2026, 3, 2)),
            place="示例镇人民路与解放路交叉口东侧人行道",
            file_name="现场录像.mp4",
            file_hash="4f" * 32,
        ),
    )


def _paper(slug: str, number: str, day: date) -> Document:
    return a_document(slug, PARTY, number=number, final_at=at(day), issued_on=day)


def _day(document: Document) -> date:
    return DAY if document.final_at is None else document.final_at.date()


def _opinions(document: Document) -> tuple[Approval, ...]:
    given = (
        (Role.UNIT_HEAD, "同意承办人意见。", "戊"),
        (Role.LEGAL_REVIEWER, "事实清楚，适用法律正确，程序合法，同意。", "己"),
        (Role.ORGAN_HEAD, "同意。", "庚"),
        (Role.PRINCIPAL_HEAD, "同意。", "辛"),
    )
    return tuple(
        an_approval(document, role, Verdict.AGREE, opinion=opinion, by_name=name, on=_day(document))
        for role, opinion, name in given
    )


def _volume() -> Volume:
    entries, page = [], 1
    for order, (title, number, responsible, pages) in enumerate(_ENTRIES, 1):
        last = page + pages - 1
        entries.append(VolumeEntry(order, title, number, responsible, "2026-03-16", page, last))
        page = last + 1
    return Volume(
        ident("volume"),
        TOWN,
        ident("case"),
        "2026-0001",
        Retention.THIRTY_YEARS,
        tuple(entries),
        page - 1,
        DAY,
        FIRST.id,
        "己",
    )
