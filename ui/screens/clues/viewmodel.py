"""Registers a clue, and makes a case of one, in the background."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.clue import Clue
from ui.forms.supply import FormSupply, Picks, read_picks, with_reasons
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from app.domain.case import Case
    from ui.screens.tools import Tools


class ClueModel(QObject):
    """Confirms what the two forms hand over.

    Signals:
        registered: The clue, with its register number.
        filed: The case made of a clue.
        refused: An ``AppError``; nothing was kept.
        ready: People can be picked from ``supply``.
        busy_changed: Whether a confirmation runs; a second one is not begun meanwhile.
    """

    registered = Signal(object)
    filed = Signal(object)
    refused = Signal(object)
    ready = Signal()
    busy_changed = Signal(bool)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._busy = False
        self.supply = FormSupply(tools.clock, in_capitals=tools.in_capitals)

    def register(self, values: Mapping[str, Any]) -> None:
        """Keep a new clue; its number is taken by the desk."""
        who = self._tools.who()
        clue = Clue(
            id=self._tools.ids.new(), town=who.town, register_no="", registrar_id=who.officer_id, **values
        )
        work = lambda _token: self._tools.clues.register(clue)  # noqa: E731 - one line says it
        self._start(Job(work, self.registered.emit, self.refused.emit))

    def to_case(self, clue_id: UUID, values: Mapping[str, Any]) -> None:
        """Make a case of a clue."""

        def work() -> Case:
            return self._tools.clues.to_case(
                clue_id, values["cause"], values["department"], values["handlers"]
            )

        self._start(Job(lambda _token: work(), self.filed.emit, self.refused.emit))

    def read_people(self, department: str = "") -> None:
        """Read who may be picked as handler in a field today, and why the others may not."""
        town, today = self._tools.who().town, self._tools.clock.today()
        lists, people = self._tools.lists, self._tools.staff.people

        def work() -> Picks:
            return with_reasons(read_picks(lists, town), people.handlers(today, department))

        self._tools.jobs.start(self, Job(lambda _token: work(), self._people))

    def _start(self, job: Job[Any]) -> None:
        if self._busy:
            return
        self._set_busy(on=True)
        self._tools.jobs.start(self, replace(job, ended=lambda: self._set_busy(on=False)))

    def _people(self, picks: Picks) -> None:
        self.supply = FormSupply(self._tools.clock, picks, self._tools.in_capitals)
        self.ready.emit()

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.busy_changed.emit(on)
