"""Reading a bundle (读同步包): first the signature over everything, then the lines; damage is named."""

from __future__ import annotations

import io
import os
from hashlib import sha256
from json import JSONDecodeError, loads
from typing import TYPE_CHECKING, Any

from sync.protocol.bundle_format import (
    END_MARK,
    LONGEST_LINE,
    PLAIN_CHUNK,
    TRAILER,
    BundleError,
    BundleFault,
    Craft,
    Header,
    read_header,
    signed_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sync.protocol.bundle_format import Source

_BLOCK = 1 << 20


def verify(file: Source, sender: bytes, craft: Craft) -> Header:
    """Return the header of a file that its sender signed whole.

    Raises:
        BundleError: It is no bundle, cut, or not what was signed.
    """
    header, lead = read_header(file)
    end = _end_of_stream(file)
    running = sha256()
    while (left := end - file.tell()) > 0:
        block = file.read(min(left, _BLOCK))
        if not block:
            raise BundleError(BundleFault.CUT)
        running.update(block)
    signature = file.read(TRAILER)[len(END_MARK) :]
    content = signed_text(lead, running.digest())
    try:
        craft.sodium.crypto_sign_open(signature + content, sender)
    except craft.damaged:
        raise BundleError(BundleFault.ALTERED) from None
    return header


def lines(file: Source, seed: bytes, craft: Craft) -> Iterator[Mapping[str, Any]]:
    """Yield the lines of a file to its recipient, each proven before it is read; the end among them."""
    header, lead = read_header(file)
    stream = io.BufferedReader(_Stream(file, _end_of_stream(file), _opened(header, seed, craft), lead, craft))
    unpacked = craft.unpacker(stream)
    held = b""
    try:
        while block := unpacked.read(_BLOCK):
            *whole, held = (held + block).split(b"\n")
            yield from map(_line, whole)
            if len(held) > LONGEST_LINE:
                raise BundleError(BundleFault.UNREADABLE)
        stream.read()  # to the end of the stream, whose last chunk says that it is the last
    except craft.damaged:
        raise BundleError(BundleFault.ALTERED) from None
    if held:
        raise BundleError(BundleFault.UNREADABLE)


class _Stream(io.RawIOBase):
    """The plain bytes of a secret stream, chunk by chunk; one that ends too early is an error."""

    def __init__(self, file: Source, end: int, key: bytes, lead: bytes, craft: Craft) -> None:
        super().__init__()
        self._file = file
        self._end = end
        self._sodium = craft.sodium
        self._state = craft.sodium.crypto_secretstream_xchacha20poly1305_state()
        self._first: bytes | None = sha256(lead).digest()
        self._plain = b""
        self._final = False
        begin = file.read(craft.sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES)
        try:
            craft.sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, begin, key)
        except craft.damaged:
            raise BundleError(BundleFault.ALTERED) from None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._plain and not self._final:
            self._pull()
        size = min(len(buffer), len(self._plain))
        buffer[:size] = self._plain[:size]
        self._plain = self._plain[size:]
        return size

    def _pull(self) -> None:
        longest = PLAIN_CHUNK + self._sodium.crypto_secretstream_xchacha20poly1305_ABYTES
        chunk = self._file.read(min(longest, self._end - self._file.tell()))
        self._plain, tag = self._sodium.crypto_secretstream_xchacha20poly1305_pull(
            self._state, chunk, self._first
        )
        self._first = None
        self._final = tag == self._sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        if not self._plain and not self._final:
            raise BundleError(BundleFault.ALTERED)


def _opened(header: Header, seed: bytes, craft: Craft) -> bytes:
    """Return the key of the stream, or raise that it is sealed to somebody else."""
    sodium = craft.sodium
    public, secret = sodium.crypto_sign_seed_keypair(seed)
    try:
        return sodium.crypto_box_seal_open(
            bytes.fromhex(header.key),
            sodium.crypto_sign_ed25519_pk_to_curve25519(public),
            sodium.crypto_sign_ed25519_sk_to_curve25519(secret),
        )
    except craft.damaged:
        raise BundleError(BundleFault.OTHER_RECIPIENT) from None


def _end_of_stream(file: Source) -> int:
    """Return where the stream ends, and leave the file where it was."""
    at = file.tell()
    end = file.seek(0, os.SEEK_END) - TRAILER
    file.seek(max(end, 0))
    mark = file.read(len(END_MARK))
    file.seek(at)
    if end < at or mark != END_MARK:
        raise BundleError(BundleFault.CUT)
    return end


def _line(text: bytes) -> Mapping[str, Any]:
    try:
        line = loads(text)
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise BundleError(BundleFault.UNREADABLE) from None
    if not (isinstance(line, dict) and isinstance(line.get("kind"), str)):
        raise BundleError(BundleFault.UNREADABLE)
    return line


def header_of(path: Path) -> Header:
    """Return the unproven header of a file, to ask whether it is meant for here."""
    try:
        with path.open("rb") as file:
            return read_header(file)[0]
    except OSError as error:
        raise BundleError(BundleFault.UNREADABLE) from error
