"""附件传输 (attachment transfer): the words of tus 1.0 that both ends speak, and ours beside them."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,expiration,termination"
ALGORITHMS = ("sha1", "sha256")
"""The protocol asks every server for sha1; our own client sends sha256."""
CHUNK_TYPE = "application/offset+octet-stream"
FOLDER = "/v2/t/blobs/"
BY_HASH = f"{FOLDER}sha256/"
TAIL = "X-Sync-Tail"
"""Where the bytes begin that no checksum has confirmed yet, and their sha256."""
COMPLETE = "X-Sync-Complete"
"""``1`` once the whole file hashes to its name and is durable."""
BACKED = "X-Sync-Backed"
"""``1`` once the server's own backup holds the file."""
CODE = "X-Sync-Code"
"""Why a request was refused, for answers that may have no body."""
LARGEST = 16 * 1024**3

_DIGEST = re.compile(r"[0-9a-f]{64}")


class UnreadableHeaderError(ValueError):
    """A header of an upload does not say what the protocol wants."""


def is_digest(text: str) -> bool:
    """Tell whether a text is a sha256 in lower-case hex."""
    return _DIGEST.fullmatch(text) is not None


def write_metadata(values: Mapping[str, str]) -> str:
    """Return ``Upload-Metadata`` of names and texts."""
    return ",".join(f"{name} {b64encode(text.encode()).decode()}" for name, text in values.items())


def read_metadata(header: str) -> dict[str, str]:
    """Return the names and texts of ``Upload-Metadata``; a name alone has the empty text."""
    found: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        name, _, coded = pair.partition(" ")
        if name in found:
            raise UnreadableHeaderError(name)
        found[name] = _decoded(coded).decode("utf-8", "replace")
    return found


def write_checksum(chunk: bytes) -> str:
    """Return ``Upload-Checksum`` of a chunk."""
    return f"sha256 {b64encode(hashlib.sha256(chunk).digest()).decode()}"


def read_checksum(header: str) -> tuple[str, bytes]:
    """Return algorithm and digest of ``Upload-Checksum``, or raise ``UnreadableHeaderError``."""
    name, _, coded = header.strip().partition(" ")
    if name not in ALGORITHMS:
        raise UnreadableHeaderError(name)
    digest = _decoded(coded)
    if len(digest) != hashlib.new(name, usedforsecurity=False).digest_size:
        raise UnreadableHeaderError(name)
    return name, digest


def write_tail(start: int, digest: str) -> str:
    """Return our header about the unconfirmed end of an upload."""
    return f"{start} {digest}"


def read_tail(header: str) -> tuple[int, str]:
    """Return where the unconfirmed end begins and its sha256, or raise ``UnreadableHeaderError``."""
    start, _, digest = header.partition(" ")
    if not (start.isascii() and start.isdigit() and is_digest(digest)):
        raise UnreadableHeaderError(header)
    return int(start), digest


def read_size(header: str | None) -> int:
    """Return a count of bytes from a header, or raise ``UnreadableHeaderError``."""
    text = (header or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 18):  # noqa: PLR2004 - fits 64 bits
        raise UnreadableHeaderError(text)
    return int(text)


def _decoded(coded: str) -> bytes:
    try:
        return b64decode(coded.strip(), validate=True)
    except (NotBase64Error, ValueError) as error:
        raise UnreadableHeaderError(coded) from error
