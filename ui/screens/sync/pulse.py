"""Pulse (脉搏): looks every few seconds whether the exchange took a step, while somebody sees the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import Job, Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.tools import Tools

EVERY = 5000
"""Milliseconds between two looks."""


class Pulse(QObject):
    """Compares how the exchange stands with what the page shows.

    Signals:
        stepped: It stands otherwise than shown; once for each step, and again for who comes back to the page.
    """

    stepped = Signal()

    def __init__(self, tools: Tools, wanted: Callable[[], bool]) -> None:
        """Take what tells whether a look is wanted now."""
        super().__init__()
        self._tools, self._wanted = tools, wanted
        self._shown: object = None
        self._last: object = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY)

    def shows(self, stands: object) -> None:
        """Remember what the page shows."""
        self._shown, self._last = stands, None

    def look(self) -> None:
        """Look now, where it is wanted; a look that fails is no news, for the next one follows soon."""
        if not self._wanted():
            self._last = None
            return
        desk = self._tools.syncing
        job = Job(lambda _token: desk.pulse(), self._seen, lambda _error: None, lane=Lane.OTHER)
        self._tools.jobs.start(self, job)

    def _seen(self, stands: object) -> None:
        if not self._wanted():
            return
        stepped = stands not in (self._shown, self._last)
        self._last = stands
        if stepped:
            self.stepped.emit()
