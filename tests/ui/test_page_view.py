"""Pages on screen: text picked by mouse and key, copied, found place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.documents.page import FontKey, Page, Text
from tests.builders import a_case
from tests.ui.hands import press, press_ctrl, press_enter, type_text
from tests.ui.paper_world import drafted, edited, paper_tools
from tests.unit.services.world import World
from ui.widgets.page_sheet import Layer
from ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner

SIZE, LEFT, TOP = 12.0, 72.0, 100.0
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT_BUTTON, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def page(*lines: str) -> Page:
    """Return a page with a text on each line."""
    edges = [tuple(SIZE * at for at in range(len(line) + 1)) for line in lines]
    font = FontKey("宋体", SIZE)
    items = [
        Text(line, LEFT, TOP + 20 * at, font, edge)
        for at, (line, edge) in enumerate(zip(lines, edges, strict=True))
    ]
    return Page(595, 842, 1, tuple(items))


PAGES = (page("甲乙丙丁", "当事人甲"), page("戊己甲乙"))


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    """Two pages on screen, with the keys."""
    found = PageView()
    qtbot.addWidget(found)
    found.resize(700, 500)
    found.show_pages(PAGES)
    found.show()
    qtbot.waitUntil(found.isActiveWindow)
    found.setFocus()
    QGuiApplication.clipboard().setText("")
    return found


def at(view: PageView, letter: float, line: int = 0) -> QPoint:
    """Return the point of a sheet so many letters right of the margin."""
    k = view.scale
    return QPoint(round((LEFT + letter * SIZE) * k), round((TOP - 4 + 20 * line) * k))


def drag(view: PageView, start: QPoint, end: QPoint, sheet: int = 0) -> None:
    """Press the mouse at one point of a sheet and let it go at another."""
    QTest.mousePress(view.sheets[sheet], LEFT_BUTTON, PLAIN, start)
    QTest.mouseMove(view.sheets[sheet], end)
    QTest.mouseRelease(view.sheets[sheet], LEFT_BUTTON, PLAIN, end)


def copied(view: PageView) -> str:
    """Press Ctrl+C and return what is in the clipboard."""
    press_ctrl(view, Qt.Key.Key_C)
    return QGuiApplication.clipboard().text()


def told(view: PageView) -> str:
    """Return what the find bar says."""
    return view.find_bar.told.text()


def look(view: PageView, text: str) -> None:
    """Press Ctrl+F and type a text."""
    press_ctrl(view, Qt.Key.Key_F)
    type_text(view.find_bar.line, text)


def test_what_the_mouse_goes_over_is_picked_and_copied(view: PageView) -> None:
    drag(view, at(view, 1), at(view, 3))

    assert copied(view) == "乙丙"
    assert len(view.sheets[0].covered(Layer.SELECTED)) == 1


def test_picking_backwards_and_over_lines_keeps_the_order(view: PageView) -> None:
    drag(view, at(view, 2, line=1), at(view, 3))

    assert copied(view) == "丁\n当事"


def test_picking_goes_on_from_page_to_page(view: PageView) -> None:
    below = view.sheets[1].pos() - view.sheets[0].pos() + at(view, 2)
    drag(view, at(view, 3, line=1), below)

    assert copied(view) == "甲\n戊己"
    assert view.sheets[1].covered(Layer.SELECTED)


def test_shift_and_a_click_go_on_picking_from_where_it_began(view: PageView) -> None:
    QTest.mouseClick(view.sheets[0], LEFT_BUTTON, PLAIN, at(view, 1))
    QTest.mouseClick(view.sheets[0], LEFT_BUTTON, SHIFT, at(view, 4))

    assert copied(view) == "乙丙丁"


def test_a_double_click_picks_the_line(view: PageView) -> None:
    QTest.mouseDClick(view.sheets[0], LEFT_BUTTON, PLAIN, at(view, 2, line=1))

    assert copied(view) == "当事人甲"


def test_ctrl_a_picks_all_pages_and_a_click_lets_go(view: PageView) -> None:
    press_ctrl(view, Qt.Key.Key_A)
    assert copied(view) == "甲乙丙丁\n当事人甲\n戊己甲乙"

    QTest.mouseClick(view.sheets[0], LEFT_BUTTON, PLAIN, at(view, 1))
    assert view.hand.text == ""


def test_with_nothing_picked_the_clipboard_stays(view: PageView) -> None:
    QGuiApplication.clipboard().setText("原有内容")

    assert copied(view) == "原有内容"


def test_other_pages_begin_with_nothing_picked_and_are_searched_again(view: PageView) -> None:
    look(view, "甲")
    view.setFocus()
    press_ctrl(view, Qt.Key.Key_A)

    view.show_pages([page("甲甲甲")])

    assert view.hand.text == ""
    assert view.sheets[0].covered(Layer.SELECTED) == ()
    assert told(view) == "第1处，共3处"
    assert len(view.sheets[0].covered(Layer.HIT)) == 2


def test_typing_in_the_find_bar_marks_every_place_and_counts_them(view: PageView) -> None:
    look(view, "甲")

    assert told(view) == "第1处，共3处"
    assert [len(sheet.covered(Layer.IN_HAND)) for sheet in view.sheets] == [1, 0]
    assert [len(sheet.covered(Layer.HIT)) for sheet in view.sheets] == [1, 1]


def test_f3_goes_on_from_the_last_place_to_the_first_and_shift_f3_back(view: PageView) -> None:
    look(view, "甲")
    said = []
    for _ in range(3):
        press(view.find_bar.line, Qt.Key.Key_F3)
        said.append(told(view))
    press(view.find_bar.line, Qt.Key.Key_F3, SHIFT)

    assert said == ["第2处，共3处", "第3处，共3处", "第1处，共3处"]
    assert told(view) == "第3处，共3处"


def test_a_place_out_of_sight_is_brought_into_sight(view: PageView) -> None:
    look(view, "戊己")

    sheet = view.sheets[1]
    top = sheet.mapTo(view.viewport(), at(view, 0)).y()
    assert 0 <= top <= view.viewport().height()


def test_enter_goes_on_and_a_longer_text_stays_at_its_place(view: PageView) -> None:
    look(view, "甲")
    press_enter(view.find_bar.line)
    press_enter(view.find_bar.line)

    type_text(view.find_bar.line, "乙")

    assert told(view) == "第2处，共2处"


def test_what_is_nowhere_is_said_so(view: PageView) -> None:
    look(view, "庚")

    assert told(view) == "没有找到"
    assert not view.find_bar.next.isEnabled()


def test_esc_puts_the_find_bar_away_with_its_marks_and_the_pages_have_the_keys(view: PageView) -> None:
    look(view, "甲")
    press(view.find_bar.line, Qt.Key.Key_Escape)

    assert view.find_bar.isHidden()
    assert view.hasFocus()
    assert all(sheet.covered(Layer.HIT) == () for sheet in view.sheets)
    assert view.sheets[0].covered(Layer.IN_HAND) == ()
    assert view.viewportMargins().top() == 0


def test_f3_without_anything_looked_for_asks_for_it(view: PageView) -> None:
    press(view, Qt.Key.Key_F3)

    assert view.find_bar.isVisible()
    assert view.find_bar.line.hasFocus()


def test_ctrl_a_and_ctrl_c_in_the_find_bar_are_those_of_the_line(view: PageView) -> None:
    look(view, "丙丁")
    press_ctrl(view.find_bar.line, Qt.Key.Key_A)
    press_ctrl(view.find_bar.line, Qt.Key.Key_C)

    assert QGuiApplication.clipboard().text() == "丙丁"
    assert view.hand.text == ""


def test_the_document_editor_finds_on_its_pages_from_the_lines(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case())
    paper = drafted(world, "site_record", **{"record.findings": "堆放建材，建材五吨"})
    editor = edited(qtbot, paper_tools(jobs, world), paper.id)
    assert editor.form is not None
    pages = editor.preview.pages

    press_ctrl(editor.form.asks["record.findings"].entry.hand, Qt.Key.Key_F)
    type_text(pages.find_bar.line, "建材")
    press(pages.find_bar.line, Qt.Key.Key_F3)
    assert told(pages) == "第2处，共2处"

    press(pages.find_bar.line, Qt.Key.Key_Escape)
    assert pages.find_bar.isHidden()
    assert pages.hasFocus()
