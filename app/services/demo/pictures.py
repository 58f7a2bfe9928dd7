"""Files (演示附件): small real files for the evidence: a picture, a PDF page and a text."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_WIDTH, _HEIGHT = 240, 160
_ROOF, _SIGN_TOP, _SIGN_FOOT, _HORIZON = 30, 45, 60, 100


def a_picture(chance: Random) -> bytes:
    """Return a PNG of a street front drawn in plain colours."""
    sky, wall, ground, sign = (bytes(chance.randrange(90, 240) for _ in range(3)) for _ in range(4))
    left = chance.randrange(30, 120)
    rows = []
    for y in range(_HEIGHT):
        row = bytearray((sky if y < _HORIZON else ground) * _WIDTH)
        if _ROOF < y < _HORIZON:
            row[left * 3 : (left + 80) * 3] = wall * 80
        if _SIGN_TOP < y < _SIGN_FOOT:
            row[(left + 10) * 3 : (left + 70) * 3] = sign * 60
        rows.append(b"\0" + bytes(row))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in parts)


def a_page(chance: Random) -> bytes:
    """Return a PDF of one A4 page that says what it is."""
    lines = ["DEMONSTRATION DATA", f"NO. 99{chance.randrange(10**8):08d}", "NOT A REAL DOCUMENT"]
    drawn = "".join(f"BT /F1 20 Tf 90 {700 - 40 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    content = f"2 w 70 560 455 200 re S\n{drawn}".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%sendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    return _pdf(objects)


def a_text(words: str) -> bytes:
    """Return a text file that says it is for demonstration."""
    return f"演示数据\n{words}\n".encode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pdf(objects: list[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)
