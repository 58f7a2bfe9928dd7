"""Counts what the city can give out (下发), writes it to a file, and remembers the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.role import Role
from app.services.giving_out import ENDING, file_name
from ui.jobs import Job
from ui.screens.officers.view_desk import put

if TYPE_CHECKING:
    from app.services.giving_out import Contents
    from ui.screens.tools import Tools

FOLDER = "giving_out/folder"
"""Name of the remembered choice."""


class GivingOutModel(QObject):
    """Makes one file after the other.

    Signals:
        counted: A ``Contents``: how much a file made now would hold.
        written: A file is there.
    """

    counted = Signal(object)
    written = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools

    @property
    def may(self) -> bool:
        """Whether the person may make such a file."""
        return self._tools.who().holds(Role.ADMIN)

    @property
    def suggested(self) -> str:
        """Where the next file would go: beside the last one, with today in its name."""
        name, folder = file_name(self._tools.clock.today()), self._tools.remembered.text(FOLDER)
        return str(Path(folder) / name) if folder else name

    def count(self) -> None:
        """Tell how much there is to give out; where there is nothing, it is said."""
        tools = self._tools
        job = Job(lambda _token: tools.giving_out.contents(), self.counted.emit, tools.notices.failed)
        tools.jobs.start(self, job)

    def write_to(self, path: Path) -> None:
        """Write a file to a path."""
        tools = self._tools
        named = path if path.suffix else path.with_suffix(ENDING)

        def work() -> Contents:
            text, contents = tools.giving_out.made()
            put(named, text.encode())
            return contents

        def done(contents: Contents) -> None:
            tools.remembered.keep(FOLDER, str(named.parent))
            tools.notices.say(f"已写入{named.name}：{contents.words}。请交市级平台的管理员下发。")
            self.written.emit()

        tools.jobs.start(self, Job(lambda _token: work(), done, tools.notices.failed))
