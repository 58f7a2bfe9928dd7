"""Row of the penalty (处罚)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.money import Money
from app.domain.penalty import Leaning, Penalty, PenaltyKind
from localdb.base import Row
from localdb.columns import WordColumn, words


class PenaltyRow(Row):
    """处罚 (penalty) as stored; attributes as in the domain."""

    __tablename__ = "penalties"
    __table_args__ = (Index("ix_penalties_case_id", "case_id"),)
    holds: ClassVar[type] = Penalty

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id", deferrable=True, initially="DEFERRED"))
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id", deferrable=True, initially="DEFERRED"))
    act_id: Mapped[UUID] = mapped_column(ForeignKey("acts.id", deferrable=True, initially="DEFERRED"))
    kinds: Mapped[tuple[PenaltyKind, ...]] = mapped_column(words(PenaltyKind))
    fine: Mapped[Money]
    confiscated_gain: Mapped[Money]
    confiscated_goods: Mapped[str]
    other: Mapped[str]
    leaning: Mapped[Leaning] = mapped_column(WordColumn(Leaning))
    circumstances: Mapped[str]
    reason: Mapped[str]
    range_low: Mapped[Money | None]
    range_high: Mapped[Money | None]
    derivation: Mapped[tuple[str, ...]]
    standard: Mapped[str]
    tier: Mapped[str]
    beyond: Mapped[bool]
    noticed: Mapped[str]
