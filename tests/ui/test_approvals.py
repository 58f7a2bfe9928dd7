"""The approval box over real desks: agreed, sent back, signed on paper, and on to the next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.domain.approval import Approval, Verdict
from app.domain.case import CaseStatus
from app.domain.role import Role
from tests.builders import a_case, a_document, an_officer, ident
from tests.ui.hands import press, press_ctrl, type_text
from tests.ui.paper_world import paper_tools
from tests.unit.services.world import World
from ui.screens.approvals.view import ApprovalsView, build

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


def a_world() -> World:
    """Return a bureau with two filing forms that wait for the head of the unit, who sits down."""
    world = World(a_case(CaseStatus.FILING_REVIEW))
    world.put(a_document("filing_approval"))
    other = a_case(CaseStatus.FILING_REVIEW, id=ident("other"), cause="另一案由")
    world.put(other, a_document("filing_approval", id=ident("other paper"), case_id=ident("other")))
    world.put(an_officer("丙", Role.UNIT_HEAD))
    world.seat.take(an_officer("丙").id, "丙", Role.UNIT_HEAD)
    return world


def opened(qtbot: QtBot, jobs: JobRunner, world: World) -> ApprovalsView:
    """Return the box, with its first paper read."""
    view = build(paper_tools(jobs, world), {})
    qtbot.addWidget(view)
    view.resize(1200, 650)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    settle(qtbot, view)
    view.take_keys()
    return view


def settle(qtbot: QtBot, view: ApprovalsView) -> None:
    """Let everything begun come to its end."""
    qtbot.waitUntil(lambda: not view.model.tools.jobs.busy)


def test_ctrl_enter_agrees_and_the_next_paper_opens(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view = opened(qtbot, jobs, world)
    assert view.rows.count() == 2
    assert view.in_hand is not None
    first = view.in_hand.waiting.document.id

    press(view.rows, Qt.Key.Key_1)
    press_ctrl(view.rows, Qt.Key.Key_Return)
    settle(qtbot, view)

    (given,) = world.store.all(Approval)
    assert (given.verdict, given.opinion, given.document_id) == (Verdict.AGREE, "同意。", first)
    assert view.rows.count() == 1
    assert view.in_hand.waiting.document.id != first
    assert view.opinion.words.entry.text() == ""


def test_sending_back_wants_an_opinion(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view = opened(qtbot, jobs, world)

    press_ctrl(view.rows, Qt.Key.Key_Backspace)
    settle(qtbot, view)
    assert world.store.all(Approval) == ()
    assert "未填写" in view.opinion.words.fault.text()
    type_text(view.opinion.words.entry.hand, "请补充现场照片")
    press_ctrl(view.opinion.words.entry.hand, Qt.Key.Key_Backspace)
    settle(qtbot, view)

    (given,) = world.store.all(Approval)
    assert (given.verdict, given.opinion) == (Verdict.RETURN, "请补充现场照片")


def test_a_signed_paper_counts_from_its_day_and_a_wrong_day_is_refused(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view = opened(qtbot, jobs, world)
    view.opinion.on_paper.set_text("1")
    view.opinion.on_paper.edited.emit()

    type_text(view.opinion.on.entry.hand, "2026-02-30")
    view.opinion.agree_button.click()
    settle(qtbot, view)
    assert world.store.all(Approval) == ()
    assert "不是日期" in view.opinion.on.fault.text()
    view.opinion.on.entry.set_text("2026-03-30")
    view.opinion.agree_button.click()
    settle(qtbot, view)

    (given,) = world.store.all(Approval)
    assert (given.on_paper, given.on) == (True, date(2026, 3, 30))


def test_phrases_of_the_person_are_kept(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, jobs, a_world())

    view.opinion.edit_button.click()
    view.opinion.editor.setPlainText("经审查，同意立案。\n退回补正。")
    view.opinion.edit_button.click()
    settle(qtbot, view)
    view.take_keys()
    press(view.rows, Qt.Key.Key_2)

    assert view.opinion.words.entry.text() == "退回补正。"


def test_an_empty_box_says_so(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, jobs, World(a_case(CaseStatus.CLUE)))

    assert view.count.text() == "没有等您审批的文书。"
    assert not view.opinion.isEnabled()


def test_an_opinion_that_is_typed_waits_while_other_papers_are_read(qtbot: QtBot, jobs: JobRunner) -> None:
    view = opened(qtbot, jobs, a_world())

    type_text(view.opinion.words.entry.hand, "程序待核")
    view.rows.setCurrentRow(1)
    settle(qtbot, view)
    assert view.opinion.words.entry.text() == ""
    view.rows.setCurrentRow(0)
    settle(qtbot, view)
    view.refresh()
    settle(qtbot, view)

    assert view.opinion.words.entry.text() == "程序待核"
