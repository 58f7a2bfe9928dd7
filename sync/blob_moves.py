"""Moves of one file (附件步骤): each is one exchange, and what the answer says of the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.attachment import LONGEST_REST, Attachment, There
from sync.blob_line import Asked, Told
from sync.protocol.tus import (
    BACKED,
    BY_HASH,
    CHUNK_TYPE,
    CODE,
    COMPLETE,
    FOLDER,
    TAIL,
    VERSION,
    read_size,
    read_tail,
    write_checksum,
    write_metadata,
)

if TYPE_CHECKING:
    from datetime import datetime

    from app.ports import Pieces

_TUS = {"Tus-Resumable": VERSION}
MOST_TRIES = 5
"""A file whose bytes arrive wrong so often is put aside for a person to look at."""
_WRONG = frozenset(("blob_hash", "tail"))
"""What says that bytes are wrong; bytes that move do not disprove it, only the whole file does."""
LINE_FAULTS = frozenset(
    (
        *("sync.unreachable", "sync.other_server", "status_401", "status_429"),
        *(f"status_{number}" for number in range(500, 600)),
    )
)
"""What says nothing of a file: the line was away, or the city had no time."""
_UNHEARD = frozenset(("sync.unreachable", "sync.other_server"))
NEXT_LOOK = LONGEST_REST
_WAIT_LONGEST = timedelta(hours=1)
_LINE_LONGEST = timedelta(minutes=15)
"""Files wait no longer for a line that was away: it may be back at any time."""
_LINE_SHORTEST = timedelta(minutes=1)
"""A file none of whose bytes were on the way waits no longer: what failed was the line and not the file."""
_OK, _CREATED, _EMPTY, _PART = 200, 201, 204, 206
_GONE, _UNKNOWN, _OFFSET, _RANGE = 410, 404, 409, 416


@dataclass(frozen=True, slots=True)
class Moment:
    """When and with whom an answer was given."""

    now: datetime
    server: str


def announce(item: Attachment) -> Asked:
    """Ask the city how far the upload is, opening it where it is new; the same id asks again."""
    told = {"sha256": item.sha256, "upload": item.upload}
    headers = {**_TUS, "Upload-Length": str(item.size), "Upload-Metadata": write_metadata(told)}
    return Asked("POST", FOLDER, headers)


def chunk(item: Attachment, data: bytes) -> Asked:
    """Send the bytes that follow those the city has."""
    headers = {
        **_TUS,
        "Upload-Offset": str(item.offset),
        "Content-Type": CHUNK_TYPE,
        "Upload-Checksum": write_checksum(data),
    }
    return Asked("PATCH", f"{FOLDER}{item.upload}", headers, data)


def look(item: Attachment) -> Asked:
    """Ask whether the city still has a file, and whether its backup does."""
    return Asked("HEAD", f"{BY_HASH}{item.sha256}")


def fetch(item: Attachment, start: int, length: int) -> Asked:
    """Ask for the bytes that follow those fetched so far."""
    wanted = {"Range": f"bytes={start}-{start + length - 1}", "If-Range": f'"{item.sha256}"'}
    return Asked("GET", f"{BY_HASH}{item.sha256}", wanted)


def after_sending(item: Attachment, told: Told, at: Moment, pieces: Pieces) -> Attachment:
    """Return a file after the city answered its announcement or a chunk."""
    if told.status in (_CREATED, _EMPTY):
        return _sent(item, told, at, pieces)
    code = told.headers.get(CODE.lower(), f"status_{told.status}")
    if code == "blob_hash":
        return _again(item, at, code)
    if code == "blob_too_large":
        return replace(item, there=There.REFUSED, reason=code)
    if told.status in (_GONE, _UNKNOWN, _OFFSET):
        kept = item.upload if told.status == _OFFSET else ""
        return replace(delayed(item, at, code), upload=kept, offset=-1, due=None)
    return delayed(item, at, code)


def after_looking(item: Attachment, told: Told, at: Moment) -> Attachment:
    """Return a file after the city said whether it has it; one it lost is sent again."""
    if told.status == _OK:
        there = There.BACKED if told.headers.get(BACKED.lower()) == "1" else There.KEPT
        return replace(item, there=there, due=at.now + NEXT_LOOK, tries=0, reason="")
    if told.status == _UNKNOWN:
        return replace(item, there=There.WAITING, upload="", offset=-1, due=None, reason="lost_there")
    return delayed(item, at, told.headers.get(CODE.lower(), f"status_{told.status}"))


def after_fetching(item: Attachment, told: Told, at: Moment, pieces: Pieces) -> Attachment:
    """Return a file after some of its bytes came; once all are kept they wait for their name."""
    if told.status not in (_OK, _PART):
        if told.status == _RANGE:
            pieces.append(item.sha256, 0, b"")
        reason = "not_there" if told.status == _UNKNOWN else f"status_{told.status}"
        return delayed(item, at, told.headers.get(CODE.lower(), reason))
    start, total = _extent(told)
    if start > pieces.begun(item.sha256):
        return delayed(item, at, "range")
    pieces.append(item.sha256, start, told.body)
    there = There.BACKED if told.headers.get(BACKED.lower()) == "1" else There.KEPT
    known = _gone_on(replace(item, size=total, there=there, server=at.server))
    return known if total else adopted(known, at, pieces)


def adopted(item: Attachment, at: Moment, pieces: Pieces) -> Attachment:
    """Return a file all bytes of which came: it lies under its name only when its hash fits."""
    if pieces.adopt(item.sha256):
        return replace(item, here=True, kept_at=at.now, due=at.now + NEXT_LOOK, tries=0, reason="")
    return _again(item, at, "blob_hash")


def delayed(item: Attachment, at: Moment, reason: str) -> Attachment:
    """Return a file that waits, longer each time, before it is tried again."""
    return replace(item, due=at.now + _growing(item.tries), tries=item.tries + 1, reason=reason)


def held_up(item: Attachment, now: datetime, reason: str, wait: float) -> Attachment:
    """Return a file that got no answer that counts: others go first when ``wait`` seconds are over."""
    blameless = reason in _UNHEARD and not _moving(item)
    rest = timedelta(seconds=min(wait, NEXT_LOOK.total_seconds()))
    rest = min(rest, _LINE_SHORTEST) if blameless else rest + min(_growing(item.tries), _LINE_LONGEST)
    offset = -1 if item.there is There.WAITING else item.offset
    held = replace(item, offset=offset, due=now + min(rest, NEXT_LOOK))
    if item.reason in _WRONG:
        return held
    return replace(held, tries=item.tries + (not blameless), reason=reason)


def shrunk(item: Attachment, at: Moment) -> Attachment:
    """Return a file that got shorter while it was sent; it is looked at anew."""
    return replace(delayed(item, at, "files.damaged"), upload="", offset=-1, here=None)


def _moving(item: Attachment) -> bool:
    """Tell whether the request of a file's turn carries bytes of it, there or here."""
    return not item.here or (item.there is There.WAITING and item.offset >= 0)


def _growing(tries: int) -> timedelta:
    return min(timedelta(seconds=15 * 2 ** min(tries, 8)), _WAIT_LONGEST)


def _sent(item: Attachment, told: Told, at: Moment, pieces: Pieces) -> Attachment:
    if told.headers.get(COMPLETE.lower()) == "1":
        return replace(
            item,
            there=There.KEPT,
            offset=item.size,
            kept_at=at.now,
            server=at.server,
            due=at.now + NEXT_LOOK,
            tries=0,
            reason="",
        )
    tail = told.headers.get(TAIL.lower())
    offset = read_size(told.headers.get("upload-offset"))
    if tail is not None:
        start, digest = read_tail(tail)
        if sha256(pieces.slice(item.sha256, start, offset - start)).hexdigest() != digest:
            return replace(_again(item, at, "tail"), due=None)
    if offset <= item.offset:
        return replace(delayed(item, at, "blob_offset"), offset=-1)
    standing = replace(item, offset=offset)
    # What an announcement is told moved no byte: a file whose chunks never pass is not forgiven for it.
    return replace(standing, due=None) if item.offset < 0 else _gone_on(standing)


def _gone_on(item: Attachment) -> Attachment:
    """Return a file some bytes of which moved: forgiven all but bytes that were wrong."""
    moved = replace(item, due=None)
    return moved if item.reason in _WRONG else replace(moved, tries=0, reason="")


def _again(item: Attachment, at: Moment, reason: str) -> Attachment:
    """Return a file that begins from its first byte, or is put aside when that was in vain too often."""
    wrong = item if item.reason in _WRONG else replace(item, tries=0)
    fresh = replace(delayed(wrong, at, reason), upload="", offset=-1, here=None)
    return replace(fresh, there=There.REFUSED) if fresh.tries >= MOST_TRIES else fresh


def _extent(told: Told) -> tuple[int, int]:
    """Return where the bytes of an answer begin, and how long the whole file is."""
    if told.status == _OK:
        return 0, len(told.body)
    span, _, total = told.headers.get("content-range", "").removeprefix("bytes ").partition("/")
    return read_size(span.partition("-")[0]), read_size(total)
