"""Planted bugs: the proof that the simulation would notice."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.sync.simulation.bugs.planting import Bug


@cache
def planted() -> Mapping[str, Bug]:
    """Return every planted bug by name; each module with ``BUGS`` brings some."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    found = [bug for each in modules for bug in getattr(each, "BUGS", ())]
    return {each.name: each for each in found}
