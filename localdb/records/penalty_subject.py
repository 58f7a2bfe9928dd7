"""Row of the penalty subject (处罚主体)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.penalty_subject import PenaltySubject
from localdb.base import Row


class PenaltySubjectRow(Row):
    """处罚主体 (penalty subject) as stored; attributes as in the domain."""

    __tablename__ = "penalty_subjects"
    __table_args__ = (Index("ix_penalty_subjects_town", "town"),)
    holds: ClassVar[type] = PenaltySubject

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    name: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    department: Mapped[str]
    head_name: Mapped[str]
    head_title: Mapped[str]
    address: Mapped[str]
    telephone: Mapped[str]
    bank_name: Mapped[str]
    bank_address: Mapped[str]
    bank_account: Mapped[str]
    payee: Mapped[str]
    reconsideration_organ: Mapped[str]
    court: Mapped[str]
    statement_days: Mapped[int]
    mark: Mapped[str]
