"""Measure a table, cut it where pages end, and put stretches of its rows on pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from app.adapters.page_borders import BorderGrid
from app.adapters.page_cells import Area, Fitting, LaidCell, Stack, is_blank, spanned_rows
from app.documents.page import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.adapters.page_model import Border, Table
    from app.adapters.page_sink import Sink
    from app.adapters.page_slabs import Frame

_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Strip:
    """A row, or a part of one, as it stands on one page.

    Attributes:
        ends: Whether the row ends on this page.
        repeat: Whether it is a heading printed again.
    """

    row: int
    height: float
    ends: bool = True
    repeat: bool = False


class TableLayout:
    """A table measured for a column; rows get on pages in order, each once."""

    def __init__(self, table: Table, width: float, stack: Stack, *, hanging: bool) -> None:
        self.table = table
        self._stack = stack
        self._edges = _grid_lines(table, width, hanging=hanging)
        self._lines = [_line_above(table, index) for index in range(len(table.rows) + 1)]
        self.cells = [list(self._lay(index)) for index in range(len(table.rows))]
        self.heights = self._measure()
        self.headings = self._heading_rows()

    def _lay(self, row: int) -> Iterator[LaidCell]:
        for cell in self.table.rows[row].cells:
            if cell.merge != "continue":
                right = min(cell.column + cell.span, len(self._edges) - 1)
                width = self._edges[right] - self._edges[cell.column]
                rows = spanned_rows(self.table, row, cell)
                yield LaidCell(cell, row, rows, width, self._stack, self._lines[row])

    def _measure(self) -> list[float]:
        heights = [self._row_height(index) for index in range(len(self.table.rows))]
        for laid in (each for row in self.cells for each in row if each.rows > 1):
            last = laid.row + laid.rows - 1
            missing = laid.needed() - sum(heights[laid.row : last + 1])
            if missing > 0 and not laid.vertical and self.table.rows[last].rule != "exact":
                heights[last] += missing
        return heights

    def _row_height(self, index: int) -> float:
        row = self.table.rows[index]
        if row.rule == "exact":
            return row.height
        single = [each for each in self.cells[index] if each.rows == 1]
        flat = [each.needed() for each in single if not each.vertical]
        upright = [each.needed() for each in single if each.vertical and not row.height]
        return max([row.height if row.rule == "atLeast" else 0.0, *flat, *upright])

    def _heading_rows(self) -> list[int]:
        found: list[int] = []
        for index, row in enumerate(self.table.rows):
            if not row.header:
                break
            found.append(index)
        return found if len(found) < len(self.table.rows) else []

    @property
    def below(self) -> float:
        """Room the border below the last row takes."""
        return self._lines[-1]

    def line_above(self, row: int) -> float:
        """Room the border above a row takes; a page's end wants as much below a cut."""
        return self._lines[row]

    def splits(self, row: int, room: float) -> bool:
        """Tell whether a row may be cut by a page's end: its own height has to fit above the cut."""
        found = self.table.rows[row]
        return not found.whole and found.rule != "exact" and found.height <= room

    def first_part(self, row: int, room: float) -> float:
        """Return the height of the part of a row that fits a room; 0 when no part does."""
        tallest, lines = 0.0, 0
        for laid in self.cells[row]:
            if laid.rows > 1 or laid.vertical or is_blank(laid.cell):
                continue
            fit = laid.fitting(room)
            if not (fit.count or fit.part) and laid.done < len(laid.slabs):
                return 0.0
            tallest, lines = max(tallest, fit.used), lines + fit.count + bool(fit.part)
        if not lines:
            return 0.0  # nothing of it would get on the page
        least = self.table.rows[row].height
        return max(tallest, min(least, room))

    def cut(self, row: int, part: float) -> None:
        """Set the height of what is left of a row after a part of it is on a page."""
        rest = max((laid.needed() for laid in self.cells[row] if laid.rows == 1), default=0.0)
        least = self.table.rows[row].height - part
        self.heights[row] = max(rest, least)

    def put(self, sink: Sink, strips: Sequence[Strip], at: tuple[float, float], frame: Frame) -> None:
        """Put a stretch of rows on a page, the column's left edge and the top at ``at``."""
        x, top = at
        xs = [x + edge for edge in self._edges]
        ys = list(accumulate((strip.height for strip in strips), initial=top))
        grid = BorderGrid(xs, ys, self.table.borders)
        for laid, first, last in self._regions(strips):
            left, right = laid.cell.column, min(laid.cell.column + laid.cell.span, len(xs) - 1)
            area = Area(xs[left], ys[first], xs[right] - xs[left], ys[last] - ys[first])
            if laid.cell.fill:
                sink.fills.append(Box(area.x, area.y, area.width, area.height, laid.cell.fill))
            strip = strips[last - 1]
            if strip.repeat:
                laid.done, laid.begun = 0, False
            ends = strip.ends and strip.row >= laid.row + laid.rows - 1
            row = self.table.rows[laid.row]
            clip = laid.rows == 1 and row.rule == "exact"
            laid.put(
                sink, area, frame, Fitting(ends, clip, aligned=ends or area.height <= row.height + _SLACK)
            )
            grid.add(laid.cell, first, last)
        grid.draw(sink)

    def _regions(self, strips: Sequence[Strip]) -> Iterator[tuple[LaidCell, int, int]]:
        """Yield every cell that shows on a stretch, with its first and last grid line."""
        for row in self.cells:
            for laid in row:
                mine = [
                    index
                    for index, strip in enumerate(strips)
                    if laid.row <= strip.row < laid.row + laid.rows
                ]
                if mine:
                    yield laid, mine[0], mine[-1] + 1

    def slabs(self) -> list[TableSlab]:
        """Return the rows as uncuttable pieces; rows bound by a merged cell stay together."""
        found, start, rows = [], 0, len(self.table.rows)
        reach = 0
        for index in range(rows):
            reach = max([reach, *(each.row + each.rows for each in self.cells[index])])
            if reach <= index + 1:
                found.append(TableSlab(self, tuple(range(start, index + 1))))
                start = index + 1
        return found


@dataclass(slots=True)
class TableSlab:
    """Rows of a table inside a cell, a header or a footer."""

    layout: TableLayout
    rows: tuple[int, ...]
    lead: float = 0.0

    @property
    def height(self) -> float:
        """Height of the rows together."""
        last = self.rows[-1] + 1 == len(self.layout.heights)
        return sum(self.layout.heights[row] for row in self.rows) + (self.layout.below if last else 0.0)

    def put(self, sink: Sink, x: float, y: float, frame: Frame) -> None:
        """Put the rows on a page."""
        strips = [Strip(row, self.layout.heights[row]) for row in self.rows]
        self.layout.put(sink, strips, (x, y), frame)

    def part(self, room: float) -> float:
        """Return the height of the part of a single row that a room takes."""
        row = self.rows[0]
        if len(self.rows) > 1 or not self.layout.splits(row, room):
            return 0.0
        return self.layout.first_part(row, room)

    def put_part(self, sink: Sink, at: tuple[float, float], frame: Frame, height: float) -> None:
        """Put a part of the row on a page and keep the rest."""
        row = self.rows[0]
        self.layout.put(sink, [Strip(row, height, ends=False)], at, frame)
        self.layout.cut(row, height)


def _line_above(table: Table, row: int) -> float:
    """Return the width of the widest border between a row and the one above it."""
    found: list[Border | None] = []
    usual = "top" if row == 0 else "bottom" if row == len(table.rows) else "insideH"
    for side, index in (("bottom", row - 1), ("top", row)):
        cells = table.rows[index].cells if 0 <= index < len(table.rows) else ()
        found.extend(cell.borders.get(side) or table.borders.get(usual) for cell in cells)
    return max((border.width for border in found if border is not None), default=0.0)


def _grid_lines(table: Table, width: float, *, hanging: bool) -> list[float]:
    """Return the vertical grid lines, measured from the column's left edge."""
    total = sum(table.columns)
    start = table.indent - (table.margins["left"] if hanging else 0.0)
    if table.align == "center":
        start = (width - total) / 2
    elif table.align == "right":
        start = width - total
    return list(accumulate(table.columns, initial=start))
