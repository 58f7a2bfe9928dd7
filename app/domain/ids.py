"""Identity (标识): UUIDv7 made at birth, which sort by its moment, or derived from a key."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

RANDOM_BITS = 74
_DERIVED = uuid5(NAMESPACE_URL, "chengzhi:derived")


def uuid7(milliseconds: int, randomness: int) -> UUID:
    """Make a UUIDv7 (RFC 9562) from Unix milliseconds and 74 random bits."""
    high, low = randomness >> 62, randomness & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | (high & 0xFFF) << 64
    value |= 0b10 << 62 | low
    return UUID(int=value)


def derived_id(town: str, kind: str, key: str) -> UUID:
    """Return the id that a town's one record of a kind and key has, on whichever computer it is made."""
    return uuid5(_DERIVED, f"{town}/{kind}/{key}")
