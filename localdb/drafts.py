"""Drafts of open forms: saved at once, on this computer only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.draft import FormDraft
from localdb.base import Row
from localdb.engine import READING

if TYPE_CHECKING:
    from sqlalchemy import Engine


class FormDraftRow(Row):
    """录入草稿 (form draft) as stored."""

    __tablename__ = "form_drafts"

    place: Mapped[str] = mapped_column(primary_key=True)
    texts: Mapped[Mapping[str, str]]
    saved_at: Mapped[datetime]


class SqlDrafts:
    """``Drafts``: each call is its own transaction, so that a kill loses nothing typed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def load(self, place: str) -> FormDraft | None:
        """Return the draft of a form, if any."""
        query = select(FormDraftRow.__table__).where(FormDraftRow.place == place)
        with self._engine.connect().execution_options(**{READING: True}) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else FormDraft(*row)

    def save(self, draft: FormDraft) -> None:
        """Keep the draft, replacing an earlier one of the same place."""
        row = {"place": draft.place, "texts": draft.texts, "saved_at": draft.saved_at}
        with self._engine.begin() as connection:
            connection.execute(delete(FormDraftRow).where(FormDraftRow.place == draft.place))
            connection.execute(insert(FormDraftRow).values(row))

    def drop(self, place: str) -> None:
        """Forget the draft of a form."""
        with self._engine.begin() as connection:
            connection.execute(delete(FormDraftRow).where(FormDraftRow.place == place))
