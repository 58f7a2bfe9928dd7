"""Row of the statement (陈述申辩)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.statement import Statement, StatementKind
from localdb.base import Row
from localdb.columns import WordColumn


class StatementRow(Row):
    """陈述申辩 (statement) as stored; attributes as in the domain."""

    __tablename__ = "statements"
    __table_args__ = (Index("ix_statements_case_id", "case_id"),)
    holds: ClassVar[type] = Statement

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id", deferrable=True, initially="DEFERRED"))
    kind: Mapped[StatementKind] = mapped_column(WordColumn(StatementKind))
    made_on: Mapped[date]
    content: Mapped[str]
    finding: Mapped[str]
    accepted: Mapped[bool]
    reviewed_on: Mapped[date | None]
    partly: Mapped[bool] = mapped_column(server_default=text("0"))
