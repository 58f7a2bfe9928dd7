"""Attachments of a computer (附件传输): a step function; one exchange per step, resumable anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.attachment import Attachment, Haste, There
from app.domain.errors import AppError
from sync.blob_moves import (
    LINE_FAULTS,
    Moment,
    adopted,
    after_fetching,
    after_looking,
    after_sending,
    announce,
    chunk,
    delayed,
    fetch,
    held_up,
    look,
    shrunk,
)
from sync.blob_way import ChunkWay
from sync.protocol.tus import CODE, UnreadableHeaderError
from sync.unreachable import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ports import Attachments, Clock, Ids, Pieces
    from sync.blob_line import Asked, BlobLine, Told

SMALLEST, FIRST, LARGEST = 256 * 1024, 512 * 1024, 16 * 1024 * 1024
METERED_A_DAY = 20 * 1024 * 1024
"""What may go over a metered line on one day; portraits and papers only."""
SHORTEST_WAIT, LONGEST_WAIT, AT_REST = 5.0, 900.0, 60.0
_WAIT = (401, 429)
_SERVER_FAULT = 500


@dataclass(frozen=True, slots=True)
class BlobStep:
    """What one step did: ``wait`` seconds may pass before the next; ``fault`` is a code."""

    what: str
    wait: float = 0.0
    fault: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class BlobMeans:
    """What the engine takes from outside.

    Attributes:
        server: The bound server and the town, or ``None`` before this computer was let in.
        metered: Whether the line costs by the byte now.
        jitter: A random share between 0 and 1.
    """

    clock: Clock
    ids: Ids
    server: Callable[[], tuple[str, str] | None]
    metered: Callable[[], bool]
    jitter: Callable[[], float]


class _NotAnsweredError(Exception):
    def __init__(self, fault: str, wait: float | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.wait = wait


class BlobEngine:
    """Moves kept files up and down; holds nothing that a restart would miss."""

    def __init__(self, attachments: Attachments, pieces: Pieces, line: BlobLine, means: BlobMeans) -> None:
        self._attachments = attachments
        self._pieces = pieces
        self._line = ChunkWay(line)
        self._means = means
        self._chunk = FIRST
        self._wait = SHORTEST_WAIT
        self._vain = False

    def step(self) -> BlobStep:
        """Do at most one exchange for the file whose turn it is; expected faults become a wait."""
        bound = self._means.server()
        if bound is None:
            return BlobStep("idle", AT_REST)
        server, town = bound
        item = self._attachments.next(town, self._means.clock.now(), self._slowest(), fresh=self._vain)
        return BlobStep("idle", AT_REST) if item is None else self._tried(item, server)

    def hurry(self) -> None:
        """Let the files go at the next steps that wait only for the line."""
        self._attachments.hurry(LINE_FAULTS)
        self._wait = SHORTEST_WAIT

    def _tried(self, item: Attachment, server: str) -> BlobStep:
        try:
            item = self._seen(item)
            return self._moved(item, server)
        except _NotAnsweredError as lost:
            return self._later(item, lost.fault, lost.wait)
        except UnreadableHeaderError:
            return self._later(item, "unreadable")
        except UnreachableError as error:
            return self._later(item, error.code)
        except AppError as error:
            unsure = replace(item, here=None) if item.here else item
            self._attachments.save(delayed(unsure, self._at(server), error.code))
            return BlobStep("delayed", 0.0, error.code, item.sha256)

    def _slowest(self) -> Haste:
        """Return the slowest kind of file that may move now; a metered line carries little."""
        if not self._means.metered():
            return Haste.RECORDING
        full = self._attachments.spent(self._means.clock.today()) >= METERED_A_DAY
        return Haste.PORTRAIT if full else Haste.PAPER

    def _seen(self, item: Attachment) -> Attachment:
        """Look whether the file is here, once, and after each rest again; what is not here is fetched."""
        if item.here is None or (not item.here and item.due is not None):
            size = self._pieces.size(item.sha256)
            item = replace(item, here=size is not None, size=item.size if size is None else size)
        if item.here and item.there is There.WAITING and not item.upload:
            item = replace(item, upload=str(self._means.ids.new()), offset=-1)
        self._attachments.save(item)  # the id is kept before anybody hears it
        return item

    def _moved(self, item: Attachment, server: str) -> BlobStep:
        if not item.here:
            return self._fetched(item, server)
        if item.there is not There.WAITING:
            told = self._told(look(item), server)
            return self._kept("looked", after_looking(item, told, self._at(server)))
        if item.offset < 0:
            told = self._told(announce(item), server)
            return self._kept("announced", after_sending(item, told, self._at(server), self._pieces))
        return self._sent(item, server)

    def _sent(self, item: Attachment, server: str) -> BlobStep:
        data = self._pieces.slice(item.sha256, item.offset, self._chunk)
        if not data and item.offset < item.size:
            return self._kept("shrunk", shrunk(item, self._at(server)))
        told = self._told(chunk(item, data), server)
        after = after_sending(item, told, self._at(server), self._pieces)
        self._pace(len(data), better=after.tries <= item.tries)
        return self._kept("sent", after)

    def _fetched(self, item: Attachment, server: str) -> BlobStep:
        start = self._pieces.begun(item.sha256)
        if 0 < item.size == start:
            return self._kept("adopted", adopted(item, self._at(server), self._pieces))
        self._pieces.need(self._chunk)
        told = self._told(fetch(item, start, self._chunk), server)
        after = after_fetching(item, told, self._at(server), self._pieces)
        self._pace(len(told.body), better=after.tries <= item.tries)
        return self._kept("fetched", after)

    def _kept(self, what: str, item: Attachment) -> BlobStep:
        self._attachments.save(item)
        return BlobStep(what, 0.0, item.reason, item.sha256)

    def _told(self, asked: Asked, server: str) -> Told:
        """Return an answer of the bound server; anybody else's word counts as none."""
        self._count(len(asked.body))  # what never arrives is paid for too
        told = self._line.send(asked)
        self._count(len(told.body))
        if told.server != server:
            raise _NotAnsweredError("sync.other_server")
        if told.status in _WAIT or told.status >= _SERVER_FAULT:
            raise _NotAnsweredError(told.headers.get(CODE.lower(), f"status_{told.status}"), told.retry_after)
        return told

    def _later(self, item: Attachment, fault: str, wish: float | None = None) -> BlobStep:
        """Wait as the server wishes, else longer each time with jitter; the file lets others go first."""
        self._pace(0, better=False)
        spread = SHORTEST_WAIT + (3 * self._wait - SHORTEST_WAIT) * self._means.jitter()
        self._wait = min(LONGEST_WAIT, spread)
        wait = self._wait if wish is None else wish
        self._vain = True
        self._attachments.save(held_up(item, self._means.clock.now(), fault, wait))
        return BlobStep("waiting", wait, fault, item.sha256)

    def _pace(self, count: int, *, better: bool) -> None:
        """Take larger chunks while they arrive, smaller ones when not."""
        grown = self._chunk * 2 if better else self._chunk // 2
        self._chunk = max(SMALLEST, min(LARGEST, grown))
        if better and count:
            self._wait, self._vain = SHORTEST_WAIT, False

    def _count(self, count: int) -> None:
        if count and self._means.metered():
            self._attachments.spend(self._means.clock.today(), count)

    def _at(self, server: str) -> Moment:
        return Moment(self._means.clock.now(), server)
