"""The power list: found by initials, reference data marked, fines said in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.rules.discretion.spec import parse_spec
from app.rules.power_list import reference_list
from tests.builders import TOWN, an_item
from tests.fakes import MemoryStore
from tests.ui.hands import type_text
from ui.screens import screens
from ui.screens.power_items.fines import fine_lines
from ui.screens.power_items.view import ITEM

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.domain.power_item import PowerItem
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
    """Return the lines of items."""
    return [
        page.tree.topLevelItem(at).child(n).text(0)  # type: ignore[union-attr] # the tree was just filled
        for at in range(page.tree.topLevelItemCount())
        for n in range(page.tree.topLevelItem(at).childCount())  # type: ignore[union-attr] # see above
    ]


def test_reference_items_are_marked_in_the_tree_and_counted(page: PowerItemsView) -> None:
    marked = [each for each in leaves(page) if each.startswith("〔参考〕")]

    assert len(leaves(page)) == 2
    assert len(marked) == 1
    assert page.count.text() == "共 2 项，其中参考 1 项"


def test_initials_find_an_item(page: PowerItemsView) -> None:
    type_text(page.line, "slsx")

    assert leaves(page) == ["SL-001　示例事项"]


def test_an_item_is_told_with_its_article_and_fine(page: PowerItemsView) -> None:
    type_text(page.line, "slsx")
    branch = page.tree.topLevelItem(0)
    assert branch is not None
    leaf = branch.child(0)
    assert leaf is not None
    page.tree.setCurrentItem(leaf)

    item = leaf.data(0, ITEM)
    assert item.penalty_article in page.words.text()
    assert "个人：处100元以上500元以下罚款" in page.words.text()
    assert "单位：处1000元以上5000元以下罚款" in page.words.text()


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
