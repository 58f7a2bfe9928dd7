"""Reads a workbook in the background, remembers corrected columns, and takes the list in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from ui.jobs import Job, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.rules.lists.headings import Heading
    from app.services.list_import import Listing, ListReport, Looked
    from app.services.list_standards import StandardsReport
    from ui.jobs import Token
    from ui.screens.tools import Tools

MEMORY = "lists/columns/"


class UnreadFileError(AppError):
    """The chosen file cannot be read from the disk."""

    code = "import_list.file"
    hint = "请核对路径；文件在表格程序中打开着的，请先关闭。"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"读不出文件“{path}”：{why}。")


class Sort(StrEnum):
    """What a workbook is taken for (导入种类)."""

    ITEMS = "items"
    STANDARDS = "standards"
    EXEMPTIONS = "exemptions"
    HEARING = "hearing"


@dataclass(frozen=True, slots=True)
class Wish:
    """How the list shall be taken in (导入要求)."""

    listing: Listing
    whole: bool
    sort: Sort = Sort.ITEMS


class ImportModel(QObject):
    """One workbook from choice to import.

    Signals:
        read: A ``Looked``.
        told: A ``ListReport`` or ``StandardsReport``, and whether it was kept.
        refused: An ``AppError``; nothing was kept.
        busy_changed: Whether it reads or writes, and how far it is in words.
    """

    read = Signal(object)
    told = Signal(object, bool)
    refused = Signal(object)
    busy_changed = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._content, self._sort = b"", Sort.ITEMS
        self._looked: Looked | None = None
        self._corrected: dict[str, Heading] = {}

    @property
    def ready(self) -> bool:
        """Whether a workbook has been read."""
        return self._looked is not None

    def open(self, path: Path, sort: Sort = Sort.ITEMS) -> None:
        """Read the workbook at a path as a list of one sort."""
        self._corrected, self._looked, self._sort = {}, None, sort
        self._start("正在读取文件…", lambda token: self._opened(path, token))

    def correct(self, sheet: str, columns: Mapping[str, int]) -> None:
        """Read a sheet anew with columns as a person set them, and remember them for its heading."""
        if self._looked is None:
            return
        heading = self._looked.readings[sheet].heading.corrected(columns)
        self._corrected[sheet] = heading
        self._tools.remembered.keep(_name(heading), json.dumps(dict(columns)))
        self._start("正在按更正后的表头重新识别…", lambda _token: self._look())

    def preview(self, wish: Wish) -> None:
        """Say what an import would do."""
        self._take(wish, dry_run=True)

    def take_in(self, wish: Wish) -> None:
        """Import."""
        self._take(wish, dry_run=False)

    def _take(self, wish: Wish, *, dry_run: bool) -> None:
        looked = self._looked
        if looked is None:
            return

        def done(report: ListReport | StandardsReport) -> None:
            self.told.emit(report, not dry_run)

        self.busy_changed.emit("正在核对每一行…" if dry_run else "正在导入…")
        work = lambda _token: self._asked(looked, wish, dry_run=dry_run)  # noqa: E731 - one line says it
        self._tools.jobs.start(self, Job(work, done, self.refused.emit, ended=self._rest))

    def _asked(self, looked: Looked, wish: Wish, *, dry_run: bool) -> ListReport | StandardsReport:
        lists, standards = self._tools.lists_import, self._tools.standards
        match wish.sort:
            case Sort.ITEMS:
                return lists.take_in(looked, wish.listing, whole=wish.whole, dry_run=dry_run)
            case Sort.STANDARDS:
                return standards.take_in(looked, wish.listing, dry_run=dry_run)
            case Sort.EXEMPTIONS:
                return standards.take_exemptions(looked, wish.listing, dry_run=dry_run)
            case Sort.HEARING:
                return standards.take_limits(looked.grids, wish.listing, dry_run=dry_run)

    def _start(self, words: str, work: Callable[[Token], Looked]) -> None:
        self.busy_changed.emit(words)
        job = Job(work, self._done, self.refused.emit, lane=Lane.OTHER, ended=self._rest)
        self._tools.jobs.start(self, job)

    def _opened(self, path: Path, token: Token) -> Looked:
        try:
            self._content = path.read_bytes()
        except OSError as error:
            raise UnreadFileError(path, error.strerror or "原因不明") from error
        token.check()
        looked = self._look()
        for sheet, reading in looked.readings.items():
            kept = self._tools.remembered.text(_name(reading.heading))
            if kept:
                self._corrected[sheet] = reading.heading.corrected(json.loads(kept))
        return self._look() if self._corrected else looked

    def _look(self) -> Looked:
        if self._sort is Sort.HEARING:
            return self._tools.lists_import.sheets(self._content)
        return self._tools.lists_import.look(self._content, dict(self._corrected))

    def _done(self, looked: Looked) -> None:
        self._looked = looked
        self.read.emit(looked)

    def _rest(self) -> None:
        self.busy_changed.emit("")


def _name(heading: Heading) -> str:
    """Return the name under which columns are remembered: the words of the heading decide."""
    return MEMORY + sha256("\x1f".join(heading.titles).encode()).hexdigest()[:16]
