"""What happens outside the papers is told in the log tab, and taken back there with a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.domain.case import CaseStatus
from app.rules.case_clock import case_deadlines
from app.rules.deadlines.law import published_law
from app.services.case_reading import CaseReading
from tests.builders import ident
from tests.ui.case_hands import confirm, form_of, opened, tab_of
from tests.ui.case_world import case_tools
from tests.ui.hands import press_ctrl, press_enter, type_text
from tests.unit.services.world import World, ready_to_decide

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


def running(world: World) -> set[str]:
    """Return the rules whose limits run."""
    file = CaseReading(world.office).open(ident("case"))
    return {each.rule for each in case_deadlines(published_law(), file)}


def test_a_publication_is_told_and_taken_back(qtbot: QtBot, jobs: JobRunner) -> None:
    world = ready_to_decide()
    world.change(world.case, status=CaseStatus.SERVED, decided_on=date(2026, 3, 31))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "log"})
    assert "D35" in running(world)

    press_ctrl(tab_of(view, "log").rows, Qt.Key.Key_Plus)
    hand = form_of(view, "log").entry("kind").hand
    hand.setFocus()
    type_text(hand, "处罚决定已公示")
    press_enter(hand)
    confirm(qtbot, view, tools, "log")
    assert "D35" not in running(world)

    tab_of(view, "log").rows.go(lambda each: each.code == "fact.published")
    press_ctrl(tab_of(view, "log").rows, Qt.Key.Key_Minus)
    type_text(form_of(view, "log").entry("reason").hand, "填错案件")
    confirm(qtbot, view, tools, "log")

    assert "D35" in running(world)
