"""One program for one store: a lock the operating system frees when the program dies."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from typing import TYPE_CHECKING, BinaryIO

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "store.lock"
# Windows forbids reading a locked byte; the name of the holder stands before it.
_LOCKED_BYTE = 1 << 20


class StoreHeldError(AppError):
    """Another running program holds the store."""

    code = "store.held"
    hint = "请先关闭另一个窗口；若由他人打开，请与其联系。"

    def __init__(self, holder: str) -> None:
        super().__init__(f"数据文件夹正由{holder}使用，不能重复打开。")


class StoreLock:
    """Held from the opening of a store to its closing."""

    def __init__(self, folder: Path) -> None:
        """Take the lock, or raise ``StoreHeldError`` naming computer and user."""
        path = folder / NAME
        path.touch(exist_ok=True)
        self._file = path.open("r+b")
        try:
            _take(self._file)
        except OSError:
            holder = _holder(self._file.read(_LOCKED_BYTE))
            self._file.close()
            raise StoreHeldError(holder) from None
        self._sign()

    def release(self) -> None:
        """Free the store for others."""
        self._file.close()

    def _sign(self) -> None:
        who = {"computer": platform.node(), "user": _user(), "process": os.getpid()}
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps(who, ensure_ascii=False).encode())
        self._file.flush()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name; ImportError on Windows
        return ""


def _holder(signed: bytes) -> str:
    try:
        who = json.loads(signed)
    except ValueError:
        return "另一个程序"
    return f"电脑“{who['computer']}”上用户“{who['user']}”打开的程序"


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
