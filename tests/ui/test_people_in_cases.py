"""People where cases are worked: handlers with reasons, recordings as evidence, warnings at home."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain.case import Case, CaseStatus
from app.domain.evidence import Evidence
from app.domain.field import fields_of
from app.domain.recorder_file import RecorderFile
from app.domain.role import Role
from tests.builders import TOWN, a_case, a_certificate, at, ident
from tests.ui.case_hands import opened, settle
from tests.ui.case_world import case_tools
from tests.ui.fakes import tools_of
from tests.unit.services.world import FIRST, SECOND, TODAY, World
from ui.forms.entries import Choice
from ui.forms.picking_entries import OfficersEntry
from ui.forms.supply import Picks, with_reasons
from ui.screens import screens
from ui.screens.home.viewmodel import HomeModel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner

CASE = ident("case")


def labels(rows: Any) -> list[str]:
    return [rows.item(at).text() for at in range(rows.count())]


def may_be_ticked(rows: Any, at: int) -> bool:
    return bool(rows.item(at).flags() & Qt.ItemFlag.ItemIsUserCheckable)


def test_who_may_not_handle_stands_last_with_the_reason_and_cannot_be_ticked(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    world = World(a_case(CaseStatus.FILED, handlers=(SECOND.id,)))
    world.change(a_certificate(FIRST), valid_to=TODAY - timedelta(days=1))
    view = opened(qtbot, case_tools(jobs, world))
    form: Any = view.pages["overview"]

    rows = form.form.entry("handlers").rows

    assert labels(rows) == ["乙", "甲　✕ 甲的执法证示甲001已于2026-03-31到期"]
    assert (may_be_ticked(rows, 0), may_be_ticked(rows, 1)) == (True, False)


def test_one_ticked_before_may_still_be_unticked(qtbot: QtBot) -> None:
    declared = next(each for each in fields_of(Case) if each.name == "handlers")
    entry = OfficersEntry(declared, (Choice(FIRST.id, "甲", barred="证件过期"), Choice(SECOND.id, "乙")))
    qtbot.addWidget(entry)

    entry.set_text(str(FIRST.id))
    assert may_be_ticked(entry.rows, 0)
    entry.rows.item(0).setCheckState(Qt.CheckState.Unchecked)

    assert entry.text() == ""


def test_reasons_are_put_to_people_known_and_leave_the_others_as_they_are() -> None:
    picks = Picks((Choice(UUID(int=1), "子"), Choice(UUID(int=2), "丑")))

    assert with_reasons(picks, ()) == picks


def test_making_a_case_of_a_clue_offers_who_may_handle(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case())
    world.change(a_certificate(SECOND), fields="水利")
    tools = case_tools(jobs, world)

    view: Any = screens()["clue_to_case"].build(tools, {"clue_id": ident("clue"), "department": "城管"})
    qtbot.addWidget(view)
    settle(qtbot, tools)

    assert labels(view.case_form.entry("handlers").rows) == [
        "甲",
        "乙　✕ 乙的执法证示乙001的执法领域（水利）不含城管",
    ]


def test_a_recording_of_the_handlers_is_offered_and_becomes_evidence(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    taken = at(TODAY - timedelta(days=3))
    world.change(world.store.all(Evidence)[0], taken_at=taken)
    file = RecorderFile(ident("file"), TOWN, "DSJ-1", taken, taken + timedelta(minutes=20), "a.mp4", FIRST.id)
    world.put(file, replace(file, id=ident("late"), begins=at(TODAY), ends=at(TODAY), file_name="b.mp4"))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools)
    tab: Any = view.pages["evidence"]

    tab.recordings.click()
    settle(qtbot, tools)
    assert tab.asking.told.text().startswith("按承办人和办案时间找到1段录像。")
    tab.asking.form.entry("recording").set_text(str(file.id))
    tab.asking.confirm_button.click()
    settle(qtbot, tools)

    names = [each.name for each in world.store.all(Evidence)]
    assert "执法记录仪录像a.mp4" in names
    tab.recordings.click()
    settle(qtbot, tools)
    assert tools.notices.last is not None
    assert "没有与本案承办人和办案时间相符" in tools.notices.last.message


@pytest.mark.parametrize(("role", "told"), [(Role.CLERK, True), (Role.HANDLER, False)])
def test_the_home_page_warns_the_clerk_once_and_counts_for_everybody(
    qtbot: QtBot, jobs: JobRunner, role: Role, told: bool
) -> None:
    world = World(a_case())
    world.seat.take(FIRST.id, "甲", role)
    world.change(a_certificate(FIRST), valid_to=TODAY + timedelta(days=20))
    tools = case_tools(jobs, world)
    model = HomeModel(tools)

    model.refresh()
    settle(qtbot, tools)
    notice = tools.notices.last
    tools.notices.clear()
    model.refresh()
    settle(qtbot, tools)

    assert model.counts["certificates"] == 1
    assert (notice is not None and "甲的执法证示甲001还有20天到期" in notice.message) is told
    assert tools.notices.last is None
    assert tools_of(jobs).staff is not None
