"""Order of events (时间先后): each stage of a case comes after the one before it, and in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.rules.case_clock import decision_term
from app.rules.deadlines.given import BEIJING, day_of
from app.rules.deadlines.law import law_here
from app.rules.flow import current
from app.rules.gates.refusal import Place, Refusal

_DECISIONS = ("penalty_decision", "no_penalty_decision")
_ARTICLE = "《行政处罚法》第五章：立案、调查、告知、决定、送达依次进行"
Dated = tuple[str, date, Place]


def stages_in_order(file: CaseFile) -> Iterable[Refusal]:
    """C01: filing, report, review, notice, discussion, decision and service follow one another."""
    for before, after in pairwise(_stages(file)):
        (first, first_day, _), (second, second_day, place) = before, after
        if second_day < first_day:
            message = f"{second}（{second_day}）早于{first}（{first_day}）。请核对两处日期，更正有误的一处。"
            yield Refusal("C01", message, _ARTICLE, place)


def evidence_after_filing(file: CaseFile) -> Iterable[Refusal]:
    """C01E: evidence was taken when the act was found, or after filing."""
    filed, found = file.case.filed_on, file.case.discovered_on
    for each in file.evidence:
        if filed is None or each.taken_at is None or each.excluded_reason:
            continue
        day = each.taken_at.astimezone(BEIJING).date()
        if day < filed and (found is None or day > found):
            message = f"证据{each.number}“{each.name}”取得于{day}，早于立案（{filed}）。请说明何以先取得。"
            yield Refusal("C01E", message, _ARTICLE, Place("evidence", str(each.id)))


def decided_in_time(file: CaseFile) -> Iterable[Refusal]:
    """C07: the decision was made within the term of the field (APL 60)."""
    term, decided = decision_term(law_here(), file), file.case.decided_on
    if term is None or decided is None:
        return
    due = day_of(term.legal_due)
    if decided > due:
        message = f"决定（{decided}）超过办案期限（{due}）。请在案卷中说明扣除、延长的期间及批准文书。"
        yield Refusal("C07", message, term.article, Place("field", "decided_on"))


def _stages(file: CaseFile) -> Iterator[Dated]:
    """Yield the dated stages there are, in the order the law gives them."""
    if file.case.filed_on is not None:
        yield "立案", file.case.filed_on, Place("document", "filing_approval")
    for slug, word in (("investigation_report", "调查终结报告"),):
        yield from _made(file, slug, word)
    for served in _served(file, "penalty_prior_notice"):
        yield "告知书送达", served, Place("document", "penalty_prior_notice")
    for slug, word in (("collective_discussion", "集体讨论"), ("decision_approval", "决定审批表")):
        yield from _made(file, slug, word)
    decisions = [day for slug in _DECISIONS for day in _served(file, slug)]
    if file.case.decided_on is not None:
        yield "决定", file.case.decided_on, Place("field", "decided_on")
        if decisions:
            yield "决定书送达", min(decisions), Place("document", "penalty_decision")


def _made(file: CaseFile, slug: str, word: str) -> Iterator[Dated]:
    days = [_day(each) for each in current(file, slug)]
    if days:
        yield word, max(days), Place("document", slug)


def _served(file: CaseFile, slug: str) -> list[date]:
    """Return the last day on which papers of a kind took effect; empty while none was served."""
    days = [each.effective_on for document in current(file, slug) for each in file.deliveries_of(document)]
    return [max(days)] if days else []


def _day(document: Document) -> date:
    if document.final_at is None:
        msg = "a standing document has a moment of 定稿"
        raise ValueError(msg)
    return document.final_at.astimezone(BEIJING).date()
