"""What papers state (文书所载): a hearing told in time and held as told, a review that really agrees."""

from __future__ import annotations

from datetime import date

from app.domain.case_file import CaseFile
from app.domain.stated import stated_day
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import day_of
from app.rules.flow import Transition, current
from app.rules.gates.paper_checks import HEARING_AT
from app.rules.gates.papers import served_on
from app.rules.gates.refusal import Place, Refusal

OPINION = "review.opinion_kind"
_SUMMONS, _RECORD, _REVIEW = "hearing_notice", "hearing_transcript", "legal_review_opinion"
_PASSED = frozenset({"", "agree", "modify", "同意", "修改后同意"})
_IN_TIME = "《行政处罚法》第六十四条第二项、第八十五条"


def hearing_in_time(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G10: the notice of the hearing was served seven working days before it (APL 64)."""
    found = []
    for notice in current(file, _SUMMONS):
        served, hearing = served_on(file, notice, today), stated_day(notice, HEARING_AT)
        if served is None or hearing is None:
            continue
        earliest = day_of(compute("D12earliest", {"trigger": served.isoformat()}).legal_due)
        if hearing < earliest:
            message = (
                f"听证通知书于{served}送达，听证最早在{earliest}举行，通知书载明的{hearing}过早。"
                "请作废后重新制作、送达听证通知书。"
            )
            found.append(Refusal("G10", message, _IN_TIME, Place("document", _SUMMONS)))
    return tuple(found)


def hearing_held(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G10: the hearing was not held before the day it was told for (APL 64)."""
    told = [day for each in current(file, _SUMMONS) if (day := stated_day(each, HEARING_AT))]
    held = [day for each in current(file, _RECORD) if (day := stated_day(each, "record.started_at"))]
    first = min(told, default=None)
    if first is None or (first <= today and all(each >= first for each in held)):
        return ()
    message = f"通知书载明的听证日期是{first}，不能提前举行。请核对听证笔录的时间，或者重新通知。"
    return (Refusal("G10", message, _IN_TIME, Place("document", _RECORD)),)


def review_passed(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """G11: the opinion itself agrees; one that asks for more is no pass (APL 58)."""
    papers = current(file, _REVIEW)
    if not papers or papers[-1].answers.get(OPINION, "") in _PASSED:
        return ()
    message = "法制审核意见书没有同意。请按审核意见补充、纠正后重新送审。"
    return (Refusal("G11", message, "《行政处罚法》第五十八条第一款", Place("document", _REVIEW)),)
