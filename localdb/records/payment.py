"""Row of the payment (缴款)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.money import Money
from app.domain.payment import Payment, PaymentWay
from localdb.base import Row
from localdb.columns import WordColumn


class PaymentRow(Row):
    """缴款 (payment) as stored; attributes as in the domain."""

    __tablename__ = "payments"
    __table_args__ = (Index("ix_payments_case_id", "case_id"),)
    holds: ClassVar[type] = Payment

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id", deferrable=True, initially="DEFERRED"))
    document_id: Mapped[UUID] = mapped_column(
        ForeignKey("documents.id", deferrable=True, initially="DEFERRED")
    )
    amount: Mapped[Money]
    paid_on: Mapped[date]
    way: Mapped[PaymentWay] = mapped_column(WordColumn(PaymentWay))
    receipt_no: Mapped[str]
    of_which_late: Mapped[Money | None]
    on_spot_ground: Mapped[str]
    handed_in_on: Mapped[date | None]
    banked_on: Mapped[date | None]
