"""A whole city server over the databases of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.cityserver.identity import load_identity
from sync.cityserver.opening import Engines, assemble

if TYPE_CHECKING:
    from pathlib import Path

    from sync.cityserver.web.platform import Platform
    from tests.sync.cityserver.stores import Stores


def engines_of(stores: Stores) -> Engines:
    """Return the engines of databases that are there."""
    return Engines(stores.app, stores.report, stores.public, stores.owner, stores.look)


def platform_over(stores: Stores, home: Path, *, demonstration: bool = False) -> Platform:
    """Return a platform over databases that are there."""
    return assemble(engines_of(stores), home, load_identity(home / "keys", demonstration=demonstration))
