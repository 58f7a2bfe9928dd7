"""Search results: cases above, clues below; one search box for both stands in the top bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from ui.screens.showing import CASE_COLUMNS, CLUE_COLUMNS
from ui.widgets.browse_view import titled
from ui.widgets.list_table import ListTable
from ui.widgets.screen_view import ScreenView
from ui.widgets.table_model import ListModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.screens.tools import Tools


class SearchView(ScreenView):
    """What a text finds in the hot lists."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.cases = ListTable(ListModel("cases", CASE_COLUMNS, tools.lists, tools.jobs), "在案件中查找")
        self.clues = ListTable(ListModel("clues", CLUE_COLUMNS, tools.lists, tools.jobs), "在线索中查找")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        for words, listed in (("案件", self.cases), ("线索", self.clues)):
            column.addWidget(titled(words))
            column.addWidget(listed, 1)
        self.cases.opened.connect(lambda row: self.wants.emit("case", {"case_id": row["id"]}))
        self.clues.opened.connect(self._open_clue)

    def take_keys(self) -> None:
        """Put the keys into the table of cases."""
        self.cases.table.setFocus()

    def receive(self, args: Mapping[str, object]) -> None:
        """Look for ``text`` in both lists."""
        for listed in (self.cases, self.clues):
            listed.look_for(str(args.get("text", "")))
            listed.model.refresh()

    def _open_clue(self, row: Mapping[str, Any]) -> None:
        self.wants.emit("clues", {"filter": "all", "text": row["register_no"]})


def build(tools: Tools, args: Mapping[str, object]) -> SearchView:
    """Build the results of ``text``."""
    view = SearchView(tools)
    view.receive(args)
    return view
