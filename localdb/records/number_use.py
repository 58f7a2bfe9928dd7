"""Row of the number use (文号登记)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.number_use import NumberState, NumberUse
from localdb.base import Row
from localdb.columns import WordColumn


class NumberUseRow(Row):
    """文号登记 (number use) as stored; attributes as in the domain."""

    __tablename__ = "number_uses"
    __table_args__ = (
        Index("ix_number_uses_document_id", "document_id"),
        Index("ix_number_uses_series", "town", "series", "year", "n"),
    )
    holds: ClassVar[type] = NumberUse

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    series: Mapped[str]
    year: Mapped[int]
    n: Mapped[int]
    text: Mapped[str]
    document_id: Mapped[UUID | None]
    state: Mapped[NumberState] = mapped_column(WordColumn(NumberState))
    reason: Mapped[str]
