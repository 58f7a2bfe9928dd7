"""A stick that somebody pulls out while it is in use."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any, ClassVar

_Native: Any = type(Path())


class PulledStick(_Native):  # type: ignore[misc] # which class a path has depends on the system
    """A path that can be touched so many times more, and then fails as a stick does that is gone."""

    touches: ClassVar[int] = 0

    @classmethod
    def last(cls, touches: int) -> None:
        """Let every path of the stick together be touched so often."""
        cls.touches = touches

    def stat(self, **given: Any) -> Any:
        """Look, if it is still there."""
        return self._touched("stat", **given)

    def open(self, mode: str) -> Any:
        """Open, if it is still there."""
        return self._touched("open", mode)

    def unlink(self, *, missing_ok: bool = False) -> Any:
        """Remove, if it is still there."""
        return self._touched("unlink", missing_ok=missing_ok)

    def replace(self, target: Path) -> Any:
        """Rename, if it is still there."""
        return self._touched("replace", target)

    def _touched(self, what: str, *given: Any, **named: Any) -> Any:
        if PulledStick.touches <= 0:
            raise OSError(errno.EIO, "the stick is gone")
        PulledStick.touches -= 1
        return getattr(Path(str(self)), what)(*given, **named)
