"""Records spoken of (所指记录): what the identities in the values of conflicts stand for, read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.act import Act
from localdb.sync.living import living

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from app.domain.disagreement import Disagreement

_NAMED = (
    "act",
    "case",
    "clue",
    "document",
    "equipment",
    "evidence",
    "inspection_matter",
    "inspection_plan",
    "party",
    "penalty_subject",
    "power_item",
    "training_plan",
    "training_session",
    "unit",
)
"""Kinds that have a name to be told by; people are named by who asks."""


def spoken(connection: Connection, cards: Sequence[Disagreement]) -> dict[UUID, Any]:
    """Return the records that are here of those which the values of conflicts name."""
    ids = {each for card in cards for each in _identities(card)} | {card.record_id for card in cards}
    found = _read(connection, _NAMED, ids) if ids else {}
    # An act is called by its item.
    items = {each.item_id for each in found.values() if isinstance(each, Act)} - found.keys()
    return found | (_read(connection, ("power_item",), items) if items else {})


def _read(connection: Connection, kinds: Iterable[str], ids: set[UUID]) -> dict[UUID, Any]:
    keys = {(coll, str(each)) for coll in kinds for each in ids}
    return {UUID(key[1]): record for key, record in living(connection, keys).items()}


def _identities(card: Disagreement) -> Iterator[UUID]:
    for side in (card.before, card.kept, card.late):
        for value in side.values.values():
            every = value if isinstance(value, tuple) else (value,)
            yield from (each for each in every if isinstance(each, UUID))
