"""Disputed (冲突未决): no paper is sealed or served and no case bound or archived over an open conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case import Case
from app.domain.disagreement import OF_A_NEWER_PROGRAM, UPDATE_FIRST
from app.domain.document import Document
from app.domain.field import label_of
from app.domain.party import Party
from app.domain.record import title_of
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal
from app.services.joined import joined_cases, of_cases
from app.services.keepers import DECIDERS_WORDS
from app.services.refused import RefusedError

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.dispute import Dispute
    from app.ports import UnitOfWork

GATE = "SYNC"
"""What refusals for an open conflict are called among the gates; nobody may lift it."""
_HOW = {
    "field": "两处登记不一致",
    "edit_vs_delete": "一处修改、一处删除",
    "delete_vs_edit": "一处删除、一处修改",
    "duplicate": "重复登记",
    "held": "有一份改动暂未采用",
}
_MEND = f"请由{DECIDERS_WORDS}到“同步中心”处理。"
_ARTICLE = "同一事项两处登记不一致的，核实并处理后方可定稿、送达、归档"


class DisputedError(RefusedError):
    """A paper was to be sealed or served, or a case bound or archived, over an open conflict."""

    code = "sync.disputed"
    hint = f"请由{DECIDERS_WORDS}到“同步中心”处理所列冲突，再办理。"


def against_paper_in_dispute(
    work: UnitOfWork, document: Document, party_id: UUID | None = None
) -> tuple[Refusal, ...]:
    """Return the open conflicts over a paper, its case record and its party; for all parties over each.

    Args:
        work: The transaction.
        document: The paper.
        party_id: Whom it goes to, where it is made out to nobody.
    """
    cases = joined_cases(work, document.case_id)
    found = work.disputes.of(cases)
    if not found:
        return ()
    owner = document.party_id or party_id
    parties = (each.id for each in of_cases(work, Party, cases))
    own = {document.id, document.case_id, *([owner] if owner else parties)}
    return tuple(_refusal(work, each) for each in found if not own.isdisjoint(each.about))


def against_case_in_dispute(work: UnitOfWork, case_id: UUID) -> tuple[Refusal, ...]:
    """Return every open conflict of a case, and of those merged into it."""
    return tuple(_refusal(work, each) for each in work.disputes.of(joined_cases(work, case_id)))


def refuse_disputed(what: str, against: tuple[Refusal, ...]) -> None:
    """Raise ``DisputedError`` for what is to be done while conflicts stand against it."""
    if against:
        raise DisputedError(what, against)


def _refusal(work: UnitOfWork, dispute: Dispute) -> Refusal:
    if not dispute.readable:
        message = f"{_named(work, dispute)}的冲突{OF_A_NEWER_PROGRAM}。{UPDATE_FIRST}"
        return Refusal(GATE, message, _ARTICLE, Place("sync", dispute.conflict))
    named = (label_of(dispute.kind, each) for each in dispute.fields)
    labels = "、".join(dict.fromkeys(each for each in named if each not in dispute.fields))
    what = f"的“{labels}”" if labels else ""
    message = f"{_named(work, dispute)}{what}{_HOW.get(dispute.how, _HOW['field'])}。{_MEND}"
    return Refusal(GATE, message, _ARTICLE, Place("sync", dispute.conflict))


def _named(work: UnitOfWork, dispute: Dispute) -> str:
    """Return what is in dispute as a clerk calls it; of what is not here, the kind alone."""
    title = title_of(dispute.kind)
    for document in work.of(Document).find(id=dispute.record_id):
        return f"《{paper_name(document.slug)}》{document.number}"
    for case in work.of(Case).find(id=dispute.record_id):
        return f"案件“{case.number or case.cause}”"
    for party in (one for each in sorted(dispute.about) for one in work.of(Party).find(id=each)):
        return f"当事人{party.name}" if party.id == dispute.record_id else f"当事人{party.name}的{title}"
    return title
