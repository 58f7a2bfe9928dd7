"""Row of the officer (执法人员)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.officer import Establishment, Officer
from app.domain.role import Role
from localdb.base import Row
from localdb.columns import WordColumn, words


class OfficerRow(Row):
    """执法人员 (officer) as stored; attributes as in the domain."""

    __tablename__ = "officers"
    __table_args__ = (Index("ix_officers_town", "town"),)
    holds: ClassVar[type] = Officer

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    name: Mapped[str]
    id_number: Mapped[str]
    establishment: Mapped[Establishment] = mapped_column(WordColumn(Establishment))
    post: Mapped[str]
    unit: Mapped[str]
    telephone: Mapped[str]
    roles: Mapped[tuple[Role, ...]] = mapped_column(words(Role))
    legal_qualification: Mapped[bool]
    in_post_from: Mapped[date | None]
    in_post_to: Mapped[date | None]
    demonstration: Mapped[bool]
    legal_certificate: Mapped[str]
    reviews_since: Mapped[date | None]
    photo_hash: Mapped[str]
    person_id: Mapped[UUID | None]
