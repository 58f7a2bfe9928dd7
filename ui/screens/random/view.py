"""Random inspection page: matters and plans left; pools, draws and tasks of the chosen plan right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from app.domain.inspection import DRAWN_WORDS, DrawnFrom, InspectionMatter, InspectionPlan
from ui.screens.random.view_draws import DrawsPanel
from ui.screens.random.view_pools import PoolsPanel
from ui.screens.random.view_tasks import TasksPanel
from ui.screens.random.viewmodel import RandomModel
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.screens.random.viewmodel import Overview, Shown
    from ui.screens.tools import Tools

HELD = Qt.ItemDataRole.UserRole


class RandomView(ScreenView):
    """One plan from its pools to its results."""

    def __init__(self, tools: Tools, model: RandomModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("抽查事项和计划")
        self.new_plan = QPushButton("为所选事项制定计划")
        self.new_matter = QPushButton("登记抽查事项")
        self.objects = QPushButton("检查对象名录")
        self.heading = QLabel("选中左侧的一个计划。")
        self.heading.setProperty("rank", "title")
        self.heading.setWordWrap(True)
        self.pools, self.draws, self.tasks = (
            PoolsPanel(model),
            DrawsPanel(tools, model),
            TasksPanel(tools, model),
        )
        self.tabs = QTabWidget()
        self._arrange()
        self._wire(tools)

    def take_keys(self) -> None:
        """Put the keys into the list of plans."""
        self.tree.setFocus()

    def refresh(self) -> None:
        """Read everything anew."""
        self.model.refresh()

    def _arrange(self) -> None:
        for panel, title in ((self.pools, "名录"), (self.draws, "抽取"), (self.tasks, "任务与结果")):
            self.tabs.addTab(panel, title)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        for each in (self.new_plan, self.new_matter, self.objects):
            column.addWidget(each)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.heading)
        beside.addWidget(self.tabs, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(left)
        split.addWidget(right)
        em = self.fontMetrics().horizontalAdvance("字")
        split.setSizes([em * 20, em * 54])
        split.setStretchFactor(1, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.addWidget(split)

    def receive(self, args: Mapping[str, object]) -> None:
        """Go to the results of the plan of ``task_id`` when given."""
        task_id = args.get("task_id")
        if isinstance(task_id, UUID):
            self.tabs.setCurrentWidget(self.tasks)
            self.model.find(task_id)

    def _wire(self, tools: Tools) -> None:
        self.tree.currentItemChanged.connect(lambda now, _before: self._choose(now))
        self.new_plan.clicked.connect(self._plan)
        self.new_matter.clicked.connect(lambda: self.wants.emit("inspection_matter_new", {}))
        self.objects.clicked.connect(lambda: self.wants.emit("inspection_objects", {}))
        self.model.read.connect(self._fill)
        self.model.shown.connect(self._show)
        self.model.kept.connect(tools.notices.say)
        self.model.refused.connect(tools.notices.failed)
        bind(self, "refresh", self.refresh)

    def _fill(self, overview: Overview) -> None:
        chosen = self.model.plan
        quiet = QSignalBlocker(self.tree)
        self.tree.clear()
        for matter in overview.matters:
            self._branch(matter.name, matter, overview.under(matter, DrawnFrom.OBJECTS))
        for pool in (DrawnFrom.FILES, DrawnFrom.OFFICERS):
            self._branch(DRAWN_WORDS[pool], pool, overview.under(None, pool))
        self.tree.expandAll()
        quiet.unblock()
        self.objects.setText(f"检查对象名录（{overview.objects}个）")
        self._stand_on(chosen)

    def _branch(
        self, words: str, held: InspectionMatter | DrawnFrom, plans: tuple[InspectionPlan, ...]
    ) -> None:
        branch = QTreeWidgetItem(self.tree, [words])
        branch.setData(0, HELD, held)
        branch.setToolTip(0, words)
        for each in plans:
            leaf = QTreeWidgetItem(branch, [each.name])
            leaf.setData(0, HELD, each)

    def _stand_on(self, plan: InspectionPlan | None) -> None:
        walk = QTreeWidgetItemIterator(self.tree)
        while (item := walk.value()) is not None:
            held = item.data(0, HELD)
            if isinstance(held, InspectionPlan) and (plan is None or held.id == plan.id):
                self.tree.setCurrentItem(item)
                return
            walk += 1

    def _choose(self, now: QTreeWidgetItem | None) -> None:
        held = None if now is None else now.data(0, HELD)
        self.new_plan.setEnabled(held is not None)
        if isinstance(held, InspectionPlan):
            self.model.choose(held)

    def _plan(self) -> None:
        item = self.tree.currentItem()
        if item is None:
            return
        held = item.data(0, HELD)
        if isinstance(held, InspectionPlan) and (branch := item.parent()) is not None:
            held = branch.data(0, HELD)
        matter = held if isinstance(held, InspectionMatter) else None
        args = {
            "matter_id": matter.id if matter else None,
            "about": matter.name if matter else DRAWN_WORDS[held],
            "drawn_from": DrawnFrom.OBJECTS if matter else held,
        }
        self.wants.emit("inspection_plan_new", args)

    def _show(self, shown: Shown) -> None:
        plan = shown.plan
        self.heading.setText(f"{plan.name}　{plan.starts_on}至{plan.ends_on}")
        self.pools.show_plan(shown)
        self.draws.show_plan(shown)
        self.tasks.show_plan(shown)


def build(tools: Tools, args: Mapping[str, object]) -> RandomView:
    """Build the page, at the results of the plan of ``task_id`` when given."""
    view = RandomView(tools, RandomModel(tools))
    view.refresh()
    view.receive(args)
    return view
