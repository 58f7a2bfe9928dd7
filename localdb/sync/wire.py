"""What the store is told of the wire's rules, so that it need not know the wire."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from json import JSONEncoder
from typing import Any
from uuid import UUID

Image = Mapping[str, Any]
"""A record as the server tells it: ``coll``, ``id``, ``version``, ``deleted``, ``fields``."""


_ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def plain(told: Mapping[str, Any]) -> str:
    """Return what the server told as JSON, to be kept."""
    return _ENCODER.encode(told)


def image_of(coll: str, record_id: str, version: int, deleted: object, fields: str) -> Image:
    """Return an image as the server told it, from what was kept of it."""
    return {
        "coll": coll,
        "id": record_id,
        "version": version,
        "deleted": bool(deleted),
        "fields": json.loads(fields),
    }


@dataclass(frozen=True, slots=True)
class Wire:
    """The rules both ends share.

    Attributes:
        shown: What the clerk sees: operations not yet settled, laid over the server's image.
        bucket: The bucket of the digest a record lies in.
        weight: What one version of a record adds to its bucket.
        layout: The stamp of everything the wire declares; another program may have another.
    """

    shown: Callable[[Image | None, Sequence[Mapping[str, Any]]], Image | None]
    bucket: Callable[[str, str], int]
    weight: Callable[[str, str, int], int]
    layout: str


def identity_in(told: object) -> UUID | None:
    """Return the identity that a text of the wire is, ``None`` where it is none."""
    try:
        return UUID(told) if isinstance(told, str) else None
    except ValueError:
        return None
