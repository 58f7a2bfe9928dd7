"""Field list page: the fields under where they are typed at the left, the documents of one at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.screens.fields.viewmodel import FieldsModel, told
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.screens.tools import Tools

FACT = Qt.ItemDataRole.UserRole


class FieldsView(ScreenView):
    """Every field of the documents; what is typed narrows the list."""

    def __init__(self, model: FieldsModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.line = QLineEdit(placeholderText="输入字段名称、文书名称或填写位置查找")
        self.line.setClearButtonEnabled(True)
        self.count = QLabel("正在读取…")
        self.count.setProperty("rank", "soft")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("字段")
        self.words = QLabel("选中一个字段可在此查看填写位置和使用该字段的文书。")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()
        self.line.textChanged.connect(model.search)
        self.line.returnPressed.connect(self.tree.setFocus)
        self.tree.currentItemChanged.connect(lambda now, _before: self._look(now))
        model.changed.connect(self._fill)
        bind(self, "find", self.line.setFocus)
        bind(self, "refresh", self.refresh)

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
        inside = QFrame()
        inside.setObjectName("card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.words)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for each in (self.tree, area):
            split.addWidget(each)
        em = self.fontMetrics().horizontalAdvance("字")
        split.setSizes([em * 32, em * 38])
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.line, 1)
        line.addWidget(self.count)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(top)
        whole.addWidget(split, 1)

    def _fill(self) -> None:
        self.tree.clear()
        for group, found in self.model.by_place():
            branch = QTreeWidgetItem(self.tree, [f"{group}（{len(found)}个）"])
            for each in found:
                leaf = QTreeWidgetItem(branch, [f"{each.label}　{len(each.titles)}种文书"])
                leaf.setToolTip(0, each.typed)
                leaf.setData(0, FACT, each)
        if self.model.narrowed:
            self.tree.expandAll()
        self.count.setText(self.model.said())

    def _look(self, now: QTreeWidgetItem | None) -> None:
        fact = now.data(0, FACT) if now is not None else None
        if fact is not None:
            self.words.setText(told(fact))


def build(tools: Tools, args: Mapping[str, object]) -> FieldsView:
    """Build the field list, narrowed by ``text`` when given."""
    view = FieldsView(FieldsModel(tools))
    view.receive(args)
    view.refresh()
    return view
