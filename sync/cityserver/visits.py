"""One request inside its transaction, and what is replied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sync.protocol.messages import STATUS, Answer, Code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from sync.cityserver.heads import Head
    from sync.protocol.change_set import ChangeSet


class Caller(Protocol):
    """Who speaks, as its token says; never as its request says."""

    @property
    def town(self) -> str:
        """The town."""

    @property
    def device(self) -> str:
        """The computer."""

    @property
    def revoked(self) -> bool:
        """Whether it was revoked."""


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """A computer of a town (入网电脑)."""

    town: str
    device: str
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A town in one transaction, with its lock held when anything is written.

    Attributes:
        now: Moment of the server's clock, as it is stored.
        genuine: Tells whether a change set was signed by the computer it names.
        token: Gives a new random text.
    """

    connection: Connection
    town: str
    head: Head
    now: str
    genuine: Callable[[ChangeSet], bool]
    token: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request is answered, before the server's name is put on it."""

    body: Mapping[str, Any] = field(default_factory=dict)
    code: Code | None = None
    text: str | None = None

    def signed_by(self, server: str, epoch: str, date: str) -> Answer:
        """Return the answer as it leaves the server."""
        if self.text is not None:
            return Answer(200, None, server, epoch, date=date, text=self.text)
        if self.code is None:
            return Answer(200, self.body, server, epoch, date=date)
        body = {"code": self.code.value, **self.body}
        return Answer(STATUS[self.code], body, server, epoch, date=date)


def halted(code: Code, **said: Any) -> Reply:
    """Return the reply to a request that is not done."""
    return Reply(said, code)
