"""Every transaction of the server sees the rows of one town alone, and begins here."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import StaticPool

from sync.cityserver.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CITY = "city"
"""The city's own rows, and the stream of reference data that every town reads."""

_ENTER = text("select set_config('app.town', :town, true)")
_LOOKING = "city_looking"
_DURABLE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
)


@contextmanager
def scoped(engine: Engine, town: str) -> Iterator[Connection]:
    """Open one transaction inside a town; PostgreSQL's row policies hold it there."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_ENTER, {"town": town})
        yield connection


@contextmanager
def looking(engine: Engine, town: str) -> Iterator[Connection]:
    """Read inside a town, also while another transaction of ours is open: it takes no lock of writers."""
    with engine.connect() as connection, connection.execution_options(**{_LOOKING: True}).begin():
        if connection.dialect.name == "postgresql":
            connection.execute(_ENTER, {"town": town})
        yield connection


def sqlite_engine(path: Path | None) -> Engine:
    """Return the engine of a one-machine server; without a path it lives in memory."""
    where = URL.create("sqlite", database=None if path is None else str(path))
    if path is None:
        shared = {"check_same_thread": False}
        engine = create_engine(where, poolclass=StaticPool, connect_args=shared)
    else:
        engine = create_engine(where)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def postgres_engine(address: str, connections: int = 8) -> Engine:
    """Return the engine of a PostgreSQL database; connections that died are replaced unseen."""
    url = address.replace("postgresql://", "postgresql+psycopg://", 1)
    # Statements stay prepared: without that a small read takes two to three times as long, and a pooler that
    # hands out sessions by transaction can keep them (operating.md).
    return create_engine(url, pool_size=connections, max_overflow=0, pool_pre_ping=True, pool_timeout=5)


def _set_up(connection: Any, _record: object) -> None:
    # The driver's own transactions commit before DDL; ours begin where we say.
    connection.isolation_level = None
    for each in _DURABLE:
        connection.execute(each)
    for name, function in READERS.items():
        connection.create_function(name, -1, function, deterministic=name != "days_since")


def _begin(connection: Connection) -> None:
    looks = connection.get_execution_options().get(_LOOKING, False)
    connection.exec_driver_sql("BEGIN" if looks else "BEGIN IMMEDIATE")
