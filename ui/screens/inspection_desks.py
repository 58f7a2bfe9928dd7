"""Inspection desks: what the screens of random inspection ask of the use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.clue import Clue
    from app.domain.inspection import (
        Finding,
        InspectionDraw,
        InspectionMatter,
        InspectionObject,
        InspectionPlan,
        InspectionTask,
    )
    from app.rules.draw.object_sheet import SheetReport
    from app.rules.draw.pooling import Pools


class Inspections(Protocol):
    """What screens ask of the inspection desk."""

    def save_matter(self, matter: InspectionMatter) -> InspectionMatter:
        """Add or replace a matter."""

    def save_object(self, one: InspectionObject) -> InspectionObject:
        """Add or replace an object."""

    def read_objects(self, content: bytes) -> SheetReport:
        """Read a workbook of objects without keeping anything."""

    def take_objects(self, given: Sequence[InspectionObject], at: Callable[[int, int], None]) -> int:
        """Keep many objects at once."""

    def save_plan(self, plan: InspectionPlan) -> InspectionPlan:
        """Add or replace a plan."""

    def matters(self) -> tuple[InspectionMatter, ...]:
        """Return the matters."""

    def objects(self) -> tuple[InspectionObject, ...]:
        """Return the objects."""

    def plans(self) -> tuple[InspectionPlan, ...]:
        """Return the plans."""


class Draws(Protocol):
    """What screens ask of the draw desk."""

    def pools(self, plan_id: UUID) -> Pools:
        """Return what would be drawn from."""

    def freeze(self, plan_id: UUID) -> InspectionDraw:
        """Freeze the pools and commit a seed."""

    def reveal(self, draw_id: UUID, witness: str, word: str) -> tuple[InspectionTask, ...]:
        """Draw."""

    def void(self, draw_id: UUID, reason: str) -> InspectionDraw:
        """Give up a frozen draw."""

    def draws(self, plan_id: UUID) -> tuple[InspectionDraw, ...]:
        """Return the draws of a plan."""

    def frozen_file(self, draw_id: UUID) -> bytes:
        """Return the frozen pools."""

    def record_file(self, draw_id: UUID) -> bytes:
        """Return the record."""

    def minutes(self, draw_id: UUID) -> bytes:
        """Return the printed minutes as PDF."""


class InspectionTasks(Protocol):
    """What screens ask of the task desk."""

    def of_plan(self, plan_id: UUID) -> tuple[InspectionTask, ...]:
        """Return the tasks of a plan."""

    def plan_of(self, task_id: UUID) -> InspectionPlan:
        """Return the plan a task was drawn for."""

    def publicity_due(self, task: InspectionTask) -> date | None:
        """Return by when a result must be public."""

    def report(self, task_id: UUID, finding: Finding, checked_on: date, words: str) -> InspectionTask:
        """Keep a result."""

    def publish(self, task_ids: Sequence[UUID], day: date) -> int:
        """Record that results were made public."""

    def to_clue(self, task_id: UUID) -> Clue:
        """Make a clue of a problem."""
