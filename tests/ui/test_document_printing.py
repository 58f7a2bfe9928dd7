"""Printing from the editor: copies by kind, reprints, and the page offsets are measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.paper_world import PaperPages, kept, settle
from tests.ui.test_document import a_world, final_paper

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


def test_copies_are_printed_by_kind_and_a_reprint_is_marked(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    for count in (2, 4):
        view.doing.ask_print()
        settle(qtbot, view)
        view.doing.printing.ask("文书", 2, ("当事人联", "附卷联"))
        settle(qtbot, view)
        view.doing.printing.set_texts({"by_kind": "1"})
        view.doing.printing.confirm()
        qtbot.waitUntil(lambda wanted=count: kept(world, paper_id).prints == wanted)  # type: ignore[misc]  # bound now
        settle(qtbot, view)

    pages = view.model.tools.pages
    assert isinstance(pages, PaperPages)
    assert [(each.kinds, each.copies) for each in pages.orders] == [(("当事人联", "附卷联"), 2)] * 2
    assert [each.reprint for each in pages.orders] == [False, True]


def test_the_page_to_measure_by_is_printed_with_the_offsets_typed(qtbot: QtBot, jobs: JobRunner) -> None:
    world = a_world()
    view, paper_id = final_paper(qtbot, world, jobs)
    view.doing.ask_print()
    settle(qtbot, view)
    view.doing.printing.set_texts({"printer": "二号打印机", "right_mm": "-1.5", "copies": "3"})
    view.doing.printing.cross_button.click()
    qtbot.waitUntil(lambda: "校准页" in view.doing.printing.told.text())

    pages = view.model.tools.pages
    assert isinstance(pages, PaperPages)
    (order,) = pages.orders
    assert (order.title, order.copies, order.right_mm) == ("打印校准页", 1, -1.5)
    assert kept(world, paper_id).prints == 0
