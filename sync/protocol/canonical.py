"""The one text form of a JSON value: what is hashed, signed and stored."""

from __future__ import annotations

import hashlib
from json import JSONEncoder

_ENCODER = JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False, allow_nan=False
)


def canonical(value: object) -> str:
    """Return JSON text with sorted keys, without blanks, in Unicode; ``ValueError`` for what JSON lacks."""
    return _ENCODER.encode(value)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
