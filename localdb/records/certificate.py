"""Row of the certificate (执法证)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.certificate import (
    Certificate,
    CertificateKind,
    CertificateState,
    Exam,
    Turn,
    YearlyCheck,
)
from localdb.base import Row
from localdb.columns import WordColumn, lines_of


class CertificateRow(Row):
    """执法证 (certificate) as stored; attributes as in the domain."""

    __tablename__ = "certificates"
    __table_args__ = (Index("ix_certificates_officer_id", "officer_id"),)
    holds: ClassVar[type] = Certificate

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id", deferrable=True, initially="DEFERRED"))
    number: Mapped[str]
    kind: Mapped[CertificateKind] = mapped_column(WordColumn(CertificateKind))
    issuer: Mapped[str]
    issued_on: Mapped[date]
    valid_to: Mapped[date]
    area: Mapped[str]
    fields: Mapped[str]
    state: Mapped[CertificateState] = mapped_column(WordColumn(CertificateState))
    state_since: Mapped[date | None]
    turns: Mapped[tuple[Turn, ...]] = mapped_column(lines_of(Turn))
    exams: Mapped[tuple[Exam, ...]] = mapped_column(lines_of(Exam))
    checks: Mapped[tuple[YearlyCheck, ...]] = mapped_column(lines_of(YearlyCheck))
    renews_id: Mapped[UUID | None]
