"""Attachments (附件传输): which kept files are on their way; triggers queue a file with its record."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, func, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.attachment import LONGEST_REST, Attachment, Haste, There, Undone, undone_of
from localdb.base import Row as TableRow
from localdb.columns import WordColumn
from localdb.engine import READING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection, Engine, Row

_UNDONE = "there <> 'backed' OR here IS NOT 1"


class AttachmentRow(TableRow):
    """One kept file and how far it is; attributes as in the domain."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_undone", "haste", "due", sqlite_where=text(_UNDONE)),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    town: Mapped[str]
    haste: Mapped[int]
    name: Mapped[str]
    size: Mapped[int]
    here: Mapped[bool | None]
    there: Mapped[There] = mapped_column(WordColumn(There))
    upload: Mapped[str]
    offset: Mapped[int]
    tries: Mapped[int]
    due: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]
    server: Mapped[str]
    reason: Mapped[str]


class AttachmentDayRow(TableRow):
    """How many bytes of files went over a metered line on one day."""

    __tablename__ = "attachment_days"

    day: Mapped[str] = mapped_column(primary_key=True)
    bytes: Mapped[int]


_COLUMNS = tuple(AttachmentRow.__table__.c[name] for name in Attachment.__dataclass_fields__)


class SqlAttachments:
    """``Attachments`` over the store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def next(self, town: str, now: datetime, slowest: Haste, *, fresh: bool = False) -> Attachment | None:
        """Return the file that should move next, none slower than ``slowest``; papers before recordings.

        Args:
            town: Whose files may move.
            now: Files that are due later rest.
            slowest: The last kind that may move.
            fresh: Whether to look beyond the files that are stuck: least in vain first, then the slowest.
        """
        row = AttachmentRow
        wanted = (
            text(f"({_UNDONE})"),
            row.there != There.REFUSED,
            row.town == town,
            row.haste <= slowest,
            row.due.is_(None) | (row.due <= now) | (row.due > now + LONGEST_REST),
        )
        order = (row.tries, row.haste.desc()) if fresh else (row.haste,)
        query = select(*_COLUMNS).where(*wanted).order_by(*order, row.due).limit(1)
        with self._read() as connection:
            return next(iter(_found(connection.execute(query).all())), None)

    def save(self, attachment: Attachment) -> None:
        """Keep how far a file is."""
        this = AttachmentRow.sha256 == attachment.sha256
        with self._engine.begin() as connection:
            connection.execute(update(AttachmentRow).where(this).values(asdict(attachment)))

    def of(self, digests: Collection[str]) -> Sequence[Attachment]:
        """Return the lines of files."""
        query = select(*_COLUMNS).where(AttachmentRow.sha256.in_(digests))
        with self._read() as connection:
            return _found(connection.execute(query).all())

    def unfinished(self, most: int) -> Sequence[Attachment]:
        """Return the files the city has not confirmed, those to be mended first."""
        row = AttachmentRow
        query = select(*_COLUMNS).where(row.there.in_((There.WAITING, There.REFUSED)))
        with self._read() as connection:
            return _found(connection.execute(query.order_by(row.there, row.haste).limit(most)).all())

    def absent(self, most: int) -> Sequence[Attachment]:
        """Return the files that records name and this computer lacks."""
        query = select(*_COLUMNS).where(AttachmentRow.here.is_(False)).order_by(AttachmentRow.haste)
        with self._read() as connection:
            return _found(connection.execute(query.limit(most)).all())

    def undone(self) -> Undone:
        """Return how many files are not done; reads only those, so that it may be asked every few seconds."""
        row = AttachmentRow
        query = select(row.there, row.here, func.count()).where(text(f"({_UNDONE})"))
        with self._read() as connection:
            found = connection.execute(query.group_by(row.there, row.here)).all()
        return undone_of({(There(there), here): int(count) for there, here, count in found})

    def counts(self) -> Mapping[There, int]:
        """Return how many files the city has how."""
        query = select(AttachmentRow.there, func.count()).group_by(AttachmentRow.there)
        with self._read() as connection:
            return {There(there): int(count) for there, count in connection.execute(query)}

    def retry(self, digest: str) -> None:
        """Begin a file anew that was put aside, at a person's wish."""
        fresh = {"there": There.WAITING, "upload": "", "offset": -1, "tries": 0, "due": None, "here": None}
        with self._engine.begin() as connection:
            connection.execute(
                update(AttachmentRow).where(AttachmentRow.sha256 == digest).values(**fresh, reason="")
            )

    def hurry(self, reasons: Collection[str]) -> None:
        """Let the files go at once that wait for one of some reasons; what each did in vain stays known."""
        row = AttachmentRow
        waiting = (row.due.is_not(None), row.there != There.REFUSED, row.reason.in_(reasons))
        with self._engine.begin() as connection:
            connection.execute(update(row).where(*waiting).values(due=None))

    def spent(self, day: date) -> int:
        """Return how many bytes went over a metered line on a day."""
        query = select(AttachmentDayRow.bytes).where(AttachmentDayRow.day == day.isoformat())
        with self._read() as connection:
            return int(connection.execute(query).scalar() or 0)

    def spend(self, day: date, count: int) -> None:
        """Count bytes that went over a metered line."""
        row = AttachmentDayRow
        with self._engine.begin() as connection:
            this = update(row).where(row.day == day.isoformat()).values(bytes=row.bytes + count)
            if connection.execute(this).rowcount == 0:
                connection.execute(insert(row).values(day=day.isoformat(), bytes=count))

    def _read(self) -> Connection:
        return self._engine.connect().execution_options(**{READING: True})


def _found(rows: Sequence[Row[Any]]) -> list[Attachment]:
    told = [each._asdict() for each in rows]
    return [Attachment(**{**each, "haste": Haste(each["haste"])}) for each in told]
