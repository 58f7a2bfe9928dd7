"""Row of the form template (本单位模板)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.form_template import FormTemplate
from localdb.base import Row


class FormTemplateRow(Row):
    """本单位模板 (form template) as stored; attributes as in the domain."""

    __tablename__ = "form_templates"
    __table_args__ = (Index("ix_form_templates_town_slug", "town", "slug"),)
    holds: ClassVar[type] = FormTemplate

    id: Mapped[UUID] = mapped_column(primary_key=True)
    town: Mapped[str]
    slug: Mapped[str]
    version: Mapped[int]
    docx_hash: Mapped[str]
    file_name: Mapped[str]
    brought_at: Mapped[datetime]
    brought_by: Mapped[UUID]
    live_from: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
