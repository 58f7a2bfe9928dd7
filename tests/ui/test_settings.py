"""Settings: the look is remembered, silent law is chosen with its default in sight, organs have dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.domain.bureau import Bureau
from app.domain.role import Role
from app.domain.typesetting import NO_GAP, QUARTER, Typesetting
from tests.builders import a_bureau, a_case, a_subject
from tests.ui.case_world import case_tools
from tests.unit.services.world import FIRST, World
from ui.screens import screens
from ui.tokens import TextSize, Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.settings.view import SettingsView
    from ui.screens.tools import Tools


@pytest.fixture
def world() -> World:
    """A bureau whose signed-in person is its administrator."""
    world = World(a_case())
    world.seat.take(FIRST.id, FIRST.name, Role.ADMIN)
    return world


@pytest.fixture
def desk(jobs: JobRunner, world: World) -> Tools:
    """Tools over that bureau."""
    return case_tools(jobs, world)


def a_page(qtbot: QtBot, tools: Tools) -> SettingsView:
    """Return the page, shown and at rest."""
    view: Any = screens()["settings"].build(tools, {})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return view  # type: ignore[no-any-return] # a screen builds its own view


def test_a_chosen_look_is_remembered(qtbot: QtBot, desk: Tools) -> None:
    page = a_page(qtbot, desk)

    page.themes.setCurrentIndex(list(Theme).index(Theme.DARK))
    page.sizes.setCurrentIndex(list(TextSize).index(TextSize.HUGE))
    page.sizes.activated.emit(3)

    assert desk.remembered.look.theme is Theme.DARK
    assert desk.remembered.look.size is TextSize.HUGE


def test_days_the_law_leaves_open_are_kept_and_applied(qtbot: QtBot, desk: Tools) -> None:
    page = a_page(qtbot, desk)
    name, line = next(iter(page.days.items()))

    line.setText("9")
    line.returnPressed.emit()
    qtbot.waitUntil(lambda: not desk.jobs.busy)

    assert desk.law.current().settings[name] == 9
    assert page.days[name].text() == "9"


@pytest.mark.parametrize("text", ["零", "0", "-1", "99999"])
def test_days_that_are_none_are_refused(qtbot: QtBot, desk: Tools, text: str) -> None:
    page = a_page(qtbot, desk)
    name, line = next(iter(page.days.items()))

    line.setText(text)
    line.returnPressed.emit()
    qtbot.waitUntil(lambda: not desk.jobs.busy)

    assert desk.notices.last is not None
    assert desk.notices.last.code == "settings.days"
    assert name not in desk.law.current().settings


def test_the_number_mark_of_the_bureau_is_changed(qtbot: QtBot, desk: Tools, world: World) -> None:
    page = a_page(qtbot, desk)
    assert page.bureau_form is not None

    page.bureau_form.set_texts({"number_mark": "新"})
    page.bureau_form.confirm()
    qtbot.waitUntil(lambda: not desk.jobs.busy)

    with world.store.begin() as work:
        assert work.of(Bureau).get(a_bureau().id).number_mark == "新"


def test_a_second_organ_is_added_and_the_first_stays(qtbot: QtBot, desk: Tools) -> None:
    page = a_page(qtbot, desk)

    page.organs.setCurrentIndex(page.organs.count() - 1)
    page.organs.activated.emit(page.organs.count() - 1)
    assert page.subject_form is not None
    page.subject_form.set_texts(
        {"name": "示例新机关", "valid_from": "2027-01-01", "reconsideration_organ": "示例市人民政府"}
    )
    page.subject_form.confirm()
    qtbot.waitUntil(lambda: not desk.jobs.busy)

    assert {each.name for each in desk.bureaus.subjects()} == {a_subject().name, "示例新机关"}


def test_the_way_papers_are_set_is_chosen_and_shown_again(qtbot: QtBot, desk: Tools) -> None:
    page = a_page(qtbot, desk)
    assert page.setting is not None
    assert (page.setting.hang.currentData(), page.setting.gap.currentData()) == (True, QUARTER)

    page.setting.hang.setCurrentIndex(1)
    page.setting.gap.setCurrentIndex(2)
    page.setting.gap.activated.emit(2)
    qtbot.waitUntil(lambda: not desk.jobs.busy)

    assert desk.typesetting.chosen() == Typesetting(hang=False, gap=NO_GAP)
    assert a_page(qtbot, desk).setting.gap.currentData() == NO_GAP  # type: ignore[union-attr] # it was read
