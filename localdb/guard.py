"""The guard (防回退标记): what this computer knows of its store outside the store's file.

A database that was copied back, or to another computer, disagrees with it: what was numbered since then
must not be numbered again.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from localdb.sync.incarnation import begin_incarnation, incarnated
from localdb.sync.journal import note

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.sync_ports import Guard
    from localdb.outbox import Means


class Watch:
    """Compares a store with its guard, and keeps the guard up."""

    def __init__(self, engine: Engine, means: Means, guard: Guard) -> None:
        self._engine = engine
        self._means = means
        self._guard = guard
        self._keeping = Lock()

    def check(self) -> None:
        """Begin a new incarnation when the store is not as this computer left it."""
        with self._engine.begin() as connection:
            device, incarnation, counter = incarnated(connection)
            enrolled = connection.exec_driver_sql("SELECT 1 FROM sync_link").first() is not None
            known = self._guard.known(device)
            if enrolled and (why := _disagreement(known, incarnation, counter)):
                begin_incarnation(connection, self._means, why)
                if known is not None and known[0] == incarnation:
                    # Work numbered since then is only where it was sent to; the sync centre must say so.
                    note(connection, self._means.clock.now(), "gone_back", str(known[1] - counter))
        self.keep()

    def keep(self) -> None:
        """Tell the guard how far this computer has numbered."""
        # Read and told by one thread at a time: a slow one would put an older number over a newer one.
        with self._keeping:
            with self._engine.connect() as connection:
                found = incarnated(connection)
            self._guard.keep(*found)


def _disagreement(known: tuple[str, int] | None, incarnation: str, counter: int) -> str:
    if known is None:
        return "unknown_here"
    if known[0] != incarnation:
        return "copied"
    return "rolled_back" if known[1] > counter else ""
