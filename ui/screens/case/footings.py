"""Footings (裁量参照): what pairs are weighed by, read off the UI thread and kept while the page is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from app.services.penalties import Footing
    from ui.screens.case.discretion import Pair
    from ui.screens.tools import Tools


class Footings(QObject):
    """Standards and past fines by item and day of the act.

    Signals:
        read: More of them are known.
    """

    read = Signal()

    def __init__(self, tools: Tools, case_id: UUID) -> None:
        super().__init__()
        self._tools, self._case_id = tools, case_id
        self._known: dict[tuple[UUID, date], Footing] = {}

    def clear(self) -> None:
        """Forget all, so that it is read anew."""
        self._known.clear()

    def footed(self, pair: Pair) -> Pair:
        """Return a pair with what it is weighed by, if that was read already."""
        return replace(pair, footing=self._known.get((pair.item.id, pair.act.last_day)))

    def look(self, pairs: Iterable[Pair]) -> None:
        """Read what the pairs still lack."""
        open_ones = tuple(each for each in pairs if each.footing is None)
        desk, but = self._tools.penalties, (self._case_id,)
        if open_ones:
            work = Job(
                lambda _token: {
                    (each.item.id, each.act.last_day): desk.footing(each.item, each.act.last_day, but)
                    for each in open_ones
                },
                self._take,
            )
            self._tools.jobs.start(self, work)

    def _take(self, found: Mapping[tuple[UUID, date], Footing]) -> None:
        self._known |= found
        self.read.emit()
