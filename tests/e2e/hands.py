"""Hands at a keyboard: real key events for keys and ASCII, input-method events for Chinese; they count."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.jobs import JobRunner
    from ui.shell.window import MainWindow

_PATIENCE_S = 30.0
_STEP_MS = 15


class NothingHappenedError(AssertionError):
    """What the hands waited for did not come."""


class Hands:
    """Types into the window that has the keys; never touches a widget but through events.

    Attributes:
        typed: Every value typed or picked, once each time it was entered.
    """

    def __init__(self, window: MainWindow, jobs: JobRunner) -> None:
        self._window, self._jobs = window, jobs
        self.typed: list[str] = []

    @property
    def focus(self) -> QWidget:
        """The widget that has the keys: an open list before everything else."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def press(self, keys: str) -> None:
        """Press keys such as ``Ctrl+Return``, ``Alt+3`` or ``Tab``, and let what they begin end."""
        combined = QKeySequence(keys)[0]  # type: ignore[index] # the stubs leave indexing out
        QTest.keyClick(self.focus, combined.key(), combined.keyboardModifiers())
        self.settle()

    def enter(self, text: str) -> None:
        """Type one value into the field that has the keys; it counts."""
        self.typed.append(text)
        self.write(text)

    def write(self, text: str) -> None:
        """Type a text: ASCII by key events, everything else as an input method commits it."""
        run = ""
        for each in text:
            if each.isascii() and each.isprintable():
                self._commit(run)
                run = ""
                QTest.keyClicks(self.focus, each)
            else:
                run += each
        self._commit(run)
        QCoreApplication.processEvents()

    def pick(self, digit: int, meaning: str) -> None:
        """Pick the entry of a place in the pick-list that has the keys; it counts as its meaning."""
        self.typed.append(meaning)
        QTest.keyClicks(self.focus, str(digit))
        QCoreApplication.processEvents()

    def tick(self, meaning: str) -> None:
        """Tick what has the keys with the space bar; it counts as its meaning."""
        self.typed.append(meaning)
        QTest.keyClick(self.focus, Qt.Key.Key_Space)
        QCoreApplication.processEvents()

    def settle(self) -> None:
        """Wait until nothing is being worked on any more."""
        self.until(lambda: not self._jobs.busy)

    def until(self, so: Callable[[], bool]) -> None:
        """Wait until something is so, or raise ``NothingHappenedError``."""
        end = monotonic() + _PATIENCE_S
        self._breathe()
        while not so():
            if monotonic() > end:
                where = f"{type(self.focus).__name__} {self.focus.accessibleName()}"
                raise NothingHappenedError(where)
            self._breathe()

    @staticmethod
    def _breathe() -> None:
        """Let events and other threads run; a test library's wait would keep the threads out."""
        loop = QEventLoop()
        QTimer.singleShot(_STEP_MS, loop.quit)
        loop.exec()

    def _commit(self, text: str) -> None:
        if text:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QCoreApplication.sendEvent(self.focus, event)
