"""The evidence tab shows what of the seized things is left, and opens the list it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case import CaseStatus
from tests.builders import a_case, a_document
from tests.ui.case_hands import opened
from tests.ui.case_world import case_tools
from tests.ui.hands import press_enter
from tests.unit.services.world import PARTY, World
from ui.screens.case.view_evidence import EvidenceTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.document import Document
    from ui.jobs import JobRunner
    from ui.screens.case.view import CaseView

SEIZED = a_document("seizure_decision", PARTY, answers={"seizure.items": "手推车||辆|2\n秤||台|1"})


def _tab(qtbot: QtBot, jobs: JobRunner, *papers: Document) -> tuple[CaseView, EvidenceTab]:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(PARTY, *papers)
    view = opened(qtbot, case_tools(jobs, world), {"tab": "evidence"})
    tab = view.pages["evidence"]
    assert isinstance(tab, EvidenceTab)
    return view, tab


def test_what_is_left_of_seized_things_is_named_and_its_list_opened(qtbot: QtBot, jobs: JobRunner) -> None:
    part = a_document("seizure_release", PARTY, answers={"release.items": "手推车||辆|2"})
    view, tab = _tab(qtbot, jobs, SEIZED, part)

    assert tab.held.isVisible()
    assert tab.held.told.text().endswith("秤1台")
    assert [tab.held.rows.words(row, 3) for row in range(2)] == ["1台", "✔ 无"]
    tab.held.rows.setFocus()
    with qtbot.waitSignal(view.wants) as asked:
        press_enter(tab.held.rows)
    assert asked.args == ["document", {"document_id": SEIZED.id}]


def test_a_case_without_seized_things_shows_no_list_of_them(qtbot: QtBot, jobs: JobRunner) -> None:
    _, tab = _tab(qtbot, jobs)

    assert not tab.held.isVisible()
