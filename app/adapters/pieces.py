"""Kept files by piece (分段读写): read for sending, gathered when fetched, named only when the hash fits."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING, NamedTuple

from app.adapters.files import (
    FileMissingError,
    FilesFullError,
    FilesUnwritableError,
    is_full,
    settle,
    sync_file,
)
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BLOCK = 1 << 20
_RESERVE, _SHARE = 2 << 30, 20
"""What downloads leave free: so many bytes or one in so many of the disk, whichever is less."""


class Room(NamedTuple):
    """How large a disk is and how much of it is free, in bytes."""

    total: int
    free: int


class RoomReservedError(FilesFullError):
    """A fetched file would take the room that the program and the system need."""

    hint = "请清理磁盘空间，腾出空间后会自动继续下载；上传不受影响。"

    def __init__(self) -> None:
        AppError.__init__(self, "磁盘空间不足，附件暂停下载。")


class FileUnreadableError(AppError):
    """A kept file is on this computer and cannot be read now."""

    code = "files.unreadable"
    hint = "可能正被杀毒等程序占用，稍后会自动重试；长时间如此请检查附件文件夹的权限和磁盘。"

    def __init__(self, digest: str) -> None:
        super().__init__(f"附件“{digest[:12]}”暂时读不出来。")


class FilePieces:
    """``Pieces`` in the folder of the kept files."""

    def __init__(self, folder: Path, room: Callable[[Path], Room] | None = None) -> None:
        self._folder = folder
        self._room = room or _room

    def size(self, digest: str) -> int | None:
        """Return the length of a kept file whose bytes are sound; ``None`` when it is not here so.

        Raises:
            FileUnreadableError: It is here, and nothing can be said of its bytes now.
        """
        place = self._place(digest)
        try:
            return place.stat().st_size if _digest_of(place) == digest else None
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FileUnreadableError(digest) from error

    def slice(self, digest: str, start: int, length: int) -> bytes:
        """Return some bytes of a kept file, or raise ``FileMissingError`` or ``FileUnreadableError``."""
        try:
            with self._place(digest).open("rb") as file:
                file.seek(start)
                return file.read(length)
        except FileNotFoundError:
            raise FileMissingError(digest) from None
        except OSError as error:
            raise FileUnreadableError(digest) from error

    def begun(self, digest: str) -> int:
        """Return how many bytes of a file were fetched so far."""
        part = self._part(digest)
        return part.stat().st_size if part.exists() else 0

    def need(self, count: int) -> None:
        """Raise ``FilesFullError`` when so many fetched bytes would take the reserve of the disk."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            room = self._room(self._folder)
        except OSError as error:
            raise FilesUnwritableError from error
        if room.free - count < min(_RESERVE, room.total // _SHARE):
            raise RoomReservedError

    def append(self, digest: str, start: int, data: bytes) -> None:
        """Keep fetched bytes durably; what lay beyond ``start`` is replaced.

        Raises:
            FilesFullError: They would take the reserve of the disk.
            FilesUnwritableError: They cannot be written.
        """
        if data:
            self.need(len(data))
        part = self._part(digest)
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            with part.open("ab") as file:
                file.truncate(start)
                file.write(data)
                sync_file(file)
        except OSError as error:
            raise (FilesFullError if is_full(error) else FilesUnwritableError) from error

    def adopt(self, digest: str) -> bool:
        """Give a fetched file its name when its bytes hash to it; otherwise throw it away."""
        part = self._part(digest)
        try:
            if _digest_of(part) != digest:
                part.unlink()
                return False
            part.replace(self._place(digest))
            settle(part.parent)
        except OSError as error:
            raise FilesUnwritableError from error
        return True

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _part(self, digest: str) -> Path:
        return self._folder / digest[:2] / f"{digest}.fetched"


def _room(folder: Path) -> Room:
    usage = shutil.disk_usage(folder)
    return Room(usage.total, usage.free)


def _digest_of(path: Path) -> str:
    running = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            running.update(block)
    return running.hexdigest()
