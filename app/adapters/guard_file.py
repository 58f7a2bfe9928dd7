"""The guard of stores: one small file for each, in a folder of its own beside no store."""

from __future__ import annotations

import json
import os
from threading import Lock
from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path


class GuardUnwritableError(AppError):
    """What guards the numbering of this computer cannot be written."""

    code = "guard.unwritable"
    hint = "请检查磁盘空间和当前用户的目录权限；刚才的内容已保存，但在排除之前请不要打印带文号的文书。"

    def __init__(self) -> None:
        super().__init__("本机的编号保护记录不能写入。")


class GuardFile:
    """``Guard`` in files, told by any thread; an unreadable file is none, which only costs an incarnation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = Lock()
        self._last: tuple[str, str, int] | None = None

    def known(self, device: str) -> tuple[str, int] | None:
        """Return incarnation and last number of a store as last seen here, if it was."""
        try:
            found = json.loads(self._path(device).read_text("utf-8"))
            return str(found["incarnation"]), int(found["counter"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, device: str, incarnation: str, counter: int) -> None:
        """Remember incarnation and last number durably, or raise ``GuardUnwritableError``."""
        with self._writing:
            if self._last == (device, incarnation, counter):
                return
            try:
                self._write(device, json.dumps({"incarnation": incarnation, "counter": counter}))
            except OSError as error:
                raise GuardUnwritableError from error
            self._last = (device, incarnation, counter)

    def _write(self, device: str, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._path(device)
        unfinished = target.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)

    def _path(self, device: str) -> Path:
        return self._folder / f"{device}.json"
