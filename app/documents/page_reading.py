"""Page reading (版面阅读): text picked out of laid-out pages, found on them, and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from unicodedata import normalize

from app.documents.page_text import Spot, Way, letters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.page import Page
    from app.documents.page_text import Letter

ENOUGH = 16
"""Characters that tell one place from another."""
LEADING = 0.4
"""Above and below a line, in its size, is still on it."""
OFF = 40
"""A point above or below a line is so many times farther than one beside it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters from one to before another (一段文字), counted over all pages."""

    start: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether there is no letter in it."""
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class _Plain:
    """Letters alike for searching: no blanks, no case, no width; and of which letter each is."""

    text: str
    letters: tuple[int, ...]
    parted: tuple[int, ...]

    def find(self, wanted: str, start: int = 0) -> int:
        """Return where a text stands, whatever lies between its letters; -1 when nowhere."""
        return self.text.find(wanted, start)

    def find_whole(self, wanted: str, start: int = 0) -> int:
        """Return where a text stands in one piece; -1 when nowhere."""
        at = self.find(wanted, start)
        while at >= 0 and bisect_right(self.parted, at + len(wanted) - 1) != bisect_right(self.parted, at):
            at = self.find(wanted, at + 1)
        return at


class Reading:
    """The text of pages; letters are numbered in reading order."""

    def __init__(self, pages: Sequence[Page | bytes]) -> None:
        self.letters = letters_of(pages)

    @property
    def whole(self) -> Stretch:
        """Everything on the pages (全选)."""
        return Stretch(0, len(self.letters))

    def plain(self, stretch: Stretch) -> str:
        """Return a stretch as plain text (纯文本), line by line as it stands on paper."""
        found = self.letters[stretch.start : stretch.end]
        return "".join(
            each.char if index == 0 else each.before + each.char for index, each in enumerate(found)
        )

    def spots(self, stretch: Stretch) -> tuple[Spot, ...]:
        """Return the places a stretch covers: one for each piece of a line."""
        found: list[Spot] = []
        for index, letter in enumerate(self.letters[stretch.start : stretch.end]):
            if index and letter.before in {"", " "}:
                found[-1] = _round(found[-1], letter.spot)
            else:
                found.append(letter.spot)
        return tuple(found)

    def gap_at(self, page: int, x: float, y: float) -> int | None:
        """Return the number of the letter that begins nearest to a point of a page; ``None`` without text."""
        here = self._by_page.get(page)
        if here is None:
            return None
        near = min(range(here.start, here.end), key=lambda index: _away(self.letters[index], x, y))
        return near + _past_middle(self.letters[near], x, y)

    def line_at(self, page: int, x: float, y: float) -> Stretch:
        """Return the piece of a line nearest to a point of a page."""
        at = self.gap_at(page, x, y)
        if at is None:
            return Stretch(0, 0)
        here = self._by_page[page]
        first = min(range(here.start, here.end), key=lambda index: _away(self.letters[index], x, y))
        last = first + 1
        while first > 0 and self.letters[first].before in {"", " "}:
            first -= 1
        while last < len(self.letters) and self.letters[last].before in {"", " "}:
            last += 1
        return Stretch(first, last)

    def hits(self, wanted: str) -> tuple[Stretch, ...]:
        """Return where a text stands, also over the ends of lines but not from cell to cell."""
        text = _bare(wanted)
        found: list[Stretch] = []
        at = self._plain.find_whole(text) if text else -1
        while at >= 0:
            first, last = self._plain.letters[at], self._plain.letters[at + len(text) - 1]
            found.append(Stretch(first, last + 1))
            after = bisect_right(self._plain.letters, last)
            at = self._plain.find_whole(text, after)
        return tuple(found)

    def place_of(self, text: str, near: str = "") -> Spot | None:
        """Return where a text begins, after a label when that stands on the pages; ``None`` when nowhere."""
        wanted, label, plain = _bare(text)[:ENOUGH], _bare(near), self._plain
        if not wanted:
            return None
        after = plain.find(label) if label else -1
        at = plain.find(wanted, after + len(label) if after >= 0 else 0)
        at = plain.find(wanted) if at < 0 else at
        if at < 0:
            return None
        first, last = plain.letters[at], plain.letters[at + len(wanted) - 1]
        return self.spots(Stretch(first, last + 1))[0]

    @cached_property
    def _plain(self) -> _Plain:
        text: list[str] = []
        letters: list[int] = []
        parted: list[int] = []
        for index, letter in enumerate(self.letters):
            if letter.parted:
                parted.append(len(letters))
            bare = _bare(letter.char)
            text.append(bare)
            letters.extend([index] * len(bare))
        return _Plain("".join(text), tuple(letters), tuple(parted))

    @cached_property
    def _by_page(self) -> dict[int, Stretch]:
        found: dict[int, Stretch] = {}
        for index, letter in enumerate(self.letters):
            page = letter.spot.page
            found[page] = Stretch(found[page].start if page in found else index, index + 1)
        return found


def _bare(text: str) -> str:
    """Return a text without blanks, case and width (全角半角不分)."""
    return "".join("".join(normalize("NFKC", char).casefold().split()) for char in text)


def _round(one: Spot, two: Spot) -> Spot:
    """Return the rectangle round two."""
    left, top = min(one.x, two.x), min(one.y, two.y)
    right = max(one.x + one.width, two.x + two.width)
    bottom = max(one.y + one.height, two.y + two.height)
    return Spot(one.page, left, top, right - left, bottom - top)


def _away(letter: Letter, x: float, y: float) -> float:
    """Return how far a point is from a letter; what is beside it is nearer than what is above it."""
    spot, more = letter.spot, letter.size * LEADING
    across = max(spot.x - x, x - spot.x - spot.width, 0.0)
    down = max(spot.y - y, y - spot.y - spot.height, 0.0)
    if letter.way is Way.ACROSS:
        return across + OFF * max(0.0, down - more)
    return down + OFF * max(0.0, across - more)


def _past_middle(letter: Letter, x: float, y: float) -> bool:
    spot = letter.spot
    match letter.way:
        case Way.ACROSS:
            return x > spot.x + spot.width / 2
        case Way.DOWN:
            return y > spot.y + spot.height / 2
        case Way.UP:
            return y < spot.y + spot.height / 2
