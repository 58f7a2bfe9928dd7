"""Expiry notes (到期提醒): which warnings of which certificate were given at this computer; never sent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from localdb.base import Row
from localdb.engine import READING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from app.rules.expiry import Given


class ExpiryNoteRow(Row):
    """One warning as given: a certificate, the end of its term, the days before it."""

    __tablename__ = "expiry_notes"
    __table_args__ = (UniqueConstraint("certificate_id", "valid_to", "days", name="uq_expiry_notes_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[UUID]
    valid_to: Mapped[date]
    days: Mapped[int]
    given_on: Mapped[date]


class SqlExpiryNotes:
    """``ExpiryNotes`` over the store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def given(self) -> frozenset[Given]:
        """Return every warning given so far."""
        row = ExpiryNoteRow
        query = select(row.certificate_id, row.valid_to, row.days)
        with self._engine.connect().execution_options(**{READING: True}) as connection:
            return frozenset((one, end, days) for one, end, days in connection.execute(query))

    def keep(self, notes: Sequence[Given], on: date) -> None:
        """Remember warnings as given on a day."""
        if not notes:
            return
        rows = [
            {"certificate_id": one, "valid_to": end, "days": days, "given_on": on} for one, end, days in notes
        ]
        with self._engine.begin() as connection:
            connection.execute(insert(ExpiryNoteRow), rows)
