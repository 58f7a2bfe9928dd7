"""A refusal over a conflict opens the sync centre on that conflict, and who may settle it is told there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.case import Case
from app.domain.dispute import Dispute
from app.domain.role import Role
from app.services.disputed import against_case_in_dispute
from tests.sync_facts import a_conflict, a_link
from tests.sync_fakes import MemorySyncReading
from tests.ui.test_sync_centre import Opened, in_conflict
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file
from ui.screens.case.goals import goal_of
from ui.screens.sync.view import CONFLICT_TAB

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


def choices(page: Opened) -> list[str]:
    """Return the choices that are offered."""
    of = page.view.choices
    return [each.text() for each in (of.keep, of.late, of.third, of.revive, of.delete) if each.isVisible()]


@pytest.mark.parametrize("role", [Role.ARCHIVIST, Role.LEGAL_REVIEWER, Role.HEARING_HOST, Role.AUXILIARY])
def test_who_may_not_settle_sees_the_conflict_and_who_may(
    qtbot: QtBot, jobs: JobRunner, world: World, role: Role
) -> None:
    world.seat.take(FIRST.id, "甲", role)
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert choices(page) == []
    assert page.view.conflicts.fields.records
    assert page.view.choices.told.isVisible()
    assert "请由承办人、负责人或者内勤处理" in page.view.choices.told.text()

    page.view.tabs.setCurrentIndex(2)
    assert not page.view.choices.told.isVisible()
    assert not page.view.again.isVisible(), "returned work is for the same people"


@pytest.mark.parametrize("role", [Role.HANDLER, Role.UNIT_HEAD, Role.CLERK])
def test_who_may_settle_is_offered_the_choices_without_a_word(
    qtbot: QtBot, jobs: JobRunner, world: World, role: Role
) -> None:
    world.seat.take(FIRST.id, "甲", role)
    page = Opened(qtbot, jobs, world, in_conflict(world))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert choices(page)
    assert not page.view.choices.told.isVisible()


@pytest.mark.parametrize("wanted", ["c-2", "c-2-with"])
def test_a_refusal_opens_the_sync_centre_on_its_conflict(
    qtbot: QtBot, jobs: JobRunner, world: World, wanted: str
) -> None:
    first = a_conflict(world.case, FIRST.id, SECOND.id)
    second = replace(first, id="c-2", about="另一项", others=(replace(first, id="c-2-with"),))
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(), conflicts=(first, second)))
    dispute = Dispute(wanted, Case, world.case.id, "field", ("cause",), frozenset((world.case.id,)))
    world.store.disputed.append((world.case.id, dispute))
    with world.office.read() as work:
        (refusal,) = against_case_in_dispute(work, world.case.id)

    goal = goal_of(refusal.place.kind, refusal.place.key)
    page.view.receive(goal.args)
    page.settle()

    assert goal.screen == "sync"
    assert page.view.tabs.currentIndex() == CONFLICT_TAB
    assert page.view.lists.conflicts.current() == second

    page.view.lists.conflicts.setCurrentCell(0, 0)
    page.view.refresh()
    page.settle()
    assert page.view.lists.conflicts.current() == first, "later readings leave the keys where they are"


def test_a_conflict_that_is_settled_meanwhile_opens_the_list_of_conflicts(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    page = Opened(qtbot, jobs, world, in_conflict(world))

    page.view.receive(goal_of("sync", "gone").args)
    page.settle()

    assert page.view.tabs.currentIndex() == CONFLICT_TAB
    assert len(page.view.lists.conflicts.records) == 1
