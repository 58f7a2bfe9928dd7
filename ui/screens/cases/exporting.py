"""Writes what a list shows into a sheet, in the background, window by window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from ui.jobs import Job, Token
from ui.widgets.table_model import WINDOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ui.screens.tools import Tools
    from ui.widgets.table_model import Column


class ExportNotWrittenError(AppError):
    """The chosen file cannot be written."""

    code = "cases.export_not_written"
    hint = "请关闭正在使用该文件的程序，或者换一个位置后重试。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"不能写入文件“{path.name}”。")


class ListExport(QObject):
    """One export at a time; what is shown is what is written, in the same order.

    Signals:
        ended: Nothing is written any more, whatever came of it; told first.
        told: Done and whole number of rows read.
        written: Path of the finished file and how many rows are in it.
        failed: An ``AppError``; no file was left half written.
    """

    ended = Signal()
    told = Signal(int, int)
    written = Signal(object, int)
    failed = Signal(object)

    def __init__(self, tools: Tools, name: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self._tools, self._name, self._columns = tools, name, tuple(columns)

    def write(self, ids: Sequence[bytes], path: Path) -> Token:
        """Write the rows of the ids; the returned token stops it."""
        return self._tools.jobs.start(
            self,
            Job(
                lambda token: self._write(token, ids, path),
                lambda count: self.written.emit(path, count),
                self.failed.emit,
                self.told.emit,
                ended=self.ended.emit,
            ),
        )

    def _write(self, token: Token, ids: Sequence[bytes], path: Path) -> int:
        rows: list[Mapping[str, Any]] = []
        for start in range(0, len(ids), WINDOW):
            rows += self._tools.lists.rows(self._name, ids[start : start + WINDOW])
            token.at(len(rows), len(ids))
        texts = [[column.shows(row) for column in self._columns] for row in rows]
        content = self._tools.sheets.write([column.heading for column in self._columns], texts)
        half = path.with_name(f"{path.name}.part")
        try:
            half.write_bytes(content)
            half.replace(path)
        except OSError as error:
            raise ExportNotWrittenError(path) from error
        return len(rows)
