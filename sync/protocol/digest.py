"""A digest of every record of a stream in 256 buckets, kept up to date change by change on both sides."""

from __future__ import annotations

import hashlib
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.protocol.images import Image

BUCKETS = 256
_MODULUS = 2**64
_WIDTH = 8
_STORED = Struct(f">{BUCKETS}Q")


def empty() -> list[int]:
    """Return the digest of a stream without records."""
    return [0] * BUCKETS


def bucket_of(coll: str, record: str) -> int:
    """Return the bucket a record lies in for ever."""
    return hashlib.sha256(f"{coll}/{record}".encode()).digest()[0]


def value_of(coll: str, record: str, version: int) -> int:
    """Return what one version of a record adds to its bucket."""
    return int.from_bytes(hashlib.sha256(f"{coll}/{record}/{version}".encode()).digest()[:_WIDTH])


def added(buckets: list[int], image: Image) -> None:
    """Count a record in."""
    _shift(buckets, image, value_of(image.coll, image.id, image.version))


def removed(buckets: list[int], image: Image) -> None:
    """Count a record out, before its next version is counted in."""
    _shift(buckets, image, -value_of(image.coll, image.id, image.version))


def packed(buckets: list[int]) -> bytes:
    """Return a digest as bytes to be stored."""
    return _STORED.pack(*buckets)


def unpacked(stored: bytes) -> list[int]:
    """Return the digest that ``packed`` stored."""
    return list(_STORED.unpack(stored))


def _shift(buckets: list[int], image: Image, by: int) -> None:
    bucket = bucket_of(image.coll, image.id)
    buckets[bucket] = (buckets[bucket] + by) % _MODULUS
