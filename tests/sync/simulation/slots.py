"""Engines that outlive a story: their compiled statements are kept, the disk in them is changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

from localdb.engine import open_engine
from localdb.migrate import migrate
from sync.cityserver.scope import sqlite_engine
from sync.cityserver.tables import metadata
from tests.sync.simulation.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Callable


class Slot:
    """A place for one disk: whoever connects through its engine gets the disk that is in it."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        self.engine = make()
        self._disk = Disk.blank()
        event.listen(self.engine, "do_connect", self._connect)

    @property
    def disk(self) -> Disk:
        """The disk in the machine."""
        return self._disk

    def put_in(self, disk: Disk) -> None:
        """Change the disk."""
        self.engine.dispose()
        self._disk = disk

    def _connect(self, *_given: Any) -> Disk:
        return self._disk


@cache
def desk_slot(number: int) -> Slot:
    """Return the slot of one desktop of a world."""
    return Slot(lambda: open_engine(Path(f"desk{number}.db")))


@cache
def city_slot() -> Slot:
    """Return the slot of the city server."""
    return Slot(lambda: sqlite_engine(None))


@cache
def new_desk_disk() -> Disk:
    """Return a desktop's disk with today's tables and nothing in them; to be copied, never used."""
    slot = desk_slot(0)
    slot.put_in(Disk.blank())
    migrate(slot.engine, lambda _layout: None)
    return slot.disk.copy()


@cache
def new_city_disk() -> Disk:
    """Return a server's disk with today's tables and nothing in them; to be copied, never used."""
    slot = city_slot()
    slot.put_in(Disk.blank())
    metadata.create_all(slot.engine)
    return slot.disk.copy()
