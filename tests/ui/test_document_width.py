"""The document editor fits the smallest desk: its buttons break into lines instead of widening the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.paper_world import drafted, paper_tools
from tests.ui.test_document import FULL, a_world
from ui.screens import screens
from ui.shell.application import wear
from ui.shell.window import MainWindow
from ui.tokens import Look, TextSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("size", list(TextSize))
def test_the_editor_fits_the_smallest_desk_at_every_text_size(
    qtbot: QtBot, jobs: JobRunner, undressed: QApplication, size: TextSize, final: bool
) -> None:
    look = Look(size=size)
    wear(undressed, look)
    world = a_world()
    paper = drafted(world, "filing_approval")
    tools = replace(paper_tools(jobs, world), look=look)
    if final:
        tools.documents.answer(paper.id, FULL)
        tools.documents.finalise(paper.id)
    window = MainWindow(tools, screens())
    qtbot.addWidget(window)
    window.show()

    view = window.open("document", {"document_id": paper.id})
    qtbot.waitUntil(lambda: not jobs.busy)

    assert view is not None
    assert window.minimumSizeHint().width() <= 1366
