"""Reads plans, pools, draws and tasks in the background, and confirms one step after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from app.domain.inspection import (
        DrawnFrom,
        Finding,
        InspectionDraw,
        InspectionMatter,
        InspectionPlan,
        InspectionTask,
    )
    from app.rules.draw.pooling import Pools
    from ui.screens.tools import Tools


class FileNotWrittenError(AppError):
    """The chosen file cannot be written."""

    code = "random.not_written"
    hint = "请关闭正在使用该文件的程序，或者换一个位置后重试。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"不能写入文件“{path.name}”。")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the left side shows (总览): matters with their plans, plans without a matter, how many objects."""

    matters: tuple[InspectionMatter, ...]
    plans: tuple[InspectionPlan, ...]
    objects: int

    def under(self, matter: InspectionMatter | None, drawn_from: DrawnFrom) -> tuple[InspectionPlan, ...]:
        """Return the plans of a matter, or those of a pool that has none."""
        wanted = None if matter is None else matter.id
        return tuple(
            each for each in self.plans if each.matter_id == wanted and each.drawn_from is drawn_from
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """One plan with everything that hangs on it (计划详情).

    Attributes:
        pools: What would be drawn from today; ``None`` when nothing can be.
        why_not: Why nothing can be drawn, in Chinese.
        due: Task → last day of publicity.
        names: Officer → name.
    """

    plan: InspectionPlan
    pools: Pools | None
    why_not: str
    draws: tuple[InspectionDraw, ...]
    tasks: tuple[InspectionTask, ...]
    due: Mapping[UUID, date | None] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)


class RandomModel(QObject):
    """One plan at a time.

    Signals:
        read: An ``Overview``.
        shown: A ``Shown``.
        kept: What was kept, in words.
        refused: An ``AppError``; nothing was kept.
    """

    read = Signal(object)
    shown = Signal(object)
    kept = Signal(str)
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.plan: InspectionPlan | None = None

    def refresh(self) -> None:
        """Read the overview, and the chosen plan, anew."""
        self._start(self._overview, self.read.emit)
        if self.plan is not None:
            self.choose(self.plan)

    def find(self, task_id: UUID) -> None:
        """Go to the plan of a task, and read everything anew."""

        def found(plan: InspectionPlan) -> None:
            self.plan = plan
            self.refresh()

        self._start(lambda: self._tools.inspection_tasks.plan_of(task_id), found)

    def choose(self, plan: InspectionPlan) -> None:
        """Read everything of a plan."""
        self.plan = plan
        self._start(lambda: self._shown(plan), self._show)

    def freeze(self) -> None:
        """Freeze the pools of the chosen plan."""
        if (plan := self.plan) is not None:
            self._keep(
                lambda: self._tools.draws.freeze(plan.id), "名录已冻结。请先公布承诺值，再请见证人抽取。"
            )

    def reveal(self, draw_id: UUID, witness: str, word: str) -> None:
        """Draw before a witness."""
        self._keep(lambda: self._tools.draws.reveal(draw_id, witness.strip(), word.strip()), "已抽取。")

    def void(self, draw_id: UUID, reason: str) -> None:
        """Give up a frozen draw."""
        self._keep(lambda: self._tools.draws.void(draw_id, reason), "冻结名录已作废。")

    def report(self, task_id: UUID, finding: Finding, day: date, words: str) -> None:
        """Keep a result."""
        self._keep(lambda: self._tools.inspection_tasks.report(task_id, finding, day, words), "结果已登记。")

    def publish(self, task_ids: Sequence[UUID]) -> None:
        """Record that results are public as of today."""
        today = self._tools.clock.today()
        self._keep(lambda: self._tools.inspection_tasks.publish(task_ids, today), "公示已登记。")

    def to_clue(self, task_id: UUID) -> None:
        """Make a clue of a problem."""
        self._keep(
            lambda: self._tools.inspection_tasks.to_clue(task_id), "已转为线索，请到“线索与任务”办理。"
        )

    def write(self, make: Callable[[UUID], bytes], draw_id: UUID, path: Path) -> None:
        """Write a file of a draw: whole or not at all."""

        def work() -> None:
            half = path.with_name(f"{path.name}.part")
            try:
                half.write_bytes(make(draw_id))
                half.replace(path)
            except OSError as error:
                raise FileNotWrittenError(path) from error

        self._start(work, lambda _done: self.kept.emit(f"已写入{path.name}。"))

    def _keep(self, work: Callable[[], object], said: str) -> None:
        def done(_kept: object) -> None:
            self.kept.emit(said)
            self.refresh()

        self._start(work, done)

    def _start(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._tools.jobs.start(self, Job(lambda _token: work(), done, self.refused.emit))

    def _show(self, shown: Shown) -> None:
        if self.plan is not None and shown.plan.id == self.plan.id:
            self.shown.emit(shown)

    def _overview(self) -> Overview:
        desk = self._tools.inspections
        return Overview(desk.matters(), desk.plans(), len(desk.objects()))

    def _shown(self, plan: InspectionPlan) -> Shown:
        pools, why_not = None, ""
        try:
            pools = self._tools.draws.pools(plan.id)
        except AppError as error:
            why_not = f"{error.message}{error.hint}"
        tasks = self._tools.inspection_tasks.of_plan(plan.id)
        due = {each.id: self._tools.inspection_tasks.publicity_due(each) for each in tasks}
        names = {officer.id: officer.name for officer, _held in self._tools.officers.of_town()}
        return Shown(plan, pools, why_not, self._tools.draws.draws(plan.id), tasks, due, names)
