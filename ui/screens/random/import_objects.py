"""Takes objects of inspection from a sheet in the background; the good rows in, the others named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from ui.jobs import Job

if TYPE_CHECKING:
    from pathlib import Path

    from app.rules.draw.object_sheet import SheetReport
    from ui.jobs import Token
    from ui.screens.tools import Tools


class ObjectFileError(AppError):
    """The chosen file cannot be read from the disk."""

    code = "random.object_file"
    hint = "请核对路径；文件在表格程序中打开着的，请先关闭。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"读不出文件“{path.name}”。")


class ObjectImport(QObject):
    """One import at a time.

    Signals:
        taken: A ``SheetReport``; its objects are kept.
        told: Done and whole number of objects.
        refused: An ``AppError``; portions kept before it stay.
    """

    taken = Signal(object)
    told = Signal(int, int)
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools

    def take(self, path: Path) -> Token:
        """Read a workbook and keep its good rows; the returned token stops it, and whole portions stay."""
        job = Job(lambda token: self._take(token, path), self.taken.emit, self.refused.emit, self.told.emit)
        return self._tools.jobs.start(self, job)

    def _take(self, token: Token, path: Path) -> SheetReport:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ObjectFileError(path) from error
        report = self._tools.inspections.read_objects(content)
        self._tools.inspections.take_objects(report.objects, token.at)
        return report
