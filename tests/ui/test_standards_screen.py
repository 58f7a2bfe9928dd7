"""The standards page: reference standards off until picked, a bureau's own imported, picks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QDate

from app.domain.case import CaseStatus
from app.domain.role import Role
from app.services.grounds import FIELD, REDUCED, ROUND
from tests.builders import a_case, an_item
from tests.ui.spot_world import tools_over
from tests.unit.services.given_out import KEY, a_table
from tests.unit.services.world import FIRST, World
from ui.screens import screens
from ui.screens.standards.telling import standard_lines

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.standards.view import StandardsView
    from ui.screens.tools import Tools

OWN = """
kind = "shares"
key = "local-20-80"
title = "示例市裁量基准"
source = "示例文号"
effective = 2026-01-01

[[grade]]
name = "一般"
leaning = "none"
low = { share = "0.2" }
high = { share = "0.8" }
"""


@pytest.fixture
def world() -> World:
    """A bureau whose administrator sits at the computer."""
    found = World(a_case(CaseStatus.INVESTIGATING))
    found.seat.take(FIRST.id, "甲", Role.ADMIN)
    return found


@pytest.fixture
def tools(jobs: JobRunner, world: World) -> Tools:
    """Tools over the world."""
    return tools_over(jobs, world)


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> StandardsView:
    """The page for the item."""
    view: Any = screens()["standards"].build(tools, {"code": an_item().code})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return view  # type: ignore[no-any-return] # a screen builds its own view


def lines(page: StandardsView) -> list[str]:
    """Return the standards as listed."""
    return [page.standards.item(at).text() for at in range(page.standards.count())]


def settle(page: StandardsView, qtbot: QtBot) -> None:
    """Wait for everything that runs."""
    qtbot.waitUntil(lambda: not page.model.tools.jobs.busy)


def test_shipped_standards_are_marked_and_none_is_picked(page: StandardsView) -> None:
    assert len(lines(page)) > 15
    assert all("〔参考〕" in each and "已选用" not in each for each in lines(page))
    assert page.picks.rowCount() == 0


def test_a_pick_applies_from_its_day_only(page: StandardsView, qtbot: QtBot, tools: Tools) -> None:
    page.key.setCurrentIndex(page.key.findData("samr-30-70"))
    page.day.setDate(QDate(2026, 3, 1))
    page.pick_button.click()
    settle(page, qtbot)

    assert page.picks.rowCount() == 1
    assert tools.standards.picked(an_item(), date(2026, 2, 28)) is None
    found = tools.standards.picked(an_item(), date(2026, 3, 1))
    assert found is not None
    assert found.key == "samr-30-70"


def test_the_pick_of_an_item_outweighs_that_of_its_department(
    page: StandardsView, qtbot: QtBot, tools: Tools
) -> None:
    item, day = an_item(), date(2026, 1, 1)
    tools.standards.pick("liling-2017", FIELD + item.department, day)
    found = tools.standards.picked(item, day)
    assert found is not None
    assert found.key == "liling-2017"

    tools.standards.pick("", item.code, day)
    assert tools.standards.picked(item, day) is None
    page.refresh()
    settle(page, qtbot)

    titles = [page.picks.item(row, 1) for row in range(page.picks.rowCount())]
    assert "不适用裁量基准" in [each.text() for each in titles if each is not None]


def test_a_bureaus_own_standard_is_imported_and_off_until_picked(
    page: StandardsView, qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    path = tmp_path / "本地.toml"
    path.write_text(OWN, encoding="utf-8")
    page.path.setText(str(path))
    page.path.returnPressed.emit()
    settle(page, qtbot)
    settle(page, qtbot)

    assert "〔本单位〕示例市裁量基准" in lines(page)
    assert tools.standards.picked(an_item(), date(2026, 2, 1)) is None
    own = next(each for each in tools.standards.every() if each.title == "示例市裁量基准")
    assert "一般——幅度的20%至幅度的80%" in standard_lines(own)


def test_a_standard_the_city_gave_out_says_so_and_can_be_picked(
    page: StandardsView, qtbot: QtBot, tools: Tools, world: World
) -> None:
    world.put(a_table())
    page.refresh()
    settle(page, qtbot)
    assert "〔市级下发〕示例市基准" in lines(page)

    page.key.setCurrentIndex(page.key.findData(KEY))
    page.pick_button.click()
    settle(page, qtbot)

    assert page.words.text().startswith("〔市级下发〕示例市基准（")
    found = tools.standards.picked(an_item(), world.clock.today())
    assert found is not None
    assert found.key == KEY


@pytest.mark.parametrize("text", ["kind = ", 'kind = "shares"', OWN.replace("shares", "unknown")])
def test_a_file_that_is_no_standard_is_refused_in_words(tools: Tools, text: str) -> None:
    with pytest.raises(Exception, match="不能作为裁量基准导入"):
        tools.standards.take_table(text)


def test_rounding_and_the_floor_of_reduced_fines_are_kept(
    page: StandardsView, qtbot: QtBot, tools: Tools
) -> None:
    page.step.setCurrentIndex(page.step.findData(100))
    page.floor.setValue(10)
    page.keep_button.click()
    settle(page, qtbot)

    assert (tools.settings.value(ROUND), tools.settings.value(REDUCED)) == (100, 10)
    ground = tools.penalties.footing(an_item(), date(2026, 2, 1)).ground
    assert ground.rounding.step_yuan == 100
    assert str(ground.reduced_floor) == "1/10"


def test_only_an_administrator_picks(qtbot: QtBot, tools: Tools, world: World) -> None:
    world.seat.take(FIRST.id, "甲", Role.HANDLER)
    view: Any = screens()["standards"].build(tools, {})
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    assert not view.pick_button.isEnabled()


def test_every_shipped_standard_can_be_said(tools: Tools) -> None:
    assert all(len(standard_lines(each)) > 1 for each in tools.standards.every())
