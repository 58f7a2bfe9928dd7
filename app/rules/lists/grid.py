"""Grid (表格): the texts of one sheet with its merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import TypeAlias
from unicodedata import normalize

from app.rules.discretion.fine_text.figures import half_width

_EXACT = 10**15
"""A sheet keeps fifteen digits of a number; the rest is lost."""
Merged: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column; all from 0, both ends included."""


_WIDE = {",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "(": "\uff08", ")": "\uff09"}
_CHINESE = "[\u3001-\u301f\u4e00-\u9fff\uff08\uff09\uff0c]"
_BESIDE = re.compile(rf"(?<={_CHINESE})[,:;()]|[,:;()](?={_CHINESE})")
"""Reading takes cells half-width; what is kept and printed gets its punctuation back."""


@dataclass(frozen=True)
class Grid:
    """One sheet (工作表): texts as they stand, rows from 0, and which cells are merged."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()

    @cached_property
    def anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """The upper left cell of every cell that a merge covers."""
        return {
            (row, column): (first_row, first_column)
            for first_row, first_column, last_row, last_column in self.merged
            for row in range(first_row, last_row + 1)
            for column in range(first_column, last_column + 1)
        }

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max((len(each) for each in self.rows), default=0)

    def own(self, row: int, column: int) -> str:
        """Return the text that stands in a cell itself; empty beyond a ragged row."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else ""

    def spread(self, row: int, column: int) -> str:
        """Return the text of a cell, or of the merged cell that covers it."""
        return self.own(*self.anchors.get((row, column), (row, column)))

    def covered_from_above(self, row: int, column: int) -> bool:
        """Tell whether a merge that begins in an earlier row covers a cell."""
        return self.anchors.get((row, column), (row, column))[0] < row

    def alone(self, row: int) -> str:
        """Return the only text of a row that holds just one; empty for none or several."""
        texts = {text for column in range(self.width) if (text := self.own(row, column))}
        return texts.pop() if len(texts) == 1 else ""

    def filled(self, row: int) -> tuple[int, ...]:
        """Return the columns of a row in which something stands itself."""
        return tuple(column for column in range(self.width) if self.own(row, column))


def exact_grid(sheet: str, rows: Iterable[Sequence[object]], merged: Iterable[Merged] = ()) -> Grid:
    """Return a grid in which days and times stay; a number too long for a sheet shows its power of ten."""
    return Grid(sheet, tuple(tuple(_exact(cell) for cell in row) for row in rows), tuple(merged))


def _exact(cell: object) -> str:
    match cell:
        case str():
            return normalize("NFKC", cell).strip()
        case datetime() if cell.time() != time():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case datetime() | date():
            return cell.strftime("%Y-%m-%d")
        case _:
            return _text(cell)


def printed(text: str) -> str:
    """Return a text with the punctuation of print where it stands beside Chinese: ，：；（）."""
    return _BESIDE.sub(lambda found: _WIDE[found[0]], text)


def grid_of(sheet: str, rows: Iterable[Sequence[object]], merged: Iterable[Merged] = ()) -> Grid:
    """Return a grid of cells as a reader gives them: whole floats lose their point, dates become m-d."""
    return Grid(sheet, tuple(tuple(_text(cell) for cell in row) for row in rows), tuple(merged))


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "√" if cell else ""
        case int() | float():
            return _number(cell)
        case datetime() | date():
            return f"{cell.month}-{cell.day}"  # 1-2 as the number of a row, taken for a day
        case _:
            return half_width(str(cell)).strip()


def _number(cell: float) -> str:
    """Return a number as printed; one whose last digits a sheet has lost must not look whole."""
    if abs(cell) >= _EXACT:
        return f"{cell:.14E}"
    return str(int(cell)) if float(cell).is_integer() else str(cell)
