"""Ports of the exchange (同步端口): what it asks of the store, of the guard beside it, and of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from app.domain.disagreement import Disagreement
    from app.domain.dispute import Dispute
    from app.domain.sync_centre import Counts, Link, Sending, Stock, SyncLine
    from app.domain.sync_state import Archived, LeaseRequest, LentNumbers, Pulled, SyncState


class Guard(Protocol):
    """What this computer knows of its stores outside their files; a copied or old file disagrees with it."""

    def known(self, device: str) -> tuple[str, int] | None:
        """Return incarnation and last number of a store as last seen here, if it was."""

    def keep(self, device: str, incarnation: str, counter: int) -> None:
        """Remember incarnation and last number durably."""


class Settling(Protocol):
    """What a person decides about the exchange, within one transaction."""

    def close(self, conflict: str, kind: type, record_id: UUID) -> None:
        """Close a conflict and leave the record as it stands."""

    def give_up(self, cs_id: str) -> None:
        """Take returned work back for good."""

    def send_again(self, cs_id: str) -> None:
        """Take returned work back, with what was returned because of it, and send its content anew."""


class Disputes(Protocol):
    """The open conflicts of the exchange, as they stand in the way of cases, within one transaction."""

    def of(self, cases: Collection[UUID]) -> tuple[Dispute, ...]:
        """Return the open conflicts that touch one of some cases, its parties, papers and so on."""


class SyncReading(Protocol):
    """What the sync centre is told of the exchange, reading only."""

    def link(self) -> Link | None:
        """Return the server this store belongs to, ``None`` before enrolment."""

    def counts(self) -> Counts:
        """Return how much of what there is."""

    def sendings(self, state: str, most: int) -> tuple[Sending, ...]:
        """Return own change sets that are ``waiting``, ``received`` or ``returned``, newest first."""

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Return the open conflicts of the town, urgent ones first."""

    def disagreement(self, conflict: str) -> Disagreement | None:
        """Return one open conflict with what is settled with it, ``None`` where it is closed."""

    def printed(self) -> frozenset[UUID]:
        """Return the documents whose last change has not arrived at the city."""

    def lines(self, most: int) -> tuple[SyncLine, ...]:
        """Return what the exchange did, newest first."""

    def stocks(self) -> tuple[Stock, ...]:
        """Return the numbers lent to this computer and not yet used."""


class SyncStore(Protocol):
    """The store as the exchange with the city server sees it; each method is one transaction."""

    def state(self) -> SyncState | None:
        """Return where the store stands; ``None`` before enrolment."""

    def lay_anew(self) -> None:
        """Read the next portion of what the server told as this program does, after another had read it."""

    def counts(self) -> tuple[int, int]:
        """Return how many change sets wait, and how many conflicts are open."""

    def waiting(self, count: int, size: int) -> Sequence[Mapping[str, Any]]:
        """Return unsent change sets within a budget of operations and bytes; at least one."""

    def answered(self, incarnation: str, outcomes: Sequence[Mapping[str, Any]]) -> None:
        """Note what the server committed."""

    def resend(self, incarnation: str, expect: int) -> None:
        """Send again from the number the server lacks; a new incarnation when it is not kept any more."""

    def missed(self) -> int:
        """Send again what was answered, and yet is not in the log pulled to its end; returns how much."""

    def orphaned(self) -> bool:
        """Tell whether answered work of an earlier incarnation is not in the log pulled to its end."""

    def forked(self) -> None:
        """Begin a new incarnation: the server knows other work under our numbers."""

    def forget(self, epoch: str, backed: Mapping[str, int], backed_seq: int) -> None:
        """Let go of what the oldest kept backup of the server holds, if this store is in that epoch."""

    def take(self, stream: str, rows: Sequence[Mapping[str, Any]], *, complete: bool) -> Pulled:
        """Take a page of a stream's log; ``complete`` when it reaches the end of the log."""

    def enter(self, epoch: str) -> None:
        """Take the server's epoch as ours: the first one after enrolment."""

    def must_recover(self, epoch: str) -> None:
        """Remember that the roll call of an epoch must be answered first."""

    def archive(self, start: int, count: int, size: int) -> Archived:
        """Return a part of everything kept, in the old order, for giving back."""

    def recovered(self, epoch: str) -> None:
        """Begin a new epoch after the roll call was answered."""

    def numbers(self, *, used: bool) -> Sequence[LentNumbers]:
        """Return the numbers lent to this computer, either taken or free."""

    def wishing(self) -> bool:
        """Tell whether somebody asked for a number in vain since the last request."""

    def wanted(self, year: int) -> LeaseRequest | None:
        """Return the next request for numbers, kept before it is sent."""

    def lent(self, request: str, numbers: Sequence[int]) -> None:
        """Keep the numbers a request brought."""

    def ended(self, year: int) -> Sequence[LentNumbers]:
        """Return free numbers of earlier years, which nobody takes any more."""

    def given_up(self, numbers: Sequence[LentNumbers]) -> None:
        """Drop numbers that the server took back."""

    def digest(self, stream: str) -> tuple[int, Sequence[int]]:
        """Return the cursor of a stream, and the digest of its images there."""

    def repair(self, stream: str, seq: int, bucket: int, records: Sequence[Mapping[str, Any]]) -> int:
        """Replace the images of one bucket by the server's; returns how many differed."""

    def contact(self, skew: int, *, revoked: bool) -> None:
        """Note a contact: our clock's lead in milliseconds, and whether our word is still taken."""

    def heard(self, at: str, *, revoked: bool) -> None:
        """Note a word of the server that came by stick, made at a moment of its clock."""

    def note(self, code: str, detail: str) -> None:
        """Write a line into the journal of the exchange."""
