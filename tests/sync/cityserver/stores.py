"""Databases for tests of the city server, with two towns in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert

from sync.cityserver.migrate import migrate
from sync.cityserver.prepare import APP, OWNER, PUBLIC, REPORT, prepare
from sync.cityserver.registry_tables import town as towns
from sync.cityserver.scope import CITY, postgres_engine, scoped, sqlite_engine

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from sync.cityserver.cluster import Cluster

EAST, WEST = "320281001", "320281002"
TOWNS = {EAST: "东桥镇（测试）", WEST: "西桥镇（测试）", CITY: "市级平台（测试）"}


@dataclass(frozen=True)
class Stores:
    """The engines of one city: the desks', the city's reports', the public pages', the owner's, for looks."""

    app: Engine
    report: Engine
    public: Engine
    owner: Engine
    look: Engine

    def close(self) -> None:
        """Let every connection go."""
        for each in (self.app, self.report, self.public, self.owner, self.look):
            each.dispose()


def postgres_stores(cluster: Cluster, name: str) -> Stores:
    """Make a fresh database with today's tables."""
    prepare(cluster.address("postgres", "postgres"), name)
    engines = (postgres_engine(cluster.address(role, name)) for role in (APP, REPORT, PUBLIC, OWNER, APP))
    return _filled(Stores(*engines))


def sqlite_stores(path: Path) -> Stores:
    """Make a fresh file with today's tables; on SQLite there is one account."""
    engine = sqlite_engine(path)
    return _filled(Stores(engine, engine, engine, engine, sqlite_engine(path)))


def _filled(stores: Stores) -> Stores:
    migrate(stores.owner)
    for code, name in TOWNS.items():
        with scoped(stores.app, code) as connection:
            row = {"town": code, "name": name, "kind": "town", "made_at": "2026-01-01"}
            connection.execute(insert(towns).values(**row))
    return stores
