"""U盘同步 (exchange by stick): writes bundles for the city, and takes what it gives back after a look."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.attachment import There
from app.domain.errors import AppError
from sync.bundle_craft import CRAFT
from sync.bundle_outgoing import files, ranges, requests
from sync.bundle_returned import Gained, Returned
from sync.protocol.bundle_format import FAT32, WORDS, BundleError, Header
from sync.protocol.bundle_parts import Desk, Proven, lines_of, prove
from sync.protocol.bundle_writing import BundleWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.sync_state import SyncState
    from app.ports import Attachments, Clock, Pieces
    from app.sync_ports import SyncStore
    from sync.membership import Membership

MOST_FILES = 1 << 40


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
    """A bundle as written to the stick (已导出)."""

    parts: tuple[Path, ...]
    bundle_no: int
    waiting: int
    bytes: int


class BundleDesk:
    """U盘同步台: what leaves is acknowledged only by the bundle the city gives back."""

    def __init__(self, kept: Kept, membership: Membership, seed: bytes, clock: Clock) -> None:
        self._kept = kept
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

    def export(self, target: Path, limit: int = FAT32, most_files: int = MOST_FILES) -> Written:
        """Write everything the city has not confirmed, in parts that fit the stick.

        Raises:
            NotEnrolledError: There is no city to write to.
            BundleRefusedError: The stick is full or write-protected; nothing is left on it.
        """
        state, now = self._state(), self._clock.now()
        told = ranges(self._kept.store, state)
        number = int(now.timestamp())
        header = Header(state.town, state.device, state.server, number, now.isoformat(), told)
        keys = (self._seed, bytes.fromhex(self._member.server_key))
        with _worded(), BundleWriter(target, header, CRAFT, keys, limit) as bundle:
            for line in requests(self._kept.store, state, now):
                bundle.add(line)
            for line in files(self._kept.attachments, self._kept.pieces, most_files):
                bundle.add(line)
            parts = bundle.finish()
        return Written(parts, number, told["waiting"], sum(each.stat().st_size for each in parts))

    def due(self) -> tuple[int, int]:
        """Return how many change sets and files wait for the city."""
        self._state()
        return self._kept.store.counts()[0], self._kept.attachments.counts().get(There.WAITING, 0)

    def look(self, path: Path) -> Proven:
        """Return what a bundle of the city holds, and take nothing of it; or raise ``BundleRefusedError``."""
        self._state()
        with _worded():
            return prove(path, self._desk, CRAFT)

    def take(self, path: Path) -> Gained:
        """Take a bundle of the city; taken again, or after the network was faster, it brings nothing new.

        Raises:
            BundleRefusedError: It is damaged, incomplete, outdated or for somebody else.
        """
        proven, state = self.look(path), self._state()
        kept = self._kept
        returned = Returned(kept.store, kept.attachments, kept.pieces, self._clock.now)
        with _worded():
            asked = str(proven.header.ranges.get("epoch", ""))
            return returned.take(state, asked, lines_of(proven, self._desk, CRAFT))

    def _state(self) -> SyncState:
        state = self._kept.store.state()
        if state is None:
            raise NotEnrolledError
        return state


@contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except BundleError as error:
        raise BundleRefusedError(error) from error
