"""Row of the evidence (证据)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.evidence import Evidence, EvidenceKind
from localdb.base import Row
from localdb.columns import WordColumn


class EvidenceRow(Row):
    """证据 (evidence) as stored; attributes as in the domain."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_case_id", "case_id"),)
    holds: ClassVar[type] = Evidence

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    number: Mapped[int]
    kind: Mapped[EvidenceKind] = mapped_column(WordColumn(EvidenceKind))
    name: Mapped[str]
    proves: Mapped[str]
    source: Mapped[str]
    taken_at: Mapped[datetime | None]
    place: Mapped[str]
    taken_by: Mapped[tuple[UUID, ...]]
    original: Mapped[bool]
    pages: Mapped[int]
    act_id: Mapped[UUID | None] = mapped_column(ForeignKey("acts.id", deferrable=True, initially="DEFERRED"))
    document_id: Mapped[UUID | None]
    file_name: Mapped[str]
    file_hash: Mapped[str]
    file_size: Mapped[int]
    verified_by: Mapped[UUID | None]
    verified_on: Mapped[date | None]
    excluded_reason: Mapped[str]
    monitoring: Mapped[bool] = mapped_column(server_default=text("0"))
    device_review: Mapped[str] = mapped_column(server_default="")
    device_site: Mapped[str] = mapped_column(server_default="")
    record_checked: Mapped[str] = mapped_column(server_default="")
    slot: Mapped[str] = mapped_column(server_default="")
