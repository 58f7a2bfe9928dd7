"""Asks the search index: keys tier before text tier, each newest first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import text

from localdb.columns import UuidColumn
from localdb.search.grams import every_gram, normal, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy import Connection, TextualSelect

MOST = 1001
"""Results looked for at most; a list shows more than a thousand as 1000+."""

_ASKED = (
    "SELECT e.record_id, e.words FROM {index} JOIN search_entries AS e ON e.place = {index}.rowid"
    " WHERE {index} MATCH :asked AND e.list = :list{own} ORDER BY {index}.rowid DESC"
)
_OWN = " AND EXISTS (SELECT 1 FROM {table} AS r WHERE r.id = e.record_id AND r.town = :town)"

Scope = tuple[str, str]
"""The table of a list and the one town whose records are found."""


def places_of(connection: Connection, name: str, asked: str, scope: Scope | None = None) -> list[UUID]:
    """Return the records of a list that hold every typed word, at most ``MOST``; of one town with a scope."""
    words = [each for each in asked.split() if normal(each)]
    if not words:
        return []
    found: dict[UUID, None] = {}
    for each in _answers(connection, name, words, scope):
        found[each] = None
        if len(found) == MOST:
            break
    return list(found)


def _answers(connection: Connection, name: str, words: list[str], scope: Scope | None) -> Iterator[UUID]:
    table, town = scope or ("", "")
    given = {"list": name, "town": town} if table else {"list": name}
    keys = " AND ".join(f"({phrase(each)})" for each in words)
    for row in connection.execute(_query("kx", table), given | {"asked": keys}):
        yield row.record_id
    if all(len(normal(each)) == 1 for each in words):
        return  # one character is in nearly every text; it searches keys only
    grams = " AND ".join(f"({every_gram(each)})" for each in words)
    wanted = [normal(each) for each in words]
    for row in connection.execute(_query("tx", table), given | {"asked": grams}):
        lines = [normal(line) for line in row.words.split("\n")]
        if all(any(word in line for line in lines) for word in wanted):
            yield row.record_id


@cache
def _query(index: str, table: str) -> TextualSelect:
    """Return the question to a full-text table; the town is asked for here, before results are cut."""
    own = _OWN.format(table=table) if table else ""
    return text(_ASKED.format(index=index, own=own)).columns(record_id=UuidColumn)
