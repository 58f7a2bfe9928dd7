"""A private PostgreSQL for one run, a fresh database for each test, and the same on SQLite."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.cityserver.cluster import Cluster
from tests.sync.cityserver.stores import Stores, postgres_stores, sqlite_stores

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nothing of a test survives a power cut, so nothing waits for the disk.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this run alone."""
    folder = Path(tempfile.mkdtemp(prefix="chengzhi-tests-pg-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "data", CARELESS)
    cluster.start()
    yield cluster
    cluster.stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture
def postgres(cluster: Cluster) -> Iterator[Stores]:
    """An empty city in PostgreSQL."""
    stores = postgres_stores(cluster, f"city_{next(_NUMBERS)}")
    yield stores
    stores.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """An empty city on each of both databases."""
    if request.param == "sqlite":
        stores = sqlite_stores(tmp_path / "city.db")
        yield stores
        stores.close()
    else:
        yield request.getfixturevalue("postgres")
