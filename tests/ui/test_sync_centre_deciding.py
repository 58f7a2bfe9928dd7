"""The sync centre offers a decision to those who may take it, and reaches all there is to decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.case import Case
from app.domain.certificate import Certificate
from app.domain.delivery import Delivery
from app.domain.disagreement import Version
from app.domain.document import DocumentState
from app.domain.log_line import LogLine
from app.domain.penalty import Penalty
from app.domain.role import Role
from app.services.syncing import SHOWN
from tests.builders import a_document
from tests.sync_facts import a_conflict, a_link
from tests.sync_fakes import MemorySyncReading
from tests.ui.test_sync_centre import Opened
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file
from ui.screens.sync.values import written_by_hand
from ui.screens.sync.view import CONFLICT_TAB

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.disagreement import Disagreement
    from ui.jobs import JobRunner

MORE = 30


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


def many(world: World) -> tuple[Disagreement, ...]:
    """Return more conflicts than a list holds."""
    one = a_conflict(world.case, FIRST.id, SECOND.id)
    return tuple(replace(one, id=f"c-{number}") for number in range(SHOWN + MORE))


def over_a_telephone() -> Disagreement:
    """Return a conflict over an officer's telephone."""
    found = a_conflict(ready_to_file().case, FIRST.id, SECOND.id)
    sides = [Version({"telephone": each}, None, None) for each in ("1", "2", "3")]
    found = replace(found, record=SECOND, record_kind=type(SECOND), record_id=SECOND.id, case_id=None)
    return replace(found, fields=("telephone",), before=sides[0], kept=sides[1], late=sides[2])


def test_the_exchange_goes_on_with_a_reason_and_a_name(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(stopped="wipe")))
    assert "请由承办人、负责人或者内勤核实后" in page.view.facts.text()

    page.view.allow.click()
    assert page.line.told == []
    assert "平台已删除的，本机也删除" in page.view.asking.told.text()
    page.answer(reason="已核实")

    assert page.line.told == [("allow",)]
    assert world.store.all(LogLine)[-1].by_name == FIRST.name


def test_who_may_not_decide_cannot_let_the_exchange_go_on(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    world.seat.take(FIRST.id, FIRST.name, Role.AUXILIARY)

    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(stopped="wipe")))

    assert not page.view.allow.isVisible()


def test_what_only_the_office_writes_is_offered_to_the_office_alone(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    world.seat.take(FIRST.id, FIRST.name, Role.HANDLER)
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(), conflicts=(over_a_telephone(),)))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)
    choices = page.view.choices

    assert choices.told.isVisible()
    assert choices.told.text() == "您的角色不能处理这项冲突，请由内勤或者系统管理员处理。"
    assert not choices.keep.isVisible()

    world.seat.take(FIRST.id, FIRST.name, Role.CLERK)
    page.view.refresh()
    page.settle()

    assert not choices.told.isVisible()
    assert choices.third.isVisible()


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Case, "number"),
        (Case, "decided_on"),
        (Case, "closed_on"),
        (Case, "archived_on"),
        (Delivery, "effective_on"),
        (Penalty, "range_low"),
        (Penalty, "range_high"),
        (Certificate, "state"),
    ],
)
def test_what_no_form_asks_is_not_written_by_hand(kind: type, name: str) -> None:
    assert not written_by_hand(kind, (name,))
    assert written_by_hand(Case, ("brief",))


def test_who_left_is_named_on_the_card(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    world.store.put(replace(SECOND, in_post_to=date(2026, 1, 31)))
    found = a_conflict(world.case, FIRST.id, SECOND.id)
    page = Opened(qtbot, jobs, world, MemorySyncReading(a_link(), conflicts=(found,)))
    page.view.tabs.setCurrentIndex(CONFLICT_TAB)

    assert f"现有内容：{SECOND.name}" in page.view.conflicts.who.text()


def test_a_long_list_of_conflicts_is_cut_counted_and_moves_up(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    reading = MemorySyncReading(a_link(), conflicts=many(world))
    page = Opened(qtbot, jobs, world, reading)
    view = page.view
    assert len(view.lists.conflicts.records) == SHOWN
    assert view.tabs.tabText(CONFLICT_TAB) == f"冲突（{SHOWN + MORE}）"
    assert f"冲突共{SHOWN + MORE}项，先列{SHOWN}项" in view.facts.text()

    first, *rest = reading.conflicts
    reading.conflicts = (replace(first, decided=True), *rest)
    view.refresh()
    page.settle()

    assert [each.id for each in view.lists.conflicts.records][-1] == f"c-{SHOWN}"


def test_a_conflict_beyond_the_list_is_reached_by_who_comes_for_it(
    qtbot: QtBot, jobs: JobRunner, world: World
) -> None:
    reading = MemorySyncReading(a_link(), conflicts=many(world))
    page = Opened(qtbot, jobs, world, reading)

    page.view.receive({"tab": "conflicts", "conflict": reading.conflicts[-1].id})
    page.settle()

    assert page.view.lists.conflicts.current() == reading.conflicts[-1]
    page.view.refresh()
    page.settle()
    assert page.view.lists.conflicts.current() == reading.conflicts[-1]


def test_a_long_list_of_final_papers_is_cut_and_counted(qtbot: QtBot, jobs: JobRunner, world: World) -> None:
    one = a_document("01", state=DocumentState.FINAL)
    papers = [replace(one, id=UUID(int=0x10000 + number)) for number in range(SHOWN + MORE)]
    world.store.put(*papers)
    reading = MemorySyncReading(a_link(), papers=frozenset(each.id for each in papers))

    page = Opened(qtbot, jobs, world, reading)

    texts = [page.view.tabs.tabText(at) for at in range(page.view.tabs.count())]
    assert f"已定稿未收到（{SHOWN + MORE}）" in texts
    assert len(page.view.lists.printed.records) == SHOWN
    assert "只列最近" in page.view.facts.text()
