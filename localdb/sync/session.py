"""Transactions of the exchange: they take what the server says, also where a reference is missing for now."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from localdb.engine import READING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine


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
