"""Ending (履行与结案): how a decision is carried out, and how the case ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed
from app.documents.vocabulary.closing import account
from app.documents.vocabulary.organ import payment_term
from app.documents.vocabulary.proof import pieces
from app.documents.vocabulary.punishment import fine, sentence
from app.documents.vocabulary.words import word
from app.domain.case import CaseStatus
from app.domain.evidence import EvidenceKind

if TYPE_CHECKING:
    from app.documents.telling import Telling

_ENDS = {
    CaseStatus.NOT_FILED: "不予立案",
    CaseStatus.TRANSFERRED: "移送有管辖权的机关",
    CaseStatus.TRANSFERRED_POLICE: "移送司法机关",
    CaseStatus.TERMINATED: "终止调查",
}
_MEDIA = (EvidenceKind.AUDIOVISUAL, EvidenceKind.ELECTRONIC)


@word("ending.performance_due", "履行方式和期限", "subject/bank_name")
def performance_due(told: Telling) -> str:
    """How and by when the decision is carried out: a fine by its term, anything else at once."""
    if fine.say(told):
        return str(payment_term.say(told))
    return "本决定自送达之日起生效，当事人应当自收到之日起履行。" if sentence.say(told) else ""


@word("ending.performance", "执行情况", "payment")
def performance(told: Telling) -> str:
    """What was paid; that nothing was to be paid, where nothing was imposed but a warning."""
    paid = str(account.say(told))
    if paid:
        return f"{paid}，处罚决定已履行完毕。"
    none = bool(sentence.say(told)) and not fine.say(told)
    return "处罚决定已送达并执行。" if none else ""


@word("ending.outcome", "处理结果", "penalty")
def outcome(told: Telling) -> str:
    """How the case ended, in a few words."""
    case = told.file.case
    if told.standing("no_penalty_decision") is not None:
        return "不予行政处罚"
    for status, words in _ENDS.items():
        if case.status is status:
            return words
    if told.standing("penalty_decision", "on_spot_decision") is not None:
        return str(sentence.say(told))
    if told.standing("case_transfer_letter", "criminal_transfer") is not None:
        return f"移送{case.transferred_to}"
    return "不予立案" if case.filed_on is None else ""


@word("ending.closing_kind", "结案方式", "case/status")
def closing_kind(told: Telling) -> str:
    """Which way of closing the papers speak for."""
    if told.standing("no_penalty_decision") is not None:
        return "no_penalty"
    if told.standing("court_application", "enforcement_decision") is not None:
        return "enforced"
    if told.standing("penalty_decision") is not None:
        return "performed"
    return "transferred" if told.file.case.transferred_to else ""


@word("ending.closing_opinion", "承办人意见", "case/status")
def closing_opinion(told: Telling) -> str:
    """The handlers' proposal to close."""
    said = {
        "no_penalty": "不予行政处罚决定已送达，建议结案。",
        "not_established": "违法事实不能成立，不予行政处罚决定已送达，建议结案。",
        "enforced": "行政处罚决定已强制执行完毕，建议结案。",
        "performed": "行政处罚决定已送达并履行完毕，建议结案。",
        "transferred": "本案已移送，建议结案。",
        "terminated": "本案已终止调查，建议结案。",
        "case_revoked": "立案已经撤销，建议结案。",
    }
    return said.get(told.chosen("closing.kind") or str(closing_kind.say(told)), "")


@word("ending.remedy_state", "复议诉讼情况", "document/court_application")
def remedy_state(told: Telling) -> str:
    """What the application to the court (45) says of the remedies, as the closing form names it."""
    found = told.standing("court_application")
    return "none" if found and found.answers.get("court.remedy_state") == "none" else ""


@word("ending.correction_state", "改正情况", "case/correction_needless")
def correction_state(told: Telling) -> str:
    """Nothing to put right where the case says so."""
    return "not_required" if told.file.case.correction_needless else ""


@word("ending.volume_state", "本卷情况说明", "volume")
def volume_state(told: Telling) -> str:
    """Papers and pages of the bound file, and that they are whole."""
    volume = told.file.volume
    if volume is None:
        return ""
    return f"本卷共{len(volume.entries)}件{volume.pages}页，文件材料齐全完整，排列有序，页号连续。"


@word("ending.media", "音像载体说明", "evidence")
def media(told: Telling) -> str:
    """The sound, pictures and electronic data of the case."""
    kept = listed((each.name for each in pieces(told) if each.kind in _MEDIA), "、")
    return f"音像及电子证据：{kept}，原始载体另行保存。" if kept else ""
