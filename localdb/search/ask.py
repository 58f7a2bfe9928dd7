"""Asks the search index: keys tier before text tier, each newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from localdb.columns import UuidColumn
from localdb.search.grams import every_gram, normal, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy import Connection

MOST = 1001
"""Results looked for at most; a list shows more than a thousand as 1000+."""

_BY_KEY = text(
    "SELECT e.record_id, e.words FROM kx JOIN search_entries AS e ON e.place = kx.rowid"
    " WHERE kx MATCH :asked AND e.list = :list ORDER BY kx.rowid DESC"
).columns(record_id=UuidColumn)
_BY_TEXT = text(
    "SELECT e.record_id, e.words FROM tx JOIN search_entries AS e ON e.place = tx.rowid"
    " WHERE tx MATCH :asked AND e.list = :list ORDER BY tx.rowid DESC"
).columns(record_id=UuidColumn)


def places_of(connection: Connection, name: str, asked: str) -> list[UUID]:
    """Return the records of a list that hold every typed word, at most ``MOST``."""
    words = [each for each in asked.split() if normal(each)]
    if not words:
        return []
    found: dict[UUID, None] = {}
    for each in _answers(connection, name, words):
        found[each] = None
        if len(found) == MOST:
            break
    return list(found)


def _answers(connection: Connection, name: str, words: list[str]) -> Iterator[UUID]:
    keys = " AND ".join(f"({phrase(each)})" for each in words)
    for row in connection.execute(_BY_KEY, {"asked": keys, "list": name}):
        yield row.record_id
    if all(len(normal(each)) == 1 for each in words):
        return  # one character is in nearly every text; it searches keys only
    grams = " AND ".join(f"({every_gram(each)})" for each in words)
    wanted = [normal(each) for each in words]
    for row in connection.execute(_BY_TEXT, {"asked": grams, "list": name}):
        lines = [normal(line) for line in row.words.split("\n")]
        if all(any(word in line for line in lines) for word in wanted):
            yield row.record_id
