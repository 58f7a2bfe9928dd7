"""History (办案经过): what was done so far, told in sentences for reports, decisions and the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import listed, plain_date
from app.documents.kept import stated
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.progress import (
    notice_number,
    notice_served_on,
    statement_account,
    statement_review,
)
from app.documents.vocabulary.proof import pieces
from app.documents.vocabulary.words import word
from app.domain.clue import SOURCE_WORDS
from app.domain.stated import day_in
from app.domain.statement import StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.documents.telling import Telling

_TOLD = (
    *("inspection_notice", "site_record", "inquiry_transcript", "sampling_notice", "appraisal_commission"),
    *("appraisal_result_notice", "preservation_notice", "preservation_disposal"),
    *("seizure_decision", "seizure_release", "correction_order", "correction_review"),
)
_HEARD_ALL = "当事人在规定期限内未提出陈述、申辩。"


@word("history.process", "案件来源和调查经过", "case/discovered_on")
def process(told: Telling) -> str:
    """How the case came and what was done, day by day."""
    case, clue = told.file.case, told.file.clue
    if not case.cause:
        return ""
    found = f"{plain_date(case.discovered_on)}，" if case.discovered_on else ""
    origin = f"（案件来源：{SOURCE_WORDS[clue.source]}）" if clue else ""
    steps = sorted((*_steps(told), *_papers(told)))
    after = "".join(f"{plain_date(day)}，{words}。" for day, words in steps)
    ended = f"{plain_date(case.investigated_on)}，本案调查终结。" if case.investigated_on else ""
    return f"{found}本机关发现当事人涉嫌{case.cause}{origin}。{after}{_collected(told)}{ended}"


@word("history.notice", "告知及陈述申辩情况", "statement")
def notice(told: Telling) -> str:
    """The service of the notice and what the party did after it (APL 44, 45)."""
    day, number = notice_served_on.say(told), notice_number.say(told)
    if not day:
        return ""
    told_after = statement_account.say(told) or _HEARD_ALL
    first = f"{day}，本机关向当事人送达《行政处罚事先告知书》（{number}），告知其依法享有的权利。"
    return f"{first}{_right_told(told)}{told_after}{_heard(told)}"


@word("history.review", "复核意见", "statement")
def review(told: Telling) -> str:
    """What became of a statement; that there was none, once the notice was served."""
    found = str(statement_review.say(told))
    waived = all(each.kind is StatementKind.WAIVER for each in told.statements)
    if found or not waived:
        return found
    return "当事人未提出陈述、申辩意见，维持拟处罚意见。" if notice_served_on.say(told) else ""


def _right_told(told: Telling) -> str:
    """That the right to a hearing was told, where it had to be (APL 63)."""
    paper = told.standing("hearing_right_notice")
    served = [each.effective_on for each in told.file.deliveries_of(paper)] if paper else []
    if paper is None or not served:
        return ""
    return f"{plain_date(served[-1])}，送达《行政处罚听证告知书》（{paper.number}）。"


def _heard(told: Telling) -> str:
    """That the hearing was held, by its record."""
    when = day_in(stated(told.standing("hearing_transcript"), "record.started_at"))
    return f"{plain_date(when)}，本机关举行听证，制作《听证笔录》。" if when else ""


def _steps(told: Telling) -> tuple[tuple[date, str], ...]:
    filed = told.file.case.filed_on
    return ((filed, "经批准立案调查"),) if filed else ()


def _papers(told: Telling) -> Iterator[tuple[date, str]]:
    for slug in (each for each in _TOLD if each in forms()):
        for each in told.file.standing(slug):
            if each.final_at is not None:
                yield local(each.final_at).date(), f"制作《{forms()[slug].title}》"


def _collected(told: Telling) -> str:
    found = pieces(told)
    names = listed((each.name for each in found), "、")
    return f"经调查，收集了{names}等{len(found)}份证据。" if found else ""
