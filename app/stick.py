"""The stick as a person is told of it (U盘同步): what a bundle desk did, in the words of the domain."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.sync_bundle import Exported, Looked, TakenIn

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.sync_bundle import Watch
    from sync.bundle import BundleDesk


def export(desk: BundleDesk, target: Path, watch: Watch) -> Exported:
    """Write what the city has not confirmed to a stick."""
    written = desk.export(target, watch)
    names = tuple(str(each) for each in written.parts)
    return Exported(names, written.waiting, written.files, written.left, written.bytes)


def look_into(desk: BundleDesk, path: Path, watch: Watch) -> Looked:
    """Return what a bundle of the city holds, and take nothing of it."""
    proven = desk.look(path, watch)
    head, counts = proven.header, proven.counts
    made, held = datetime.fromisoformat(head.made_at), (counts.get(each, 0) for each in _TOLD)
    return Looked(head.town, head.bundle_no, made, len(proven.parts), *held)


def take_in(desk: BundleDesk, path: Path, watch: Watch) -> TakenIn:
    """Take a bundle of the city."""
    gained = desk.take(path, watch)
    brought = (gained.outcomes, gained.rows, gained.numbers, gained.receipts, gained.files)
    return TakenIn(*brought, gained.leave, gained.again, gained.stopped)


_TOLD = ("answer", "kept", "file")
"""Kinds of lines a person is told the number of."""
