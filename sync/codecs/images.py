"""What the store is told of merging: images as plain mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.protocol import merging
from sync.protocol.images import Image

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def shown(base: Mapping[str, Any] | None, pending: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return what the clerk sees: own work not yet settled, laid over the server's image."""
    image = None if base is None else Image(**{name: base[name] for name in _PARTS})
    laid = merging.shown(image, [dict(each) for each in pending])
    return None if laid is None else {name: getattr(laid, name) for name in _PARTS}


_PARTS = ("coll", "id", "version", "deleted", "fields")
