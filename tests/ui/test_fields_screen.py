"""The field list: found by label, place or document; each field says where it is typed and who uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.documents.fields import facts
from tests.ui.hands import type_text
from ui.screens import screens
from ui.screens.fields.view import FACT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidgetItem
    from pytestqt.qtbot import QtBot

    from ui.screens.fields.view import FieldsView
    from ui.screens.tools import Tools


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> FieldsView:
    """The page over the installed forms."""
    view: Any = screens()["fields"].build(tools, {})
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy and view.tree.topLevelItemCount() > 0)
    return view  # type: ignore[no-any-return] # a screen builds its own view


def leaves(page: FieldsView) -> list[QTreeWidgetItem]:
    """Return the lines of fields."""
    branches = [page.tree.topLevelItem(at) for at in range(page.tree.topLevelItemCount())]
    found = [each.child(n) for each in branches if each for n in range(each.childCount())]
    return [each for each in found if each is not None]


def test_every_fact_of_the_documents_has_its_line(page: FieldsView) -> None:
    assert len(leaves(page)) == len(facts())
    assert page.count.text() == f"共 {len(facts())} 个字段"


def test_a_field_is_found_by_its_label_and_says_where_it_is_typed(page: FieldsView) -> None:
    type_text(page.line, "分期计划")
    (leaf,) = leaves(page)

    page.tree.setCurrentItem(leaf)

    assert leaf.data(0, FACT).name == "deferral.plan"
    assert "填写于《延期（分期）缴纳罚款决定书》" in page.words.text()
    assert "42 延期（分期）缴纳罚款决定书" in page.words.text()


def test_a_document_finds_the_fields_it_uses(page: FieldsView) -> None:
    type_text(page.line, "催告书")

    found = {each.data(0, FACT).name for each in leaves(page)}

    assert {"party.name", "late.amount", "demand.duty"} <= found
    assert "cover.fonds" not in found


def test_what_nobody_uses_is_not_found(page: FieldsView) -> None:
    type_text(page.line, "没有这个字段")

    assert leaves(page) == []
    assert page.count.text() == "共 0 个字段"
