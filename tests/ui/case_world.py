"""A bureau with one case, over real desks in memory, behind the tools of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.ui.desk_kit import desks_over
from tests.ui.fakes import MemoryLists, tools_of
from tests.unit.services.world import FIRST, SECOND, World

if TYPE_CHECKING:
    from ui.jobs import JobRunner
    from ui.screens.tools import Tools


def case_tools(jobs: JobRunner, world: World) -> Tools:
    """Return tools over the desks of a world."""
    people = [
        {"id": each.id, "name": each.name, "unit": each.unit, "town": each.town} for each in (FIRST, SECOND)
    ]
    return replace(
        tools_of(jobs),
        lists=MemoryLists({"officers": people, "items": [], "cases": [], "clues": []}),
        clock=world.clock,
        ids=world.store.ids,
        who=world.seat,
        **desks_over(world.office),
    )
