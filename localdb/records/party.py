"""Row of the party (当事人)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.party import IdKind, Party, PartyKind
from localdb.base import Row
from localdb.columns import WordColumn


class PartyRow(Row):
    """当事人 (party) as stored; attributes as in the domain."""

    __tablename__ = "parties"
    __table_args__ = (Index("ix_parties_case_id", "case_id"),)
    holds: ClassVar[type] = Party

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    kind: Mapped[PartyKind] = mapped_column(WordColumn(PartyKind))
    name: Mapped[str]
    id_kind: Mapped[IdKind] = mapped_column(WordColumn(IdKind))
    id_number: Mapped[str]
    credit_code: Mapped[str]
    business_name: Mapped[str]
    representative: Mapped[str]
    representative_post: Mapped[str]
    address: Mapped[str]
    telephone: Mapped[str]
    workplace: Mapped[str]
    service_address: Mapped[str]
    electronic_service: Mapped[str]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    left_reason: Mapped[str]
