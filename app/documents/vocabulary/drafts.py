"""Drafts (拟稿): opinions and sentences offered to the clerk, said from what the case already knows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.documents.chinese import listed, plain_date
from app.documents.vocabulary.party import full_name
from app.documents.vocabulary.people import handlers
from app.documents.vocabulary.punishment import sentence, tier
from app.documents.vocabulary.words import word
from app.documents.wording import articles, worded
from app.domain.case import CaseStatus
from app.domain.clue import ClueState
from app.domain.penalty import Leaning

if TYPE_CHECKING:
    from app.documents.telling import Telling

DEPARTURE = "discretion"
"""The matter of form 03 by which an amount beyond its band is approved."""
_DISPOSALS = {
    ClueState.FILED: "file",
    ClueState.NOT_FILED: "not_file",
    ClueState.TRANSFERRED: "transfer",
    ClueState.REPLIED: "reply_only",
}


@word("draft.disposal", "处理方式", "clue/state")
def disposal(told: Telling) -> str:
    """What became of the clue; a clue that is a case already is put forward for filing."""
    clue = told.file.clue
    if clue is None or told.file.case.status is CaseStatus.NOT_FILED:
        return "" if clue is None else "not_file"
    return _DISPOSALS.get(clue.state, "file")


@word("draft.filing_kind", "审批类型", "case/ending_reason")
def filing_kind(told: Telling) -> str:
    """Filing, unless a reason not to file stands in the case."""
    case = told.file.case
    early = case.status in (CaseStatus.CLUE, CaseStatus.FILING_REVIEW, CaseStatus.NOT_FILED)
    return "not_file" if early and case.ending_reason else "file"


@word("draft.filing_opinion", "承办人意见", "case/cause")
def filing_opinion(told: Telling) -> str:
    """The handlers' proposal to file, or not to (APL 54)."""
    case, who = told.file.case, _parties(told)
    if not case.cause or not who:
        return ""
    if (told.chosen("filing.kind") or filing_kind.say(told)) == "not_file":
        reason = case.ending_reason.rstrip("。") or "不符合立案条件"
        return f"经核查，{reason}，建议不予立案。"
    names = listed((each.name for each in handlers(told)), "、")
    return f"经初步核查，{who}涉嫌{case.cause}，属于本机关管辖，符合立案条件，建议立案，由{names}承办。"


@word("draft.matter_reason", "申请理由", "case/ending_reason")
def matter_reason(told: Telling) -> str:
    """Why an amount leaves its band, where that is the matter; else why the case ends."""
    if told.chosen("matter.kind") == DEPARTURE:
        return listed((each.reason for each in told.penalties if each.beyond), "\n")
    return told.file.case.ending_reason


@word("draft.matter_basis", "法律依据", "case/cause")
def matter_basis(told: Telling) -> str:
    """The articles that want the matter approved."""
    return articles("matter").get(told.chosen("matter.kind"), "")


@word("draft.matter_proposal", "拟采取的内容", "case/cause")
def matter_proposal(told: Telling) -> str:
    """The matter named for the party and the cause."""
    ask, chosen = told.form.ask("matter.kind"), told.chosen("matter.kind")
    words = next((each.words for each in (ask.choices if ask else ()) if each.code == chosen), "")
    if chosen == DEPARTURE:
        return _departing(told)
    return f"对{_parties(told)}{told.file.case.cause}一案，拟{words}。" if words and chosen != "other" else ""


@word("draft.correction", "改正内容和要求", "case/cause")
def correction(told: Telling) -> str:
    """That the act be stopped and its consequences removed (APL 28)."""
    cause = told.file.case.cause
    return f"停止{cause}的行为，消除违法后果，达到有关法律、法规、规章规定的要求。" if cause else ""


@word("draft.correction_due", "改正截止日期", "document")
def correction_due(told: Telling) -> str:
    """The last day of a term in days, when it is served on the day of the order."""
    days = told.answers.get("correction.days", "")
    return plain_date(told.day + timedelta(days=int(days))) if days.isdecimal() else ""


@word("draft.proposal", "处理建议", "penalty")
def proposal(told: Telling) -> str:
    """What the weighing leads to: a penalty, or none."""
    if any(each.leaning is Leaning.EXEMPT for each in told.penalties):
        return "no_penalty"
    return "penalty" if sentence.say(told) else ""


@word("draft.hearing", "是否属于听证范围", "document/investigation_report")
def hearing(told: Telling) -> str:
    """What the report says of the hearing, as the notice's choices name it."""
    return {"是": "yes", "否": "no"}.get(_reported(told, "report.hearing"), "")


@word("draft.grade", "裁量基准档次", "document/investigation_report")
def grade(told: Telling) -> str:
    """The grade the penalties rest on, else the one named in the report."""
    return str(tier.say(told)) or _reported(told, "report.grade")


@word("draft.decision_opinion", "承办人意见", "penalty")
def decision_opinion(told: Telling) -> str:
    """The handlers' proposal on the decision, by the kind chosen."""
    said = {
        "penalty": "违法事实清楚，证据确凿，程序合法，建议按拟处罚内容作出行政处罚决定。",
        "no_penalty": "建议依法作出不予行政处罚决定。",
        "not_established": "违法事实不能成立，建议不予行政处罚。",
        "transfer": "建议将本案移送有管辖权的机关处理。",
        "transfer_police": "违法行为涉嫌犯罪，建议移送司法机关。",
    }
    return said.get(told.chosen("approval.decision") or str(proposal.say(told)), "")


@word("draft.exempt_basis", "不予处罚依据", "case/ending_reason")
def exempt_basis(told: Telling) -> str:
    """The article of the ground chosen."""
    return articles("exempt").get(told.chosen("exempt.kind"), "")


@word("draft.exempt_reason", "不予处罚理由", "case/ending_reason")
def exempt_reason(told: Telling) -> str:
    """The reason kept in the case, else the one of the weighing."""
    weighed = listed(each.reason for each in told.penalties)
    return told.file.case.ending_reason or weighed


@word("draft.education", "教育措施", "document")
def education(told: Telling) -> str:
    """That the party was taught (APL 33)."""
    return worded("education", told.day, {})


@word("draft.seen", "现场人员确认", "document")
def seen(told: Telling) -> str:
    """That the certificates were looked at, as it is usually told."""
    return worded("seen", told.day, {})


def _departing(told: Telling) -> str:
    """Say the amounts that leave the standard's band, each with its range, as the head approves them."""
    return listed(
        f"对{full_name(party)}罚款{each.fine}（法定幅度{each.range_low}至{each.range_high}"
        f"{f'，《{each.standard}》' if each.standard else ''}{f'“{each.tier}”档' if each.tier else ''}）"
        for each in told.penalties
        if each.beyond and (party := told.file.party(each.party_id)) is not None
    )


def _reported(told: Telling, name: str) -> str:
    report = told.standing("investigation_report")
    return report.frozen.get(name, "") if report else ""


def _parties(told: Telling) -> str:
    return listed(map(full_name, told.parties), "、")
