"""Row of the case (案件)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.case import Case, CaseStatus, Gains, Procedure
from localdb.base import Row
from localdb.columns import WordColumn


class CaseRow(Row):
    """案件 (case) as stored; attributes as in the domain."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_town_status", "town", "status"),
        Index("ix_cases_town_opened_at", "town", "opened_at"),
        Index("ix_cases_clue_id", "clue_id"),
    )
    holds: ClassVar[type] = Case

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    procedure: Mapped[Procedure] = mapped_column(WordColumn(Procedure))
    status: Mapped[CaseStatus] = mapped_column(WordColumn(CaseStatus))
    opened_at: Mapped[datetime]
    clue_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("clues.id", deferrable=True, initially="DEFERRED")
    )
    cause: Mapped[str]
    department: Mapped[str]
    number: Mapped[str]
    handlers: Mapped[tuple[UUID, ...]]
    subject_id: Mapped[UUID | None]
    discovered_on: Mapped[date | None]
    brief: Mapped[str]
    findings: Mapped[str]
    circumstances: Mapped[str]
    correction_needless: Mapped[str]
    gains: Mapped[Gains] = mapped_column(WordColumn(Gains))
    complex: Mapped[bool]
    major: Mapped[bool]
    confirmed_steps: Mapped[int]
    filed_on: Mapped[date | None]
    investigated_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    status_since: Mapped[datetime | None]
    transferred_to: Mapped[str]
    ending_reason: Mapped[str]
    merged_into: Mapped[UUID | None]
    split_from: Mapped[UUID | None]
    demonstration: Mapped[bool]
    suspected_crime: Mapped[bool] = mapped_column(server_default=text("0"))
    unrecorded: Mapped[Mapping[str, str]] = mapped_column(server_default="{}")
