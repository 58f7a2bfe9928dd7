"""What a number use (文号登记) does to the register: a number is used once, or a person is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sync.cityserver.contested import claimant, contested
from sync.cityserver.register import LEAP, Number, State
from sync.protocol.messages import CITY
from sync.protocol.refusal import Refusal, RefusedOperationError

if TYPE_CHECKING:
    from sync.cityserver.book import Book
    from sync.cityserver.drafts import Draft
    from sync.protocol.images import Image

_KIND = "number_use"


def claims(book: Book, draft: Draft, image: Image, author: str) -> Number | dict[str, Any] | None:
    """Return the register's line as it becomes; what stands against it; or nothing for other records.

    Args:
        book: The town's records and register.
        draft: What the same change set already claimed.
        image: The record as it would be.
        author: The computer that numbered it.
    """
    if image.coll != _KIND:
        return None
    fields = image.fields
    key = (fields["series"], fields["year"], fields["n"])
    _refuse_leap(book, key)
    line = draft.numbers.get(key) or book.register.get(key) or Number(book.town, *key)
    taken = _taken(book, line, image, author)
    if taken is not None:
        return taken
    void = image.deleted or fields["state"] == State.VOID
    by = book.person if void else None
    return replace(
        line,
        state=State.VOID if void else State.USED,
        rec=image.id,
        reason=fields["reason"].replace("\0", "") or None,
        by=by,
        at=book.now,
    )


def _refuse_leap(book: Book, key: tuple[str, int, int]) -> None:
    series, year, n = key
    if n < 1 or "\0" in series or n > book.register.top(series, year) + LEAP:
        raise RefusedOperationError(Refusal.SCHEMA)


def _taken(book: Book, line: Number, image: Image, author: str) -> dict[str, Any] | None:
    """Return who stands in the way; a computer may still use what it held itself and gave up unused."""
    own = line.rec == image.id
    if own or line.state == State.FREE or (author == CITY and line.rec is None):
        return None
    # A number on paper goes before what the backup alone says; what its holder used comes later, if any.
    if contested(book.visit, line):
        named = claimant(book.visit, line)
        if book.returned if named is None else book.was(author, named):
            return None
    if line.rec is None and line.by is None and book.was(author, line.device):
        return None
    told = {"state": line.state, "device": line.device, "id": line.rec, "reason": line.reason}
    return {"series": line.series, "year": line.year, "n": line.n, **told}
