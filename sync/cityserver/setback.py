"""Notices a database set back without a word (未声明的恢复): a computer knows of what it never had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cityserver.pulling import continues, stream_head
from sync.protocol.messages import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sync.cityserver.visits import Visit

Cursor = tuple[str, int, str]
"""A stream, the number of the last row read of it, and that row's hash."""


def epoch_of(word: Word, request: Mapping[str, Any]) -> str:
    """Return the epoch a computer believes to be in; empty before its first one."""
    return request["answers"] if word is Word.RECOVER else request["epoch"] or ""


def was_set_back(visit: Visit, word: Word, request: Mapping[str, Any]) -> bool:
    """Tell whether a computer lived in an epoch, or read a row, that this database does not have."""
    epoch = epoch_of(word, request)
    if epoch != visit.head.epoch:
        return bool(epoch) and not visit.head.knows(epoch)
    return any(_is_gone(visit, each) for each in _cursors(visit.town, word, request))


def _is_gone(visit: Visit, cursor: Cursor) -> bool:
    stream, seq, expected = cursor
    head = stream_head(visit, stream)
    return head is not None and not continues(visit, head, seq, expected)


def _cursors(town: str, word: Word, request: Mapping[str, Any]) -> Iterator[Cursor]:
    """Return how far a computer says to have read, where the word tells of it."""
    if word is Word.HELLO:
        for stream, cursor in sorted(request["cursors"].items()):
            yield stream, cursor["seq"], cursor["hash"]
    elif word is Word.CHANGES:
        yield request["stream"], request["after"], request["hash"]
    elif (cursor := request.get("cursor")) is not None:
        yield town, cursor["seq"], cursor["hash"]
