"""Clue list: filters by state, table, quick look with what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton

from app.domain.clue import CLUE_STATE_WORDS, ClueState
from ui.screens.showing import CLUE_COLUMNS, CLUE_DETAILS
from ui.widgets.bindings import bind
from ui.widgets.browse_view import BrowseView, QuickLook
from ui.widgets.list_table import ListTable
from ui.widgets.table_model import ListModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.screens.tools import Tools


class CluesView(BrowseView):
    """The register of clues; an open clue becomes a case, a filed one leads to its case."""

    def __init__(self, tools: Tools) -> None:
        model = ListModel("clues", CLUE_COLUMNS, tools.lists, tools.jobs)
        filters: list[tuple[str, str, Mapping[str, object]]] = [("all", "全部线索", {})]
        filters += [(each.value, words, {"state": each}) for each, words in CLUE_STATE_WORDS.items()]
        super().__init__(filters, ListTable(model, "输入编号、对象、地点等查找"), QuickLook(CLUE_DETAILS))
        self.register_button = QPushButton("登记线索（Ctrl+N）")
        self.to_case_button = QPushButton("转为案件（Ctrl+T）")
        self.case_button = QPushButton("打开案件")
        for button in (self.to_case_button, self.case_button, self.register_button):
            self.look.buttons.addWidget(button)
        self.register_button.clicked.connect(lambda: self.wants.emit("clue_new", {}))
        self.to_case_button.clicked.connect(self._to_case)
        self.case_button.clicked.connect(self._open_case)
        self.listed.chosen.connect(self._allow)
        self.listed.opened.connect(lambda row: self._open_case() if row.get("case_id") else self._to_case())
        bind(self, "to_case", self._to_case)
        self._allow(None)

    def _allow(self, row: Mapping[str, Any] | None) -> None:
        self.to_case_button.setEnabled(bool(row) and row is not None and row["state"] is ClueState.OPEN)
        self.case_button.setEnabled(bool(row) and row is not None and row["case_id"] is not None)

    def _to_case(self) -> None:
        row = self.listed.current()
        if row and row["state"] is ClueState.OPEN:
            self.wants.emit("clue_to_case", {"clue_id": row["id"], "department": row["department"]})

    def _open_case(self) -> None:
        row = self.listed.current()
        if row and row["case_id"] is not None:
            self.wants.emit("case", {"case_id": row["case_id"]})


def build(tools: Tools, args: Mapping[str, object]) -> CluesView:
    """Build the clue list, narrowed by ``filter`` and ``text`` when given, else as it was left."""
    view = CluesView(tools)
    view.remember(tools.remembered, "clues")
    view.receive({"filter": view.left_at(), **args})
    return view
