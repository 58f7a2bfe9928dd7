"""Case list: saved filters, table, quick look; a row opens the case page, what is shown goes into a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPushButton

from ui.screens.cases.exporting import ListExport
from ui.screens.showing import CASE_COLUMNS, CASE_DETAILS
from ui.stages import SAVED, STAGES
from ui.widgets.bindings import bind
from ui.widgets.browse_view import BrowseView, QuickLook
from ui.widgets.list_table import ListTable
from ui.widgets.table_model import ListModel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ui.screens.tools import Tools
    from ui.stages import Stage


class CasesView(BrowseView):
    """The register of cases."""

    def __init__(self, tools: Tools) -> None:
        model = ListModel("cases", CASE_COLUMNS, tools.lists, tools.jobs)
        filters = [(each.name, each.word, _narrowed(each)) for each in SAVED]
        filters += [(each.name, f"　{each.word}", _narrowed(each)) for each in STAGES]
        super().__init__(filters, ListTable(model, "输入案号、当事人、案由等查找"), QuickLook(CASE_DETAILS))
        self._tools = tools
        self.export = ListExport(tools, "cases", CASE_DETAILS)
        self.export.setParent(self)
        self.open_button = QPushButton("打开案件")
        self.export_button = QPushButton("导出表格（Ctrl+E）")
        self.export_button.setToolTip("把当前筛选和查找的结果存为Excel文件")
        for button in (self.open_button, self.export_button):
            self.look.buttons.addWidget(button)
        self.open_button.setEnabled(False)
        self._wire()

    def export_to(self, path: Path) -> None:
        """Write what is shown into a file."""
        self.export_button.setEnabled(False)
        self.export.write(self.listed.model.ids, path)

    def _wire(self) -> None:
        self.open_button.clicked.connect(lambda: self._open(self.listed.current()))
        self.listed.opened.connect(self._open)
        self.listed.chosen.connect(lambda row: self.open_button.setEnabled(bool(row)))
        self.export_button.clicked.connect(self._ask)
        self.export.told.connect(lambda done, all_: self.export_button.setText(f"导出中 {done}／{all_}"))
        self.export.written.connect(self._written)
        self.export.failed.connect(self._tools.notices.failed)
        self.export.ended.connect(self._rest)
        bind(self, "export", self._ask)

    def _ask(self) -> None:
        name = f"案件 {self._tools.clock.today().isoformat()}.xlsx"
        path, _kind = QFileDialog.getSaveFileName(self, "导出当前列表", name, "Excel文件 (*.xlsx)")
        if path:
            self.export_to(Path(path))

    def _written(self, path: Path, count: int) -> None:
        self._tools.notices.say(f"已导出 {count} 件案件到“{path.name}”。")

    def _rest(self) -> None:
        self.export_button.setText("导出表格（Ctrl+E）")
        self.export_button.setEnabled(True)

    def _open(self, row: Mapping[str, Any] | None) -> None:
        if row:
            self.wants.emit("case", {"case_id": row["id"]})


def _narrowed(stage: Stage) -> Mapping[str, object]:
    return {"status": stage.states} if stage.states else {}


def build(tools: Tools, args: Mapping[str, object]) -> CasesView:
    """Build the case list, narrowed by ``filter`` and ``text`` when given, else as it was left."""
    view = CasesView(tools)
    view.remember(tools.remembered, "cases")
    view.receive({"filter": view.left_at(), **args})
    return view
