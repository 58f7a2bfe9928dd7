"""Objects page: the pool of objects, searched; one registered by hand or many taken from a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPushButton

from app.domain.inspection import RISK_WORDS
from ui.screens.cases.exporting import ListExport
from ui.screens.random.import_objects import ObjectImport
from ui.screens.showing import marked, plain
from ui.widgets.bindings import bind
from ui.widgets.browse_view import BrowseView, QuickLook
from ui.widgets.list_table import ListTable
from ui.widgets.table_model import ListModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.rules.draw.object_sheet import SheetReport
    from ui.screens.tools import Tools

COLUMNS = (
    marked("对象名称", "name", 16),
    plain("统一社会信用代码", "credit_code", 12),
    plain("风险等级", "risk", 6),
    plain("地址", "address", 14),
    plain("免检原因", "exempt", 8),
)
_MOST_SHOWN = 5


class ObjectsView(BrowseView):
    """The pool of objects of inspection."""

    def __init__(self, tools: Tools) -> None:
        model = ListModel("inspection_objects", COLUMNS, tools.lists, tools.jobs)
        filters: list[tuple[str, str, Mapping[str, object]]] = [("all", "全部对象", {})]
        filters += [(each.value, words, {"risk": each}) for each, words in RISK_WORDS.items()]
        details = (*COLUMNS, plain("行业或类别", "kind"), plain("联系电话", "telephone"))
        super().__init__(filters, ListTable(model, "输入名称、代码或地址查找"), QuickLook(details))
        self._tools = tools
        self.taking = ObjectImport(tools)
        self.taking.setParent(self)
        self.register_button = QPushButton("登记检查对象")
        self.import_button = QPushButton("从表格导入…")
        self.export_button = QPushButton("导出表格（Ctrl+E）")
        self.export = ListExport(tools, "inspection_objects", details)
        self.export.setParent(self)
        for button in (self.register_button, self.import_button, self.export_button):
            self.look.buttons.addWidget(button)
        self.export_button.clicked.connect(self._ask)
        self.export.written.connect(self._written)
        self.export.failed.connect(tools.notices.failed)
        bind(self, "export", self._ask)
        self.register_button.clicked.connect(lambda: self.wants.emit("inspection_object_new", {}))
        self.import_button.clicked.connect(self._choose)
        self.taking.taken.connect(self._taken)
        self.taking.refused.connect(tools.notices.failed)

    def export_to(self, path: Path) -> None:
        """Write what is shown into a file."""
        self.export.write(self.listed.model.ids, path)

    def _ask(self) -> None:
        name = f"检查对象名录 {self._tools.clock.today().isoformat()}.xlsx"
        path, _kind = QFileDialog.getSaveFileName(self, "导出当前列表", name, "Excel文件 (*.xlsx)")
        if path:
            self.export_to(Path(path))

    def _written(self, path: Path, count: int) -> None:
        self._tools.notices.say(f"已导出检查对象{count}个到“{path.name}”。")

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, "选择检查对象名录", "", "表格 (*.xlsx *.xls)")
        if path:
            self.taking.take(Path(path))

    def _taken(self, report: SheetReport) -> None:
        doubts = [f"{each.sheet}第{each.row}行第{each.column}列：{each.why}" for each in report.doubts]
        more = f"……等{len(doubts)}处" if len(doubts) > _MOST_SHOWN else ""
        told = f"没有导入的行：{'；'.join(doubts[:_MOST_SHOWN])}{more}。" if doubts else ""
        self._tools.notices.say(f"已导入检查对象{len(report.objects)}个。{told}")
        self.refresh()


def build_objects(tools: Tools, args: Mapping[str, object]) -> ObjectsView:
    """Build the pool, narrowed by ``filter`` and ``text`` when given."""
    view = ObjectsView(tools)
    view.remember(tools.remembered, "inspection_objects")
    view.receive({"filter": view.left_at(), **args})
    return view
