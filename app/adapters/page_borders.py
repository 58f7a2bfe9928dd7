"""The border lines of a stretch of table rows, collected on its grid and drawn once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_model import Border, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.adapters.page_sink import Sink

_NONE = Border(0.0, "none")


@dataclass(slots=True)
class BorderGrid:
    """Borders by grid line; where two cells meet, the wider of their borders is drawn.

    Attributes:
        xs: The vertical grid lines, from the left.
        ys: The horizontal grid lines, from the top.
        table: The table's own borders, which cells without an opinion take.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    table: Mapping[str, Border]
    _down: dict[tuple[int, int], Border] = field(default_factory=dict)
    _across: dict[tuple[int, int], Border] = field(default_factory=dict)

    def add(self, cell: Cell, first: int, last: int) -> None:
        """Add the borders of a cell from grid row ``first`` to before ``last``."""
        left, right = cell.column, min(cell.column + cell.span, len(self.xs) - 1)
        for side, column, outer in (
            ("left", left, left == 0),
            ("right", right, right == len(self.xs) - 1),
        ):
            border = self._border(cell, side, "insideV", outer=outer)
            for row in range(first, last):
                _widest(self._down, (column, row), border)
        for side, row, outer in (
            ("top", first, first == 0),
            ("bottom", last, last == len(self.ys) - 1),
        ):
            border = self._border(cell, side, "insideH", outer=outer)
            for column in range(left, right):
                _widest(self._across, (row, column), border)

    def _border(self, cell: Cell, side: str, inside: str, *, outer: bool) -> Border:
        return cell.borders.get(side) or self.table.get(side if outer else inside, _NONE)

    def draw(self, sink: Sink) -> None:
        """Draw every border, joining what continues."""
        for column, x in enumerate(self.xs):
            steps = [self._down.get((column, row), _NONE) for row in range(len(self.ys) - 1)]
            for border, start, end in _joined(steps):
                sink.border(border, x, self.ys[start], x, self.ys[end])
        for row, y in enumerate(self.ys):
            steps = [self._across.get((row, column), _NONE) for column in range(len(self.xs) - 1)]
            for border, start, end in _joined(steps):
                sink.border(border, self.xs[start], y, self.xs[end], y)


def _widest(lines: dict[tuple[int, int], Border], place: tuple[int, int], border: Border) -> None:
    if border.width > lines.get(place, _NONE).width:
        lines[place] = border


def _joined(steps: Sequence[Border]) -> Iterator[tuple[Border, int, int]]:
    start = 0
    for index in range(1, len(steps) + 1):
        if index == len(steps) or steps[index] != steps[start]:
            if steps[start].width:
                yield steps[start], start, index
            start = index
