"""Vertical sheets (竖排清单): each item is a block of names on the left and what they say on the right."""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.lists.grid import Grid
from app.rules.lists.headings import Heading, synonyms
from app.rules.lists.listed import Fate, ListedItem, RowFate, Tier

_FEWEST = 3
_NEEDED = frozenset({"name"})
_WITH = frozenset({"basis", "code"})
_OPENING = frozenset({"name", "code", "number"})
_LONGEST_KEY = 12
_TEXTS = ("number", "code", "department", "name", "duty", "basis", "kinds", "subject", "sort", "remark")
NO_HEADING = Heading(0, -1, {}, ())
"""Stands for the heading of a sheet that has none."""


def key_column(grid: Grid) -> int:
    """Return the column whose cells name what stands beside them; -1 for a sheet that is no vertical one."""
    for column in range(grid.width):
        found = {name for row in range(len(grid.rows)) if (name := _key(grid, row, column))}
        if len(found) >= _FEWEST and found >= _NEEDED and found & _WITH:
            return column
    return -1


def read_vertical(grid: Grid, column: int) -> tuple[tuple[ListedItem, ...], tuple[RowFate, ...]]:
    """Return the items of a vertical sheet, and one fate for every row that is not blank."""
    reader = _Blocks(grid, column)
    for row in range(len(grid.rows)):
        reader.take(row)
    return tuple(reader.items), tuple(reader.fates)


def _key(grid: Grid, row: int, column: int) -> str:
    return synonyms().get(grid.own(row, column).strip(": ").replace(" ", ""), "")


class _Blocks:
    """Goes down a vertical sheet; a second name or code, a blank row or a title begins the next block."""

    def __init__(self, grid: Grid, column: int) -> None:
        self._grid, self._column = grid, column
        self.items: list[ListedItem] = []
        self.fates: list[RowFate] = []
        self._seen: set[str] = set()
        self._last = ""

    def take(self, row: int) -> None:
        """Take in what one row says."""
        filled = self._grid.filled(row)
        if not filled:
            if self._seen >= _NEEDED:
                self._close()
            return
        pairs = tuple(self._pairs(row))
        if not pairs:
            self._without_key(row, filled)
            return
        if any(name in self._seen for name, _text in pairs if name in _OPENING):
            self._close()
        fate = Fate.FIELD if self._seen else Fate.ITEM
        if not self._seen:
            self.items.append(ListedItem(self._grid.sheet, row + 1))
        for name, text in pairs:
            self._seen.add(name)
            self._put(name, text, row)
        self._last = pairs[-1][0]
        self._fate(row, fate)

    def _pairs(self, row: int) -> Iterator[tuple[str, str]]:
        """Yield what a row names and says; in the column of names every text is one, known or not."""
        at, width = self._column, self._grid.width
        names = [each for each in range(width) if each > at and _key(self._grid, row, each)]
        own = self._grid.own(row, at)
        known = _key(self._grid, row, at)
        beside = any(self._grid.own(row, each) for each in range(at + 1, width))
        if own and (known or (self._seen and beside and len(own) <= _LONGEST_KEY)):
            names.insert(0, at)
        for place, following in zip(names, (*names[1:], width)[: len(names)], strict=True):
            texts = dict.fromkeys(self._grid.own(row, each) for each in range(place + 1, following))
            yield _key(self._grid, row, place), "".join(each for each in texts if each)

    def _without_key(self, row: int, filled: tuple[int, ...]) -> None:
        """A row without a name continues the one above, or is a title between blocks."""
        if filled[0] > self._column and self._seen:
            self._put(self._last, "".join(self._grid.own(row, each) for each in filled), row)
            self._fate(row, Fate.CONTINUED)
        elif len(filled) == 1 and self._seen and self._is_name(row):
            self._last = ""
            self._fate(row, Fate.FIELD)
        elif len(filled) == 1:
            self._close()
            self._fate(row, Fate.TITLE)
        else:
            self._fate(row, Fate.QUESTION, "这一行没有识别出栏目")

    def _is_name(self, row: int) -> bool:
        """Tell whether a text alone is a name without anything beside it, and no title across the sheet."""
        wide = any(top == row and last > first for top, first, _bottom, last in self._grid.merged)
        return not wide and len(self._grid.own(row, self._column)) <= _LONGEST_KEY

    def _put(self, name: str, text: str, row: int) -> None:
        item = self.items[-1]
        if name in _TEXTS:
            setattr(item, name, getattr(item, name) + text)
        elif name == "sub_name" and text:
            item.parent, item.name = item.name, text
        elif name == "condition":
            item.condition += text
        elif name == "result" and text:
            item.tiers.append(Tier(row + 1, "", [item.condition] if item.condition else [], text))

    def _close(self) -> None:
        self._seen, self._last = set(), ""

    def _fate(self, row: int, fate: Fate, reason: str = "") -> None:
        self.fates.append(RowFate(self._grid.sheet, row + 1, fate, reason))
