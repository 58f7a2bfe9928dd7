"""Standards page: the standards at hand left, what they say and the picks right, import above."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.role import Role
from app.services.grounds import FIELD, NONE, STEPS
from ui.forms.entries import PickBox
from ui.screens.case.view_basis import card, label, origin, standard_words
from ui.screens.standards.telling import standard_lines
from ui.screens.standards.viewmodel import StandardsModel
from ui.widgets.screen_view import ScreenView, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.rules.discretion.standards.catalogue import NamedStandard
    from ui.screens.standards.viewmodel import Bench
    from ui.screens.tools import Tools

KEY = Qt.ItemDataRole.UserRole
HEADINGS = ("适用于", "裁量基准", "自何日起")


class StandardsView(ScreenView):
    """Shows standards and picks; nothing applies before it is picked."""

    def __init__(self, model: StandardsModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.bench: Bench | None = None
        self._code = ""
        self.standards = QListWidget()
        self.standards.setAccessibleName("裁量基准")
        self.standards.setWordWrap(True)
        self.standards.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.standards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = label("选中一份基准可在此查看内容。", "soft")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build()
        self._arrange()
        self._wire()
        takes = model.tools.who().holds(Role.ADMIN, Role.CLERK)
        for widget in (self.path, self.choose, self.preview, self.hearing):
            widget.setVisible(takes)
        may = model.tools.who().holds(Role.ADMIN)
        for each in (self.pick_button, self.keep_button):
            each.setEnabled(may)
            each.setToolTip("" if may else "由系统管理员选用")

    def _build(self) -> None:
        today = self.model.tools.clock.today()
        self.target, self.key = _wide(PickBox()), _wide(PickBox())
        self.target.setEditable(True)
        self.target.setAccessibleName("适用于")
        self.key.setAccessibleName("选用的裁量基准")
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName("自何日起")
        self.pick_button = QPushButton("选用")
        self.pick_button.setProperty("rank", "main")
        self.picks = QTableWidget(0, len(HEADINGS))
        self.picks.setHorizontalHeaderLabels(list(HEADINGS))
        self.picks.verticalHeader().hide()
        self.picks.setAccessibleName("已选用")
        self.step, self.floor = PickBox(), QSpinBox()
        self.keep_button = QPushButton("保存")
        self.path = QLineEdit(placeholderText="裁量基准表（xlsx、xls）或单份基准（toml）的路径，输入后按回车")
        self.choose = QPushButton("选择文件…")
        self.preview = QPushButton("先核对再导入")
        self.hearing = QPushButton("听证标准")

    def take_keys(self) -> None:
        """Put the keys on the standards."""
        self.standards.setFocus()

    def refresh(self) -> None:
        """Read everything anew."""
        self.model.refresh()

    def receive(self, args: Mapping[str, object]) -> None:
        """Ask for the item of ``code`` when given."""
        self._code = str(args.get("code", ""))
        self._show_code()

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(card("内容", "", self.words))
        column.addWidget(card("选用", "按行为终了日适用；事项的选用先于部门的选用", self._pick_lines()))
        column.addWidget(
            card("取整和减轻", "法律没有规定，由本单位自定；法定幅度的两端不取整", self._numbers())
        )
        column.addStretch()
        right = ScreenView()
        scrolled(right).addWidget(inside)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.standards)
        split.addWidget(right)
        em = self.fontMetrics().horizontalAdvance("字")
        split.setSizes([em * 26, em * 50])
        top = QHBoxLayout()
        top.addWidget(self.path, 1)
        for each in (self.choose, self.preview, self.hearing):
            top.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addLayout(top)
        whole.addWidget(label("随附基准标为参考、默认不适用；导入的和市级下发的基准选用后才适用。", "soft"))
        whole.addWidget(split, 1)

    def _pick_lines(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for words, box in (("适用于", self.target), ("裁量基准", self.key)):
            column.addWidget(QLabel(words))
            column.addWidget(box)
        line = QHBoxLayout()
        line.addWidget(QLabel("自何日起"))
        line.addWidget(self.day)
        line.addStretch()
        line.addWidget(self.pick_button)
        column.addLayout(line)
        self.picks.setMinimumHeight(self.fontMetrics().height() * 9)
        column.addWidget(self.picks)
        return inside

    def _numbers(self) -> QWidget:
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        for each in STEPS:
            self.step.addItem(f"参考数额取整到{each}元", each)
        self.step.setAccessibleName("取整")
        self.floor.setRange(0, 99)
        self.floor.setPrefix("减轻不低于法定最低的 ")
        self.floor.setSuffix("%")
        self.floor.setAccessibleName("减轻幅度")
        for widget in (self.step, self.floor):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self.keep_button)
        return inside

    def _wire(self) -> None:
        self.standards.currentItemChanged.connect(lambda now, _before: self._look(now))
        self.pick_button.clicked.connect(self._pick)
        self.keep_button.clicked.connect(
            lambda: self.model.keep_numbers(int(self.step.currentData()), self.floor.value())
        )
        self.preview.clicked.connect(lambda: self.wants.emit("import_list", {"sort": "standards"}))
        self.hearing.clicked.connect(lambda: self.wants.emit("import_list", {"sort": "hearing"}))
        self.path.returnPressed.connect(self._take)
        self.choose.clicked.connect(self._choose)
        self.model.read.connect(self._show)
        self.model.said.connect(self.model.tools.notices.say)
        self.model.refused.connect(self.model.tools.notices.failed)

    def _show(self, bench: Bench) -> None:
        self.bench = bench
        self._list(bench)
        _fill(self.key, [(NONE, "不适用裁量基准"), *((each.key, each.title) for each in bench.standards)])
        fields = [(FIELD + each, f"{each}：全部事项") for each in bench.departments()]
        items = [(each.code, f"{each.code}　{each.name}") for each in bench.items]
        _fill(self.target, [*fields, *items])
        self.picks.setRowCount(len(bench.picks))
        for row, each in enumerate(bench.picks):
            cells = (bench.target(each.name), bench.title(each.standard), each.since.isoformat())
            for at, text in enumerate(cells):
                self.picks.setItem(row, at, QTableWidgetItem(text))
        self.picks.resizeColumnsToContents()
        self.step.setCurrentIndex(max(0, self.step.findData(bench.step)))
        self.floor.setValue(bench.floor)
        self._show_code()

    def _list(self, bench: Bench) -> None:
        now = self.standards.currentRow()
        self.standards.clear()
        used = {each.standard for each in bench.picks}
        for each in bench.standards:
            mark = "✔ 已选用　" if each.key in used else ""
            kind = origin(each) or "〔本单位〕"
            row = QListWidgetItem(f"{mark}{kind}{each.title}", self.standards)
            row.setData(KEY, each)
        self.standards.setCurrentRow(max(0, now))

    def _look(self, now: QListWidgetItem | None) -> None:
        standard: NamedStandard | None = now.data(KEY) if now is not None else None
        if standard is not None:
            self.words.setText("\n".join((standard_words(standard), *standard_lines(standard))))
            self.key.setCurrentIndex(max(0, self.key.findData(standard.key)))

    def _show_code(self) -> None:
        at = self.target.findData(self._code) if self._code else -1
        if at >= 0:
            self.target.setCurrentIndex(at)

    def _pick(self) -> None:
        day = self.day.date()
        at = self.target.findText(self.target.currentText())
        if at >= 0:
            name = str(self.target.itemData(at))
            self.model.pick(str(self.key.currentData()), name, _day(day))
        else:
            self.model.tools.notices.say("请从清单中选择事项或者部门。")

    def _choose(self) -> None:
        kinds = "裁量基准 (*.xlsx *.xls *.toml)"
        name, _kind = QFileDialog.getOpenFileName(self, "选择裁量基准文件", "", kinds)
        if name:
            self.path.setText(name)
            self._take()

    def _take(self) -> None:
        self.model.take_file(Path(self.path.text().strip().strip('"')), _day(self.day.date()))


def _day(picked: QDate) -> date:
    return date(picked.year(), picked.month(), picked.day())


def _wide(box: PickBox) -> PickBox:
    box.setMinimumContentsLength(16)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _fill(box: PickBox, choices: list[tuple[str, str]]) -> None:
    now = box.currentData()
    box.clear()
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(now)))


def build(tools: Tools, args: Mapping[str, object]) -> StandardsView:
    """Build the standards page, asking for the item of ``code`` when given."""
    view = StandardsView(StandardsModel(tools))
    view.receive(args)
    view.refresh()
    return view
