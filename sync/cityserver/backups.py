"""What kept backups hold, so that computers may forget what lies in the oldest of them."""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, update

from sync.cityserver.heads import write_head
from sync.cityserver.tables import backup, dev, op

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import BindParameter

    from sync.cityserver.visits import Visit

_TOWN: BindParameter[str] = bindparam("of")
_LIVES = (
    select(dev.c.device, dev.c.incarnation, dev.c.last, func.count(op.c.cs_no))
    .join(
        op,
        (op.c.town == dev.c.town) & (op.c.device == dev.c.device) & (op.c.incarnation == dev.c.incarnation),
    )
    .where(dev.c.town == _TOWN)
    .group_by(dev.c.device, dev.c.incarnation, dev.c.last)
    .order_by(dev.c.device, dev.c.incarnation)
)
_NUMBERS = (
    select(op.c.cs_no)
    .where(
        op.c.town == _TOWN, op.c.device == bindparam("of_device"), op.c.incarnation == bindparam("of_life")
    )
    .order_by(op.c.cs_no)
)
_BEGUN = ""
"""Stands where a finished backup has its moment."""
_KEPT = (
    select(backup.c.id, backup.c.head, backup.c.counters, backup.c.taken_at)
    .where(backup.c.town == _TOWN)
    .order_by(backup.c.id)
)
_DONE = update(backup).where(backup.c.town == _TOWN, backup.c.id == bindparam("of_id"))
_DROPPED = delete(backup).where(backup.c.town == _TOWN, backup.c.id < bindparam("oldest"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A backup that has begun, and how far the town was.

    Attributes:
        counters: For each incarnation the highest number up to which every number is there.
    """

    id: int
    head: int
    counters: Mapping[str, int]


def begun(visit: Visit) -> Mark:
    """Note that a backup begins: it will hold this very line, so that what is restored from it knows it."""
    lives = visit.connection.execute(_LIVES, {"of": visit.town}).all()
    rows = visit.connection.execute(_KEPT, {"of": visit.town}).all()
    counters = {row.incarnation: _unbroken(visit, *row) for row in lives}
    mark = Mark(rows[-1].id + 1 if rows else 1, visit.head.seq, counters)
    values = {"town": visit.town, "id": mark.id, "head": mark.head, "taken_at": _BEGUN}
    visit.connection.execute(insert(backup), {**values, "counters": dumps(counters)})
    return mark


def taken(visit: Visit, mark: Mark, kept: int) -> None:
    """Note that a backup is complete and that the newest ``kept`` are kept; older ones are gone.

    One that began and was never told to be complete counts as kept, since it may have been restored from.
    """
    visit.connection.execute(_DONE, {"of": visit.town, "of_id": mark.id, "taken_at": visit.now})
    rows = visit.connection.execute(_KEPT, {"of": visit.town}).all()
    done = [row.id for row in rows if row.taken_at != _BEGUN]
    if len(done) >= kept:
        visit.connection.execute(_DROPPED, {"of": visit.town, "oldest": done[-kept]})
    oldest = visit.connection.execute(_KEPT, {"of": visit.town}).first()
    if oldest is not None:
        visit.head.backed_seq, visit.head.backed = oldest.head, oldest.counters
        write_head(visit.connection, visit.head)


def _unbroken(visit: Visit, device: str, incarnation: str, last: int, count: int) -> int:
    """Return up to where no number is missing; one may be missing where it was lost in a recovery."""
    if count == last:
        return last
    asked = {"of": visit.town, "of_device": device, "of_life": incarnation}
    numbers = visit.connection.execute(_NUMBERS, asked).scalars()
    return next((at - 1 for at, n in enumerate(numbers, 1) if n != at), last)
