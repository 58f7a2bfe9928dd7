"""Tries to sign in (登录尝试): five wrong ones from an address let that address rest, and nobody else.

Over all addresses together more may go wrong before new ones have to wait, so that a guesser with many is
slow; an address the administrator has come from before is not kept waiting by what strangers do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Integer, MetaData, Table, Text, delete, insert, select, update

from sync.cityserver.clock import stamp
from sync.cityserver.registry_tables import staff as people
from sync.cityserver.scope import CITY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

LOCKED = timedelta(minutes=15)
TRIES, TRIES_IN_ALL = 5, 50
METADATA = MetaData()

TRIED = Table(
    "sign_in_try",
    METADATA,
    *(Column(name, Text, primary_key=True) for name in ("town", "name", "address")),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Text),
    Column("succeeded_at", Text),
)
"""Where an administrator was tried to be, and when it last was the administrator."""


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries for one name within one transaction."""

    connection: Connection
    name: str

    def begun(self, address: str, now: datetime) -> bool:
        """Count a try as failed until its password fits; while an address rests, nothing is counted."""
        # Locked, so that tries at the same moment do not count as one.
        asked = select(people.c.failures, people.c.locked_until).where(*self._all).with_for_update()
        over_all = self.connection.execute(asked).one()
        here = self._here(address)
        rests = (here.locked_until, None if here.succeeded_at else over_all.locked_until)
        if any(until is not None and until > stamp(now) for until in rests):
            return False
        self._set(address, _one_more(here.failures, TRIES, now))
        if here.succeeded_at is None:
            self._set_all(_one_more(over_all.failures, TRIES_IN_ALL, now))
        return True

    def succeeded(self, address: str, now: datetime) -> None:
        """Take back what a try counted: it was the administrator."""
        if self._here(address).succeeded_at is None:
            counted = update(people).where(*self._all, people.c.failures > 0)
            self.connection.execute(counted.values(failures=people.c.failures - 1))
        self._set(address, {"failures": 0, "locked_until": None, "succeeded_at": stamp(now)})

    def forget(self) -> None:
        """Forget every address."""
        self.connection.execute(delete(TRIED).where(*self._mine))

    def _here(self, address: str) -> Row[tuple[Any, ...]]:
        """Return what is known of an address, from its first try on."""
        asked = select(TRIED).where(*self._mine, TRIED.c.address == address)
        found = self.connection.execute(asked).one_or_none()
        if found is not None:
            return found
        row = {"town": CITY, "name": self.name, "address": address, "failures": 0}
        self.connection.execute(insert(TRIED).values(**row))
        return self.connection.execute(asked).one()

    def _set(self, address: str, values: Mapping[str, object]) -> None:
        self.connection.execute(update(TRIED).where(*self._mine, TRIED.c.address == address).values(**values))

    def _set_all(self, values: Mapping[str, object]) -> None:
        self.connection.execute(update(people).where(*self._all).values(**values))

    @property
    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        return (TRIED.c.town == CITY, TRIED.c.name == self.name)

    @property
    def _all(self) -> tuple[ColumnElement[bool], ...]:
        return (people.c.town == CITY, people.c.name == self.name)


def _one_more(failures: int, most: int, now: datetime) -> Mapping[str, object]:
    if failures + 1 < most:
        return {"failures": failures + 1, "locked_until": None}
    return {"failures": 0, "locked_until": stamp(now + LOCKED)}
