"""Watching a bundle being read (读取进度): a stick is slow, and a person may want to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.protocol.bundle_format import Source

Seen = Callable[[int], object]
"""Hears how much more was done; what it raises ends the work."""


def unwatched(_count: int) -> None:
    """Watch nothing."""


class Watched:
    """A file that tells how many bytes of it are read."""

    def __init__(self, file: Source, seen: Seen) -> None:
        self._file = file
        self._seen = seen
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1, /) -> bytes:
        """Read, and tell how much."""
        data = self._file.read(size)
        self._seen(len(data))
        return data
