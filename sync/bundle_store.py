"""What a bundle needs of the store (同步包所需): the acts with which the network's answers are taken too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class StreamPlace(Protocol):
    """How far one stream is."""

    @property
    def seq(self) -> int:
        """Number of the last row that is here."""

    @property
    def hash(self) -> str:
        """The chain at that row."""


class State(Protocol):
    """Where this computer stands with its server."""

    @property
    def device(self) -> str:
        """This computer's identity."""

    @property
    def incarnation(self) -> str:
        """The life of its store."""

    @property
    def server(self) -> str:
        """The bound server."""

    @property
    def town(self) -> str:
        """The town."""

    @property
    def epoch(self) -> str:
        """The epoch of the server it knows."""

    @property
    def recovering(self) -> str:
        """The epoch whose roll call must be answered; empty when none."""

    @property
    def release_due(self) -> bool:
        """Whether numbers of earlier lives must be given up."""

    @property
    def streams(self) -> Mapping[str, StreamPlace]:
        """The streams by name."""


class NumbersHeld(Protocol):
    """Numbers of one series and year."""

    @property
    def series(self) -> str:
        """The series."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers."""


class NumbersWanted(Protocol):
    """A request for numbers, the same when it is repeated."""

    @property
    def request(self) -> str:
        """Its id."""

    @property
    def series(self) -> str:
        """The series."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def count(self) -> int:
        """How many."""


class Taken(Protocol):
    """What a page did."""

    @property
    def rows(self) -> int:
        """How many rows were taken."""

    @property
    def stopped(self) -> str:
        """Why none was."""


class BundleStore(Protocol):
    """The store of an enrolled computer; each method is one transaction."""

    def state(self) -> State | None:
        """Return where the store stands; ``None`` before enrolment."""

    def counts(self) -> tuple[int, int]:
        """Return how many change sets wait, and how many conflicts are open."""

    def waiting(self, count: int, size: int) -> Sequence[Mapping[str, Any]]:
        """Return unsent change sets within a budget."""

    def archive(self, start: int, count: int, size: int) -> Sequence[Mapping[str, Any]]:
        """Return a part of everything kept, in the old order."""

    def numbers(self, *, used: bool) -> Sequence[NumbersHeld]:
        """Return the numbers lent to this computer."""

    def wanted(self, year: int) -> NumbersWanted | None:
        """Return the next request for numbers, kept before it is sent."""

    def answered(self, incarnation: str, outcomes: Sequence[Mapping[str, Any]]) -> None:
        """Note what the server committed."""

    def resend(self, incarnation: str, expect: int) -> None:
        """Send again from the number the server lacks."""

    def forked(self) -> None:
        """Begin a new incarnation."""

    def lent(self, request: str, numbers: Sequence[int]) -> None:
        """Keep the numbers a request brought."""

    def take(self, stream: str, rows: Sequence[Mapping[str, Any]], *, complete: bool) -> Taken:
        """Take a page of a stream's log."""

    def forget(self, backed: Mapping[str, int], backed_seq: int) -> None:
        """Let go of what the oldest kept backup of the server holds."""

    def must_recover(self, epoch: str) -> None:
        """Remember that the roll call of an epoch must be answered first."""

    def recovered(self, epoch: str) -> None:
        """Begin a new epoch after the roll call was answered."""
