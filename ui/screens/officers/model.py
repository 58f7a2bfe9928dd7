"""Desk model: reads what a screen of people shows, and carries things out one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from ui.forms.supply import FormSupply, Picks, read_picks
from ui.jobs import Job, Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.errors import AppError
    from ui.jobs import Token
    from ui.screens.tools import Tools

T = TypeVar("T")


class DeskModel(QObject):
    """One screen's reading and doing.

    Signals:
        shown: What was read.
        busy_changed: Whether something is carried out; a second thing is not begun meanwhile.
        progressed: How many of how many are done.
    """

    shown = Signal(object)
    busy_changed = Signal(bool)
    progressed = Signal(int, int)

    def __init__(self, tools: Tools, read: Callable[[], Any]) -> None:
        super().__init__()
        self.tools = tools
        self.supply = FormSupply(tools.clock, in_capitals=tools.in_capitals)
        self._read = read
        self._busy = False
        self._token: Token | None = None

    @property
    def busy(self) -> bool:
        """Whether something is carried out."""
        return self._busy

    def refresh(self) -> None:
        """Read everything anew."""
        lists, town = self.tools.lists, self.tools.who().town

        def work() -> tuple[Any, Picks]:
            return self._read(), read_picks(lists, town)

        self.tools.jobs.start(self, Job(lambda _token: work(), self._show))

    def do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Carry something out, then read anew; without ``failed`` the notices show a failure."""
        self.run(lambda _token: work(), done, failed, lane)

    def run(
        self,
        work: Callable[[Token], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Carry out long work that reports and may be stopped, then read anew."""
        if self._busy:
            return
        self._set_busy(on=True)
        refused = failed or self.tools.notices.failed

        def taken(result: Any) -> None:
            if done is not None:
                done(result)
            self.refresh()

        told = self.progressed.emit
        job = Job(work, taken, refused, told, lane, ended=lambda: self._set_busy(on=False))
        self._token = self.tools.jobs.start(self, job)

    def stop(self) -> None:
        """Ask what runs to stop; what it has kept by then stays."""
        if self._token is not None and self._busy:
            self._token.cancel()

    def look(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Fetch something that changes nothing."""
        self.tools.jobs.start(self, Job(lambda _token: work(), done, lane=Lane.DATABASE))

    def _show(self, read: tuple[Any, Picks]) -> None:
        found, picks = read
        self.supply = FormSupply(self.tools.clock, picks, self.tools.in_capitals)
        self.shown.emit(found)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.busy_changed.emit(on)
