"""The crafts of bundles on a desk (同步包工艺): libsodium and zstd, as the form wants them."""

from __future__ import annotations

import nacl.bindings
import zstandard
from nacl.exceptions import CryptoError

from sync.protocol.bundle_format import Craft

_LEVEL = 3
_LARGEST_WINDOW = 1 << 27

CRAFT = Craft(
    nacl.bindings,
    lambda: zstandard.ZstdCompressor(level=_LEVEL).compressobj(),
    lambda source: zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).stream_reader(source),
    (CryptoError, ValueError, TypeError, zstandard.ZstdError),
)
