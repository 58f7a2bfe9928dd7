"""The wire between this computer and the city server: one declaration per record type."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.protocol.declaration import Declaration


@cache
def declarations() -> Mapping[str, Declaration]:
    """Return every declared record type by name; each module with a ``DECLARATION`` brings one."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    found = [each.DECLARATION for each in modules if hasattr(each, "DECLARATION")]
    return {each.name: each for each in found}
