"""What SQLite cannot do for now is told in words a clerk can act on, whichever file it stumbled over."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from localdb.engine import open_engine
from localdb.failures import StoreUnreachableError, StoreUnreadableError, failure_of

if TYPE_CHECKING:
    from pathlib import Path


def broken(code: int) -> sqlite3.OperationalError:
    """Return an error as the driver raises it."""
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_a_file_that_something_else_holds_is_told_as_unreachable_for_now(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "store.db"
    if ending:
        engine = open_engine(path)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (a)")
        engine.dispose()
    path.with_name(path.name + ending).mkdir()
    engine = open_engine(path)

    with pytest.raises(StoreUnreachableError) as refused, engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")

    engine.dispose()
    assert (refused.value.code, bool(refused.value.hint)) == ("store.unreachable", True)


@pytest.mark.parametrize(
    "code",
    [
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL),
        *(sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY_RECOVERY, sqlite3.SQLITE_CANTOPEN_FULLPATH),
        *(sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_ACCESS, sqlite3.SQLITE_IOERR_DELETE),
        *(sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_NOMEM),
    ],
)
def test_what_may_pass_by_itself_is_no_damage(code: int) -> None:
    assert isinstance(failure_of(broken(code)), StoreUnreachableError)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_CORRUPT])
def test_what_cannot_be_read_is_damage(code: int) -> None:
    assert isinstance(failure_of(broken(code)), StoreUnreadableError)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE])
def test_a_wrong_statement_is_a_bug(code: int) -> None:
    assert failure_of(broken(code)) is None
