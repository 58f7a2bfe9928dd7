"""Syncing (同步): how the exchange with the city stands, and what people decide about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from app.domain.attachment import Undone
from app.domain.document import Document, DocumentState
from app.domain.errors import AppError
from app.domain.sync_bundle import unwatched
from app.domain.sync_centre import Counts, Lamp, Link, Sending, Stock, SyncLine, leave_over
from app.services.keepers import DECIDERS
from app.services.office import log
from app.services.refused import permit
from app.services.settlements import ReasonMissingError, Settlements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from app.domain.attachment import Attachment, There
    from app.domain.disagreement import Disagreement
    from app.domain.sync_bundle import Due, Exported, Looked, TakenIn, Watch
    from app.ports import Attachments
    from app.services.office import Office
    from app.sync_ports import SyncReading

CLOCK_TOLERANCE = 120.0
"""Seconds a computer's clock may differ from the server's before a warning: dates are legal facts."""
CLOCK_PROVED = 3600.0
"""Seconds for which a contact vouches for the clock: a clock set back later must not hide behind it."""
SHOWN = 200
"""How many of the newest entries a list of the sync centre holds."""


class NotStoppedError(AppError):
    """The exchange was to go on with what it stopped for, and stands still for nothing."""

    code = "sync.not_stopped"
    hint = "请刷新后查看同步情况。"

    def __init__(self) -> None:
        super().__init__("同步现在没有停下等人查看，不必再确认。")


class OnlineStick(Protocol):
    """The exchange by stick, as far as a person does it."""

    def due(self) -> Due:
        """Return what would go on a stick."""

    def export(self, target: Path, watch: Watch = unwatched) -> Exported:
        """Write what the city has not confirmed to a stick."""

    def look_into(self, path: Path, watch: Watch = unwatched) -> Looked:
        """Return what a bundle of the city holds, and take nothing of it."""

    def take_in(self, path: Path, watch: Watch = unwatched) -> TakenIn:
        """Take a bundle of the city."""


class OnlineLine(Protocol):
    """The running exchange, as far as a person steers it."""

    @property
    def stick(self) -> OnlineStick:
        """The same exchange by stick."""

    @property
    def barrier(self) -> str:
        """What stands between this computer and the city, in Chinese; empty when nothing does."""

    @property
    def away(self) -> bool:
        """Whether what stands there is the network, and not this computer or the city itself."""

    @property
    def paused(self) -> bool:
        """Whether somebody stopped the exchange for now."""

    def wake(self) -> None:
        """Exchange now."""

    def pause(self) -> None:
        """Stop exchanging until resumed."""

    def resume(self) -> None:
        """Go on exchanging."""

    def join(self, address: str, code: str, authority: Path | None, passphrase: str = "") -> None:
        """Make this computer known to a city server by a one-time code, and begin to exchange."""

    def allow(self) -> None:
        """Go on with what the exchange stopped for until a person has looked."""

    @property
    def sealed(self) -> bool:
        """Whether this computer's key lies under a passphrase that nobody has given yet."""

    @property
    def keyless(self) -> bool:
        """Whether this computer was let in, and cannot exchange until that is mended or it is let in anew."""

    def unlock(self, passphrase: str) -> None:
        """Take the passphrase of the sealed key, and begin to exchange where this computer was let in."""


FILES_SHOWN = 200
_STOPS = {"wipe": "平台要一次替换或者删除本机两成以上的记录，同步停下"}
"""Why the exchange stands still until a person has looked, as the history tells it."""


@dataclass(frozen=True, slots=True)
class Files:
    """附件传输情况: how many files the city has how, and those that are not done.

    Attributes:
        unfinished: Those the city has not confirmed, the ones to be mended first.
        absent: Those that records name and this computer lacks.
        undone: How many there are of both, also those the lists are too short for.
    """

    counts: Mapping[There, int] = field(default_factory=dict)
    unfinished: tuple[Attachment, ...] = ()
    absent: tuple[Attachment, ...] = ()
    undone: Undone = field(default_factory=Undone)

    @property
    def cut(self) -> bool:
        """Whether the lists hold fewer than there are."""
        return self.undone.whole > len({each.sha256 for each in (*self.unfinished, *self.absent)})


@dataclass(frozen=True, slots=True)
class Centre:
    """同步中心: everything the page shows, read in one go.

    Attributes:
        people: The names of everybody known here, also of who left or was moved.
        printed_whole: How many final papers the city has not received, also those the list is too short for.
        conflicts_whole: How many conflicts there are, the same way.
    """

    lamp: Lamp
    link: Link | None
    counts: Counts
    barrier: str
    paused: bool
    now: datetime
    waiting: tuple[Sending, ...] = ()
    received: tuple[Sending, ...] = ()
    returned: tuple[Sending, ...] = ()
    conflicts: tuple[Disagreement, ...] = ()
    printed: tuple[Document, ...] = ()
    stocks: tuple[Stock, ...] = ()
    lines: tuple[SyncLine, ...] = ()
    files: Files = field(default_factory=Files)
    due: Due | None = None
    sealed: bool = False
    keyless: bool = False
    people: Mapping[UUID, str] = field(default_factory=dict)
    printed_whole: int = 0
    conflicts_whole: int = 0

    @property
    def cut(self) -> bool:
        """Whether a list holds less than there is."""
        shown = (*map(len, (self.waiting, self.received, self.returned, self.printed)),)
        there = (self.counts.waiting, self.counts.received, self.counts.returned, self.printed_whole)
        return shown != there or self.files.cut

    @property
    def clock_back(self) -> bool:
        """Whether the clock stands before what was last saved, and the city did not just prove it right."""
        worked = None if self.link is None else self.link.worked_at
        back = worked is not None and (worked - self.now).total_seconds() > CLOCK_TOLERANCE
        return back and not self._clock_proved

    @property
    def _clock_proved(self) -> bool:
        """Whether the city was met within the last hour of this clock, and found no great difference."""
        contact = None if self.link is None else self.link.contact_at
        if contact is None or self.clock_wrong:
            return False
        return -CLOCK_TOLERANCE <= (self.now - contact).total_seconds() <= CLOCK_PROVED

    @property
    def clock_wrong(self) -> bool:
        """Whether this computer's clock differs too much from the city's."""
        return self.link is not None and abs(self.link.skew) > CLOCK_TOLERANCE


class SyncDesk(Settlements):
    """同步台: reads how the exchange stands, and settles what it leaves to people."""

    def __init__(
        self, office: Office, reading: SyncReading, line: OnlineLine, attachments: Attachments
    ) -> None:
        super().__init__(office, reading)
        self._attachments = attachments
        self.line = line

    def lamp(self) -> tuple[Lamp, Counts]:
        """Return the lamp and the numbers beside it; cheap enough to be asked every few seconds."""
        counts = self._counts()
        return self._lamp(self._reading.link(), counts), counts

    def link(self) -> Link | None:
        """Return the server this store belongs to, ``None`` before enrolment."""
        return self._reading.link()

    def pulse(self) -> tuple[object, ...]:
        """Return what differs once the exchange took a step; cheap enough to be asked every few seconds."""
        line, reading = self.line, self._reading
        steered = (line.barrier, line.paused, line.sealed, line.keyless)
        return (*self.lamp(), reading.link(), reading.lines(1), *steered)

    def centre(self, wanted: str = "") -> Centre:
        """Return everything the sync centre shows; among the conflicts the ``wanted`` one."""
        reading, line = self._reading, self.line
        link, counts = reading.link(), self._counts()
        printed, printed_whole = ((), 0) if link is None else self._printed()
        conflicts = reading.disagreements()
        return Centre(
            self._lamp(link, counts),
            link,
            counts,
            line.barrier,
            line.paused,
            self._office.clock.now(),
            reading.sendings("waiting", SHOWN),
            reading.sendings("received", SHOWN),
            reading.sendings("returned", SHOWN),
            _listed(conflicts, wanted),
            printed,
            reading.stocks(),
            reading.lines(SHOWN),
            self._files(),
            None if link is None or line.sealed else line.stick.due(),
            line.sealed,
            line.keyless,
            self._names(),
            printed_whole,
            len(conflicts),
        )

    def allow(self, reason: str) -> None:
        """Go on with what the exchange stopped for until a person has looked (已查看，继续)."""
        permit(self._office.who(), "继续接收", *DECIDERS)
        if not reason.strip():
            raise ReasonMissingError
        link = self._reading.link()
        if link is None or not link.stopped:
            raise NotStoppedError
        # First the history: nothing goes on unsaid. It tells of the word alone, for the line may still fail.
        with self._office.begin() as work:
            why = _STOPS.get(link.stopped, "同步停下等人查看")
            said = f"{why}，查看后同意继续接收；理由：{reason.strip()}"
            log(work, self._office, None, "sync.allowed", said)
            work.commit()
        self.line.allow()

    def retry(self, digest: str) -> None:
        """Begin a file anew that was put aside or waits (重新传输)."""
        permit(self._office.who(), "重新传输附件", *DECIDERS)
        self._attachments.retry(digest)
        if self._reading.link() is not None and not self.line.sealed:
            self.line.wake()

    def send_again(self, cs_id: str) -> None:
        """Send returned work again, as it was."""
        permit(self._office.who(), "重新上传", *DECIDERS)
        with self._office.begin() as work:
            work.settling.send_again(cs_id)
            log(work, self._office, None, "sync.sent_again", "退回的内容已重新上传")
            work.commit()

    def give_up(self, cs_id: str, reason: str) -> None:
        """Take returned work back for good; what it changed goes back to what the city has."""
        permit(self._office.who(), "放弃退回内容", *DECIDERS)
        if not reason.strip():
            raise ReasonMissingError
        with self._office.begin() as work:
            work.settling.give_up(cs_id)
            log(work, self._office, None, "sync.given_up", f"放弃退回的内容：{reason.strip()}")
            work.commit()

    def _lamp(self, link: Link | None, counts: Counts) -> Lamp:
        over = link is not None and leave_over(link, self._office.clock.now())
        return lamp_of(link, counts, self.line, over=over)

    def _counts(self) -> Counts:
        """Return how much of what there is, records and files."""
        files = self._attachments.undone()
        counted = {"files": files.waiting, "failed": files.refused, "absent": files.absent}
        return replace(self._reading.counts(), **counted)

    def _files(self) -> Files:
        kept = self._attachments
        unfinished = kept.unfinished(FILES_SHOWN)
        return Files(kept.counts(), tuple(unfinished), tuple(kept.absent(FILES_SHOWN)), kept.undone())

    def _printed(self) -> tuple[tuple[Document, ...], int]:
        """Return the newest final papers that the city has not received, and how many there are.

        They may be in a party's hands already.
        """
        ids: frozenset[UUID] = self._reading.printed()
        if not ids:
            return (), 0
        with self._office.read() as work:
            told = work.of(Document).glance(ids, "id", "state")
            final = [each for each, state in told if state is not DocumentState.DRAFT]
            # Identities rise with time, so the last ones are the newest.
            return work.of(Document).among(final[-SHOWN:])[::-1], len(final)


def _listed(found: Sequence[Disagreement], wanted: str) -> tuple[Disagreement, ...]:
    """Return the conflicts a list holds, in their order; open ones go before decided ones."""

    def turn(each: Disagreement) -> tuple[bool, bool]:
        return all(wanted != card.id for card in each.cards), each.decided

    held = {each.id for each in sorted(found, key=turn)[:SHOWN]}
    return tuple(each for each in found if each.id in held)


def lamp_of(link: Link | None, counts: Counts, line: OnlineLine, *, over: bool = False) -> Lamp:
    """Return the lamp; the green one is drawn from receipts, never from an empty queue."""
    if link is None:
        return Lamp.ALONE
    away, barrier = line.away, line.barrier
    standing = (
        (link.revoked, Lamp.REVOKED),
        (over, Lamp.LOCKED),
        (bool(link.stopped), Lamp.STOPPED),
        (line.paused, Lamp.PAUSED),
        (link.recovering, Lamp.RECOVERING),
        (bool(barrier) and not away, Lamp.HINDERED),
        (bool(counts.conflicts or counts.returned or counts.failed), Lamp.PERSON),
        (bool(barrier) or link.contact_at is None, Lamp.OFFLINE),
        (bool(counts.waiting or counts.files), Lamp.WAITING),
    )
    return next((lamp for holds, lamp in standing if holds), Lamp.CURRENT)
