"""Parts that are built when something is first asked of them, so that a start loads only what it shows."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class _Late:
    """A part that is built when something is first asked of it."""

    def __init__(self, build: Callable[[], object]) -> None:
        self._build = build
        self._lock = Lock()
        self._part: object | None = None

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if self._part is None:
                self._part = self._build()
        return getattr(self._part, name)


def late(build: Callable[[], T]) -> T:
    """Return a stand-in that builds the part at its first use, so that a start imports only what it shows."""
    return cast("T", _Late(build))
