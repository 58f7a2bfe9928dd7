"""Tasks tab: who goes where, what was found, until when it must be public; results, publicity, clues."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.inspection import FINDING_WORDS, Finding
from ui.widgets.bindings import bind
from ui.widgets.button_line import ButtonLine

if TYPE_CHECKING:
    from app.domain.inspection import InspectionTask
    from ui.screens.random.viewmodel import RandomModel, Shown
    from ui.screens.tools import Tools

HEADINGS = ("抽中对象", "执法人员", "检查结果", "检查日期", "检查情况", "公示", "线索")
_GOES_ON = (Finding.PROBLEM, Finding.REFUSED)


class TasksPanel(QWidget):
    """The tasks of the chosen plan."""

    def __init__(self, tools: Tools, model: RandomModel) -> None:
        super().__init__()
        self._tools, self.model = tools, model
        self._tasks: tuple[InspectionTask, ...] = ()
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels(HEADINGS)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName("抽查任务")
        self.finding = QComboBox()
        for each, words in FINDING_WORDS.items():
            if each is not Finding.PENDING:
                self.finding.addItem(words, each.value)
        today = tools.clock.today()
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.words = QLineEdit(placeholderText="检查情况；发现问题的须写明")
        self.report = QPushButton("登记结果（Ctrl+Enter）")
        self.report.setProperty("rank", "main")
        self.publish = QPushButton("登记公示")
        self.clue = QPushButton("转为线索")
        self._arrange()
        self._wire()

    def show_plan(self, shown: Shown) -> None:
        """Show the tasks in the order drawn."""
        at = max(self.table.currentRow(), 0)
        self._tasks = shown.tasks
        self.table.setRowCount(len(shown.tasks))
        for row, task in enumerate(shown.tasks):
            for column, words in enumerate(_cells(task, shown, self._tools.clock.today())):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(row, column, item)
        if shown.tasks:
            self.table.setCurrentCell(min(at, len(shown.tasks) - 1), 0)
        self._allow()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        for field, name in ((self.finding, "检查结果"), (self.day, "检查日期"), (self.words, "检查情况")):
            field.setAccessibleName(name)
            line.addWidget(field, 1 if field is self.words else 0)
        buttons = ButtonLine()
        for button in (self.clue, self.publish, self.report):
            buttons.add(button)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addLayout(line)
        column.addWidget(buttons)

    def _wire(self) -> None:
        self.table.itemSelectionChanged.connect(self._allow)
        self.report.clicked.connect(self._report)
        self.publish.clicked.connect(lambda: self.model.publish([each.id for each in self._chosen()]))
        self.clue.clicked.connect(lambda: self.model.to_clue(self._chosen()[0].id))
        bind(self, "finish", self._report)
        self._allow()

    def _chosen(self) -> list[InspectionTask]:
        rows = sorted({each.row() for each in self.table.selectedIndexes()})
        return [self._tasks[row] for row in rows if row < len(self._tasks)]

    def _allow(self) -> None:
        chosen = self._chosen()
        free = bool(chosen) and all(not each.published_on and not each.clue_id for each in chosen)
        self.report.setEnabled(free and len(chosen) == 1)
        reported = [each for each in chosen if each.checked_on and not each.published_on]
        self.publish.setEnabled(bool(chosen) and len(reported) == len(chosen))
        one = chosen[0] if len(chosen) == 1 else None
        self.clue.setEnabled(one is not None and one.finding in _GOES_ON and one.clue_id is None)

    def _report(self) -> None:
        chosen = self._chosen()
        if self.report.isEnabled() and chosen:
            picked = self.day.date()
            day = date(picked.year(), picked.month(), picked.day())
            self.model.report(
                chosen[0].id, Finding(self.finding.currentData()), day, self.words.text().strip()
            )


def _cells(task: InspectionTask, shown: Shown, today: date) -> tuple[str, ...]:
    due = shown.due.get(task.id)
    public = f"已公示 {task.published_on}" if task.published_on else ""
    if not public and due is not None:
        public = f"应于{due}前公示" if due >= today else f"✕ 逾期未公示（{due}）"
    return (
        task.subject_name,
        "、".join(shown.names.get(each, "（已调离）") for each in task.officers),
        FINDING_WORDS[task.finding],
        str(task.checked_on or ""),
        task.words,
        public,
        "已转线索" if task.clue_id else "",
    )
