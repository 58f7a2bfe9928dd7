"""Row of the certificate request (证件申办)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.certificate_request import CertificateRequest, RequestKind, RequestState
from localdb.base import Row
from localdb.columns import WordColumn


class CertificateRequestRow(Row):
    """证件申办 (certificate request) as stored; attributes as in the domain."""

    __tablename__ = "certificate_requests"
    __table_args__ = (
        Index("ix_certificate_requests_officer_id", "officer_id"),
        Index("ix_certificate_requests_town", "town"),
    )
    holds: ClassVar[type] = CertificateRequest

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id", deferrable=True, initially="DEFERRED"))
    kind: Mapped[RequestKind] = mapped_column(WordColumn(RequestKind))
    applied_on: Mapped[date]
    reason: Mapped[str]
    certificate_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("certificates.id", deferrable=True, initially="DEFERRED")
    )
    state: Mapped[RequestState] = mapped_column(WordColumn(RequestState))
    closed_on: Mapped[date | None]
    outcome: Mapped[str]
    issued_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("certificates.id", deferrable=True, initially="DEFERRED")
    )
    paper: Mapped[str]
