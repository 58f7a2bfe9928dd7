"""Row of the bureau (镇街综合执法局)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.bureau import Bureau, TownKind
from localdb.base import Row
from localdb.columns import WordColumn


class BureauRow(Row):
    """镇街综合执法局 (bureau) as stored; attributes as in the domain."""

    __tablename__ = "bureaus"
    __table_args__ = (Index("ix_bureaus_town", "town"),)
    holds: ClassVar[type] = Bureau

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    slug: Mapped[str]
    kind: Mapped[TownKind] = mapped_column(WordColumn(TownKind))
    town_name: Mapped[str]
    name: Mapped[str]
    number_mark: Mapped[str]
    address: Mapped[str]
    postcode: Mapped[str]
    telephone: Mapped[str]
    mark: Mapped[str]
