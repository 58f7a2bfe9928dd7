"""The sync centre promises nothing before it has read, takes the keys, and never acts on another row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.attachment import Attachment, Haste, There
from app.domain.role import Role
from app.services.syncing import SyncDesk
from tests.builders import TOWN
from tests.sync_facts import a_conflict, a_link, a_sending
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.ui.case_world import case_tools
from tests.ui.hands import press
from tests.ui.test_sync_centre import Opened
from tests.ui.test_sync_centre_more import FILES_TAB
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file
from ui.screens.sync.view import CONFLICT_TAB, SyncView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.case.view_rows import Rows

RETURNED_TAB = 2
WAIT = "正在读取…"


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


def two_of_each(world: World) -> MemorySyncReading:
    """Return a reading with two conflicts and two change sets that came back."""
    conflict = a_conflict(world.case, FIRST.id, SECOND.id)
    back = a_sending(FIRST.id, "held_behind")
    return MemorySyncReading(
        a_link(),
        {"returned": (back, replace(back, cs_id=str(UUID(int=78)), about="另一份"))},
        (conflict, replace(conflict, id="c-2", about="另一项")),
    )


@pytest.mark.parametrize("role", [Role.HANDLER, Role.AUXILIARY])
def test_before_the_first_reading_nothing_can_be_pressed_and_nothing_is_said_to_be_absent(
    qtbot: QtBot, jobs: JobRunner, world: World, role: Role
) -> None:
    world.seat.take(FIRST.id, "甲", role)
    desk = SyncDesk(world.office, MemorySyncReading(a_link()), QuietLine(), MemoryAttachments())
    view = SyncView(replace(case_tools(jobs, world), syncing=desk))
    qtbot.addWidget(view)
    view.receive({"tab": "conflicts"})
    view.show()

    every: tuple[Rows, ...] = (view.lists.conflicts, view.lists.returned, view.lists.stocks, view.files.rows)
    assert not any(each.isVisible() for each in view.buttons.findChildren(QPushButton))
    assert not view.choices.told.isVisible()
    assert {each.empty_words for each in every} == {WAIT}

    qtbot.waitUntil(lambda: not jobs.busy)
    assert view.now.isVisible()
    assert [each.empty_words for each in every] == [
        "没有冲突",
        "没有退回的内容",
        "本机没有借到的文号",
        "没有未完成的附件",
    ]


def test_the_keys_go_into_the_list_of_the_tab_in_front(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, two_of_each(world))
    for name in ("a", "b"):
        page.files.save(Attachment(name, TOWN, Haste.PICTURE, f"{name}.jpg", 1024, here=True))
    page.view.refresh()
    page.settle()
    qtbot.waitUntil(page.view.isActiveWindow)

    for tab, rows in ((CONFLICT_TAB, page.view.lists.conflicts), (FILES_TAB, page.view.files.rows)):
        page.view.tabs.setCurrentIndex(tab)
        page.view.take_keys()
        held: Any = page.view.focusWidget()
        assert held is rows
        press(held, Qt.Key.Key_Down)
        assert rows.currentRow() == 1


def test_a_refusal_leads_past_an_open_question_to_its_conflict(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, two_of_each(world))
    view = page.view
    view.tabs.setCurrentIndex(RETURNED_TAB)
    view.drop.click()
    qtbot.waitUntil(view.isActiveWindow)

    view.receive({"tab": "conflicts", "conflict": "c-2"})
    view.take_keys()
    page.settle()

    assert view.pages.currentWidget() is view.front
    assert view.lists.conflicts.current().id == "c-2"
    assert view.focusWidget() is view.lists.conflicts


def test_nothing_is_done_to_the_neighbour_of_a_row_that_is_gone(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    reading = two_of_each(world)
    page = Opened(qtbot, jobs, world, reading)
    view = page.view
    view.tabs.setCurrentIndex(RETURNED_TAB)
    view.lists.returned.setCurrentCell(0, 0)
    view.lists.conflicts.setCurrentCell(1, 0)

    reading.sent = {"returned": reading.sent["returned"][1:]}
    reading.conflicts = reading.conflicts[:1]
    for _ in range(2):
        view.pulse.stepped.emit()
        page.settle()
        assert len(view.lists.returned.records) == 1
        assert view.lists.returned.current() is None
        assert not view.again.isVisible()
        assert not view.drop.isVisible()

    view.tabs.setCurrentIndex(CONFLICT_TAB)
    assert not view.choices.keep.isVisible()
    assert view.conflicts.fields.records == ()
    view.tabs.setCurrentIndex(RETURNED_TAB)
    press(view.lists.returned, Qt.Key.Key_Down)
    assert view.again.isVisible()


def test_a_file_that_arrived_leaves_nothing_to_be_sent_again(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link()))
    for name in ("a", "b"):
        page.files.save(Attachment(name, TOWN, Haste.PICTURE, f"{name}.jpg", 1024, here=True))
    page.view.refresh()
    page.settle()
    page.view.tabs.setCurrentIndex(FILES_TAB)
    assert page.view.files.rows.current().id == "a"
    assert page.view.retry.isVisible()

    page.files.save(replace(page.files.lines["a"], there=There.KEPT))
    page.view.pulse.stepped.emit()
    page.settle()

    assert [each.id for each in page.view.files.rows.records] == ["b"]
    assert not page.view.retry.isVisible()
