"""A city in memory with two computers of a town: bare ones for the city's side, whole desktops for ours."""

from __future__ import annotations

import pytest

from tests.sync.city_kit import CityKit, Desk
from tests.sync.office import Desktop


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
