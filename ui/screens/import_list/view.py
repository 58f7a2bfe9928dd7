"""List import page: file, day and source above; columns, rows and warnings below; 导入 at the end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.services.list_import import Listing, ListReport
from app.services.refused import NotPermittedError
from ui.screens.import_list.view_columns import ColumnsPanel
from ui.screens.import_list.view_rows import RowsPanel
from ui.screens.import_list.viewmodel import ImportModel, Sort, Wish
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import AppError
    from app.services.list_import import Looked
    from app.services.list_standards import StandardsReport
    from ui.screens.tools import Tools

SORT_WORDS = {
    Sort.ITEMS: "权力清单",
    Sort.STANDARDS: "裁量基准",
    Sort.EXEMPTIONS: "不予处罚清单",
    Sort.HEARING: "听证标准",
}
HINTS = {
    Sort.ITEMS: "选择文件后，先核对表头和逐行结果，再导入。",
    Sort.STANDARDS: "裁量基准表导入后不自动适用，在“裁量基准”页选用后才适用。",
    Sort.EXEMPTIONS: "不予处罚清单须有事项名称和适用条件；裁量时显示在同一事项旁。",
    Sort.HEARING: "听证标准表须有公民、法人或者其他组织的数额；导入后按施行日期判断是否告知听证。",
}


class ImportListView(ScreenView):
    """One workbook, from the choice of the file to the import."""

    def __init__(self, model: ImportModel, today: date) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.path = QLineEdit(placeholderText="清单文件的路径（xlsx、xls），输入后按回车")
        self.choose = QPushButton("选择文件…")
        self.sort = QComboBox()
        self.sort.setAccessibleName("导入种类")
        for each, words in SORT_WORDS.items():
            self.sort.addItem(words, each.value)
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.source = QLineEdit(placeholderText="公布机关、文件名称和文号")
        self.announced = QLineEdit(placeholderText="公布的总数，可不填")
        self.whole = QCheckBox("这是完整清单：其中没有的事项自施行日起退出")
        self.take = QPushButton("导入")
        self.take.setProperty("rank", "main")
        self.said = QLabel(HINTS[Sort.ITEMS])
        self.said.setWordWrap(True)
        self.columns, self.rows, self.warnings = ColumnsPanel(), RowsPanel(), QListWidget()
        self.warnings.setWordWrap(True)
        self.tabs = QTabWidget()
        self._arrange()
        self._connect()
        self._enable(on=False)

    def take_keys(self) -> None:
        """Put the keys into the path."""
        self.path.setFocus()

    def receive(self, args: Mapping[str, object]) -> None:
        """Take the sort of list of ``sort`` and read the file at ``path`` when given."""
        if "sort" in args:
            self.sort.setCurrentIndex(self.sort.findData(str(args["sort"])))
        if "path" in args:
            self.path.setText(str(args["path"]))
            self._open()

    def _arrange(self) -> None:
        for panel, title in ((self.columns, "表头对照"), (self.rows, "逐行结果"), (self.warnings, "提示")):
            self.tabs.addTab(panel, title)
        top = QGridLayout()
        top.addLayout(_labelled("种类", self.sort), 0, 0)
        top.addWidget(self.path, 0, 1, 1, 2)
        top.addWidget(self.choose, 0, 3)
        for column, (label, field) in enumerate((("施行日期", self.day), ("来源", self.source))):
            top.addLayout(_labelled(label, field), 1, column)
        top.addLayout(_labelled("公布总数", self.announced), 1, 2)
        top.addWidget(self.take, 1, 3)
        top.setColumnStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addLayout(top)
        whole.addWidget(self.whole)
        whole.addWidget(self.said)
        whole.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.sort.currentIndexChanged.connect(lambda _at: self._sorted())
        self.path.returnPressed.connect(self._open)
        self.choose.clicked.connect(self._choose)
        self.take.clicked.connect(lambda: self.model.take_in(self._wish()))
        self.whole.toggled.connect(lambda _on: self.model.preview(self._wish()))
        self.announced.editingFinished.connect(lambda: self.model.preview(self._wish()))
        self.columns.corrected.connect(self.model.correct)
        self.model.read.connect(self._show_book)
        self.model.told.connect(self._tell)
        self.model.refused.connect(self._refuse)
        self.model.busy_changed.connect(self._busy)

    @property
    def _sort(self) -> Sort:
        return Sort(self.sort.currentData())

    def _sorted(self) -> None:
        """Ask only what the sort of list needs, and read a chosen file anew as that sort."""
        of_items = self._sort is Sort.ITEMS
        for each in (self.whole, self.announced):
            each.setEnabled(of_items)
        self.said.setText(HINTS[self._sort])
        if self.path.text().strip():
            self._open()

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "选择清单文件", "", "表格文件 (*.xlsx *.xls)")
        if name:
            self.path.setText(name)
            self._open()

    def _open(self) -> None:
        path = Path(self.path.text().strip().strip('"'))
        if not self.source.text():
            self.source.setText(path.stem)
        self._enable(on=False)
        self.model.open(path, self._sort)

    def _wish(self) -> Wish:
        picked = self.day.date()
        day = date(picked.year(), picked.month(), picked.day())
        count = self.announced.text().strip()
        announced = int(count) if count.isdecimal() else None
        return Wish(Listing(day, self.source.text().strip(), announced), self.whole.isChecked(), self._sort)

    def _show_book(self, looked: Looked) -> None:
        self.columns.show_book(looked)
        self.model.preview(self._wish())

    def _tell(self, report: ListReport | StandardsReport, kept: object) -> None:
        self._enable(on=not kept)
        self.said.setText(f"{'已导入。' if kept else '尚未写入。'}{report.summary}")
        self.rows.show_rows(report.rows)
        self.warnings.clear()
        counts = _departments(report) if isinstance(report, ListReport) else []
        self.warnings.addItems([*counts, *report.warnings])
        self.tabs.setTabText(1, f"逐行结果（待核{len(report.review)}行）")
        self.tabs.setTabText(2, f"提示（{len(report.warnings)}）")
        if report.review:
            self.tabs.setCurrentWidget(self.rows)

    def _refuse(self, error: AppError) -> None:
        self.said.setText(f"{error.message}{error.hint}")
        self._enable(on=self.model.ready and not isinstance(error, NotPermittedError))

    def _busy(self, words: str) -> None:
        self._enable(on=not words and self.model.ready)
        self.said.setText(words)

    def _enable(self, *, on: bool) -> None:
        self.take.setEnabled(on)


def _labelled(words: str, field: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    label = QLabel(words)
    label.setBuddy(field)
    line.addWidget(label)
    line.addWidget(field, 1)
    return line


def _departments(report: ListReport) -> list[str]:
    return [
        f"{name or '未写部门'}：读到{found}项" + ("" if announced is None else f"，清单标明{announced}项")
        for name, (found, announced) in report.departments.items()
    ]


def build(tools: Tools, args: Mapping[str, object]) -> ImportListView:
    """Build the page for ``sort``, reading the file at ``path`` when given."""
    view = ImportListView(ImportModel(tools), tools.clock.today())
    view.receive(args)
    return view
