"""Rows (行): what one row of a list is, told from where its texts stand."""

from __future__ import annotations

import re

from app.rules.lists.grid import Grid
from app.rules.lists.headings import Heading, is_heading, marker_words, named
from app.rules.lists.listed import Fate

_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十百]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+[章节部分])|项\)$|类型[::]|\d+项"
)
_COUNT = re.compile(r"\(?(?:共)?(\d+)项\)?")
_ORDER = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章节部分篇编]+\s*|[一二三四五六七八九十百]+、|\([一二三四五六七八九十]+\)|\d+[.、])"
)
_ORDER_ALONE = re.compile(r"\(?[一二三四五六七八九十百]+\)?[、.]?")
_FRAME = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|第\s*\d+\s*页(?:[\s,]*共\s*\d+\s*页)?|—?-\s*\d+\s*-—?")
"""A day or the number of a page that stands alone."""
_GROUND = re.compile(r"^([^:]{2,8}):\s*(.+)$")
_SHORT = 40
_TEXTS = ("basis", "duty", "name", "remark", "result", "condition")


def kind_of(grid: Grid, heading: Heading, row: int) -> Fate | None:
    """Return what a row below the heading is; ``None`` for a blank one."""
    filled = grid.filled(row)
    if not filled:
        return None
    first = grid.own(row, filled[0])
    marks = {
        Fate.HEADING: is_heading(grid, row) or _repeats(grid, heading, row),
        Fate.GROUND: common_ground(grid, row) is not None,
        Fate.SUBTOTAL: first.startswith(marker_words("subtotals")),
        Fate.NOTE: first.startswith(marker_words("notes")) or bool(_FRAME.fullmatch(grid.alone(row))),
    }
    marked = next((fate for fate, so in marks.items() if so), None)
    if marked is not None:
        return marked
    if len(filled) == 1:
        return _alone(grid, heading, row, filled[0])
    return Fate.SECTION if _numbered_section(grid, heading, row) else _full(grid, heading, row)


def common_ground(grid: Grid, row: int) -> tuple[str, str] | None:
    """Return what a row across the sheet says for all below it: ``duty`` or ``basis``, and the text."""
    match = _GROUND.match(grid.alone(row))
    name = named(match[1]) if match is not None else ""
    return (name, match[2]) if match is not None and name in ("duty", "basis") else None


def section_text(grid: Grid, row: int) -> str:
    """Return what stands in a section row, its order and its words together."""
    return "".join(dict.fromkeys(grid.own(row, column) for column in grid.filled(row)))


def section_words(text: str) -> tuple[str, int | None]:
    """Return what a section is called, without its order and count, and the count it announces."""
    count = _COUNT.search(text)
    name = _ORDER.sub("", _COUNT.sub("", text)).strip("()（） :：")
    return name, int(count[1]) if count else None


def _alone(grid: Grid, heading: Heading, row: int, column: int) -> Fate:
    if _is_section(grid, heading, row, column):
        return Fate.SECTION
    if column == heading.column("condition"):
        return Fate.CONDITION
    if column == heading.column("sub_name"):
        return Fate.SUB_ITEM
    if column == heading.column("name") and not grid.covered_from_above(row, column):
        return Fate.ITEM
    return Fate.CONTINUED if column in (heading.column(each) for each in _TEXTS) else Fate.QUESTION


def _is_section(grid: Grid, heading: Heading, row: int, column: int) -> bool:
    """Tell whether a text alone heads a group: it goes across the sheet, says so, or stands above items."""
    text = grid.own(row, column)
    covers = [last - first for top, first, _bottom, last in grid.merged if top == row and first == column]
    wide = bool(covers) and max(covers) + 1 >= max(2, len(heading.columns) - 1)
    if wide or (column <= 1 and _SECTION.search(text) and len(text) < _SHORT):
        return True
    short = len(text) < _SHORT and not text.endswith(("。", ";")) and not text.isdecimal()
    return short and column <= max(0, heading.column("number")) and _opens(grid, heading, row + 1)


def _repeats(grid: Grid, heading: Heading, row: int) -> bool:
    """Tell whether a row prints one of the heading rows once more."""
    cells = [grid.own(row, each) for each in range(grid.width)]
    printed = (
        [grid.own(at, each) for each in range(grid.width)] for at in range(heading.first, heading.last + 1)
    )
    return cells in list(printed)


def _numbered_section(grid: Grid, heading: Heading, row: int) -> bool:
    """Tell whether a row holds only an order in Chinese numerals and words: （一）｜住建（2项）."""
    places = (heading.column("number"), heading.column("name"))
    if grid.filled(row) != places or not _ORDER_ALONE.fullmatch(grid.own(row, places[0])):
        return False
    covered = any(grid.covered_from_above(row, each) for each in heading.columns.values())
    return not covered and _opens(grid, heading, row + 1)


def _opens(grid: Grid, heading: Heading, row: int) -> bool:
    """Tell whether the next row that is not blank begins an item or prints the heading again."""
    while row < len(grid.rows) and not grid.filled(row):
        row += 1
    filled = grid.filled(row)
    return len(filled) > 1 and (is_heading(grid, row) or _has(grid, heading, row, "name"))


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
