"""Row of the setting (设置)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.setting import Setting
from localdb.base import Row


class SettingRow(Row):
    """设置 (setting) as stored; attributes as in the domain."""

    __tablename__ = "settings"
    __table_args__ = (Index("ix_settings_town_name", "town", "name"),)
    holds: ClassVar[type] = Setting

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    name: Mapped[str]
    value: Mapped[str]
