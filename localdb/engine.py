"""The engine: one SQLite file, durable at each commit, with transactions that we begin ourselves."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from localdb.failures import translate_failures

if TYPE_CHECKING:
    from pathlib import Path

READING = "chengzhi_reading"
"""Execution option of a connection that only reads: it takes no write lock."""

APPLICATION_ID = 0x435A4831
"""Marks our files (CZH1) in SQLite's header."""

_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)


class KeyWithoutCipherError(ValueError):
    """A key was given to a driver that cannot encrypt; the file would lie open."""


def open_engine(path: Path, module: Any = None, key: bytes | None = None) -> Engine:
    """Return the engine of a store file.

    Args:
        path: The database file; made when missing.
        module: DB-API module of the driver; the standard library's when ``None``.
        key: Raw key of 32 bytes for a driver that encrypts.
    """
    if key is not None and module is None:
        msg = "the standard driver cannot encrypt"
        raise KeyWithoutCipherError(msg)
    url = URL.create("sqlite", database=str(path))
    return prepared(create_engine(url, module=module or sqlite3), key)


def prepared(engine: Engine, key: bytes | None = None) -> Engine:
    """Let every connection of an engine be durable and begin its transactions where we say."""
    _prepare(engine, key)
    translate_failures(engine)
    return engine


def _prepare(engine: Engine, key: bytes | None) -> None:
    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        # The driver's own transactions commit before DDL; ours begin where we say.
        connection.isolation_level = None
        if key is not None:
            unlock(connection, key)
        for each in _SETTINGS:
            connection.execute(each)

    @event.listens_for(engine, "checkin")
    def _let_go(connection: Any, _record: object) -> None:
        # A commit that fails leaves its transaction open; it would hold the write lock against everybody.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def unlock(connection: Any, key: bytes) -> None:
    """Give a raw key to a fresh encrypted connection."""
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
