"""Tools over the real desks of a small bureau, for pages that weigh, decide and serve."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.ui.desk_kit import desks_over
from tests.ui.fakes import MemoryLists, tools_of
from tests.unit.services.world import FIRST, SECOND, World

if TYPE_CHECKING:
    from ui.jobs import JobRunner
    from ui.screens.tools import Tools


def tools_over(jobs: JobRunner, world: World) -> Tools:
    """Return tools whose desks work on a world; its two officers can be picked."""
    people = [
        {"id": each.id, "name": each.name, "unit": each.unit, "town": each.town} for each in (FIRST, SECOND)
    ]
    lists = MemoryLists({"officers": people, "items": [], "cases": [], "clues": []})
    return replace(
        tools_of(jobs),
        lists=lists,
        clock=world.clock,
        ids=world.store.ids,
        who=world.seat,
        **desks_over(world.office),
    )
