"""Void calls of Qt do not use up ``None``; one release of PySide did, and killed the program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CALLS = 50_000


def test_fifty_thousand_void_calls_leave_none_as_it_was(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for n in range(CALLS):
        label.setNum(n)

    assert label.text() == str(CALLS - 1)
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
