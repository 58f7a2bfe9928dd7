"""Working parts of the exchange in memory: what the sync centre reads, and a line that remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.sync_centre import Counts, Disagreement, Link, Sending, Stock, SyncLine

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@dataclass
class MemorySyncReading:
    """What a test says there is."""

    server: Link | None = None
    sent: dict[str, tuple[Sending, ...]] = field(default_factory=dict)
    conflicts: tuple[Disagreement, ...] = ()
    papers: frozenset[UUID] = frozenset()
    journal: tuple[SyncLine, ...] = ()
    lent: tuple[Stock, ...] = ()
    more_waiting: int = 0

    def link(self) -> Link | None:
        return self.server

    def counts(self) -> Counts:
        waiting, received, returned = (
            len(self.sent.get(each, ())) for each in ("waiting", "received", "returned")
        )
        return Counts(waiting + self.more_waiting, received, returned, len(self.conflicts))

    def sendings(self, state: str, most: int) -> tuple[Sending, ...]:
        return self.sent.get(state, ())[:most]

    def disagreements(self) -> tuple[Disagreement, ...]:
        return self.conflicts

    def printed(self) -> frozenset[UUID]:
        return self.papers

    def lines(self, most: int) -> tuple[SyncLine, ...]:
        return self.journal[:most]

    def stocks(self) -> tuple[Stock, ...]:
        return self.lent


@dataclass
class QuietLine:
    """An exchange that only remembers what it was told."""

    barrier: str = ""
    paused: bool = False
    told: list[tuple[str, ...]] = field(default_factory=list)

    def wake(self) -> None:
        self.told.append(("wake",))

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def join(self, address: str, code: str, authority: Path | None) -> None:
        self.told.append(("join", address, code, str(authority or "")))

    def allow(self) -> None:
        self.told.append(("allow",))


@dataclass
class MemorySettling:
    """What was decided about the exchange, in order."""

    said: list[tuple[str, ...]] = field(default_factory=list)

    def close(self, conflict: str, kind: type, record_id: UUID) -> None:
        self.said.append(("close", conflict, kind.__name__, str(record_id)))

    def give_up(self, cs_id: str) -> None:
        self.said.append(("give_up", cs_id))

    def send_again(self, cs_id: str) -> None:
        self.said.append(("send_again", cs_id))
