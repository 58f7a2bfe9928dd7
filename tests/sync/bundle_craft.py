"""Keys and crafts for bundles in tests: the real library, seeds that are told by name."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import nacl.bindings
import zstandard
from nacl.exceptions import CryptoError

from sync.protocol.bundle_format import Craft

if TYPE_CHECKING:
    from sync.protocol.sodium import Sodium

SODIUM: Sodium = nacl.bindings
CRAFT = Craft(
    SODIUM,
    lambda: zstandard.ZstdCompressor(level=3).compressobj(),
    lambda source: zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(source),
    (CryptoError, ValueError, TypeError, zstandard.ZstdError),
)


def seed(name: str) -> bytes:
    """Return the seed of somebody's keys."""
    return sha256(name.encode()).digest()


def public(name: str) -> bytes:
    """Return somebody's public key."""
    return SODIUM.crypto_sign_seed_keypair(seed(name))[0]
