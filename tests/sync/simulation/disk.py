"""The disk of one machine: SQLite in memory that outlives the program on it and fails when told."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from tests.sync.simulation.faults import Fault


class Crash(BaseException):
    """The machine lost its power at this moment; nothing of the program survives it."""


class Failing(sqlite3.Cursor):
    """A cursor of a disk in trouble: dead, busy or full."""

    def execute(self, sql: str, *given: Any) -> Self:
        """Refuse what the trouble forbids, do the rest."""
        disk = self.connection
        assert isinstance(disk, Disk)
        disk.refuse(sql)
        super().execute(sql, *given)
        return self

    def executemany(self, sql: str, rows: Any, /) -> Self:
        """Refuse what the trouble forbids, do the rest."""
        disk = self.connection
        assert isinstance(disk, Disk)
        disk.refuse(sql)
        super().executemany(sql, rows)
        return self


class Disk(sqlite3.Connection):
    """One database; closing it only ends a transaction, as a program's end does.

    Attributes:
        ask: Says which trouble strikes: called with ``begin``, ``write`` or ``commit``.
    """

    ask: Callable[[str], str] = staticmethod(lambda _moment: "")
    commits: int = 0
    _dead: bool = False
    _full: bool = False

    @classmethod
    def blank(cls) -> Disk:
        """Return an empty disk."""
        return sqlite3.connect(":memory:", factory=cls, check_same_thread=False, isolation_level=None)

    def copy(self) -> Disk:
        """Return another disk with the same content, without a transaction that is open here."""
        if self.in_transaction:
            super().rollback()
        twin = Disk.blank()
        self.backup(twin)
        return twin

    def power_on(self) -> None:
        """Let a dead disk work again; what was not committed is gone."""
        if self.in_transaction:
            super().rollback()
        self._dead = self._full = False

    def cursor(self, *given: Any) -> Any:
        """Return a cursor that asks for trouble at each statement."""
        return super().cursor(*(given or (Failing,)))

    def refuse(self, sql: str) -> None:
        """Raise what stands against a statement."""
        if self._dead:
            raise Crash
        if sql.startswith("BEGIN IMMEDIATE"):
            self._strike(self.ask("begin"))
        elif self._full and sql.startswith(("INSERT", "UPDATE")):
            self._full = False
            raise failure("database or disk is full", sqlite3.SQLITE_FULL)

    def commit(self) -> None:
        """Commit, with a power cut before or after it when that is drawn."""
        if self._dead:
            raise Crash
        if not self.in_transaction:
            return
        trouble = self.ask("commit")
        if trouble == "before":
            self._die()
        if trouble == "full":
            raise failure("database or disk is full", sqlite3.SQLITE_FULL)
        super().commit()
        self.commits += 1
        if trouble == "after":
            self._die()

    def close(self) -> None:
        """End what is open; the content stays."""
        if self.in_transaction:
            super().rollback()

    def _strike(self, trouble: str) -> None:
        if trouble == "busy":
            raise failure("database is locked", sqlite3.SQLITE_BUSY)
        self._full = trouble == "full"

    def _die(self) -> None:
        self._dead = True
        raise Crash


def failure(words: str, code: int) -> sqlite3.OperationalError:
    """Return SQLite's own error with its code."""
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


class Driver:
    """A DB-API module whose every connection is the disk that is in the machine now."""

    def __init__(self) -> None:
        self.disk = Disk.blank()

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite3, name)

    def connect(self, *_where: Any, **_options: Any) -> Disk:
        """Return the disk in the machine."""
        return self.disk


def troubles(drawn: Fault | None) -> str:
    """Return the trouble of a disk that a drawn fault stands for; empty for none."""
    return "" if drawn is None else _TROUBLE[drawn.name.split("_", 1)[1]]


_TROUBLE = {"BEFORE": "before", "AFTER": "after", "FULL": "full", "BUSY": "busy"}
