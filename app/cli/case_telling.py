"""What the command line tells of a case: as data for machines, as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.documents.catalogue import forms
from app.domain.case import PROCEDURE_WORDS, STATUS_WORDS, Procedure
from app.domain.document import DOCUMENT_STATE_WORDS
from app.domain.party import PARTY_WORDS
from app.domain.penalty import PENALTY_WORDS
from app.rules.gates.names import paper_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.services.cases import Offer


def told_case(file: CaseFile, offers: Sequence[Offer]) -> dict[str, Any]:
    """Return a case as plain data."""
    case = file.case
    return {
        "id": case.id,
        "number": case.number,
        "cause": case.cause,
        "procedure": case.procedure.value,
        "status": case.status.value,
        "status_word": STATUS_WORDS[case.status],
        "department": case.department,
        "town": case.town,
        "demonstration": case.demonstration,
        "filed_on": case.filed_on,
        "decided_on": case.decided_on,
        "closed_on": case.closed_on,
        "archived_on": case.archived_on,
        "handlers": [officer.name for each in case.handlers if (officer := file.officer(each))],
        "parties": [{"id": each.id, "kind": each.kind.value, "name": each.name} for each in file.parties],
        "acts": [{"id": each.id, "item": each.item_code, "place": each.place} for each in file.acts],
        "penalties": [
            {"party": each.party_id, "kinds": [kind.value for kind in each.kinds], "fine_fen": each.fine.fen}
            for each in file.penalties
        ],
        "evidence": [
            {"number": each.number, "name": each.name, "usable": each.usable} for each in file.evidence
        ],
        "documents": [told_document(file, each) for each in file.documents],
        "steps": [
            {
                "code": each.transition.code,
                "label": each.label,
                "open": each.open,
                "permitted": each.permitted,
                "asks": list(each.transition.asks),
                "refusals": [refusal.message for refusal in each.refusals],
            }
            for each in offers
        ],
        "log": [
            {"at": each.at, "by": each.by_name, "code": each.code, "text": each.text} for each in file.log
        ],
    }


def called(number: str, procedure: str) -> str:
    """Return a case's number, or why it has none."""
    return number or ("（简易程序）" if procedure == Procedure.SIMPLE else "（未立案）")


def told_document(file: CaseFile, document: Document) -> dict[str, Any]:
    """Return a document as plain data."""
    party = next((each.name for each in file.parties if each.id == document.party_id), "")
    return {
        "id": document.id,
        "slug": document.slug,
        "title": title_of(document.slug),
        "number": document.number,
        "state": document.state.value,
        "state_word": DOCUMENT_STATE_WORDS[document.state],
        "party": party,
        "pages": document.pages,
    }


def title_of(slug: str) -> str:
    """Return the title of a form as installed, else as the flow calls it."""
    found = forms().get(slug)
    return found.title if found else paper_name(slug)


def told_lines(file: CaseFile, offers: Sequence[Offer]) -> Iterator[str]:
    """Yield a case line by line."""
    case = file.case
    mark = "　【演示数据】" if case.demonstration else ""
    yield f"{called(case.number, case.procedure)}　{case.cause}{mark}"
    yield f"{PROCEDURE_WORDS[case.procedure]}　{STATUS_WORDS[case.status]}　领域：{case.department}"
    for party in file.parties:
        yield f"当事人：{party.name}（{PARTY_WORDS[party.kind]}）"
    for penalty in file.penalties:
        yield f"处罚：{'、'.join(PENALTY_WORDS[each] for each in penalty.kinds)}　罚款{penalty.fine}"
    for document in file.documents:
        told = told_document(file, document)
        yield "　".join(filter(None, ("文书：" + told["title"], told["number"], told["state_word"])))
    for offer in offers:
        why = "可以办理" if offer.open else "本人无此角色" if not offer.permitted else "尚不能办理"
        yield f"步骤 {offer.transition.code}　{offer.label}　{why}"
        for refusal in offer.refusals:
            yield f"　　{refusal.message}"
