"""Words of review and discussion (法制审核与集体讨论): what is sent in, found and concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import listed, plain_date
from app.documents.kept import stated
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.conduct import basis, facts, violated
from app.documents.vocabulary.party import full_name
from app.documents.vocabulary.people import handlers
from app.documents.vocabulary.proof import pieces
from app.documents.vocabulary.punishment import sentence
from app.documents.vocabulary.words import Row, word
from app.domain.case import CaseStatus
from app.domain.role import Role

if TYPE_CHECKING:
    from app.documents.telling import Telling

REVIEW, DISCUSSION = "legal_review_opinion", "collective_discussion"
_UNDER_REVIEW = frozenset({CaseStatus.LEGAL_REVIEW_1, CaseStatus.LEGAL_REVIEW_2})
_LAST = "￿"


@word("draft.submitted_by", "送审机构", "person/unit")
def submitted_by(told: Telling) -> str:
    """The handlers' unit, else the bureau."""
    units = listed((each.unit for each in handlers(told)), "、")
    return units or (told.file.bureau.name if told.file.bureau else "")


@word("draft.submitted_on", "送审日期", "case/status")
def submitted_on(told: Telling) -> str:
    """The day the case came under review, else today."""
    case = told.file.case
    sent = case.status in _UNDER_REVIEW and case.status_since is not None
    return plain_date(local(case.status_since).date() if sent and case.status_since else told.day)


@word("draft.review_grounds", "审核事由", "case/major")
def grounds(told: Telling) -> str:
    """Which points of APL 58, or of the office's own rules, call for the review."""
    case = told.file.case
    heard = told.standing("hearing_transcript") is not None
    return listed(
        (
            "直接关系当事人或者第三人重大权益，经过听证程序" if heard else "",
            "案件情况疑难复杂、涉及多个法律关系" if case.complex else "",
            "列入本单位重大执法决定法制审核范围" if case.major else "",
            "本单位规定行政处罚告知前须经法制审核" if case.status is CaseStatus.LEGAL_REVIEW_1 else "",
        )
    )


@word("draft.review_materials", "送审材料", "document")
def materials(told: Telling) -> tuple[Row, ...]:
    """The papers of the case that stand, oldest first, and the evidence."""
    papers = [each for each in told.file.documents if each.standing and each.id != told.document.id]
    papers.sort(key=lambda each: (each.final_at.isoformat() if each.final_at else _LAST, str(each.id)))
    names = [
        (f"{forms()[each.slug].title}{each.number}", each.pages) for each in papers if each.slug in forms()
    ]
    names += [(f"证据{each.number}：{each.name}", each.pages) for each in pieces(told)]
    return tuple(
        {"order": str(order), "name": name, "pages": str(pages or 1)}
        for order, (name, pages) in enumerate(names, 1)
    )


@word("draft.reviewer", "审核人员", "person/legal_reviewer")
def reviewer(told: Telling) -> str:
    """Who drafts the opinion as a reviewer, else the only reviewer who does not handle the case."""
    able = [
        each
        for each in told.file.officers
        if Role.LEGAL_REVIEWER in each.roles and each.id not in told.file.case.handlers
    ]
    own = [each.name for each in able if each.id == told.document.created_by]
    return (own or [each.name for each in able if len(able) == 1] or [""])[0]


@word("draft.review_opinion", "意见说明", "document")
def opinion(told: Telling) -> str:
    """The sentence of a plain agreement; anything else is written by the reviewer."""
    agreed = (
        "经审核，本机关对本案有管辖权，执法人员具备执法资格，违法事实清楚，证据确凿充分，"
        "适用法律、法规、规章准确，"
        "裁量适当，程序合法，文书规范完备，未发现涉嫌犯罪需要移送的情形，同意承办机构的处理意见。"
    )
    return agreed if told.chosen("review.opinion_kind") == "agree" else ""


@word("review.account", "法制审核意见", "document/legal_review_opinion")
def review_account(told: Telling) -> str:
    """What the review found, with its number."""
    found = told.standing(REVIEW)
    if found is None:
        return ""
    said = stated(found, "review.opinion").rstrip("。")
    kind = stated(found, "review.opinion_kind")
    return f"《法制审核意见书》（{found.number}）的意见：{kind}。{said}。" if said else ""


@word("draft.discussion_members", "参加讨论的负责人", "document")
def members(told: Telling) -> str:
    """Everybody who spoke."""
    lines = told.answers.get("discussion.speeches", "").replace("\t", "|").replace("｜", "|").split("\n")
    return listed((each.partition("|")[0].strip() for each in lines), "、")


@word("draft.presenter", "汇报人", "case/handlers")
def presenter(told: Telling) -> str:
    """The first handler reports."""
    return next((each.name for each in handlers(told)), "")


@word("draft.briefing", "案情汇报", "case/findings")
def briefing(told: Telling) -> str:
    """Facts, evidence, law and proposal as the handlers report them."""
    found, proposal = str(facts.say(told)), str(sentence.say(told))
    if not found or not proposal:
        return ""
    who = listed(map(full_name, told.parties), "、")
    proof = listed((each.name for each in pieces(told)), "、")
    return (
        f"{who}{told.file.case.cause}一案，经查明：{found}\n"
        f"证据有：{proof}。\n"
        f"上述行为违反了{violated.say(told)}的规定，依据{basis.say(told)}的规定，拟作出下列处理：{proposal}。"
    )


@word("draft.conclusion", "讨论结论", "penalty")
def conclusion(told: Telling) -> str:
    """That the penalty proposed is imposed; the clerk changes it where the heads decided otherwise."""
    proposal = sentence.say(told)
    who = listed(map(full_name, told.parties), "、")
    return f"经集体讨论，决定对{who}作出如下行政处罚：{proposal}。" if proposal else ""


@word("draft.collective", "集体讨论情况", "document/collective_discussion")
def collective(told: Telling) -> str:
    """The day and the conclusion of the discussion, for the approval of the decision."""
    found = told.standing(DISCUSSION)
    if found is None or found.final_at is None:
        return ""
    day = plain_date(local(found.final_at).date())
    return f"{day}，本机关负责人集体讨论。{stated(found, 'discussion.conclusion')}"
