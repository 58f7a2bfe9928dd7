"""Rows of attachments (附件登记) of one town within one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from sync.cityserver.blob_tables import BLOB, UPLOAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True)
class BlobRow:
    """A complete file."""

    sha256: str
    size: int
    device: str
    completed_at: str
    backed_at: str | None


@dataclass(frozen=True, slots=True)
class UploadRow:
    """An upload of a device."""

    id: str
    sha256: str
    size: int
    device: str
    confirmed: int
    state: str
    expires_at: str


_UPLOAD = tuple(UPLOAD.c[name] for name in UploadRow.__slots__)
_BLOB = tuple(BLOB.c[name] for name in BlobRow.__slots__)


class BlobRows:
    """The town's rows; no statement lacks the town."""

    def __init__(self, connection: Connection, town: str) -> None:
        self._connection = connection
        self._town = town

    def upload(self, upload: str) -> UploadRow | None:
        """Return an upload, if there is one."""
        found = self._connection.execute(select(*_UPLOAD).where(*self._this(upload))).first()
        return None if found is None else UploadRow(*found)

    def open(self, row: UploadRow, created_at: str) -> None:
        """Add an upload."""
        values = {name: getattr(row, name) for name in UploadRow.__slots__}
        self._connection.execute(insert(UPLOAD).values(town=self._town, created_at=created_at, **values))

    def touch(self, upload: str, confirmed: int | None, expires_at: str) -> None:
        """Note what is confirmed and until when the upload may rest."""
        values: dict[str, object] = {"expires_at": expires_at}
        if confirmed is not None:
            values["confirmed"] = confirmed
        self._connection.execute(update(UPLOAD).where(*self._this(upload)).values(values))

    def end(self, upload: str, state: str) -> None:
        """Note how an upload ended."""
        self._connection.execute(update(UPLOAD).where(*self._this(upload)).values(state=state))

    def forget(self, upload: str, late: str | None = None) -> bool:
        """Remove an upload, with ``late`` only where its time had passed by then; tell whether it was."""
        this = (*self._this(upload), *(() if late is None else (UPLOAD.c.expires_at <= late,)))
        return self._connection.execute(delete(UPLOAD).where(*this)).rowcount == 1

    def expired(self, moment: str) -> Sequence[UploadRow]:
        """Return the uploads whose time has passed."""
        late = select(*_UPLOAD).where(UPLOAD.c.town == self._town, UPLOAD.c.expires_at <= moment)
        return [UploadRow(*each) for each in self._connection.execute(late)]

    def blob(self, sha256: str) -> BlobRow | None:
        """Return a complete file, if the town has it."""
        this = select(*_BLOB).where(BLOB.c.town == self._town, BLOB.c.sha256 == sha256)
        found = self._connection.execute(this).first()
        return None if found is None else BlobRow(*found)

    def keep(self, row: BlobRow) -> None:
        """Add a complete file, unless another uploader was faster."""
        values = {name: getattr(row, name) for name in BlobRow.__slots__}
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(BLOB).values(town=self._town, **values))
        except IntegrityError:
            if self.blob(row.sha256) is None:
                raise

    def mark_backed(self, completed_before: str, moment: str) -> int:
        """Note that the files completed before a moment are in the oldest kept backup."""
        fresh = update(BLOB).where(
            BLOB.c.town == self._town, BLOB.c.backed_at.is_(None), BLOB.c.completed_at < completed_before
        )
        return self._connection.execute(fresh.values(backed_at=moment)).rowcount

    def _this(self, upload: str) -> tuple[ColumnElement[bool], ...]:
        return (UPLOAD.c.town == self._town, UPLOAD.c.id == upload)
