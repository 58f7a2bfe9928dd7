"""Inspection tasks (抽查任务): what was found, made public in time, and made a clue where it must be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.clue import Clue, ClueSource
from app.domain.deadline import PUBLICITY
from app.domain.errors import AppError
from app.domain.inspection import (
    FINDING_WORDS,
    DrawnFrom,
    Finding,
    InspectionObject,
    InspectionPlan,
    InspectionTask,
)
from app.domain.role import Role
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import day_of
from app.services.clues import register
from app.services.law import law_of
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.services.office import Office

_GOES_ON = (Finding.PROBLEM, Finding.REFUSED)
_ACTORS = (Role.HANDLER, Role.CLERK, Role.UNIT_HEAD)


class TaskRefusedError(AppError):
    """What is said of a task cannot be kept."""

    code = "inspection.task"
    hint = "请核对检查日期、检查结果和检查情况后再保存。"


class TaskDesk:
    """抽查任务台; every method is one transaction."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def of_plan(self, plan_id: UUID) -> tuple[InspectionTask, ...]:
        """Return the tasks of a plan in the order drawn."""
        with self._office.read() as work:
            return work.of(InspectionTask).find(plan_id=plan_id)

    def plan_of(self, task_id: UUID) -> InspectionPlan:
        """Return the plan a task was drawn for."""
        with self._office.read() as work:
            return work.of(InspectionPlan).get(work.of(InspectionTask).get(task_id).plan_id)

    def publicity_due(self, task: InspectionTask) -> date | None:
        """Return the day by which a result must be public (D46); ``None`` while there is no result."""
        if task.checked_on is None:
            return None
        who = self._office.who()
        with self._office.read() as work:
            law = law_of(work, who.town)
        return day_of(compute(PUBLICITY, {"trigger": task.checked_on.isoformat()}, law).legal_due)

    def report(self, task_id: UUID, finding: Finding, checked_on: date, words: str) -> InspectionTask:
        """Keep the result of an inspection, or raise ``TaskRefusedError``."""
        permit(self._office.who(), "登记抽查结果", *_ACTORS)
        if checked_on > self._office.clock.today():
            raise TaskRefusedError("检查日期晚于今天。")
        if finding is Finding.PENDING or (finding is not Finding.NO_PROBLEM and not words.strip()):
            raise TaskRefusedError("请选定检查结果；发现问题、不配合等情形须写明检查情况。")
        with self._office.begin() as work:
            task = work.of(InspectionTask).get(task_id)
            if task.published_on is not None or task.clue_id is not None:
                raise TaskRefusedError("结果已公示或已转为线索，不能再改。")
            kept = replace(task, finding=finding, checked_on=checked_on, words=words)
            work.of(InspectionTask).save(kept)
            told = f"抽查{task.subject_name}：{FINDING_WORDS[finding]}"
            log(work, self._office, None, "inspection.reported", told)
            work.commit()
        return kept

    def publish(self, task_ids: Sequence[UUID], day: date) -> int:
        """Record that results were made public on a day; returns how many."""
        permit(self._office.who(), "登记抽查结果公示", *_ACTORS)
        with self._office.begin() as work:
            for each in task_ids:
                task = work.of(InspectionTask).get(each)
                if task.checked_on is None or day < task.checked_on:
                    raise TaskRefusedError(f"“{task.subject_name}”没有结果，或者公示日期早于检查日期。")
                work.of(InspectionTask).save(replace(task, published_on=day))
            log(work, self._office, None, "inspection.published", f"公示抽查结果{len(task_ids)}条")
            work.commit()
        return len(task_ids)

    def to_clue(self, task_id: UUID) -> Clue:
        """Make a clue of a problem found (APL 54: the duty to check); it is registered once."""
        permit(self._office.who(), "转为线索", *_ACTORS)
        with self._office.begin() as work:
            task = work.of(InspectionTask).get(task_id)
            if task.finding not in _GOES_ON or task.clue_id is not None:
                raise TaskRefusedError("只有发现问题或者不配合检查、且尚未转办的结果可以转为线索。")
            clue = register(work, self._office, self._clue(work, task))
            work.of(InspectionTask).save(replace(task, clue_id=clue.id))
            words = f"抽查{task.subject_name}转为线索{clue.register_no}"
            log(work, self._office, None, "inspection.clue", words)
            work.commit()
        return clue

    def _clue(self, work: UnitOfWork, task: InspectionTask) -> Clue:
        plan = work.of(InspectionPlan).get(task.plan_id)
        place = ""
        if plan.drawn_from is DrawnFrom.OBJECTS:
            place = work.of(InspectionObject).get(task.subject_id).address
        return Clue(
            self._office.ids.new(),
            task.town,
            "",
            self._office.clock.now(),
            self._office.who().officer_id,
            ClueSource.INSPECTION,
            source_ref=plan.name,
            subject_name=task.subject_name,
            place=place or task.subject_name,
            occurred_on=task.checked_on,
            summary=f"双随机抽查发现：{task.words}",
            demonstration=task.demonstration,
        )
