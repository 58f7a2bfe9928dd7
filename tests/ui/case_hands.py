"""Hands on the case page: open it, choose a line, read a tab, confirm what a tab asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.builders import ident
from tests.ui.hands import press_ctrl
from ui.screens.case.view import CaseView, build
from ui.screens.case.view_tab import RowsTab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

    from ui.forms.form import Form
    from ui.screens.tools import Tools


def opened(qtbot: QtBot, tools: Tools, args: Mapping[str, object] | None = None) -> CaseView:
    """Return the page of the case, read and shown."""
    view = build(tools, {"case_id": ident("case"), **(args or {})})
    qtbot.addWidget(view)
    view.resize(1366, 700)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.waitUntil(lambda: view.model.seen is not None and not tools.jobs.busy)
    return view


def settle(qtbot: QtBot, tools: Tools) -> None:
    """Let everything begun come to its end."""
    qtbot.waitUntil(lambda: not tools.jobs.busy)


def choose(view: CaseView, words: str) -> None:
    """Put the keys on the to-do line that holds some words."""
    lines = view.todo.lines()
    view.todo.choose(next(at for at, each in enumerate(lines) if words in each.words))
    view.todo.rows.setFocus()


def tab_of(view: CaseView, name: str) -> RowsTab:
    """Return a tab that lists records."""
    tab = view.pages[name]
    assert isinstance(tab, RowsTab)
    return tab


def form_of(view: CaseView, name: str) -> Form:
    """Return the form a tab asks with."""
    form = tab_of(view, name).asking.form
    assert form is not None
    return form


def confirm(qtbot: QtBot, view: CaseView, tools: Tools, name: str) -> None:
    """Confirm what a tab asks, and let it come to its end."""
    press_ctrl(next(iter(form_of(view, name).slots_.values())).entry.hand, Qt.Key.Key_Return)
    settle(qtbot, tools)
