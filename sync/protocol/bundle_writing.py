"""Writing a bundle (写同步包): sealed, signed, split, read back, and only then under its name."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any

from sync.protocol.bundle_format import (
    END_MARK,
    FAT32,
    LONGEST_LINE,
    PLAIN_CHUNK,
    SIGNATURE,
    TRAILER,
    BundleError,
    BundleFault,
    Craft,
    Header,
    signed_text,
)
from sync.protocol.bundle_reading import verify
from sync.protocol.bundle_watch import Watched, unwatched
from sync.protocol.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from sync.protocol.bundle_watch import Seen

_END_OF_BLOCK, _END_OF_STREAM = 1, 0
_SPARE = 4096
"""Packed bytes may be a little more than plain ones; so much is left free in a part for them."""


class _Part:
    """One file: header, stream, signature."""

    def __init__(self, file: IO[bytes], header: Header, craft: Craft, recipient: bytes) -> None:
        sodium = craft.sodium
        key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
        sealed = sodium.crypto_box_seal(key, sodium.crypto_sign_ed25519_pk_to_curve25519(recipient))
        self._header = header.with_key(header.part, sealed).written()
        self._file = file
        self._sodium = sodium
        self._packer = craft.packer()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        self._hash = sha256()
        self._plain = bytearray()
        self._first: bytes | None = sha256(self._header).digest()
        self._unpacked = 0
        self.size = 0
        self._out(self._header, hashed=False)
        self._out(sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key))

    def has_room(self, line: bytes, limit: int) -> bool:
        """Tell whether a line and the end still fit, whatever packing makes of them."""
        if self._bound(line) > limit:
            self._seal(self._packer.flush(_END_OF_BLOCK))
            self._unpacked = 0
        return self._bound(line) <= limit

    def add(self, line: bytes) -> None:
        """Append one line."""
        self._unpacked += len(line)
        self._seal(self._packer.compress(line))

    def close(self, secret: bytes) -> None:
        """End the stream, sign, and make the file durable."""
        self._seal(self._packer.flush(_END_OF_STREAM))
        self._push(bytes(self._plain), self._sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        content = signed_text(self._header, self._hash.digest())
        self._out(END_MARK + self._sodium.crypto_sign(content, secret)[:SIGNATURE], hashed=False)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _bound(self, line: bytes) -> int:
        waiting = len(self._plain) + self._unpacked + len(line)
        return self.size + waiting + waiting // 64 + _SPARE + TRAILER

    def _seal(self, packed: bytes) -> None:
        self._plain += packed
        while len(self._plain) > PLAIN_CHUNK:
            self._push(bytes(self._plain[:PLAIN_CHUNK]), 0)
            del self._plain[:PLAIN_CHUNK]

    def _push(self, plain: bytes, tag: int) -> None:
        self._out(
            self._sodium.crypto_secretstream_xchacha20poly1305_push(self._state, plain, self._first, tag)
        )
        self._first = None

    def _out(self, data: bytes, *, hashed: bool = True) -> None:
        self._file.write(data)
        self.size += len(data)
        if hashed:
            self._hash.update(data)


class BundleWriter:
    """One bundle on its way to a stick; nothing stays of it unless ``finish`` was reached."""

    def __init__(
        self, target: Path, header: Header, craft: Craft, keys: tuple[bytes, bytes], limit: int = FAT32
    ) -> None:
        """``keys`` are the sender's seed and the recipient's public key (both Ed25519)."""
        self._target = target
        drawn = craft.sodium.crypto_secretstream_xchacha20poly1305_keygen()[:16]
        self._header = replace(header, id=drawn.hex())
        self._craft = craft
        self._public, self._secret = craft.sodium.crypto_sign_seed_keypair(keys[0])
        self._recipient = keys[1]
        self._limit = limit
        self._open: tuple[IO[bytes], _Part] | None = None
        self._parts: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open is not None:
            with suppress(OSError):  # a full stick fails again at what is still to be written
                self._open[0].close()
            self._open = None
        for number in range(1, len(self._parts) + 1):
            with suppress(OSError):  # a stick that was pulled out keeps it; the fault is told already
                self._unfinished(number).unlink(missing_ok=True)

    def add(self, line: Mapping[str, Any]) -> None:
        """Append one line, in the next part when this one is full."""
        text = canonical(line).encode() + b"\n"
        if len(text) > LONGEST_LINE:
            msg = f"a line of {len(text)} bytes is longer than any reader takes"
            raise ValueError(msg)
        try:
            part = self._part()
            if not part.has_room(text + _end(more=True), self._limit):
                self._close(more=True)
                part = self._part()
            part.add(text)
        except OSError as error:
            raise BundleError(BundleFault.NOT_WRITTEN) from error

    def finish(self, seen: Seen = unwatched) -> tuple[Path, ...]:
        """End the last part, read all parts back from the stick, then name them, the first one last."""
        try:
            self._part()
            self._close(more=False)
            for number in range(1, len(self._parts) + 1):
                with self._unfinished(number).open("rb") as file:
                    verify(Watched(file, seen), self._public, self._craft)
            for number in range(len(self._parts), 0, -1):
                self._unfinished(number).replace(self._parts[number - 1])
        except OSError as error:
            raise BundleError(BundleFault.NOT_WRITTEN) from error
        return tuple(self._parts)

    def _part(self) -> _Part:
        if self._open is None:
            number = len(self._parts) + 1
            self._parts.append(part_path(self._target, number))
            file = self._unfinished(number).open("wb")
            header = self._header.with_key(number, b"")
            self._open = (file, _Part(file, header, self._craft, self._recipient))
        return self._open[1]

    def _close(self, *, more: bool) -> None:
        if self._open is None:
            return
        file, part = self._open
        part.add(_end(more=more))
        part.close(self._secret)
        file.close()
        self._open = None

    def _unfinished(self, number: int) -> Path:
        path = part_path(self._target, number)
        return path.with_name(f"{path.name}.part")


def part_path(target: Path, number: int) -> Path:
    """Return the name of a part: ``X.lsb``, ``X.2.lsb``, ``X.3.lsb``."""
    return target if number == 1 else target.with_name(f"{target.stem}.{number}{target.suffix}")


def _end(*, more: bool) -> bytes:
    return canonical({"kind": "end", "more": more}).encode() + b"\n"
