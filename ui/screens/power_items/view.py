"""Power list page: departments and their items left, article, fine and standing of one right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.screens.case.view_basis import label
from ui.screens.power_items.giving_out import GivingOutModel
from ui.screens.power_items.view_giving_out import GivingOutLine
from ui.screens.power_items.view_item import ItemPage
from ui.screens.power_items.viewmodel import REFERENCE, ItemsModel
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.power_item import PowerItem
    from ui.screens.power_items.viewmodel import Known
    from ui.screens.tools import Tools

ITEM = Qt.ItemDataRole.UserRole


class PowerItemsView(ScreenView):
    """The list in force today; what is typed narrows it."""

    def __init__(self, model: ItemsModel, giving_out: GivingOutModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.line = QLineEdit(placeholderText="输入名称、编码、法律、条款（如50条）或拼音首字母查找")
        self.line.setClearButtonEnabled(True)
        self.count = QLabel("正在读取…")
        self.count.setProperty("rank", "soft")
        self.take_list = QPushButton("导入清单")
        self.install = QPushButton("装入参考清单")
        self.install.setProperty("rank", "main")
        self.install.hide()
        self.standards = QPushButton("裁量基准")
        self.take_list.setVisible(model.may_import)
        self.give_out = QPushButton("导出下发文件…")
        self.give_out.setToolTip(
            "导出权力清单、裁量基准、不予处罚清单、听证标准和放假安排，供市级平台下发各镇街"
        )
        self.give_out.setVisible(giving_out.may)
        self.giving = GivingOutLine(giving_out)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("权力事项")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(label("选中一项可在此查看依据、罚则、裁量基准、本单位案件和核实情况。", "soft"))
        self.page: ItemPage | None = None
        self._arrange()
        self._wire()

    def take_keys(self) -> None:
        """Put the keys into the search line."""
        self.line.setFocus()

    def refresh(self) -> None:
        """Read the list anew."""
        self.model.read()

    def receive(self, args: Mapping[str, object]) -> None:
        """Look for ``text`` when given."""
        if "text" in args:
            self.line.setText(str(args["text"]))

    def _arrange(self) -> None:
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for each in (self.tree, self.area):
            split.addWidget(each)
        em = self.fontMetrics().horizontalAdvance("字")
        split.setSizes([em * 40, em * 30])
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.line, 1)
        line.addWidget(self.count)
        line.addWidget(self.install)
        line.addWidget(self.standards)
        line.addWidget(self.take_list)
        line.addWidget(self.give_out)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(top)
        whole.addWidget(self.giving)
        whole.addWidget(split, 1)

    def _wire(self) -> None:
        model = self.model
        self.standards.clicked.connect(lambda: self.wants.emit("standards", {}))
        self.take_list.clicked.connect(lambda: self.wants.emit("import_list", {}))
        self.give_out.clicked.connect(self.giving.model.count)
        self.install.clicked.connect(model.install)
        self.line.textChanged.connect(model.search)
        self.line.returnPressed.connect(self.tree.setFocus)
        self.tree.currentItemChanged.connect(lambda now, _before: self._look(now))
        model.changed.connect(self._fill)
        model.known.connect(self._show)
        model.refused.connect(lambda error: self.count.setText(f"{error.message}{error.hint}"))
        bind(self, "find", self.line.setFocus)
        bind(self, "refresh", self.refresh)

    def _fill(self) -> None:
        self.tree.clear()
        for department, laws in self.model.tree():
            count = sum(len(items) for _law, items in laws)
            branch = QTreeWidgetItem(self.tree, [f"{department}（{count}项）"])
            for law, items in laws:
                twig = QTreeWidgetItem(branch, [f"《{law}》（{len(items)}项）"])
                for each in items:
                    self._leaf(twig, each)
        if self.model.narrowed:
            self.tree.expandAll()
        # A sentence there may take two lines; a count would be broken for nothing.
        self.count.setWordWrap(self.model.empty)
        self.count.setText(self.model.said())
        self.install.setVisible(self.model.empty and self.model.may_import)

    def _leaf(self, twig: QTreeWidgetItem, item: PowerItem) -> None:
        mark = f"〔{REFERENCE}〕" if item.reference else ""
        leaf = QTreeWidgetItem(twig, [f"{mark}{item.code}　{item.name}"])
        leaf.setToolTip(0, item.name)
        leaf.setData(0, ITEM, item)

    def _show(self, known: Known) -> None:
        self.page = ItemPage(known)
        self.page.wants.connect(self.wants)
        self.area.setWidget(self.page)

    def _look(self, now: QTreeWidgetItem | None) -> None:
        item = now.data(0, ITEM) if now is not None else None
        if item is not None:
            self.model.look(item)


def build(tools: Tools, args: Mapping[str, object]) -> PowerItemsView:
    """Build the power list, narrowed by ``text`` when given."""
    view = PowerItemsView(ItemsModel(tools), GivingOutModel(tools))
    view.receive(args)
    view.refresh()
    return view
