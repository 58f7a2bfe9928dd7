"""Row of the approval (审批)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.approval import Approval, Verdict
from app.domain.role import Role
from localdb.base import Row
from localdb.columns import WordColumn


class ApprovalRow(Row):
    """审批 (approval) as stored; attributes as in the domain."""

    __tablename__ = "approvals"
    __table_args__ = (
        Index("ix_approvals_case_id", "case_id"),
        Index("ix_approvals_document_id", "document_id"),
    )
    holds: ClassVar[type] = Approval

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    document_id: Mapped[UUID] = mapped_column(
        ForeignKey("documents.id", deferrable=True, initially="DEFERRED")
    )
    role: Mapped[Role] = mapped_column(WordColumn(Role))
    verdict: Mapped[Verdict] = mapped_column(WordColumn(Verdict))
    opinion: Mapped[str]
    by_id: Mapped[UUID]
    by_name: Mapped[str]
    on: Mapped[date]
    recorded_at: Mapped[datetime]
    on_paper: Mapped[bool]
    paper_hash: Mapped[str]
