"""Page find (页面查找): where a text stands on laid-out pages, whatever lines it was broken into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.page import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.page import Page

ENOUGH = 16
"""Characters that tell one place from another."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page (所在位置): the page from 0, and its rectangle in points."""

    page: int
    x: float
    y: float
    width: float
    height: float


def find_text(pages: Sequence[Page | bytes], text: str, near: str = "") -> Spot | None:
    """Return where a text begins, after a label when that stands on the pages; ``None`` when nowhere."""
    written, spots = _written(pages)
    wanted, label = _bare(text)[:ENOUGH], _bare(near)
    if not wanted:
        return None
    start = written.find(label) + len(label) if label and label in written else 0
    at = written.find(wanted, start)
    at = written.find(wanted) if at < 0 else at
    if at < 0:
        return None
    return _joined(spots[at : at + len(wanted)])


def _written(pages: Sequence[Page | bytes]) -> tuple[str, list[Spot]]:
    """Return all characters but blanks in painting order, and where each stands."""
    letters: list[str] = []
    spots: list[Spot] = []
    for number, page in enumerate(pages):
        if isinstance(page, bytes):
            continue
        for item in page.items:
            if isinstance(item, Text):
                _add(item, number, letters, spots)
    return "".join(letters), spots


def _add(item: Text, number: int, letters: list[str], spots: list[Spot]) -> None:
    size = item.font.size
    for letter, begins in zip(item.text, item.edges, strict=False):
        if not letter.isspace():
            x, y = (item.x, item.y + begins) if item.turn else (item.x + begins, item.y - size)
            letters.append(letter)
            spots.append(Spot(number, x, y, size, size * 1.2))


def _joined(spots: Sequence[Spot]) -> Spot:
    """Return the rectangle of the letters that stand on the line of the first one."""
    first = spots[0]
    line = [each for each in spots if each.page == first.page and abs(each.y - first.y) < first.height / 2]
    left, right = min(each.x for each in line), max(each.x + each.width for each in line)
    return Spot(first.page, left, first.y, right - left, first.height)


def _bare(text: str) -> str:
    return "".join(text.split())
