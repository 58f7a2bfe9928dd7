"""The wire's forms written a second time, so that a fault of the product's own is not checked by itself."""

from __future__ import annotations

import hashlib
import json
from typing import Any

Mapping = dict[str, Any]
Key = tuple[str, str]

_HASHED = ("at", "cs_id", "ops", "sv", "town", "user")
_SIGNED = ("cs_id", "cs_no", "device", "hash", "incarnation")


def canonical(value: Any) -> str:
    """Return the JSON text that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """Return the sha256 of a value's canonical text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def content_hash(change_set: Mapping) -> str:
    """Return the hash a change set must carry."""
    return digest({name: change_set[name] for name in _HASHED})


def signed_text(change_set: Mapping) -> bytes:
    """Return what the device signs."""
    return canonical({name: change_set[name] for name in _SIGNED}).encode()


def chained(previous: str, row: Mapping) -> str:
    """Return the hash a row of the log must carry after the one before it."""
    change = row["cs"]
    return digest(
        [
            previous,
            row["seq"],
            change["cs_id"],
            change["hash"],
            row["outcome"],
            row["effects"],
            row["conflicts"],
            row["closed"],
        ]
    )


def buckets(versions: dict[Key, int]) -> list[int]:
    """Return the 256 sums over all records and their versions."""
    sums = [0] * 256
    for (coll, record_id), version in versions.items():
        place = hashlib.sha256(f"{coll}/{record_id}".encode()).digest()[0]
        value = hashlib.sha256(f"{coll}/{record_id}/{version}".encode()).digest()[:8]
        sums[place] = (sums[place] + int.from_bytes(value, "big")) % 2**64
    return sums


def sign(device: str, text: bytes) -> str:
    """Return the signature of a simulated device: a keyed hash in the place of Ed25519, which costs time."""
    return hashlib.sha256(f"key of {device}".encode() + text).hexdigest() * 2


def verify(device: str, text: bytes, signature: str) -> bool:
    """Tell whether a simulated device made a signature."""
    return signature == sign(device, text)
