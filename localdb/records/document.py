"""Row of the document (文书)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.document import Document, DocumentState
from localdb.base import Row
from localdb.columns import WordColumn


class DocumentRow(Row):
    """文书 (document) as stored; attributes as in the domain."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_case_id_slug", "case_id", "slug"),
        Index("ix_documents_town_state", "town", "state"),
        Index("ix_documents_created_at", "created_at"),
    )
    holds: ClassVar[type] = Document

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    slug: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID]
    party_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("parties.id", deferrable=True, initially="DEFERRED")
    )
    parent_id: Mapped[UUID | None]
    state: Mapped[DocumentState] = mapped_column(WordColumn(DocumentState))
    number: Mapped[str]
    answers: Mapped[Mapping[str, str]]
    frozen: Mapped[Mapping[str, str]]
    final_at: Mapped[datetime | None]
    final_by: Mapped[UUID | None]
    issued_on: Mapped[date | None]
    template_version: Mapped[str]
    archive_hash: Mapped[str]
    pages: Mapped[int]
    prints: Mapped[int]
    void_reason: Mapped[str]
    replaces: Mapped[UUID | None]
    scans: Mapped[tuple[str, ...]]
