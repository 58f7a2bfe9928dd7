"""Questions about many records at once, in handy portions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

AT_ONCE = 500
"""How many values one question is about, so that SQLite takes them all."""


def rows_of(connection: Connection, query: str, values: Sequence[Any]) -> list[Any]:
    """Return the rows of a query about a list of values; ``(?)`` stands for the list in its text."""
    found: list[Any] = []
    for start in range(0, len(values), AT_ONCE):
        some = tuple(values[start : start + AT_ONCE])
        marks = ",".join("?" * len(some))
        found += connection.exec_driver_sql(query.replace("(?)", f"({marks})"), some).all()
    return found
