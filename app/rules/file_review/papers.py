"""What the papers say (文书评查): facts, law to the item, remedies, reasons, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.document import Document, DocumentState
from app.rules.file_review import Lost
from app.rules.flow import current
from app.rules.gates.figures import penalties_of
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place
from app.rules.lists.citation import Citation, citations
from app.rules.volume_contents import binding_slugs

_DECISIONS = ("penalty_decision", "on_spot_decision", "no_penalty_decision")
_CITED = ("law.violated", "act.basis", "penalty.basis", "exempt.basis")
_SIGNED = ("site_record", "inquiry_transcript", "statement_record", "hearing_transcript")
_TERMS = ("六十日", "行政复议", "行政诉讼")


def nothing_left_in_draft(file: CaseFile, today: date) -> Iterable[Lost]:
    """R41: no paper is left unfinished."""
    for each in file.documents:
        if each.state is DocumentState.DRAFT and each.slug not in binding_slugs():
            message = f"《{paper_name(each.slug)}》还是草稿。请定稿或者作废。"
            yield Lost(message, Place("document", str(each.id)))


def facts_stated(file: CaseFile, today: date) -> Iterable[Lost]:
    """R42: the facts are written, and each act has its day and place (APL 59)."""
    if not file.case.findings.strip() and not any(each.facts.strip() for each in file.acts):
        yield Lost("没有写明查明的违法事实。请补填。", Place("field", "findings"))
    for each in file.acts:
        if not each.place.strip():
            message = f"违法行为（事项{each.item_code}）没有写明地点。请补填。"
            yield Lost(message, Place("act", str(each.id)))


def law_cited_to_the_item(file: CaseFile, today: date) -> Iterable[Lost]:
    """R43: law is cited by its full name to the article, paragraph and item the list names."""
    for act in file.acts:
        item = file.item_of(act)
        if item is not None and not citations(item.penalty_basis or item.penalty_article):
            message = f"事项{act.item_code}的处罚依据没有具体到条。请核对权力清单后补正。"
            yield Lost(message, Place("act", str(act.id)))
    for paper in _decisions(file):
        for name in _CITED:
            yield from _uncited(file, paper, paper.frozen.get(name, ""))


def remedies_told(file: CaseFile, today: date) -> Iterable[Lost]:
    """R44: the decision names the organ of reconsideration, the court and the terms, as they are (APL 59)."""
    subject = file.subject
    for paper in _decisions(file):
        text = paper.frozen.get("remedy.text", "")
        if not paper.frozen:
            continue
        lacking = [each for each in _TERMS if each not in text]
        if subject is not None:
            named = (subject.reconsideration_organ, subject.court)
            lacking += [each for each in named if each and each not in text]
        if lacking:
            message = f"《{paper_name(paper.slug)}》的救济告知缺少{'、'.join(lacking)}。已送达的作书面补正。"
            yield Lost(message, Place("document", str(paper.id)))


def discretion_reasoned(file: CaseFile, today: date) -> Iterable[Lost]:
    """R45: why this much is written (APL 5, 34)."""
    for party in file.active_parties:
        for each in penalties_of(file, party):
            if not each.reason.strip():
                message = f"对{party.name}的处罚没有写明裁量理由。请补填。"
                yield Lost(message, Place("penalty", str(each.id)))


def paper_opinions_scanned(file: CaseFile, today: date) -> Iterable[Lost]:
    """R46: an opinion given on paper has the signed paper beside it."""
    known = {each.id: each for each in file.documents}
    for each in file.approvals:
        paper = known.get(each.document_id)
        if each.on_paper and not each.paper_hash and paper is not None and not paper.scans:
            message = f"《{paper_name(paper.slug)}》由{each.by_name}纸质签批，没有附签字件。请上传扫描件。"
            yield Lost(message, Place("document", str(paper.id)))


def transcripts_signed(file: CaseFile, today: date) -> Iterable[Lost]:
    """R47: what a person was asked or shown is there as signed, or says that signing was refused."""
    for paper in (each for slug in _SIGNED for each in current(file, slug)):
        refused = paper.answers.get("record.refusal", "").strip()
        if not paper.scans and not refused:
            message = f"《{paper_name(paper.slug)}》没有附签名的原件。请上传扫描件，拒签的写明情况。"
            yield Lost(message, Place("document", str(paper.id)))


def _decisions(file: CaseFile) -> tuple[Document, ...]:
    return tuple(each for slug in _DECISIONS for each in current(file, slug))


def _uncited(file: CaseFile, paper: Document, text: str) -> Iterator[Lost]:
    """What a paper cites must name an article, and be as exact as the list is."""
    if not text:
        return
    cited, place = citations(text), Place("document", str(paper.id))
    if not cited:
        message = f"《{paper_name(paper.slug)}》引用的“{text[:20]}”没有法律全称和条文。已送达的作书面补正。"
        yield Lost(message, place)
    for listed in _listed(file):
        same = [each for each in cited if (each.law, each.article) == (listed.law, listed.article)]
        if same and not any(_as_exact(each, listed) for each in same):
            message = (
                f"《{paper_name(paper.slug)}》引用《{listed.law}》第{listed.article}条没有具体到清单所列的款、项。"
                "已送达的作书面补正。"
            )
            yield Lost(message, place)


def _listed(file: CaseFile) -> Iterator[Citation]:
    for item in file.items:
        for text in (item.duty_article, item.penalty_basis, f"{item.penalty_law}{item.penalty_article}"):
            yield from citations(text)


def _as_exact(cited: Citation, listed: Citation) -> bool:
    paragraph = not listed.paragraph or cited.paragraph > 0
    return paragraph and (not listed.item or cited.item > 0)
