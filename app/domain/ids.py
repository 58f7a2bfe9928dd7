"""Identity (标识): UUIDv7 made at birth, so that ids sort by the moment they were made."""

from __future__ import annotations

from uuid import UUID

RANDOM_BITS = 74


def uuid7(milliseconds: int, randomness: int) -> UUID:
    """Make a UUIDv7 (RFC 9562) from Unix milliseconds and 74 random bits."""
    high, low = randomness >> 62, randomness & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | (high & 0xFFF) << 64
    value |= 0b10 << 62 | low
    return UUID(int=value)
