"""Failures of the store that a clerk can act on, and their one translation from SQLite's."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import event

from app.domain.errors import AppError

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import ExceptionContext


class StoreFullError(AppError):
    """The disk has no room left; nothing of the transaction was kept."""

    code = "store.full"
    hint = "请清理磁盘空间后再保存；刚才的内容仍在录入草稿中，已保存的数据没有受损。"

    def __init__(self) -> None:
        super().__init__("磁盘空间已满，本次操作没有保存。")


class StoreBusyError(AppError):
    """Another transaction held the store for longer than the waiting time."""

    code = "store.busy"
    hint = "请稍候再试；若一直如此，请重新启动本程序。"

    def __init__(self) -> None:
        super().__init__("数据文件正被另一项操作占用，本次操作没有保存。")


class StoreUnreadableError(AppError):
    """The file cannot be read or written any more, or its pages are damaged."""

    code = "store.unreadable"
    hint = "请检查磁盘是否被拔出或损坏，并从最近的备份恢复。"

    def __init__(self) -> None:
        super().__init__("数据文件无法读写或已损坏，本次操作没有保存。")


class StoreUnreachableError(AppError):
    """The files cannot be opened for now: something else holds them, or memory has run short."""

    code = "store.unreachable"
    hint = "请稍候再试；若一直如此，请检查杀毒软件和数据文件夹的读写权限，或重新启动电脑。"

    def __init__(self) -> None:
        super().__init__("本机数据暂时打不开（可能被杀毒软件占用），本次操作没有保存。")


_Failure = type[StoreFullError | StoreBusyError | StoreUnreadableError | StoreUnreachableError]
_BY_CODE: dict[int, _Failure] = {
    sqlite3.SQLITE_FULL: StoreFullError,
    sqlite3.SQLITE_BUSY: StoreBusyError,
    sqlite3.SQLITE_LOCKED: StoreBusyError,
    sqlite3.SQLITE_IOERR: StoreUnreadableError,
    sqlite3.SQLITE_CORRUPT: StoreUnreadableError,
    sqlite3.SQLITE_NOTADB: StoreUnreadableError,
    sqlite3.SQLITE_CANTOPEN: StoreUnreachableError,
    sqlite3.SQLITE_READONLY: StoreUnreachableError,
    sqlite3.SQLITE_PERM: StoreUnreachableError,
    sqlite3.SQLITE_PROTOCOL: StoreUnreachableError,
    sqlite3.SQLITE_NOMEM: StoreUnreachableError,
}
# A virus scanner that holds -wal or -shm makes these; the pages themselves were neither read nor written.
_HELD_FOR_NOW = frozenset(
    (
        *(sqlite3.SQLITE_IOERR_ACCESS, sqlite3.SQLITE_IOERR_BLOCKED, sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK),
        *(sqlite3.SQLITE_IOERR_CLOSE, sqlite3.SQLITE_IOERR_DELETE, sqlite3.SQLITE_IOERR_DELETE_NOENT),
        *(sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_NOMEM, sqlite3.SQLITE_IOERR_RDLOCK),
        *(sqlite3.SQLITE_IOERR_SHMLOCK, sqlite3.SQLITE_IOERR_SHMMAP, sqlite3.SQLITE_IOERR_SHMOPEN),
        sqlite3.SQLITE_IOERR_UNLOCK,
    )
)


def translate_failures(engine: Engine) -> None:
    """Let every statement and commit of the engine fail in words the clerk can act on."""
    event.listen(engine, "handle_error", _translate)


def _translate(context: ExceptionContext) -> None:
    failure = failure_of(context.original_exception)
    if failure is not None:
        raise failure from context.original_exception


def failure_of(error: BaseException) -> AppError | None:
    """Return the expected failure behind SQLite's error, or ``None`` when it is a bug."""
    extended = getattr(error, "sqlite_errorcode", None)
    if not isinstance(extended, int):
        return StoreFullError() if "database or disk is full" in str(error) else None
    if extended in _HELD_FOR_NOW:
        return StoreUnreachableError()
    # The low byte is the primary code, the rest its detail (sqlite.org/rescode.html).
    found = _BY_CODE.get(extended & 0xFF)
    return None if found is None else found()
