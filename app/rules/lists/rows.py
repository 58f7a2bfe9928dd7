"""Rows (行): what one row of a list is, told from where its texts stand."""

from __future__ import annotations

import re

from app.rules.lists.grid import Grid
from app.rules.lists.headings import Heading, is_heading, marker_words
from app.rules.lists.listed import Fate

_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十百]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+[章节部分])|项\)$|类型[::]|\d+项"
)
_COUNT = re.compile(r"\(?(?:共)?(\d+)项\)?")
_ORDER = re.compile(r"^(?:[一二三四五六七八九十百]+、|\([一二三四五六七八九十]+\)|\d+[.、])")
_SHORT = 40
_TEXTS = ("basis", "duty", "name", "remark", "result", "condition")


def kind_of(grid: Grid, heading: Heading, row: int) -> Fate | None:
    """Return what a row below the heading is; ``None`` for a blank one."""
    filled = grid.filled(row)
    if not filled:
        return None
    first = grid.own(row, filled[0])
    marks = {
        Fate.HEADING: is_heading(grid, row),
        Fate.SUBTOTAL: first.startswith(marker_words("subtotals")),
        Fate.NOTE: first.startswith(marker_words("notes")),
    }
    marked = next((fate for fate, so in marks.items() if so), None)
    if marked is not None:
        return marked
    return _alone(grid, heading, row, filled[0]) if len(filled) == 1 else _full(grid, heading, row)


def section_words(text: str) -> tuple[str, int | None]:
    """Return what a section is called, without its order and count, and the count it announces."""
    count = _COUNT.search(text)
    name = _ORDER.sub("", _COUNT.sub("", text)).strip("()（） :：")
    return name, int(count[1]) if count else None


def _alone(grid: Grid, heading: Heading, row: int, column: int) -> Fate:
    text = grid.own(row, column)
    covers = [last - first for top, first, _bottom, last in grid.merged if top == row and first == column]
    wide = bool(covers) and max(covers) + 1 >= max(2, len(heading.columns) - 1)
    if wide or (column <= 1 and _SECTION.search(text) and len(text) < _SHORT):
        return Fate.SECTION
    if column == heading.column("condition"):
        return Fate.CONDITION
    if column == heading.column("sub_name"):
        return Fate.SUB_ITEM
    if column == heading.column("name") and not grid.covered_from_above(row, column):
        return Fate.ITEM
    return Fate.CONTINUED if column in (heading.column(each) for each in _TEXTS) else Fate.QUESTION


def _full(grid: Grid, heading: Heading, row: int) -> Fate:
    nameless = "name" not in heading.columns
    found = (
        (Fate.ITEM, ("name", "basis") if nameless else ("name",)),
        (Fate.SUB_ITEM, ("sub_name",)),
        (Fate.TIER, ("tier", "result")),
        (Fate.CONDITION, ("condition",)),
        (Fate.CONTINUED, _TEXTS),
    )
    for fate, names in found:
        if any(_has(grid, heading, row, each) for each in names):
            return fate
    return Fate.QUESTION


def _has(grid: Grid, heading: Heading, row: int, name: str) -> bool:
    column = heading.column(name)
    return column >= 0 and bool(grid.own(row, column))
