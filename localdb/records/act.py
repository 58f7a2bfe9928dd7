"""Row of the act (违法行为)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.act import Act
from localdb.base import Row


class ActRow(Row):
    """违法行为 (act) as stored; attributes as in the domain."""

    __tablename__ = "acts"
    __table_args__ = (Index("ix_acts_case_id", "case_id"), Index("ix_acts_item_code", "item_code"))
    holds: ClassVar[type] = Act

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("power_items.id", deferrable=True, initially="DEFERRED"))
    item_code: Mapped[str]
    began_on: Mapped[date]
    ended_on: Mapped[date | None]
    place: Mapped[str]
    facts: Mapped[str]
    fine_facts: Mapped[str]
    harms_life_or_finance: Mapped[bool]
