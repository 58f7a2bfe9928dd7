"""Steps of a case (案件步骤): what a step changes besides the status, within its transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.approval import Verdict
from app.domain.case import Case, CaseStatus
from app.domain.clue import Clue, ClueState
from app.domain.document import Document, DocumentState
from app.domain.errors import AppError
from app.domain.penalty import Penalty
from app.domain.role import Role
from app.rules.deadlines.given import BEIJING
from app.rules.flow import current
from app.rules.gates.announced import announce

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.case_file import CaseFile
    from app.ports import UnitOfWork
    from app.rules.flow import Transition

_FACT_WORDS = {"reason": "理由", "transferred_to": "移送至何机关"}
_FACT_FIELDS = {"reason": "ending_reason", "transferred_to": "transferred_to"}
_DECISIONS = ("penalty_decision", "no_penalty_decision", "on_spot_decision")
_ENDED_CLUES = {
    CaseStatus.NOT_FILED: ClueState.NOT_FILED,
    CaseStatus.TRANSFERRED: ClueState.TRANSFERRED,
    CaseStatus.TRANSFERRED_POLICE: ClueState.TRANSFERRED,
}
CASE_SERIES = "案"


class FactMissingError(AppError):
    """A step was not given a fact it asks for."""

    code = "flow.fact_missing"
    hint = "请填写后再办理。"

    def __init__(self, label: str, fact: str) -> None:
        super().__init__(f"办理“{label}”须写明{_FACT_WORDS[fact]}。")


def stepped(file: CaseFile, transition: Transition, facts: Mapping[str, str], today: date) -> Case:
    """Return the case after a step, with the dates and facts the step fills."""
    changes: dict[str, Any] = {name: _day(file, transition, name, today) for name in transition.dates}
    for fact in transition.asks:
        text = facts.get(fact, "").strip()
        if not text:
            raise FactMissingError(transition.label, fact)
        changes[_FACT_FIELDS[fact]] = text
    if transition.withdraws:
        changes |= {"decided_on": None, "closed_on": None}
    return replace(file.case, status=transition.target, **changes)


def case_number(work: UnitOfWork, file: CaseFile, year: int) -> str:
    """Take the next case number of the town and year, written as on the papers."""
    n = work.numbers.take(CASE_SERIES, year, file.case.id)
    mark = file.bureau.number_mark if file.bureau else ""
    return f"澄{mark}综执{CASE_SERIES}字〔{year}〕{n}号"


def keep_side_effects(work: UnitOfWork, file: CaseFile, transition: Transition, case: Case) -> None:
    """Keep what a step changes in other records: announced penalties, withdrawn papers, the clue."""
    if transition.target is CaseStatus.NOTIFIED:
        for penalty in file.penalties:
            work.of(Penalty).save(replace(penalty, noticed=announce(penalty)))
    if transition.withdraws:
        _withdraw(work, file, case.ending_reason)
    state = _ENDED_CLUES.get(transition.target)
    if state is not None and file.clue is not None:
        reason = case.ending_reason or case.transferred_to
        work.of(Clue).save(replace(file.clue, state=state, closing_reason=reason))


def _withdraw(work: UnitOfWork, file: CaseFile, reason: str) -> None:
    for document in file.documents:
        if document.slug in _DECISIONS and document.standing:
            void = replace(document, state=DocumentState.VOID, void_reason=f"决定撤销：{reason}")
            work.of(Document).save(void)
    for penalty in file.penalties:
        work.of(Penalty).save(replace(penalty, noticed=""))


def _day(file: CaseFile, transition: Transition, name: str, today: date) -> date:
    """The day a step counts from: the approval, or the decision paper; else today."""
    if name == "decided_on":
        return max(_paper_day(each) for slug in _DECISIONS for each in current(file, slug))
    approved = [slug for need in transition.needs if need.approved for slug in need.slugs]
    days = [
        opinion.on
        for slug in approved
        for document in current(file, slug)
        for opinion in file.approvals_of(document)
        if opinion.role is Role.ORGAN_HEAD and opinion.verdict is Verdict.AGREE
    ]
    return max(days, default=today)


def _paper_day(document: Document) -> date:
    if document.issued_on is not None:
        return document.issued_on
    if document.final_at is None:
        msg = "a standing document has a moment of 定稿"
        raise ValueError(msg)
    return document.final_at.astimezone(BEIJING).date()
