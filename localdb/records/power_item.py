"""Row of the power item (行政处罚事项)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.power_item import PowerItem
from localdb.base import Row


class PowerItemRow(Row):
    """行政处罚事项 (power item) as stored; attributes as in the domain."""

    __tablename__ = "power_items"
    __table_args__ = (
        Index("ix_power_items_code_listed_from", "code", "listed_from"),
        Index("ix_power_items_department", "department"),
    )
    holds: ClassVar[type] = PowerItem

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    code: Mapped[str]
    department: Mapped[str]
    name: Mapped[str]
    duty_article: Mapped[str]
    penalty_law: Mapped[str]
    penalty_article: Mapped[str]
    penalty_basis: Mapped[str]
    kinds: Mapped[str]
    subject: Mapped[str]
    fine_spec: Mapped[str]
    rectify: Mapped[str]
    other_measures: Mapped[str]
    effective_from: Mapped[date | None]
    listed_from: Mapped[date]
    listed_to: Mapped[date | None]
    source: Mapped[str]
    confidence: Mapped[str]
    version_alert: Mapped[str]
    notes: Mapped[str]
    reference: Mapped[bool]
    profile: Mapped[str]
    initials: Mapped[str]
