"""The exchange by stick (U盘同步): what goes out and comes in by hand, in the words of the domain."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.attachment import There
from app.domain.sync_bundle import Due, Exported, Looked, TakenIn, unwatched
from app.line import sync_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.sync_bundle import Watch
    from app.enrolled import Enrolled
    from app.ports import Clock
    from localdb.store import Store
    from sync.bundle import BundleDesk

_TOLD = ("answer", "kept", "file")
"""Kinds of lines a person is told the number of."""


class Stick:
    """U盘: writes and reads bundles for the city this computer belongs to."""

    def __init__(self, store: Store, folder: Path, enrolled: Enrolled, clock: Clock) -> None:
        self._store = store
        self._folder = folder
        self._enrolled = enrolled
        self._clock = clock

    def desk(self) -> BundleDesk:
        """Return the desk that makes and opens bundles; raise where there is no membership, or no key."""
        from app.adapters.pieces import FilePieces  # noqa: PLC0415 - only the exchange moves files in pieces
        from sync.bundle import BundleDesk, Kept  # noqa: PLC0415 - see above

        seed, member = self._enrolled.unseal(), self._enrolled.member()
        kept = Kept(sync_of(self._store), self._store.attachments, FilePieces(self._folder / "files"))
        return BundleDesk(kept, member, seed, self._clock, self._enrolled.keep_leave)

    def due(self) -> Due:
        """Return what would go on a stick."""
        files = self._store.attachments.counts().get(There.WAITING, 0)
        return Due(sync_of(self._store).counts()[0], files)

    def export(self, target: Path, watch: Watch = unwatched) -> Exported:
        """Write what the city has not confirmed to a stick."""
        written = self.desk().export(target, watch)
        names = tuple(str(each) for each in written.parts)
        return Exported(names, written.waiting, written.files, written.left, written.bytes)

    def look_into(self, path: Path, watch: Watch = unwatched) -> Looked:
        """Return what a bundle of the city holds, and take nothing of it."""
        proven, name = self.desk().look(path, watch), self._enrolled.member().town_name
        head, made = proven.header, datetime.fromisoformat(proven.header.made_at)
        answers, receipts, files = (proven.counts.get(each, 0) for each in _TOLD)
        return Looked(head.town, head.bundle_no, made, len(proven.parts), answers, receipts, files, name)

    def take_in(self, path: Path, watch: Watch = unwatched) -> TakenIn:
        """Take a bundle of the city."""
        gained = self.desk().take(path, watch)
        brought = (gained.outcomes, gained.rows, gained.numbers, gained.receipts, gained.files)
        return TakenIn(*brought, gained.leave, gained.again, gained.stopped, gained.left)
