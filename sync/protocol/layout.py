"""The layout of all records (布局): one stamp made of everything this program declares of the wire."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sync.protocol import declarations
from sync.protocol.canonical import canonical, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.protocol.declaration import Declaration


@cache
def layout() -> str:
    """Return the stamp of today's declarations; a program that declares anything otherwise has another."""
    return stamp_of(declarations().values())


def stamp_of(declared: Iterable[Declaration]) -> str:
    """Return the stamp of some declarations, whatever order they come in."""
    return digest_of(canonical({each.name: _plain(each) for each in declared}))


def _plain(value: Any) -> Any:
    """Return a declaration, or a part of one, as JSON that is the same in every process."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if hasattr(value, "items"):
        return _pairs(value)
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    return list(map(_plain, value)) if isinstance(value, tuple | list) else value


def _pairs(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _plain(each) for name, each in value.items()}
