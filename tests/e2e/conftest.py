"""What tests of the whole program stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def _window_system(qapp: QApplication) -> QApplication:
    """Begin with an application that has windows: one that a page was laid out with first has none."""
    return qapp
