"""Turn blocks into slabs for a column of a given width; cells do the same for their inside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.adapters.page_model import Block, Paragraph, ParagraphStyle, Table
from app.adapters.page_slabs import Edges, LineSlab, Slab
from app.adapters.page_table import TableLayout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.adapters.page_lines import LineBreaker


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes the blocks of one section.

    Attributes:
        grid: Distance of the lines of the document grid, 0 for none.
        fields: Text of the page fields: PAGE, NUMPAGES.
        hanging_tables: Cell text, not the border, stands on the margin.
    """

    breaker: LineBreaker
    grid: float
    fields: Mapping[str, str]
    hanging_tables: bool

    def on_page(self, number: int, total: int) -> Composer:
        """Return a composer that prints other page numbers."""
        names = ("NUMPAGES", "SECTIONPAGES")
        return replace(self, fields={"PAGE": str(number)} | dict.fromkeys(names, str(total)))

    def stack(self, blocks: Sequence[Block], width: float) -> tuple[list[Slab], float]:
        """Return the slabs of blocks, and the room the last one wants after it."""
        slabs: list[Slab] = []
        after, previous = 0.0, None
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, Table):
                rows = list(self.table(block, width).slabs())
                if rows:
                    rows[0].lead = after
                slabs.extend(rows)
                after = 0.0
            else:
                lines = self.paragraph(block, width, previous, following)
                lines[0].lead = gap(previous, block.style, after)
                slabs.extend(lines)
                after = block.style.after
            previous = block
        return slabs, after

    def paragraph(
        self, paragraph: Paragraph, width: float, before: Block | None, after: Block | None
    ) -> list[LineSlab]:
        """Return the lines of a paragraph; neighbours in the same box share their borders."""
        lines = self.breaker.lines(paragraph, width, self.fields, self.grid)
        edges = _edges(paragraph.style, before, after)
        return [
            LineSlab(line, paragraph, width, index, len(lines), edges=edges)
            for index, line in enumerate(lines)
        ]

    def table(self, table: Table, width: float) -> TableLayout:
        """Return a table measured for a column."""
        inside = replace(self, breaker=self.breaker.for_cells(), hanging_tables=False)
        return TableLayout(table, width, inside.stack, hanging=self.hanging_tables)


def gap(previous: Block | None, style: ParagraphStyle, after: float) -> float:
    """Return the room before a paragraph: the larger of what both neighbours want."""
    alike = isinstance(previous, Paragraph) and previous.style.style_id == style.style_id
    if style.contextual and alike:
        return 0.0
    return max(style.before, after)


def _edges(style: ParagraphStyle, before: Block | None, after: Block | None) -> Edges:
    if not style.borders:
        return Edges()

    def same(other: Block | None) -> bool:
        return isinstance(other, Paragraph) and other.style.borders == style.borders

    return Edges(
        None if same(before) else style.borders.get("top"),
        style.borders.get("between") if same(after) else style.borders.get("bottom"),
    )
