"""Blobs by content: a file is named by the sha256 of its bytes and never changes."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT)) if hasattr(errno, "EDQUOT") else frozenset((errno.ENOSPC,))


class FileMissingError(AppError):
    """A kept file is no longer on this computer."""

    code = "files.missing"
    hint = "请从备份恢复附件文件夹，或重新上传该文件。"

    def __init__(self, digest: str) -> None:
        super().__init__(f"附件“{digest[:12]}”不在本机的附件文件夹中。")


class FileDamagedError(AppError):
    """A kept file no longer has the bytes it was kept with."""

    code = "files.damaged"
    hint = "请从备份恢复该文件；在此之前不要将其用作证据。"

    def __init__(self, digest: str) -> None:
        super().__init__(f"附件“{digest[:12]}”的内容已被改动或损坏。")


class FilesFullError(AppError):
    """The disk has no room for a file; nothing half-written is left."""

    code = "files.full"
    hint = "请清理磁盘空间后重新上传。"

    def __init__(self) -> None:
        super().__init__("磁盘空间已满，附件没有保存。")


class FilesUnwritableError(AppError):
    """The folder of files cannot be written."""

    code = "files.unwritable"
    hint = "请检查附件文件夹的权限和磁盘，再重新上传。"

    def __init__(self) -> None:
        super().__init__("附件文件夹不能写入，附件没有保存。")


class BlobFiles:
    """``Files`` in one folder, two hex digits a subfolder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes durably and return their sha256 in hex; putting twice keeps one."""
        digest = _digest_of(content)
        target = self._place(digest)
        unfinished = target.with_name(f"{digest}.{uuid4().hex}.part")
        try:
            if target.exists() and _digest_of(target.read_bytes()) == digest:
                return digest
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(unfinished, content)
            unfinished.replace(target)
            settle(target.parent)
        except OSError as error:
            if unfinished.exists():
                unfinished.unlink()
            if is_full(error):
                raise FilesFullError from error
            raise FilesUnwritableError from error
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes of a digest, or raise ``FileMissingError`` or ``FileDamagedError``."""
        try:
            content = self._place(digest).read_bytes()
        except OSError:
            raise FileMissingError(digest) from None
        if _digest_of(content) != digest:
            raise FileDamagedError(digest)
        return content

    def _place(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FileMissingError(digest)
        return self._folder / digest[:2] / digest


def _digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        sync_file(file)


def is_full(error: OSError) -> bool:
    """Tell whether a write failed for want of room."""
    return error.errno in _NO_ROOM


def sync_file(file: IO[bytes]) -> None:
    """Make what was written durable."""
    file.flush()
    os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Make a new name durable; Windows keeps names with the file and opens no folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
