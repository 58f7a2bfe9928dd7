"""Row of the clue (线索)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.clue import Clue, ClueSource, ClueState
from localdb.base import Row
from localdb.columns import WordColumn


class ClueRow(Row):
    """线索 (clue) as stored; attributes as in the domain."""

    __tablename__ = "clues"
    __table_args__ = (
        Index("ix_clues_town_state", "town", "state"),
        Index("ix_clues_town_received_at", "town", "received_at"),
        Index("ix_clues_case_id", "case_id"),
    )
    holds: ClassVar[type] = Clue

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    register_no: Mapped[str]
    received_at: Mapped[datetime]
    registrar_id: Mapped[UUID]
    source: Mapped[ClueSource] = mapped_column(WordColumn(ClueSource))
    source_ref: Mapped[str]
    informant_name: Mapped[str]
    informant_phone: Mapped[str]
    informant_confidential: Mapped[bool]
    subject_name: Mapped[str]
    place: Mapped[str]
    occurred_on: Mapped[date | None]
    summary: Mapped[str]
    department: Mapped[str]
    check_opinion: Mapped[str]
    state: Mapped[ClueState] = mapped_column(WordColumn(ClueState))
    case_id: Mapped[UUID | None]
    closing_reason: Mapped[str]
    demonstration: Mapped[bool]
