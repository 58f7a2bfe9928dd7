"""What desktop and city server say to each other: words, answers, codes, limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from json import loads
from typing import TYPE_CHECKING, Any, cast

from sync.protocol.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
"""Outer form of change sets and messages; raised when one of them changes."""

OLDEST_FORMAT = 1
"""Oldest outer form that is still read."""

CITY = "city"
"""Stream of what the city gives to every town, and name of the device that writes for the city."""

SERVER_HEADER = "X-Sync-Server"
EPOCH_HEADER = "X-Sync-Epoch"


class Word(StrEnum):
    """The requests of the protocol; each is one path."""

    HELLO = "hello"
    PUSH = "push"
    CHANGES = "changes"
    LEASE = "lease"
    RELEASE = "release"
    RECOVER = "recover"
    DIGEST = "digest"
    BUCKET = "bucket"


class Code(StrEnum):
    """Why a request was not done, in ``body["code"]``."""

    TOKEN = "token"  # noqa: S105 - the name of a code, not a secret
    DEVICE_REVOKED = "device_revoked"
    GAP = "gap"
    DEVICE_FORK = "device_fork"
    EPOCH = "epoch"
    BEHIND = "behind"
    FROZEN = "frozen"
    RECOVERING = "recovering"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    BUSY = "busy"
    UNREADABLE = "unreadable"
    TOO_OLD = "too_old"


STATUS: Mapping[Code, int] = {
    Code.TOKEN: 401,
    Code.DEVICE_REVOKED: 403,
    Code.GAP: 409,
    Code.DEVICE_FORK: 409,
    Code.EPOCH: 409,
    Code.BEHIND: 409,
    Code.FROZEN: 409,
    Code.RECOVERING: 409,
    Code.TOO_LARGE: 413,
    Code.UNREADABLE: 422,
    Code.TOO_OLD: 426,
    Code.TOO_MANY: 429,
    Code.BUSY: 503,
}
"""The status of each code on the wire."""


class Outcome(StrEnum):
    """What became of a change set; each is durable, none blocks the next."""

    APPLIED = "applied"
    MERGED = "merged"
    CONFLICT = "conflict"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the city server.

    Attributes:
        server: Identity of the server; an answer without the bound one acknowledges nothing.
        epoch: Which life of the server's database answered; a restore begins a new one.
        text: The body where it is already written as JSON; ``body`` is ``None`` then.
    """

    status: int
    body: Mapping[str, Any] | None
    server: str | None
    epoch: str | None
    retry_after: float | None = None
    date: str | None = None
    text: str | None = None

    def json(self) -> str:
        """Return the body as JSON text."""
        return self.text if self.text is not None else canonical(self.body)

    def read(self) -> Mapping[str, Any]:
        """Return the body as a mapping; empty when there is none."""
        if self.body is not None:
            return self.body
        return cast("Mapping[str, Any]", loads(self.text)) if self.text is not None else {}
