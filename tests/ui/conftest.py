"""What tests of the window stand on: a job runner that ends with the test, and tools in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.fakes import tools_of
from ui.jobs import JobRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ui.screens.tools import Tools


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobRunner]:
    """A job runner; its threads end with the test."""
    assert qtbot is not None
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def tools(jobs: JobRunner) -> Tools:
    """Tools in memory."""
    return tools_of(jobs)


@pytest.fixture
def undressed() -> Iterator[QApplication]:
    """The running application, undressed again afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    style, font = app.styleSheet(), app.font()
    yield app
    app.setStyleSheet(style)
    app.setFont(font)
