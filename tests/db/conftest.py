"""An open store in a fresh folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from localdb.store import Store, open_store
from tests.db.surroundings import means

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localdb.outbox import Means


@pytest.fixture
def given() -> Means:
    """Clock, ids, encoder and clerk of the store."""
    return means()


@pytest.fixture
def store(tmp_path: Path, given: Means) -> Iterator[Store]:
    """A new store."""
    opened = open_store(tmp_path / "store", given)
    yield opened
    opened.close()
