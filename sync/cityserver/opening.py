"""Puts a city server together over a folder of keys and files and a database."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sync.cityserver.belonging import belonging
from sync.cityserver.blob_folder import BlobFolder
from sync.cityserver.blobs import Blobs
from sync.cityserver.city import City, Keys
from sync.cityserver.clock import SystemClock
from sync.cityserver.computers import Computers, Registry
from sync.cityserver.enrolment import Enrolment
from sync.cityserver.heads import read_head
from sync.cityserver.migrate import migrate
from sync.cityserver.prepare import APP, OWNER, PUBLIC, REPORT
from sync.cityserver.scope import CITY, postgres_engine, scoped, sqlite_engine
from sync.cityserver.staff import Staff
from sync.cityserver.towns import every_town
from sync.cityserver.web.platform import Platform
from sync.protocol.enrolment import GRANT_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from sync.cityserver.clock import Clock
    from sync.cityserver.identity import Identity

_TOKEN_BYTES = 8


@dataclass(frozen=True)
class Engines:
    """The database by account (数据库账户): the desks', the reports', the public pages', the owner's.

    Attributes:
        looks: The desks' account again, for a short look while a transaction of ``app`` is open: were both
            to come from one pool, as many requests as it has connections would wait for each other.
    """

    app: Engine
    reports: Engine
    public: Engine
    owner: Engine
    looks: Engine

    def dispose(self) -> None:
        """Let every connection go."""
        for each in (self.app, self.reports, self.public, self.owner, self.looks):
            each.dispose()


def sqlite_engines(path: Path) -> Engines:
    """Return the engines of a one-machine server, which has one account."""
    engine = sqlite_engine(path)
    return Engines(engine, engine, engine, engine, sqlite_engine(path))


def postgres_engines(address: Callable[[str], str], connections: int = 8) -> Engines:
    """Return the engines of PostgreSQL; ``address`` gives the database's address for a role."""
    app = postgres_engine(address(APP), connections)
    few = (postgres_engine(address(role), 2) for role in (REPORT, PUBLIC, OWNER, APP))
    return Engines(app, *few)


def open_platform(
    engines: Engines,
    home: Path,
    clock: Clock | None = None,
    *,
    demonstration: bool = False,
    leave_days: int = GRANT_DAYS,
) -> Platform:
    """Bring the database to today's tables and return the platform over it, which must be its own.

    Args:
        engines: The database.
        home: Folder of keys and files.
        clock: The machine's own without it.
        demonstration: Whether the keys are those of the demonstration city.
        leave_days: Days a computer may work on without a contact (离线使用期限).
    """
    migrate(engines.owner)
    identity = belonging(engines.app, home / "keys", demonstration=demonstration)
    return assemble(engines, home, identity, clock, leave_days)


def _token() -> str:
    return secrets.token_hex(_TOKEN_BYTES)


def assemble(
    engines: Engines,
    home: Path,
    identity: Identity,
    clock: Clock | None = None,
    leave_days: int = GRANT_DAYS,
) -> Platform:
    """Return the platform over a database that is up to date."""
    with scoped(engines.app, CITY) as connection:
        # A town reads the city's log but may not begin it: it must stand before the first one asks.
        read_head(connection, CITY, lock=False, token=_token)
    now = clock or SystemClock()
    registry = Registry(engines.app, engines.looks, Computers(home / "keys" / "computers.log"))
    enrolment = Enrolment(registry, identity, now, leave_days)
    for town in every_town(engines.reports):
        enrolment.complete(town)
    keys = Keys(enrolment.verify, identity.sign, _token)
    return Platform(
        engine=engines.app,
        reports=engines.reports,
        public=engines.public,
        identity=identity,
        clock=now,
        enrolment=enrolment,
        core=City(engines.app, now, identity.server_id, keys, enrolment.complete),
        blobs=Blobs(partial(scoped, engines.app), BlobFolder(home / "blobs"), now.now),
        staff=Staff(engines.app, now),
    )
