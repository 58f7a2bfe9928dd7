"""Where the law leaves room, the step page asks who may answer for it for a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.case import CaseStatus
from app.domain.role import Role
from tests.builders import ident
from tests.ui.case_hands import opened, settle
from tests.ui.case_world import case_tools
from tests.ui.hands import type_text
from tests.unit.services.world import World, ready_to_decide

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.case.view import CaseView


def late(*roles: Role) -> World:
    """A case about to be decided after its term, with somebody at the desk."""
    world = ready_to_decide()
    world.change(world.case, filed_on=date(2025, 12, 1))
    world.seat.take(ident("丁"), "丁", *roles)
    return world


def at_the_step(view: CaseView, world: World) -> None:
    """Show the step of the decision."""
    offers = {each.transition.code: each for each in world.desk.possible(ident("case"))}
    view.step.show_offer(offers["T17A"])


def test_the_head_writes_a_reason_and_takes_the_step(qtbot: QtBot, jobs: JobRunner) -> None:
    world = late(Role.ORGAN_HEAD)
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)
    at_the_step(view, world)
    assert list(view.step.reasons) == ["C07"]

    type_text(view.step.reasons["C07"], "鉴定延误")
    view.step.take()
    settle(qtbot, tools)

    assert world.case.status is CaseStatus.DECIDED


def test_nobody_else_is_asked_for_one(qtbot: QtBot, jobs: JobRunner) -> None:
    world = late(Role.HANDLER)
    view = opened(qtbot, case_tools(jobs, world))

    at_the_step(view, world)

    assert view.step.reasons == {}
