"""What goes on the stick (导出内容): the requests the network would have carried, and files."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

from app.domain.attachment import There
from app.domain.errors import AppError
from sync.errands import ANOTHER_LIFE, YEAR_OVER, cursor, flat
from sync.protocol.bundle_lines import (
    CHUNK_BYTES,
    FILE,
    WANTED,
    chunk_line,
    request_line,
)
from sync.protocol.canonical import canonical
from sync.protocol.messages import FORMAT, OLDEST_FORMAT, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from app.domain.attachment import Attachment
    from app.domain.sync_state import SyncState
    from app.ports import Attachments, Pieces
    from app.sync_ports import SyncStore

ROWS = 100
MOST_OPS = 400
MOST_BYTES = 1 << 20
_ALL = 1 << 40
_BEIJING = timezone(timedelta(hours=8))
_MOST_FILES = 100_000
_LOCKED = -1
"""Size of a file that cannot be read now: it stays behind, the stick is written."""


def requests(store: SyncStore, state: SyncState, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the requests of a computer: its greeting, its report if one is due, its work."""
    yield request_line(Word.HELLO, _hello(store, state, now))
    if state.recovering:
        yield from _reports(store, state)
        return
    head = {"incarnation": state.incarnation, "epoch": state.epoch, "cursor": cursor(state)}
    for batch in _batches(store.waiting(_ALL, _ALL)):
        yield request_line(Word.PUSH, {**head, "changesets": batch})
    yield from _numbers(store, state, now.astimezone(_BEIJING).year)
    for name, place in sorted(state.streams.items()):
        at = {"stream": name, "after": place.seq, "hash": place.hash}
        asked = {**at, "upto": None, "limit": ROWS, "epoch": state.epoch}
        yield request_line(Word.CHANGES, {**asked, "schema": [OLDEST_FORMAT, FORMAT]})


def _numbers(store: SyncStore, state: SyncState, year: int) -> Iterator[dict[str, Any]]:
    """Yield what is given up of numbers, then what is asked for, as over the network."""
    head = {"incarnation": state.incarnation, "epoch": state.epoch}
    over = () if state.release_due else store.ended(year)
    if over or state.release_due:
        why = ANOTHER_LIFE if state.release_due else YEAR_OVER
        yield request_line(Word.RELEASE, {**head, "numbers": flat(over), "reason": why})
    wanted = store.wanted(year)
    if wanted is not None:
        asked = {"request": wanted.request, "series": wanted.series, "year": wanted.year}
        told = {**head, "cursor": cursor(state), **asked, "count": wanted.count}
        yield request_line(Word.LEASE, told)


def chosen(attachments: Attachments, pieces: Pieces, room: int) -> tuple[list[tuple[str, int]], int]:
    """Return the files the city has not confirmed that fit, papers first, and how many do not fit."""
    going: list[tuple[str, int]] = []
    left, late = room, 0
    waiting = (each for each in attachments.unfinished(_MOST_FILES) if each.there is not There.REFUSED)
    for each in sorted(waiting, key=_haste):
        size = _size(pieces, each.sha256)
        if size is None:
            continue
        if not 0 <= size <= left:
            late += 1
            continue
        left -= size
        going.append((each.sha256, size))
    return going, late


def _size(pieces: Pieces, sha256: str) -> int | None:
    try:
        return pieces.size(sha256)
    except AppError:
        return _LOCKED


def _haste(attachment: Attachment) -> int:
    return attachment.haste


def files(
    going: Iterable[tuple[str, int]], attachments: Attachments, pieces: Pieces
) -> Iterator[dict[str, Any]]:
    """Yield files in pieces, then what is missing here."""
    for sha256, size in going:
        yield {"kind": FILE, "sha256": sha256, "size": size}
        for at in range(0, size, CHUNK_BYTES):
            yield chunk_line(sha256, at, pieces.slice(sha256, at, CHUNK_BYTES))
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
    return {**told, "cursors": cursors, **seen, "skew": None}


def _reports(store: SyncStore, state: SyncState) -> Iterator[dict[str, Any]]:
    """Yield the parts of the report after a restore: numbers, and everything kept in the old order."""
    numbers = {"leased": flat(store.numbers(used=False)), "used": flat(store.numbers(used=True))}
    start, part, done = 0, 0, False
    while not done:
        some = store.archive(start, MOST_OPS, MOST_BYTES)
        start += len(some.change_sets)
        done = not some.change_sets
        told = {"answers": state.recovering, "incarnation": state.incarnation, "part": part, "done": done}
        given = {"changesets": list(some.change_sets), "doubted": list(some.doubted)}
        yield request_line(Word.RECOVER, {**told, "numbers": numbers, **given})
        part += 1


def _batches(waiting: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    batch: list[Mapping[str, Any]] = []
    ops = size = 0
    for each in waiting:
        count, length = len(each["ops"]), len(canonical(each))
        if batch and (ops + count > MOST_OPS or len(batch) >= ROWS or size + length > MOST_BYTES):
            yield batch
            batch, ops, size = [], 0, 0
        batch.append(each)
        ops, size = ops + count, size + length
    if batch:
        yield batch
