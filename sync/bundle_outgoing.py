"""What goes on the stick (导出内容): the requests the network would have carried, and files."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

from app.domain.attachment import There
from sync.protocol.bundle_lines import (
    CHUNK_BYTES,
    FILE,
    WANTED,
    chunk_line,
    request_line,
)
from sync.protocol.messages import FORMAT, OLDEST_FORMAT, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from app.domain.sync_state import LentNumbers, SyncState
    from app.ports import Attachments, Pieces
    from app.sync_ports import SyncStore

ROWS = 100
MOST_OPS = 400
MOST_BYTES = 1 << 20
_ALL = 1 << 40
_BEIJING = timezone(timedelta(hours=8))
_MOST_FILES = 100_000


def requests(store: SyncStore, state: SyncState, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the requests of a computer: its greeting, its report if one is due, its work."""
    yield request_line(Word.HELLO, _hello(store, state, now))
    if state.recovering:
        yield from _reports(store, state)
        return
    head = {"incarnation": state.incarnation, "epoch": state.epoch}
    for batch in _batches(store.waiting(_ALL, _ALL)):
        yield request_line(Word.PUSH, {**head, "changesets": batch})
    given_up = _named(store.ended(now.astimezone(_BEIJING).year))
    if given_up or state.release_due:
        yield request_line(Word.RELEASE, {**head, "numbers": given_up, "reason": "usb"})
    wanted = store.wanted(now.astimezone(_BEIJING).year)
    if wanted is not None:
        asked = {"request": wanted.request, "series": wanted.series, "year": wanted.year}
        yield request_line(Word.LEASE, {**head, **asked, "count": wanted.count})
    for name, place in sorted(state.streams.items()):
        cursor = {"stream": name, "after": place.seq, "hash": place.hash}
        asked = {**cursor, "upto": None, "limit": ROWS, "epoch": state.epoch}
        yield request_line(Word.CHANGES, asked)


def files(attachments: Attachments, pieces: Pieces, most_bytes: int) -> Iterator[dict[str, Any]]:
    """Yield the files the city has not confirmed, portraits and papers first, then what is missing here."""
    left = most_bytes
    for each in sorted(attachments.unfinished(_MOST_FILES), key=lambda one: one.haste):
        size = pieces.size(each.sha256)
        if each.there is There.REFUSED or size is None or size > left:
            continue
        left -= size
        yield {"kind": FILE, "sha256": each.sha256, "size": size}
        for at in range(0, size, CHUNK_BYTES):
            yield chunk_line(each.sha256, at, pieces.slice(each.sha256, at, CHUNK_BYTES))
    for each in attachments.absent(_MOST_FILES):
        yield {"kind": WANTED, "sha256": each.sha256, "begun": pieces.begun(each.sha256)}


def ranges(store: SyncStore, state: SyncState) -> dict[str, Any]:
    """Return what everybody may know of the content: how much waits, and from where news are asked."""
    waiting, _conflicts = store.counts()
    streams = {name: place.seq for name, place in state.streams.items()}
    return {"waiting": waiting, "after": streams, "epoch": state.epoch}


def _hello(store: SyncStore, state: SyncState, now: datetime) -> dict[str, Any]:
    waiting, conflicts = store.counts()
    cursors = {name: {"seq": place.seq, "hash": place.hash} for name, place in state.streams.items()}
    told = {"incarnation": state.incarnation, "app": "usb", "schema": [OLDEST_FORMAT, FORMAT]}
    seen = {"epoch": state.epoch, "at": now.isoformat(), "waiting": waiting, "conflicts": conflicts}
    return {**told, "cursors": cursors, **seen, "skew": 0}


def _reports(store: SyncStore, state: SyncState) -> Iterator[dict[str, Any]]:
    """Yield the parts of the report after a restore: numbers, and everything kept in the old order."""
    numbers = {"leased": _named(store.numbers(used=False)), "used": _named(store.numbers(used=True))}
    start, part, done = 0, 0, False
    while not done:
        some = store.archive(start, MOST_OPS, MOST_BYTES)
        start += len(some)
        done = not some
        told = {"answers": state.recovering, "incarnation": state.incarnation, "part": part, "done": done}
        yield request_line(Word.RECOVER, {**told, "numbers": numbers, "changesets": list(some)})
        part += 1


def _named(held: Sequence[LentNumbers]) -> list[dict[str, Any]]:
    return [{"series": each.series, "year": each.year, "n": n} for each in held for n in each.numbers]


def _batches(waiting: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    batch: list[Mapping[str, Any]] = []
    ops = 0
    for each in waiting:
        count = len(each["ops"])
        if batch and (ops + count > MOST_OPS or len(batch) >= ROWS):
            yield batch
            batch, ops = [], 0
        batch.append(each)
        ops += count
    if batch:
        yield batch
