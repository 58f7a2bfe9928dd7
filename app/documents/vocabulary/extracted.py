"""Words of one piece of evidence (提取的证据), chosen by its number in the extraction sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import plain_time
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.proof import pieces
from app.documents.vocabulary.words import word
from app.documents.wording import worded
from app.domain.evidence import EVIDENCE_WORDS, EvidenceKind

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.evidence import Evidence

_NUMBER, _SHEET = "extraction.number", "evidence_extraction"
_DIGITAL = (EvidenceKind.AUDIOVISUAL, EvidenceKind.ELECTRONIC)


@word("extracted.number", "证据编号", "evidence")
def number(told: Telling) -> str:
    """The piece chosen, else the first one that has no sheet yet."""
    piece = _piece(told)
    return str(piece.number) if piece else ""


@word("extracted.kind", "证据种类", "evidence/kind")
def kind(told: Telling) -> str:
    """Its kind (APL 46)."""
    piece = _piece(told)
    return EVIDENCE_WORDS[piece.kind] if piece else ""


@word("extracted.name", "证据名称", "evidence/name")
def name(told: Telling) -> str:
    """Its name."""
    piece = _piece(told)
    return piece.name if piece else ""


@word("extracted.proves", "证明内容", "evidence/proves")
def proves(told: Telling) -> str:
    """What it proves."""
    piece = _piece(told)
    return piece.proves if piece else ""


@word("extracted.source", "来源（提供人）", "evidence/source")
def source(told: Telling) -> str:
    """Who gave it."""
    piece = _piece(told)
    return piece.source if piece else ""


@word("extracted.taken_at", "提取时间", "evidence/taken_at")
def taken_at(told: Telling) -> str:
    """When it was taken, Beijing time."""
    piece = _piece(told)
    return plain_time(local(piece.taken_at)) if piece and piece.taken_at else ""


@word("extracted.place", "提取地点", "evidence/place")
def place(told: Telling) -> str:
    """Where it was taken."""
    piece = _piece(told)
    return piece.place if piece else ""


@word("extracted.original", "是否原件（原物）", "evidence/original")
def original(told: Telling) -> str:
    """Whether it is the original."""
    piece = _piece(told)
    return ("是" if piece.original else "否") if piece else ""


@word("extracted.digital", "电子数据、视听资料", "evidence/kind")
def digital(told: Telling) -> str:
    """Says its kind where it is data or a recording; empty for anything else."""
    piece = _piece(told)
    return EVIDENCE_WORDS[piece.kind] if piece and piece.kind in _DIGITAL else ""


@word("extracted.hash", "完整性校验值（SHA-256）", "evidence")
def digest(told: Telling) -> str:
    """The hash of its file."""
    piece = _piece(told)
    return piece.file_hash if piece else ""


@word("extracted.file", "文件", "evidence")
def file(told: Telling) -> str:
    """The file kept, or how many pages or pieces there are on paper."""
    piece = _piece(told)
    if piece is None:
        return ""
    count = f"{piece.pages}页（件）"
    return f"{piece.file_name}，{count}" if piece.file_name else f"纸质或者实物，{count}"


@word("draft.match_statement", "与原件核对情况", "evidence/original")
def match_statement(told: Telling) -> str:
    """That a copy was compared with its original; nothing where it is the original."""
    piece = _piece(told)
    return "" if piece is None or piece.original else worded("matched", told.day, {})


@word("draft.extraction_method", "提取方法", "evidence/kind")
def method(told: Telling) -> str:
    """How a piece of its kind is usually taken."""
    piece = _piece(told)
    if piece is None:
        return ""
    if piece.kind in _DIGITAL:
        return worded("taken_digital", told.day, {})
    return worded("taken_original" if piece.original else "taken_copy", told.day, {})


def _piece(told: Telling) -> Evidence | None:
    found = pieces(told)
    chosen = told.answers.get(_NUMBER, "")
    if chosen:
        return next((each for each in found if str(each.number) == chosen), None)
    return next((each for each in found if str(each.number) not in _sheeted(told)), None)


def _sheeted(told: Telling) -> set[str]:
    """The numbers of the pieces that have a standing sheet."""
    return {
        each.frozen.get(_NUMBER, "") for each in told.file.standing(_SHEET) if each.id != told.document.id
    }
