"""Transactions of the exchange: they take what the server says, also where a reference is missing for now."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from localdb.engine import READING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine

_AT_ONCE = 500


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction without checks of references: what a record points to may be unreadable here."""
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")  # does nothing inside a transaction, so before it
        try:
            with connection.begin():
                yield connection
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a view that takes no write lock."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        yield connection


def rows_of(connection: Connection, query: str, values: Sequence[Any]) -> list[Any]:
    """Return the rows of a query with one list of values, ``(?)`` in its text, asked in handy portions."""
    found: list[Any] = []
    for start in range(0, len(values), _AT_ONCE):
        some = tuple(values[start : start + _AT_ONCE])
        marks = ",".join("?" * len(some))
        found += connection.exec_driver_sql(query.replace("(?)", f"({marks})"), some).all()
    return found
