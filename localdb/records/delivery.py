"""Row of the delivery (送达)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.delivery import Delivery, DeliveryWay
from localdb.base import Row
from localdb.columns import WordColumn


class DeliveryRow(Row):
    """送达 (delivery) as stored; attributes as in the domain."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_case_id", "case_id"),
        Index("ix_deliveries_document_id", "document_id"),
    )
    holds: ClassVar[type] = Delivery

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    document_id: Mapped[UUID] = mapped_column(
        ForeignKey("documents.id", deferrable=True, initially="DEFERRED")
    )
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id", deferrable=True, initially="DEFERRED"))
    way: Mapped[DeliveryWay] = mapped_column(WordColumn(DeliveryWay))
    served_at: Mapped[datetime]
    effective_on: Mapped[date]
    place: Mapped[str]
    receiver: Mapped[str]
    relation: Mapped[str]
    witness: Mapped[str]
    note: Mapped[str]
    servers: Mapped[tuple[UUID, ...]]
    receipt_document_id: Mapped[UUID | None]
    returned_on: Mapped[date | None]
    returned_why: Mapped[str]
