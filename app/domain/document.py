"""Document (文书): one filled form of a case, from draft to service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class DocumentState(StrEnum):
    """Life of a document (文书状态)."""

    DRAFT = "draft"
    FINAL = "final"
    ISSUED = "issued"
    SERVED = "served"
    RETURNED = "returned"
    VOID = "void"


DOCUMENT_STATE_WORDS = {
    DocumentState.DRAFT: "草稿",
    DocumentState.FINAL: "定稿",
    DocumentState.ISSUED: "签发",
    DocumentState.SERVED: "送达",
    DocumentState.RETURNED: "退回",
    DocumentState.VOID: "作废",
}

STANDING = frozenset(
    {DocumentState.FINAL, DocumentState.ISSUED, DocumentState.SERVED, DocumentState.RETURNED}
)


@dataclass(frozen=True, slots=True)
class Document:
    """文书 (document): ``answers`` are what only this form asks; ``frozen`` is what it showed at 定稿.

    Attributes:
        slug: Folder name of the template without its number, stable for ever.
        answers: Qualified field name → text as typed (dates and times in ISO form).
        frozen: Field name → printed text, fixed at 定稿; empty while a draft.
        archive_hash: sha256 of the archived PDF once 定稿.
        scans: sha256 of the scans of the signed original (签字件), in the order they were put in.
    """

    id: UUID
    town: str
    case_id: UUID
    slug: str
    created_at: datetime
    created_by: UUID
    party_id: UUID | None = None
    parent_id: UUID | None = None
    state: DocumentState = DocumentState.DRAFT
    number: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    frozen: Mapping[str, str] = field(default_factory=dict)
    final_at: datetime | None = None
    final_by: UUID | None = None
    issued_on: date | None = None
    template_version: str = ""
    archive_hash: str = ""
    pages: int = 0
    prints: int = 0
    void_reason: str = ""
    replaces: UUID | None = None
    scans: tuple[str, ...] = ()

    @property
    def standing(self) -> bool:
        """Whether it is final and not void."""
        return self.state in STANDING
