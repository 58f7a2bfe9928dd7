"""Stray clues (演示线索): clues that wait, or end without a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.clue import ClueState
from app.domain.role import Role
from app.services.demo.opening import a_clue, a_story
from app.services.demo.scene import said
from app.services.demo.words import a_company, a_shop

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from app.services.demo.scene import CasePlan, Scene

_WAITS = timedelta(days=12)
"""A clue that came in later than this before the last day still waits."""


def stray_clue(scene: Scene, plan: CasePlan, last: datetime) -> Generator[datetime, None, None]:
    """Register a clue that gets no case; an old one is ended a few days later."""
    clerk = scene.seat.holding(plan.bureau.town, Role.CLERK)[0].id
    scene.seat.take(clerk)
    who = scene.chance.choice((a_company, a_shop))(scene.chance)
    story = a_story(scene, plan, who)
    clue = scene.desks.clues.register(a_clue(scene, plan.bureau, plan.source, clerk, story))
    if clue.received_at + _WAITS > last:
        return
    yield scene.in_working_days(2)
    state, reason = scene.chance.choice(tuple(said()["closings"].items()))
    scene.seat.take(clerk)
    scene.desks.clues.close(clue.id, ClueState(state), reason)
