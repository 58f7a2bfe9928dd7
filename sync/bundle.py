"""U盘同步 (exchange by stick): writes bundles for the city, and takes what it gives back after a look."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, takewhile
from typing import TYPE_CHECKING

from app.domain.attachment import There
from app.domain.errors import AppError
from sync.bundle_craft import CRAFT
from sync.bundle_outgoing import chosen, files, ranges, requests
from sync.bundle_returned import Gained, Returned
from sync.protocol.bundle_format import FAT32, WORDS, BundleError, BundleFault, Header
from sync.protocol.bundle_lines import CHUNK, CHUNK_BYTES
from sync.protocol.bundle_parts import Desk, Proven, lines_of, prove
from sync.protocol.bundle_writing import BundleWriter, part_path
from sync.transport import granted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from app.domain.sync_state import SyncState
    from app.ports import Attachments, Clock, Pieces
    from app.sync_ports import SyncStore
    from sync.membership import GrantTaken, Membership

Watch = Callable[[int, int], object]
"""Hears how far the work is: done, of how much; what it raises ends the work."""
_SPARE = 16 << 20
"""Bytes left free on the stick for what is no file."""
_PASSES = 3
"""How often a bundle is read when it is taken: signature, content, and use."""


class BundleRefusedError(AppError):
    """A bundle could not be written, or was not taken; nothing was half done."""

    def __init__(self, error: BundleError) -> None:
        message, hint = WORDS[error.fault]
        super().__init__(message, hint)
        self.code = error.fault.value  # type: ignore[misc] # each fault is a code of its own


class NotEnrolledError(AppError):
    """This computer was not let in by a city server yet."""

    code = "sync.not_enrolled"
    hint = "请先在“同步中心”用登记码登记这台电脑。"

    def __init__(self) -> None:
        super().__init__("这台电脑还没有登记入网，不能与市级平台交换数据。")


@dataclass(frozen=True, slots=True)
class Kept:
    """What bundles are made of: the store, the kept files and how far they are."""

    store: SyncStore
    attachments: Attachments
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle as written to the stick (已导出).

    Attributes:
        files: How many kept files go along.
        left: How many did not fit, and stay for the next bundle.
    """

    parts: tuple[Path, ...]
    bundle_no: int
    waiting: int
    bytes: int
    files: int = 0
    left: int = 0


def _unwatched(_done: int, _total: int) -> None:
    """Watch nothing."""


class _Meter:
    """Counts towards a total that is only about right."""

    def __init__(self, total: int, watch: Watch) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._watch = watch
        watch(0, self._total)

    def add(self, done: int) -> None:
        """Count on; never beyond the total."""
        self._done = min(self._done + done, self._total)
        self._watch(self._done, self._total)


class BundleDesk:
    """U盘同步台: what leaves is acknowledged only by the bundle the city gives back."""

    def __init__(
        self, kept: Kept, membership: Membership, seed: bytes, clock: Clock, grant_taken: GrantTaken
    ) -> None:
        self._kept = kept
        self._grant_taken = grant_taken
        self._member = membership
        self._seed = seed
        self._clock = clock
        key = bytes.fromhex(membership.server_key)
        self._desk = Desk(
            membership.device,
            membership.town,
            seed,
            lambda _town, sender: key if sender == membership.server else None,
        )

    def export(
        self, target: Path, watch: Watch = _unwatched, limit: int = FAT32, room: int | None = None
    ) -> Written:
        """Write what the city has not confirmed, in parts that fit the stick; files as far as there is room.

        Raises:
            NotEnrolledError: There is no city to write to.
            BundleRefusedError: The stick is full or write-protected; nothing is left on it.
        """
        state, now, kept = self._state(), self._clock.now(), self._kept
        told = ranges(kept.store, state)
        going, left = chosen(kept.attachments, kept.pieces, _room(target) if room is None else room)
        meter = _Meter(2 * sum(size for _sha256, size in going) + CHUNK_BYTES, watch)
        number = int(now.timestamp())
        header = Header(state.town, state.device, state.server, number, now.isoformat(), told)
        keys = (self._seed, bytes.fromhex(self._member.server_key))
        with _worded(), BundleWriter(target, header, CRAFT, keys, limit) as bundle:
            for line in requests(kept.store, state, now):
                bundle.add(line)
                meter.add(0)
            for line in files(going, kept.attachments, kept.pieces):
                bundle.add(line)
                meter.add(CHUNK_BYTES if line["kind"] == CHUNK else 0)
            parts = bundle.finish(meter.add)
            size = _weight(parts, BundleFault.NOT_WRITTEN)
        return Written(parts, number, told["waiting"], size, len(going), left)

    def due(self) -> tuple[int, int]:
        """Return how many change sets and files wait for the city."""
        self._state()
        return self._kept.store.counts()[0], self._kept.attachments.counts().get(There.WAITING, 0)

    def look(self, path: Path, watch: Watch = _unwatched) -> Proven:
        """Return what a bundle of the city holds, and take nothing of it; or raise ``BundleRefusedError``."""
        self._state()
        with _worded():
            return prove(path, self._desk, CRAFT, _Meter(2 * _size(path), watch).add)

    def take(self, path: Path, watch: Watch = _unwatched) -> Gained:
        """Take a bundle of the city; taken again, or after the network was faster, it brings nothing new.

        Raises:
            BundleRefusedError: It is damaged, incomplete, outdated or for somebody else.
        """
        state = self._state()
        returned = Returned(self._kept, self._clock.now, self._leave)
        with _worded():
            meter = _Meter(_PASSES * _size(path), watch)
            proven = prove(path, self._desk, CRAFT, meter.add)
            found = lines_of(proven, self._desk, CRAFT, meter.add)
            return returned.take(state.server, proven.header, found)

    def _leave(self, grant: Mapping[str, Any]) -> bool:
        """Keep a leave to work offline that the server signed for this computer; tell whether it is new."""
        return granted(self._member, grant) and bool(self._grant_taken(grant))

    def _state(self) -> SyncState:
        state = self._kept.store.state()
        if state is None:
            raise NotEnrolledError
        return state


def _room(target: Path) -> int:
    """Return how many bytes of files a stick holds besides the rest."""
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError as error:
        raise BundleRefusedError(BundleError(BundleFault.NOT_WRITTEN)) from error
    return max(0, free - free // 20 - _SPARE)


def _size(path: Path) -> int:
    """Return how many bytes the parts of a bundle have that lie side by side."""
    parts = (part_path(path, number) for number in count(1))
    return _weight(takewhile(lambda each: each.is_file(), parts), BundleFault.UNREADABLE)


def _weight(parts: Iterable[Path], fault: BundleFault) -> int:
    try:
        return sum(each.stat().st_size for each in parts)
    except OSError as error:
        raise BundleError(fault) from error


@contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except BundleError as error:
        raise BundleRefusedError(error) from error
