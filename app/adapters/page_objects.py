"""The objects of a PDF file on their way into it: numbered, packed, written out in one piece."""

from __future__ import annotations

import hashlib
import zlib

_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_FREE = b"0000000000 65535 f \n"


class Objects:
    """The objects of one file by number, from 1."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def __setitem__(self, number: int, body: bytes) -> None:
        """Say what an object is."""
        self._bodies[number - 1] = body

    def add(self, body: bytes = b"null") -> int:
        """Add an object and return its number; what it is may be said later."""
        self._bodies.append(body)
        return len(self._bodies)

    def stream(self, data: bytes, entries: bytes = b"") -> int:
        """Add a packed stream with entries of its dictionary besides; return its number."""
        return self.raw_stream(zlib.compress(data), entries + b" /Filter /FlateDecode")

    def raw_stream(self, data: bytes, entries: bytes) -> int:
        """Add a stream that is packed already."""
        return self.add(b"<< /Length %d%b >>\nstream\n%b\nendstream" % (len(data), entries, data))

    def written(self, root: int, info: int) -> bytes:
        """Return the bytes of the file; the same objects always give the same bytes."""
        pieces, places, at = [_HEAD], [], len(_HEAD)
        for number, body in enumerate(self._bodies, 1):
            places.append(b"%010d 00000 n \n" % at)
            pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(pieces[-1])
        digest = hashlib.sha256(b"".join(pieces)).hexdigest()[:32].encode()
        size = len(self._bodies) + 1
        pieces.append(b"xref\n0 %d\n%b%b" % (size, _FREE, b"".join(places)))
        pieces.append(
            b"trailer\n<< /Size %d /Info %d 0 R /Root %d 0 R /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n"
            % (size, info, root, digest, digest, at)
        )
        return b"".join(pieces)


def text_string(text: str) -> bytes:
    """Return a text as PDF wants it: UTF-16 in hex."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def number(value: float) -> bytes:
    """Return a number as PDF wants it, to a thousandth of a point."""
    return (b"%.3f" % value).rstrip(b"0").rstrip(b".") or b"0"


def colour(value: str) -> bytes:
    """Return the three shares of a colour that is written in hex digits."""
    return b" ".join(number(int(value[at : at + 2], 16) / 255) for at in (0, 2, 4))
