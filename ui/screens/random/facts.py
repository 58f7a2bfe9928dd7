"""From what is typed of a plan to the plan (计划要素)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.inspection import DrawnFrom, InspectionPlan, Risk
from app.rules.draw.pooling import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def names_for(drawn_from: DrawnFrom) -> tuple[str, ...]:
    """Return what is asked for a pool: shares by class for objects, one share for the others."""
    head = ("name", "starts_on", "ends_on")
    if drawn_from is DrawnFrom.OBJECTS:
        return (*head, "each", *(each.value for each in Risk))
    return (*head, ALL)


def plan_of(values: Mapping[str, Any], plan_id: UUID, town: str, given: Mapping[str, Any]) -> InspectionPlan:
    """Return the plan that was typed for a matter or a pool."""
    names = (*(each.value for each in Risk), ALL)
    shares = {name: values[name] for name in names if str(values.get(name, "")).strip()}
    return InspectionPlan(
        plan_id,
        town,
        values["name"],
        values["starts_on"].year,
        given["drawn_from"],
        given["matter_id"],
        shares,
        values["starts_on"],
        values["ends_on"],
        values.get("each", 2) or 2,
    )
