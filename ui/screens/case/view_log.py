"""Log tab (日志): the time line of the case, newest first; never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.screens.case.view_rows import Cells
from ui.screens.case.view_tab import RowsTab
from ui.screens.showing import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case_file import CaseFile
    from app.domain.log_line import LogLine
    from ui.screens.case.viewmodel import CaseModel

_COLUMNS = (
    Cells("时间", lambda each: shown(each.at), 11),
    Cells("经办", lambda each: each.by_name, 6),
    Cells("电脑", lambda each: each.machine, 7),
    Cells("事项", lambda each: each.text, 36),
)


class LogTab(RowsTab):
    """Who did what, when, on which computer."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__(model, _COLUMNS)

    def records(self, file: CaseFile) -> Sequence[LogLine]:
        """Return the lines, newest first."""
        return sorted(file.log, key=lambda each: each.at, reverse=True)

    def open_record(self, record: LogLine) -> None:
        """Show the whole line."""
        self.model.tools.notices.say(f"{shown(record.at)} {record.by_name}：{record.text}")
