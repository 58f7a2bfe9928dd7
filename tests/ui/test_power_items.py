"""The power list: found by initials, reference data marked, fines said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.domain.case import CaseStatus
from app.domain.role import Role
from app.rules.discretion.spec import parse_spec
from app.rules.power_list import reference_list
from app.services.powers import PowerDesk
from sync.protocol.publication import read
from tests.builders import TOWN, a_case, a_party, a_penalty, an_item
from tests.fakes import MemoryStore
from tests.ui.hands import type_text
from tests.ui.spot_world import tools_over
from tests.unit.services.world import FIRST, World
from ui.screens import screens
from ui.screens.power_items.fines import fine_lines
from ui.screens.power_items.view import ITEM

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidgetItem
    from pytestqt.qtbot import QtBot

    from app.domain.power_item import PowerItem
    from ui.jobs import JobRunner
    from ui.screens.power_items.view import PowerItemsView
    from ui.screens.tools import Tools

OFFICIAL = {"reference": False, "id": UUID(int=5), "code": "SL-001", "name": "示例事项", "initials": "slsx"}


class TwoItems:
    """A power list of a reference item and an official one."""

    def __init__(self) -> None:
        self.store = MemoryStore(town=TOWN)
        self.items = (an_item(), an_item(**OFFICIAL))

    def on(self, _day: object) -> tuple[PowerItem, ...]:
        return self.items

    def versions(self, code: str) -> tuple[PowerItem, ...]:
        return tuple(each for each in self.items if each.code == code)


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> PowerItemsView:
    """The page over two items."""
    powers: Any = TwoItems()
    view: Any = screens()["power_items"].build(replace(tools, powers=powers), {})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return view  # type: ignore[no-any-return] # a screen builds its own view


def leaves(page: PowerItemsView) -> list[str]:
    """Return the lines of items, below department and law."""
    return [leaf.text(0) for leaf in _leaves(page.tree.invisibleRootItem(), 3)]


def _leaves(top: QTreeWidgetItem, depth: int) -> list[QTreeWidgetItem]:
    found = (top.child(at) for at in range(top.childCount()))
    below = [each for each in found if each is not None]
    return below if depth == 1 else [leaf for each in below for leaf in _leaves(each, depth - 1)]


def test_reference_items_are_marked_in_the_tree_and_counted(page: PowerItemsView) -> None:
    marked = [each for each in leaves(page) if each.startswith("〔参考〕")]

    assert len(leaves(page)) == 2
    assert len(marked) == 1
    assert page.count.text() == "共 2 项，其中参考 1 项"


def test_initials_find_an_item(page: PowerItemsView) -> None:
    type_text(page.line, "slsx")

    assert leaves(page) == ["SL-001　示例事项"]


def test_a_store_without_a_list_is_offered_the_reference_list(qtbot: QtBot, jobs: JobRunner) -> None:
    tools = tools_over(jobs, World(a_case()))
    powers = PowerDesk(MemoryStore(town=TOWN).begin)
    view: Any = screens()["power_items"].build(replace(tools, powers=powers), {})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert view.install.isVisible()

    view.install.click()
    qtbot.waitUntil(lambda: not jobs.busy and not view.install.isVisible())

    assert {each.code for each in view.model.shown()} == {each.code for each in reference_list().taken}


def test_who_may_not_import_is_not_offered_a_list(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case())
    world.seat.take(FIRST.id, "甲", Role.HANDLER)
    powers = PowerDesk(MemoryStore(town=TOWN).begin)
    view: Any = screens()["power_items"].build(replace(tools_over(jobs, world), powers=powers), {})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not jobs.busy)

    assert (view.install.isVisible(), view.take_list.isVisible()) == (False, False)
    assert "管理员" in view.count.text()


def giving(qtbot: QtBot, jobs: JobRunner, *roles: Role) -> Any:
    """Return the page at which a person of some roles sits; an official item is kept."""
    world = World(a_case())
    world.seat.take(FIRST.id, "甲", *roles)
    world.put(an_item(**OFFICIAL))
    view: Any = screens()["power_items"].build(tools_over(jobs, world), {})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    return view


def test_an_administrator_sees_what_a_file_will_hold_and_writes_it(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    view = giving(qtbot, jobs, Role.ADMIN)
    assert view.giving.isHidden()
    view.give_out.click()
    qtbot.waitUntil(view.giving.isVisible)
    assert "权力事项1项、裁量基准0份" in view.giving.told.text()

    view.giving.model.write_to(tmp_path / "一")
    qtbot.waitUntil(view.giving.isHidden)

    (entry,) = read((tmp_path / "一.czpub").read_text("utf-8")).entries
    assert entry.id == str(OFFICIAL["id"])


def test_the_next_file_is_suggested_beside_the_last_one_with_its_day(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    model = giving(qtbot, jobs, Role.ADMIN).giving.model
    assert model.suggested == "下发文件-20260401.czpub"

    model.write_to(tmp_path / "一.czpub")
    qtbot.waitUntil(lambda: not jobs.busy)

    assert model.suggested == str(tmp_path / "下发文件-20260401.czpub")


def test_where_nothing_can_be_given_out_it_is_said(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case())
    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    tools = tools_over(jobs, world)
    view: Any = screens()["power_items"].build(tools, {})
    qtbot.addWidget(view)
    view.show()

    view.give_out.click()
    qtbot.waitUntil(lambda: not jobs.busy)

    assert tools.notices.last is not None
    assert tools.notices.last.code == "giving_out.nothing"
    assert view.giving.isHidden()


def test_giving_out_can_be_left(qtbot: QtBot, jobs: JobRunner) -> None:
    view = giving(qtbot, jobs, Role.ADMIN)
    view.give_out.click()
    qtbot.waitUntil(view.giving.isVisible)

    view.giving.leave.click()

    assert view.giving.isHidden()


def test_a_file_that_cannot_be_written_is_told_and_can_be_tried_again(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    view = giving(qtbot, jobs, Role.ADMIN)
    view.give_out.click()
    qtbot.waitUntil(view.giving.isVisible)

    view.giving.model.write_to(tmp_path / "none" / "一.czpub")
    qtbot.waitUntil(lambda: not jobs.busy)

    assert view.giving.isVisible()
    assert view.giving.model.suggested == "下发文件-20260401.czpub"


def test_only_an_administrator_is_offered_to_give_out(qtbot: QtBot, jobs: JobRunner) -> None:
    assert giving(qtbot, jobs, Role.CLERK, Role.HANDLER).give_out.isHidden()


def test_a_list_that_is_there_is_not_replaced_by_the_reference_list(page: PowerItemsView) -> None:
    assert page.install.isHidden()


def test_an_item_is_told_with_its_article_and_fine(page: PowerItemsView, qtbot: QtBot) -> None:
    type_text(page.line, "slsx")
    (leaf,) = _leaves(page.tree.invisibleRootItem(), 3)
    page.tree.setCurrentItem(leaf)
    qtbot.waitUntil(lambda: page.page is not None)

    item = leaf.data(0, ITEM)
    assert item.penalty_article in said(page)
    assert "个人：处100元以上500元以下罚款" in said(page)
    assert "单位：处1000元以上5000元以下罚款" in said(page)


def said(page: PowerItemsView) -> str:
    """Return all the words of the item's page."""
    assert page.page is not None
    return "\n".join(each.text() for each in page.page.findChildren(QLabel))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("第52条", 1),
        ("示例省市容条例52", 1),
        ("slsx", 1),
        ("sl-001 示例", 1),
        ("53条", 0),
        ("slssr", 1),
        ("qqq", 0),
    ],
)
def test_article_law_initials_and_words_find_an_item(
    qtbot: QtBot, tools: Tools, typed: str, found: int
) -> None:
    powers: Any = TwoItems()
    article = {"penalty_article": "第五十二条第一款", "penalty_law": "示例省市容条例"}
    powers.items = (an_item(**OFFICIAL | article | {"initials": ""}),)
    view: Any = screens()["power_items"].build(replace(tools, powers=powers), {})
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    type_text(view.line, typed)

    assert len(leaves(view)) == found


def test_the_page_tells_versions_papers_standard_and_own_cases(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.CLOSED, decided_on=date(2026, 3, 20), number="示例1号"))
    old = an_item(
        id=UUID(int=9),
        listed_from=date(2019, 1, 1),
        listed_to=date(2021, 7, 14),
        fine_spec='[{"who": "any", "type": "fixed", "max": 50}]',
    )
    world.put(old, an_item(version_alert="2025年有新文本"), a_penalty(a_party()))
    view: Any = screens()["power_items"].build(tools_over(jobs, world), {})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    (leaf,) = _leaves(view.tree.invisibleRootItem(), 3)
    view.tree.setCurrentItem(leaf)
    qtbot.waitUntil(lambda: view.page is not None)

    text = said(view)
    assert "〔版本提示〕2025年有新文本" in text
    assert "2019-01-01至2021-07-14：单位和个人：处50元以下罚款" in text
    assert "行政处罚决定书" in text
    assert "没有为本事项选用裁量基准" in text
    assert "适用本事项1件" in text
    links = [each.text() for each in view.page.findChildren(QPushButton)]
    assert any("示例1号" in each and "200元" in each for each in links)


def test_every_fine_of_the_reference_list_can_be_said() -> None:
    for item in reference_list().taken:
        assert all(fine_lines(parse_spec(item.fine_spec))), item.code


def test_a_share_is_said_in_hundredths_and_a_multiple_in_times() -> None:
    spec = parse_spec(
        '[{"who": "org", "type": "percent", "min": 5, "max": 10, "base": "合同价款"},'
        ' {"who": "any", "type": "multiple", "min": 1, "max": 3, "base": "违法所得", "cap": 30000}]'
    )

    assert fine_lines(spec) == (
        "单位：处合同价款5%以上10%以下的罚款",
        "单位和个人：处违法所得1倍以上3倍以下的罚款，但不超过30000元",
    )
