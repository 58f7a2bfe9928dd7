"""Page text (版面文字): the letters of laid-out pages in the order they are read, and where each stands.

Texts are painted in the order of the document: cell by cell, row by row. Only headers, which are painted
last, are read first. So nothing here guesses at columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from app.documents.page import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.documents.page import Item, Page

HEIGHT = 1.2
"""Height of a letter's rectangle in its size; a fifth of the size is below the baseline."""
SAME_LINE = 0.35
"""Baselines so far apart are of one line: a raised sign is a third up."""
SPACE, CELL = 0.2, 0.6
"""Gaps from here on are read as a blank and as the border of a cell."""
BELOW = 0.5
"""Letters of a column stand no farther apart."""
FAR, INDENT = 3.0, 3.0
"""A text goes on no farther below, and no farther left: the first line is set in by two letters."""
RUNNING = 12
"""Most lines of a header, and of a footer."""


class Way(Enum):
    """Which way the letters of a line follow each other (行文方向)."""

    ACROSS = 0
    DOWN = 90
    UP = 270


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page (所在位置): the page from 0, and its rectangle in points."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Letter:
    """One character as it stands on paper (文字).

    Attributes:
        before: What is read between the letter before and this one: nothing, a blank, a tab or a line's end.
        parted: No text goes on from the letter before to this one: another cell, another paragraph.
    """

    char: str
    spot: Spot
    size: float
    way: Way
    before: str
    parted: bool


@dataclass(slots=True)
class _Line:
    parts: list[Text]
    way: Way = Way.ACROSS
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.top, self.bottom = _top(self.parts[0]), self.parts[0].y

    def takes(self, text: Text) -> bool:
        """Take a text that stands beside the last one or goes on in its column; tell whether it did."""
        last = self.parts[-1]
        if self.way is Way.ACROSS and _beside(last, text):
            self._add(text)
            return True
        if self.way is Way.ACROSS and len(self.parts) > 1:
            return False
        way = _column(last, text)
        if way is None or self.way not in {Way.ACROSS, way}:
            return False
        self.way = way
        self._add(text)
        return True

    def _add(self, text: Text) -> None:
        self.parts.append(text)
        self.top, self.bottom = min(self.top, _top(text)), max(self.bottom, text.y)


def letters_of(pages: Sequence[Page | bytes]) -> tuple[Letter, ...]:
    """Return the letters of pages in reading order; pictures have none."""
    found: list[Letter] = []
    for number, page in enumerate(pages):
        if not isinstance(page, bytes):
            for line in _header_first(_lines(page.items)):
                _read(line, number, found)
    return tuple(found)


def _lines(items: Sequence[Item]) -> list[_Line]:
    lines: list[_Line] = []
    for item in items:
        if isinstance(item, Text) and item.text and not (lines and lines[-1].takes(item)):
            lines.append(_Line([item], Way(item.turn)))
    return lines


def _header_first(lines: list[_Line]) -> list[_Line]:
    """Put the header first: lines at the end of the painting, save the footer, above all before them."""
    for end in range(len(lines), max(1, len(lines) - RUNNING), -1):
        for start in range(end - 1, max(0, end - 1 - RUNNING), -1):
            if max(each.bottom for each in lines[start:end]) <= min(each.top for each in lines[:start]):
                return [*lines[start:end], *lines[:start], *lines[end:]]
        if lines[end - 1].top < max(each.bottom for each in lines[: end - 1]):
            break
    return lines


def _read(line: _Line, page: int, found: list[Letter]) -> None:
    """Add the letters of a line."""
    parts = sorted(line.parts, key=lambda each: each.x) if line.way is Way.ACROSS else line.parts
    start = len(found)
    for part in parts:
        for at, (char, spot) in enumerate(_letters(part, page)):
            before, parted = "", False
            if len(found) == start:
                before = "\n" if found else ""
                parted = line.way is not Way.ACROSS or not _goes_on(found, spot)
            elif at == 0 and line.way is Way.ACROSS:
                before = _gap(found[-1], spot)
                parted = before == "\t"
            found.append(Letter(char, spot, part.font.size, line.way, before, parted))


def _letters(text: Text, page: int) -> Iterator[tuple[str, Spot]]:
    size = text.font.size
    for char, begin, end in zip(text.text, text.edges, text.edges[1:], strict=False):
        long = end - begin
        match text.turn:
            case 90:
                yield char, Spot(page, text.x - size * (HEIGHT - 1), text.y + begin, size * HEIGHT, long)
            case 270:
                yield char, Spot(page, text.x - size, text.y - end, size * HEIGHT, long)
            case _:
                yield char, Spot(page, text.x + begin, text.y - size, long, size * HEIGHT)


def _gap(last: Letter, spot: Spot) -> str:
    gap = spot.x - last.spot.x - last.spot.width
    return "\t" if gap >= CELL * last.size else " " if gap >= SPACE * last.size else ""


def _goes_on(found: Sequence[Letter], spot: Spot) -> bool:
    """Tell whether a text goes on from the line before: right below it, or on the next page."""
    if not found:
        return False
    last = found[-1]
    if last.spot.page != spot.page:
        return last.spot.page + 1 == spot.page
    begin = len(found) - 1
    while begin > 0 and found[begin].before in {"", " "}:
        begin -= 1
    below = 0 < spot.y - last.spot.y <= FAR * last.size
    left, right = found[begin].spot.x - INDENT * last.size, last.spot.x + last.spot.width
    return below and left <= spot.x < right


def _beside(last: Text, text: Text) -> bool:
    size = max(last.font.size, text.font.size)
    return last.turn == text.turn == 0 and abs(last.y - text.y) <= SAME_LINE * size


def _column(last: Text, text: Text) -> Way | None:
    """Return which way a column of single letters goes on, ``None`` when it does not."""
    if not _alone(last) or not _alone(text) or (last.turn == Way.UP.value) != (text.turn == Way.UP.value):
        return None
    one, two = (next(_letters(each, 0))[1] for each in (last, text))
    if one.x + one.width <= two.x or two.x + two.width <= one.x:
        return None
    size = max(last.font.size, text.font.size)
    up = text.turn == Way.UP.value
    near = one.y - two.y - two.height if up else two.y - one.y - one.height
    moves = one.y > two.y if up else one.y < two.y
    if not moves or near > BELOW * size:
        return None
    return Way.UP if up else Way.DOWN


def _alone(text: Text) -> bool:
    """Tell whether a text is one letter of a column; numbers below one another are rows."""
    return len(text.text) == 1 and (bool(text.turn) or not text.text.isascii())


def _top(text: Text) -> float:
    return text.y - text.font.size
