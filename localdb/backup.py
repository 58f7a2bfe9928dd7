"""A copy of the whole store, made while it is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localdb.engine import open_engine
from localdb.failures import StoreFullError, failure_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sqlalchemy import Engine


def back_up(engine: Engine, target: Path, module: Any = None, key: bytes | None = None) -> None:
    """Copy the store to a new file by SQLite's backup; a copy that failed half way is removed.

    Raises:
        StoreFullError: The disk of the target has no room.
    """
    unfinished = target.with_name(target.name + ".part")
    copy = open_engine(unfinished, module, key)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(engine, copy)
        copy.dispose()
        unfinished.replace(target)
    except OSError as error:
        raise StoreFullError from error
    finally:
        copy.dispose()
        for ending in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _copy(source: Engine, target: Engine) -> None:
    from_connection, to_connection = source.raw_connection(), target.raw_connection()
    driver = source.dialect.loaded_dbapi
    try:
        from_connection.driver_connection.backup(to_connection.driver_connection)  # type: ignore[union-attr] # DB-API seam: sqlite3's own call
        to_connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr] # DB-API seam: sqlite3's own call
    except driver.Error as error:
        failure = failure_of(error)
        if failure is None:
            raise
        raise failure from error
    finally:
        from_connection.close()
        to_connection.close()
