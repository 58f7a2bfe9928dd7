"""Rows and how they map to the records of the domain."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from localdb.base import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Table


@cache
def tables() -> Mapping[type[Any], Table]:
    """Return the table of every record class; each module of this package brings one row."""
    for each in iter_modules(__path__):
        import_module(f"{__name__}.{each.name}")
    rows = [mapper.class_ for mapper in Row.registry.mappers]
    return {row.holds: row.__table__ for row in rows if hasattr(row, "holds")}
