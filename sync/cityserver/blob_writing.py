"""Appending to an upload (续传): what a checksum denies is cut off again, what a broken line left is kept."""

from __future__ import annotations

import hashlib
import os
from typing import IO

from sync.cityserver.blob_errors import ChecksumError, TooLargeError


class Writer:
    """One chunk on its way to the disk."""

    def __init__(self, file: IO[bytes], start: int, size: int, algorithm: str | None) -> None:
        self._file = file
        self._start = start
        self._end = start
        self._size = size
        self._running = None if algorithm is None else hashlib.new(algorithm, usedforsecurity=False)

    def add(self, data: bytes) -> None:
        """Append bytes; beyond the announced length the whole chunk is taken back."""
        if self._end + len(data) > self._size:
            self._take_back()
            raise TooLargeError
        self._file.write(data)
        self._end += len(data)
        if self._running is not None:
            self._running.update(data)

    def finish(self, digest: bytes) -> int | None:
        """Make the chunk durable and return the offset it confirms; ``None`` when nothing was hashed.

        Raises:
            ChecksumError: The bytes are not those the client hashed; nothing of them is kept.
        """
        if self._running is not None and self._running.digest() != digest:
            self._take_back()
            raise ChecksumError
        self.keep()
        return None if self._running is None else self._end

    def keep(self) -> None:
        """Make what arrived durable, also when the line broke in the middle of the chunk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def _take_back(self) -> None:
        self._file.flush()
        self._file.truncate(self._start)
        os.fsync(self._file.fileno())
