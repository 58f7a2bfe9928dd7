"""The objects of a PDF that Qt has written: some replaced, some added, and written out again.

Qt writes a plain table of objects; reading it whole with a library costs more than painting it.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER = re.compile(rb"/Info (\d+) 0 R\s*/Root (\d+) 0 R")
_HEAD = re.compile(rb"(\d+) 0 obj\s")
_STREAM = re.compile(rb"stream\r?\n")
_ENTRY = 20


class Objects:
    """The objects of a PDF file by number.

    Attributes:
        info: Number of the document information.
        root: Number of the catalogue.
    """

    def __init__(self, data: bytes) -> None:
        found = _START.search(data[-64:])
        trailer = _TRAILER.search(data[-400:])
        if found is None or trailer is None:
            raise ValueError(data[-64:])
        self.info, self.root = int(trailer[1]), int(trailer[2])
        table = int(found[1])
        first = data.index(b"\n", data.index(b"\n", table) + 1) + 1
        count = int(data[table:first].split()[2])
        entries = (data[first + _ENTRY * number : first + _ENTRY * (number + 1)] for number in range(count))
        starts = sorted(int(each[:10]) for each in entries if each[17:18] == b"n")
        self._bodies: dict[int, bytes] = {}
        for start, end in zip(starts, [*starts[1:], table], strict=True):
            head = _HEAD.match(data, start)
            if head is None:
                raise ValueError(start)
            self._bodies[int(head[1])] = data[head.end() : data.rindex(b"endobj", start, end)].strip()

    def __getitem__(self, number: int) -> bytes:
        """Return what an object holds."""
        return self._bodies[number]

    def __setitem__(self, number: int, body: bytes) -> None:
        """Replace what an object holds."""
        self._bodies[number] = body

    def __iter__(self) -> Iterator[int]:
        """Go through the numbers of all objects."""
        return iter(list(self._bodies))

    def add(self, body: bytes = b"") -> int:
        """Add an object and return its number."""
        number = max(self._bodies) + 1
        self._bodies[number] = body
        return number

    def stream(self, number: int) -> bytes:
        """Return the data of a stream that is not packed."""
        body = self._bodies[number]
        start = _STREAM.search(body)
        if start is None:
            raise ValueError(number)
        return body[start.end() : body.rindex(b"endstream")]

    def set_stream(self, number: int, data: bytes) -> None:
        """Replace an object by a packed stream."""
        packed = zlib.compress(data)
        head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        self._bodies[number] = head + packed + b"\nendstream"

    def written(self) -> bytes:
        """Return the bytes of the file; the same objects always give the same bytes."""
        pieces, places, at = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"], {}, 15
        for number, body in sorted(self._bodies.items()):
            places[number] = at
            pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(pieces[-1])
        digest = hashlib.sha256(b"".join(pieces)).hexdigest()[:32].encode()
        last = max(places)
        table = [b"0000000000 65535 f \n"]
        table += [
            b"%010d 00000 n \n" % places[number] if number in places else table[0]
            for number in range(1, last + 1)
        ]
        pieces.append(b"xref\n0 %d\n%b" % (last + 1, b"".join(table)))
        pieces.append(
            b"trailer\n<< /Size %d /Info %d 0 R /Root %d 0 R /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n"
            % (last + 1, self.info, self.root, digest, digest, at)
        )
        return b"".join(pieces)


def text_string(text: str) -> bytes:
    """Return a text as PDF wants it: UTF-16 in hex."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"
