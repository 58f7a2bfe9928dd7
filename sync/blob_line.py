"""The line for files (附件线路): one HTTP exchange with the bound server, or nothing that counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Asked:
    """One request about a file; the line adds the token."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer; ``headers`` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    server: str | None = None
    retry_after: float | None = None


class BlobLine(Protocol):
    """Carries one request about a file to the city server and its answer back."""

    def send(self, asked: Asked) -> Told:
        """Return the answer.

        Raises:
            UnreachableError: Nothing is known of what became of the request.
        """
