"""Papers (文书齐备): whether the papers a step needs stand, are approved and served."""

from __future__ import annotations

from datetime import date

from app.domain.approval import Verdict
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.party import Party
from app.domain.role import ROLE_WORDS, Role
from app.rules.flow import MATTER, Need, Transition, current
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal


def missing_papers(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """Return one refusal for every paper that does not stand as the step needs it."""
    found = []
    for need in transition.needs:
        owners: tuple[Party | None, ...] = file.active_parties if need.per_party else (None,)
        for party in owners:
            words = lack(file, need, party, today)
            if words:
                found.append(Refusal("papers", words, transition.article, Place("document", need.slugs[0])))
    return tuple(found)


def last_verdicts(file: CaseFile, document: Document) -> dict[Role, Verdict]:
    """Return the last opinion of every role on a paper."""
    return {each.role: each.verdict for each in file.approvals_of(document)}


def served_on(file: CaseFile, document: Document, today: date) -> date | None:
    """Return the day a paper's service took effect, if it has by today."""
    days = [each.effective_on for each in file.deliveries_of(document) if each.effective_on <= today]
    return min(days, default=None)


def lack(file: CaseFile, need: Need, party: Party | None, today: date) -> str:
    """Return in Chinese what a needed paper lacks, for one party when given; empty when nothing."""
    name = "或".join(f"《{paper_name(each)}》" for each in need.slugs)
    whose = f"当事人{party.name}的" if party else ""
    standing = [
        each
        for slug in need.slugs
        for each in current(file, slug, party.id if party else None)
        if _fits(file, need, each)
    ]
    if not standing:
        return f"还没有{whose}{name}（须定稿）。请先填写并定稿。"
    verdicts = [last_verdicts(file, each) for each in standing]
    if not any(_agreed(need, each) for each in verdicts):
        return f"{whose}{name}尚未经{_words(need.approved)}同意。请送审批。"
    if not any(_said(need, each) for each in verdicts):
        return f"{whose}{name}没有{_words(need.refused + need.returned)}不同意或退回的意见。"
    if need.served and not any(served_on(file, each, today) for each in standing):
        return f"{whose}{name}尚未送达。请登记送达情况。"
    return ""


def _fits(file: CaseFile, need: Need, document: Document) -> bool:
    if need.matter and document.answers.get(MATTER) != need.matter:
        return False
    since = file.case.status_since
    if not need.fresh or since is None:
        return True
    return document.final_at is not None and document.final_at >= since


def _agreed(need: Need, verdicts: dict[Role, Verdict]) -> bool:
    return all(verdicts.get(each) is Verdict.AGREE for each in need.approved)


def _said(need: Need, verdicts: dict[Role, Verdict]) -> bool:
    if not (need.refused or need.returned):
        return True
    refused = any(verdicts.get(each) is Verdict.REFUSE for each in need.refused)
    return refused or any(verdicts.get(each) is Verdict.RETURN for each in need.returned)


def _words(roles: tuple[Role, ...]) -> str:
    return "、".join(dict.fromkeys(ROLE_WORDS[each] for each in roles))
