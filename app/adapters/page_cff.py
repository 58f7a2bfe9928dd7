"""A font file (CFF) with the glyphs of one document and no others, as PDF embeds it.

Outlines come as cubic curves in thousandths of an em. The layout is Adobe's Technical Note 5176
(Compact Font Format), the drawing words are those of 5177 (Type 2 charstrings).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOVE, _LINE, _CURVE, _END = b"\x15", b"\x05", b"\x08", b"\x0e"
_MOST_ON_STACK = 48
_FIRST_OWN_STRING = 391
_ROS, _CID_COUNT, _FONT_DICTS, _FONT_SELECT = b"\x0c\x1e", b"\x0c\x22", b"\x0c\x24", b"\x0c\x25"
_CHARSET, _CHARSTRINGS, _PRIVATE, _BOX = b"\x0f", b"\x11", b"\x12", b"\x05"
_OWN_WIDTHS = b"\x8b\x14\x8b\x15"  # defaultWidthX and nominalWidthX are 0: every glyph tells its width
_HEADER = b"\x01\x00\x04\x04"

Contour = list[tuple[int, ...]]
"""Steps of an outline: two numbers move to a beginning (the first) or draw a line, six draw a curve."""


def charstring(width: int, contours: Iterable[Contour]) -> bytes:
    """Return the drawing of a glyph: its width, then each contour from where the one before ended."""
    said = [_integer(width)]
    x = y = 0
    for contour in contours:
        for step, (word, points) in enumerate(_grouped(contour)):
            for at in range(0, len(points), 2):
                said += (_integer(points[at] - x), _integer(points[at + 1] - y))
                x, y = points[at], points[at + 1]
            said.append(_MOVE if step == 0 else word)
    return b"".join([*said, _END])


def _grouped(contour: Contour) -> Iterable[tuple[bytes, list[int]]]:
    """Put steps of the same kind together as far as the reader's stack allows."""
    yield _MOVE, list(contour[0])
    word, points = b"", list[int]()
    for step in contour[1:]:
        wanted = _LINE if len(step) == 2 else _CURVE  # noqa: PLR2004 - one point
        if points and (wanted != word or len(points) + len(step) > _MOST_ON_STACK):
            yield word, points
            points = []
        word = wanted
        points += step
    if points:
        yield word, points


def font_file(name: str, charstrings: Sequence[bytes], box: Sequence[int]) -> bytes:
    """Return a font whose glyphs are called by their place in ``charstrings``, from 0."""
    count = len(charstrings)
    before = _HEADER + _index([name.encode("ascii")])
    strings, subroutines = _index([b"Adobe", b"Identity"]), _index([])
    charset = b"\x02\x00\x01" + struct.pack(">H", count - 2) if count > 1 else b"\x00"
    select = b"\x03\x00\x01\x00\x00\x00" + struct.pack(">H", count)
    drawings = _index(charstrings)
    start = len(before) + len(_index([_top(count, box, (0,) * 4)])) + len(strings) + len(subroutines)
    charset_at, select_at = start, start + len(charset)
    drawings_at = select_at + len(select)
    private_at = drawings_at + len(drawings)
    fonts_at = private_at + len(_OWN_WIDTHS)
    top = _index([_top(count, box, (charset_at, select_at, drawings_at, fonts_at))])
    private = _integer(len(_OWN_WIDTHS)) + _offset(private_at) + _PRIVATE
    parts = (before, top, strings, subroutines, charset, select, drawings, _OWN_WIDTHS, _index([private]))
    return b"".join(parts)


def _top(count: int, box: Sequence[int], places: Sequence[int]) -> bytes:
    """Return the head of the font; its length does not depend on where the parts are."""
    adobe = _integer(_FIRST_OWN_STRING) + _integer(_FIRST_OWN_STRING + 1) + _integer(0) + _ROS
    words = (_CHARSET, _FONT_SELECT, _CHARSTRINGS, _FONT_DICTS)
    parts = b"".join(_offset(place) + word for place, word in zip(places, words, strict=True))
    return adobe + b"".join(map(_integer, box)) + _BOX + _integer(count) + _CID_COUNT + parts


def _index(entries: Sequence[bytes]) -> bytes:
    """Return entries with a table of where each begins."""
    if not entries:
        return b"\x00\x00"
    places, at = [1], 1
    for each in entries:
        at += len(each)
        places.append(at)
    table = struct.pack(f">HB{len(places)}I", len(entries), 4, *places)
    return table + b"".join(entries)


def _integer(value: int) -> bytes:
    """Return a number in the fewest bytes."""
    if -107 <= value <= 107:  # noqa: PLR2004 - one byte
        return bytes((value + 139,))
    if 108 <= value <= 1131:  # noqa: PLR2004 - two bytes
        high, low = divmod(value - 108, 256)
        return bytes((high + 247, low))
    if -1131 <= value <= -108:  # noqa: PLR2004 - two bytes
        high, low = divmod(-value - 108, 256)
        return bytes((high + 251, low))
    return b"\x1c" + struct.pack(">h", value)


def _offset(value: int) -> bytes:
    """Return a number in five bytes, whatever it is."""
    return b"\x1d" + struct.pack(">i", value)
