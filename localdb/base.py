"""The declarative base and the names of constraints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from app.domain.money import Money
from localdb.columns import DayColumn, MomentColumn, MoneyColumn, UuidColumn, ids, mapping, texts

# Named constraints, because SQLite can only drop what has a name (Alembic batch mode).
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """Base of every table row; a row of a record names the record's class in ``holds``."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {
        UUID: UuidColumn,
        date: DayColumn,
        datetime: MomentColumn,
        Money: MoneyColumn,
        tuple[UUID, ...]: ids(),
        tuple[str, ...]: texts(),
        Mapping[str, str]: mapping(),
    }
