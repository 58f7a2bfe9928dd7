"""Attachments at the city (附件): uploads that gather, files that are complete, copies that are backed up."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sync.cityserver.blob_errors import (
    GoneError,
    NoRoomError,
    TooLargeError,
    UnknownUploadError,
    UnreadableError,
    WrongHashError,
    WrongOffsetError,
)
from sync.cityserver.blob_folder import digest_of, held, make_folder, move, settle
from sync.cityserver.blob_rows import BlobRow, BlobRows, UploadRow
from sync.cityserver.blob_writing import Writer
from sync.protocol.tus import LARGEST, is_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection

    from sync.cityserver.blob_folder import BlobFolder

    Begin = Callable[[str], AbstractContextManager[Connection]]

KEPT_FOR = timedelta(days=7)
"""How long an upload may rest before its part is thrown away; every chunk begins the time anew."""
OPEN, DONE, ASIDE = "open", "done", "aside"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose upload it is: the town and the device its token names."""

    town: str
    device: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a device announces before it sends: the name, the length, and its own id of the upload."""

    sha256: str
    size: int
    upload: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an upload is; ``tail`` are its bytes that no checksum has confirmed."""

    upload: str
    offset: int
    size: int
    complete: bool
    expires_at: str
    tail: tuple[int, str] | None = None


class Blobs:
    """All uploads and files; every method serves one town, that of its owner."""

    def __init__(self, begin: Begin, folder: BlobFolder, now: Callable[[], datetime]) -> None:
        self._begin = begin
        self._folder = folder
        self._now = now

    def announce(self, owner: Owner, asked: Asked) -> Standing:
        """Open an upload, durably; the same id of the same device is answered as it stands, and kept anew."""
        _refuse(asked)
        upload = asked.upload or str(uuid4())
        moment = self._now()
        until = _text(moment + KEPT_FOR)
        with self._begin(owner.town) as connection:
            rows = BlobRows(connection, owner.town)
            row = rows.upload(upload)
            if row is None:
                row = UploadRow(upload, asked.sha256, asked.size, owner.device, 0, OPEN, until)
                rows.open(row, _text(moment))
            elif (row.device, row.sha256, row.size) != (owner.device, asked.sha256, asked.size):
                raise UnknownUploadError
            elif row.state == OPEN:
                rows.touch(upload, None, until)
        # A file the town has already is complete at once, but only for a client that asks before it sends.
        if row.state == OPEN and not (asked.upload and self._lies_there(owner.town, row)):
            self._make_part(owner.town, upload)
        return self.standing(owner, upload)

    def standing(self, owner: Owner, upload: str) -> Standing:
        """Return how far an upload is, completing it when its last byte arrived but nobody could say so."""
        row = self._row(owner, upload)
        if row.state == DONE:
            return Standing(upload, row.size, row.size, complete=True, expires_at=row.expires_at)
        offset = self._arrived(owner.town, row)
        if offset == row.size:
            self._complete(owner, row)
            return Standing(upload, row.size, row.size, complete=True, expires_at=row.expires_at)
        tail = None
        if offset > row.confirmed:
            part = self._folder.part(owner.town, upload)
            tail = (row.confirmed, digest_of(part, row.confirmed))
        return Standing(upload, offset, row.size, complete=False, expires_at=row.expires_at, tail=tail)

    @contextmanager
    def writing(
        self, owner: Owner, upload: str, offset: int, algorithm: str | None = None
    ) -> Iterator[Writer]:
        """Let one request append from ``offset`` on, hashing as it goes; whoever comes second is refused.

        Raises:
            BlobError: The upload is not there, held by another request, or ends elsewhere.
        """
        row = self._row(owner, upload)
        if row.state == DONE:
            raise WrongOffsetError
        with held(self._folder.part(owner.town, upload)) as file:
            if file.seek(0, 2) != offset:
                raise WrongOffsetError
            try:
                yield Writer(file, offset, row.size, algorithm)
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    raise NoRoomError from error
                raise

    def settle(self, owner: Owner, upload: str, confirmed: int | None) -> Standing:
        """Note what a finished chunk confirmed, begin the waiting time anew, and complete what is whole."""
        with self._begin(owner.town) as connection:
            rows = BlobRows(connection, owner.town)
            rows.touch(upload, confirmed, _text(self._now() + KEPT_FOR))
        return self.standing(owner, upload)

    def drop(self, owner: Owner, upload: str) -> None:
        """Throw an unfinished upload away at its device's wish."""
        row = self._row(owner, upload)
        with self._begin(owner.town) as connection:
            BlobRows(connection, owner.town).forget(upload)
        if row.state == OPEN:
            self._folder.part(owner.town, upload).unlink(missing_ok=True)

    def file(self, town: str, sha256: str) -> tuple[BlobRow, Path]:
        """Return a complete file of the town, or raise ``UnknownUploadError`` as for any other town's."""
        if not is_digest(sha256):
            raise UnknownUploadError
        with self._begin(town) as connection:
            row = BlobRows(connection, town).blob(sha256)
        path = self._folder.place(town, sha256)
        if row is None or not path.is_file() or path.stat().st_size != row.size:
            raise UnknownUploadError
        return row, path

    def expire(self, town: str) -> int:
        """Throw away the uploads that rested too long and return how many; complete files stay for ever."""
        with self._begin(town) as connection:
            rows, moment = BlobRows(connection, town), _text(self._now())
            late = [each for each in rows.expired(moment) if rows.forget(each.id, moment)]
        for each in late:
            if each.state == OPEN:
                self._folder.part(town, each.id).unlink(missing_ok=True)
        return len(late)

    def mark_backed(self, town: str, completed_before: datetime) -> int:
        """Note that the oldest kept backup holds every file completed before a moment."""
        with self._begin(town) as connection:
            return BlobRows(connection, town).mark_backed(_text(completed_before), _text(self._now()))

    def _row(self, owner: Owner, upload: str) -> UploadRow:
        with self._begin(owner.town) as connection:
            row = BlobRows(connection, owner.town).upload(upload)
        if row is None or row.device != owner.device:
            raise UnknownUploadError
        if row.state == ASIDE:
            raise WrongHashError
        if row.state == OPEN and row.expires_at <= _text(self._now()):
            raise GoneError
        return row

    def _make_part(self, town: str, upload: str) -> None:
        part = self._folder.part(town, upload)
        make_folder(part.parent)
        part.touch()
        settle(part.parent)

    def _arrived(self, town: str, row: UploadRow) -> int:
        part = self._folder.part(town, row.id)
        if part.is_file():
            return part.stat().st_size
        if self._lies_there(town, row):
            return row.size
        raise UnknownUploadError

    def _complete(self, owner: Owner, row: UploadRow) -> None:
        """Hash the whole file as it lies on the disk, give it its name, and only then say so."""
        part, place = self._folder.part(owner.town, row.id), self._folder.place(owner.town, row.sha256)
        try:
            sound = digest_of(part) == row.sha256
            move(part, place if sound else self._folder.aside(owner.town, row.id))
        except FileNotFoundError:
            sound = self._lies_there(owner.town, row)  # another request completed it, or a crash came between
        with self._begin(owner.town) as connection:
            rows = BlobRows(connection, owner.town)
            rows.end(row.id, DONE if sound else ASIDE)
            if sound:
                rows.keep(BlobRow(row.sha256, row.size, row.device, _text(self._now()), None))
        if not sound:
            raise WrongHashError

    def _lies_there(self, town: str, row: UploadRow) -> bool:
        place = self._folder.place(town, row.sha256)
        return place.is_file() and digest_of(place) == row.sha256


def _refuse(asked: Asked) -> None:
    if not is_digest(asked.sha256):
        raise UnreadableError
    if asked.size > LARGEST:
        raise TooLargeError
    if asked.upload:
        try:
            plain = str(UUID(asked.upload)) == asked.upload
        except ValueError:
            plain = False
        if not plain:
            raise UnreadableError


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
