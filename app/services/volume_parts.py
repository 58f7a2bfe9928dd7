"""Parts of a volume (卷内各件): every paper and piece of evidence on its pages, with its index line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.documents.plain_docx import plain_docx
from app.domain.document import Document, DocumentState
from app.domain.errors import AppError
from app.domain.evidence import EVIDENCE_WORDS, Evidence
from app.domain.volume import VolumeEntry
from app.rules.deadlines.given import BEIJING
from app.rules.volume_contents import RECEIPT, bound_evidence, bound_papers
from app.services.form_titles import form_of
from app.services.press import telling_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.documents.page import LaidOut
    from app.domain.case_file import CaseFile
    from app.services.press import Press

_SCANS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_DAY = "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing bound (卷内一件): its pages and what the index says of it.

    Attributes:
        electronic: Where the piece itself is kept, when its page only names it; empty otherwise.
    """

    laid: LaidOut
    title: str
    number: str = ""
    responsible: str = ""
    day: str = ""
    document_id: str = ""
    evidence_id: str = ""
    electronic: str = ""


def volume_parts(file: CaseFile, press: Press, today: date) -> tuple[Part, ...]:
    """Lay out everything that is bound, papers first, then the evidence."""
    papers: list[Part] = []
    for each in bound_papers(file):
        paper = _paper(file, press, each, today)
        papers += (paper, *_signed(file, press, paper, each))
    return (*papers, *(_piece(file, press, each) for each in bound_evidence(file)))


def entries_of(parts: tuple[Part, ...]) -> tuple[VolumeEntry, ...]:
    """Return the lines of the index: pages run through from one without a gap."""
    found: list[VolumeEntry] = []
    page = 1
    for order, part in enumerate(parts, 1):
        last = page + len(part.laid.pages) - 1
        told = (part.title, part.number, part.responsible, part.day)
        found.append(VolumeEntry(order, *told, page, last, part.document_id, part.evidence_id))
        page = last + 1
    return tuple(found)


def _paper(file: CaseFile, press: Press, document: Document, today: date) -> Part:
    shape = form_of(file, document)
    made = document.issued_on or (document.final_at and document.final_at.astimezone(BEIJING).date())
    organ = file.subject.name if shape.seal and file.subject else file.bureau.name if file.bureau else ""
    return Part(
        press.laid(telling_of(file, document, today)),
        _paper_title(file, document),
        document.number,
        organ,
        f"{made:{_DAY}}" if made else "",
        document_id=str(document.id),
    )


def _signed(file: CaseFile, press: Press, paper: Part, document: Document) -> Iterator[Part]:
    """What was signed on paper is bound behind the printed one: by whoever approved it, then by the party."""
    approved = (each.paper_hash for each in file.approvals_of(document) if each.paper_hash)
    hashes = dict.fromkeys((*approved, *document.scans))
    for each in hashes:
        laid = press.marked(file, press.pages.scan(press.files.get(each)))
        yield replace(paper, laid=laid, title=f"{paper.title}（签字件）")


def _paper_title(file: CaseFile, document: Document) -> str:
    marks = []
    parent = next((each for each in file.documents if each.id == document.parent_id), None)
    if document.slug == RECEIPT and parent is not None:
        marks.append(form_of(file, parent).title)
    party = file.party(document.party_id) if document.party_id else None
    if party is not None and len(file.parties) > 1:
        marks.append(party.name)
    if document.state is DocumentState.VOID:
        marks.append("已撤销")
    return form_of(file, document).title + "".join(f"（{each}）" for each in marks)


def _piece(file: CaseFile, press: Press, piece: Evidence) -> Part:
    names = [found.name for each in piece.taken_by if (found := file.officer(each)) is not None]
    laid, electronic = _evidence_pages(file, press, piece)
    return Part(
        press.marked(file, laid),
        f"证据{piece.number}：{piece.name}{'（已排除）' if piece.excluded_reason else ''}",
        "",
        piece.source or "、".join(names),
        f"{piece.taken_at.astimezone(BEIJING):{_DAY}}" if piece.taken_at else "",
        evidence_id=str(piece.id),
        electronic=electronic,
    )


def _evidence_pages(file: CaseFile, press: Press, piece: Evidence) -> tuple[LaidOut, str]:
    """A picture or PDF is bound as it is; anything else is one page that names it and where it is."""
    if not piece.file_hash:
        return _slip(
            file, press, piece, "本件没有录入电子文件。原物（原件）存放处：＿＿＿＿＿＿＿＿"
        ), "无电子文件"
    content, why = press.files.get(piece.file_hash), ""
    if piece.file_name.casefold().endswith(_SCANS):
        try:
            return press.pages.scan(content), ""
        except AppError as error:
            why = error.message
    words = f"本件为电子文件，不能装订成页，按上列校验值保存在本单位电子档案中。{why}"
    return _slip(file, press, piece, words), f"电子文件“{piece.file_name}”"


def _slip(file: CaseFile, press: Press, piece: Evidence, words: str) -> LaidOut:
    taken = f"{piece.taken_at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if piece.taken_at else ""
    size = f"{piece.file_size}字节" if piece.file_hash else ""
    told = {
        "证据编号": str(piece.number),
        "证据名称": piece.name,
        "证据种类": EVIDENCE_WORDS[piece.kind],
        "证明事项": piece.proves,
        "来源": piece.source,
        "取得时间": taken,
        "取得地点": piece.place,
        "文件名称": piece.file_name,
        "文件大小": size,
        "校验值（SHA-256）": piece.file_hash,
        "排除原因": piece.excluded_reason,
    }
    lines = [f"{label}：{text}" for label, text in told.items() if text]
    docx = plain_docx("证据材料说明页", [*lines, "", words])
    return press.pages.layout(docx, typesetting=file.typesetting)
