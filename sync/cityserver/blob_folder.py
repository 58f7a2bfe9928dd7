"""The folder of attachments (附件库): ``town/ab/cd/<sha256>``, parts and quarantine beside, all durable."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from sync.cityserver.blob_errors import BusyError, UnknownUploadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"[0-9A-Za-z_-]{1,64}")
_BLOCK = 1 << 20


class BlobFolder:
    """Where the bytes of each town lie; no name from outside becomes a path unchecked."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def place(self, town: str, sha256: str) -> Path:
        """Return where a complete file lies or would lie."""
        return self._root / _named(town) / sha256[:2] / sha256[2:4] / _named(sha256)

    def part(self, town: str, upload: str) -> Path:
        """Return where the bytes of an upload gather."""
        return self._root / _named(town) / "uploads" / _named(upload)

    def aside(self, town: str, upload: str) -> Path:
        """Return where an upload goes whose bytes do not hash to its name."""
        return self._root / _named(town) / "quarantine" / _named(upload)


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise UnknownUploadError
    return name


def digest_of(path: Path, start: int = 0, algorithm: str = "sha256") -> str:
    """Return the hex digest of a file's bytes from ``start`` on, read back from the disk."""
    running = hashlib.new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        file.seek(start)
        while block := file.read(_BLOCK):
            running.update(block)
    return running.hexdigest()


def move(source: Path, target: Path) -> None:
    """Give a file its lasting name: bytes, then name, are durable before this returns."""
    make_folder(target.parent)
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(target)
    settle(target.parent)
    settle(source.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each name durable."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    settle(folder.parent)


def settle(folder: Path) -> None:
    """Make new names of a folder durable; Windows keeps names with the file and opens no folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def held(path: Path) -> Iterator[IO[bytes]]:
    """Open a part for writing, alone; a second writer anywhere on the machine gets ``BusyError``.

    Raises:
        UnknownUploadError: The part is not there.
    """
    try:
        file = path.open("rb+")
    except FileNotFoundError:
        raise UnknownUploadError from None
    with file:
        _lock(file)
        if not path.exists():  # it was completed between opening and locking
            raise UnknownUploadError
        yield file


def _lock(file: IO[bytes]) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only Windows has it

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - only POSIX has it

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BusyError from None
