"""Working parts of the exchange in memory: what the sync centre reads, and a line that remembers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.adapters.vault import VaultClosedError
from app.domain.attachment import There, Undone, undone_of
from app.domain.sync_bundle import Due, Exported, Looked, TakenIn, unwatched
from app.domain.sync_centre import Counts, Link, Sending, Stock, SyncLine

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from app.domain.attachment import Attachment, Haste
    from app.domain.disagreement import Disagreement
    from app.domain.dispute import Dispute
    from app.domain.errors import AppError
    from app.domain.sync_bundle import Watch


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

    def disagreement(self, conflict: str) -> Disagreement | None:
        return next((each for each in self.conflicts if each.id == conflict), None)

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
    sealed: bool = False
    keyless: bool = False
    away: bool = False
    opened_by: str = "口令"
    refusal: AppError | None = None
    told: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def stick(self) -> QuietLine:
        return self

    def wake(self) -> None:
        self.told.append(("wake",))

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def join(self, address: str, code: str, authority: Path | None, passphrase: str = "") -> None:
        self.sealed = self.sealed and not passphrase
        self.told.append(("join", address, code, str(authority or "")))

    def allow(self) -> None:
        self.told.append(("allow",))

    def unlock(self, passphrase: str) -> None:
        if passphrase != self.opened_by:
            raise VaultClosedError
        self.sealed = False

    def due(self) -> Due:
        return Due(3, 2)

    def export(self, target: Path, watch: Watch = unwatched) -> Exported:
        watch(1, 2)
        target.write_bytes(b"bundle")
        return Exported((str(target),), 3, 2, 1, 2_500_000)

    def look_into(self, path: Path, watch: Watch = unwatched) -> Looked:
        self.told.append(("look_into", path.name))
        watch(1, 2)
        if self.refusal is not None:
            raise self.refusal
        return Looked("320281101", 7, datetime(2026, 3, 2, tzinfo=UTC), 1, 5, 2, 1, "试验镇")

    def take_in(self, path: Path, watch: Watch = unwatched) -> TakenIn:
        self.told.append(("take_in", path.name))
        watch(1, 2)
        return TakenIn(3, 12, 0, 2, 1, leave=True, again="", stopped="")


@dataclass
class MemoryAttachments:
    """The lines of kept files that a test says there are."""

    lines: dict[str, Attachment] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)

    def next(self, town: str, now: datetime, slowest: Haste, *, fresh: bool = False) -> Attachment | None:
        found = [each for each in self.lines.values() if each.town == town and each.haste <= slowest]
        waiting = sorted(found, key=lambda each: (each.tries, -each.haste)) if fresh else found
        return next((each for each in waiting if each.due is None or each.due <= now), None)

    def save(self, attachment: Attachment) -> None:
        self.lines[attachment.sha256] = attachment

    def of(self, digests: Collection[str]) -> Sequence[Attachment]:
        return [self.lines[each] for each in digests if each in self.lines]

    def unfinished(self, most: int) -> Sequence[Attachment]:
        undone = (There.REFUSED, There.WAITING)
        return sorted(
            (each for each in self.lines.values() if each.there in undone), key=lambda each: each.there
        )[:most]

    def undone(self) -> Undone:
        return undone_of(Counter((each.there, each.here) for each in self.lines.values()))

    def absent(self, most: int) -> Sequence[Attachment]:
        return [each for each in self.lines.values() if each.here is False][:most]

    def counts(self) -> Mapping[There, int]:
        return Counter(each.there for each in self.lines.values())

    def retry(self, digest: str) -> None:
        self.lines[digest] = replace(self.lines[digest], there=There.WAITING, reason="", tries=0, due=None)

    def hurry(self, reasons: Collection[str]) -> None:
        for digest, each in self.lines.items():
            if each.reason in reasons and each.there is not There.REFUSED:
                self.lines[digest] = replace(each, due=None)

    def spent(self, day: date) -> int:
        return self.days.get(day, 0)

    def spend(self, day: date, count: int) -> None:
        self.days[day] = self.spent(day) + count


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


@dataclass
class MemoryDisputes:
    """The open conflicts a test says there are, each with its case."""

    known: Sequence[tuple[UUID, Dispute]]

    def of(self, cases: Collection[UUID]) -> tuple[Dispute, ...]:
        return tuple(each for case_id, each in self.known if case_id in cases)
