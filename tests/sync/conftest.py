"""A city in memory with two computers of a town: bare ones for the city's side, whole desktops for ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.device_key import VAULT_OPENED_BY
from tests.sync.blob_city import BlobCity, blob_city
from tests.sync.blob_desk import BlobDesk, DirectLine, blob_desk
from tests.sync.city_kit import CityKit, Desk
from tests.sync.listening_city import Town, listening
from tests.sync.office import Desktop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A city that listens, and a desk that it does not know."""
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    with listening(tmp_path) as made:
        yield made


@pytest.fixture
def town(stranger: Town) -> Town:
    """A city that listens, and a desk that was let in."""
    stranger.joined()
    return stranger


@pytest.fixture
def kit() -> CityKit:
    """A city."""
    return CityKit()


@pytest.fixture
def east(kit: CityKit) -> Desk:
    """A computer of the town."""
    return kit.desk("东机")


@pytest.fixture
def west(kit: CityKit) -> Desk:
    """Another computer of the same town."""
    return kit.desk("西机")


@pytest.fixture
def here(kit: CityKit) -> Desktop:
    """A desktop of the town."""
    return Desktop(kit, 1)


@pytest.fixture
def there(kit: CityKit) -> Desktop:
    """Another desktop of the same town."""
    return Desktop(kit, 2)


@pytest.fixture
def city(tmp_path: Path) -> BlobCity:
    """A city that keeps files."""
    return blob_city(tmp_path / "city")


@pytest.fixture
def desk(tmp_path: Path, city: BlobCity) -> Iterator[BlobDesk]:
    """A desk with files for it."""
    opened = blob_desk(tmp_path / "desk", DirectLine(city))
    yield opened
    opened.store.close()
