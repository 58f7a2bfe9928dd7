"""Clock of an inspection (抽查公示期限): the limit within which the result of a task must be made public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.deadline import PUBLICITY
from app.rules.deadlines.clock import OpenDeadline
from app.rules.deadlines.compute import compute

if TYPE_CHECKING:
    from app.domain.inspection import InspectionTask
    from app.rules.deadlines.law import Law


def task_deadlines(law: Law, task: InspectionTask) -> tuple[OpenDeadline, ...]:
    """Return the running limit of a task (D46): none before it has a result, none once that is public."""
    if task.checked_on is None or task.published_on is not None:
        return ()
    result = compute(PUBLICITY, {"trigger": task.checked_on.isoformat()}, law)
    return (OpenDeadline(task.subject_name, result),)
