"""Pour the blocks of a section onto pages: keep rules, widows, row splitting, repeated headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_compose import Composer, gap
from app.adapters.page_model import Block, PageField, Paragraph, Section, Table
from app.adapters.page_sink import Sink
from app.adapters.page_table import Strip, TableLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.adapters.page_slabs import Frame, LineSlab

_SLACK = 0.01
_PAIR = 2


@dataclass(slots=True)
class Sheet:
    """A page being filled."""

    section: Section
    sink: Sink = field(default_factory=Sink)


class Flow:
    """Fills pages with the blocks of one section; each page has its own text area."""

    def __init__(
        self, section: Section, composer: Composer, frames: Callable[[int], Frame], onto: Flow | None = None
    ) -> None:
        self.sheets: list[Sheet] = []
        self._section = section
        self._composer = composer
        self._tables: dict[int, TableLayout] = {}
        self._chained = False
        self._frames = frames
        self._frame = frame = frames(0)
        self._width = frame.width - frame.left - frame.right
        self._y, self._after = 0.0, 0.0
        self._fresh = True
        self._new_page(forced=True)
        if onto is not None:
            self.sheets = onto.sheets[-1:]
            self._y, self._after, self._fresh = onto._y, onto._after, onto._fresh  # noqa: SLF001 - its own kind

    def takes(self, section: Section) -> bool:
        """Tell whether a section goes on where this one ends, on the same page."""
        mine = self._section
        return not section.new_page and (section.width, section.height) == (mine.width, mine.height)

    def pour(self) -> list[Sheet]:
        """Return the filled pages."""
        after, previous = self._after, None
        blocks = self._section.blocks
        for index, block in enumerate(blocks):
            if isinstance(block, Table):
                self._y += after
                self._table(self._measured(block))
                self._tables.pop(id(block), None)
                after = 0.0
            else:
                following = blocks[index + 1] if index + 1 < len(blocks) else None
                lines = self._composer.paragraph(block, self._width, previous, following)
                lines[0].lead = gap(previous, block.style, after)
                self._chained = isinstance(previous, Paragraph) and previous.style.keep_next
                self._paragraph(lines, blocks[index + 1 :])
                after = block.style.after
            previous = block
        self._after = after
        return self.sheets

    def _new_page(self, *, forced: bool = False) -> None:
        self._frame = self._frames(len(self.sheets))
        self.sheets.append(Sheet(self._section))
        self._y = self._frame.top
        self._fresh = True
        self._forced = forced

    @property
    def _bottom(self) -> float:
        return self._frame.height - self._frame.bottom

    @property
    def _room(self) -> float:
        return self._bottom - self._y + _SLACK

    def _measured(self, table: Table) -> TableLayout:
        """Return a table measured; one that was looked at before is not measured again."""
        found = self._tables.get(id(table))
        if found is None:
            found = self._tables[id(table)] = self._composer.table(table, self._width)
        return found

    # -- paragraphs

    def _paragraph(self, lines: Sequence[LineSlab], following: Sequence[Block]) -> None:
        style = lines[0].paragraph.style
        if style.break_before and not self._fresh:
            self._new_page(forced=True)
        if not self._fresh and not self._keeps(lines, following):
            self._new_page()
        start = 0
        while start < len(lines):
            end = start + self._fitting(lines[start:])
            if end == start:
                if not self._fresh:
                    self._new_page()
                    continue
                end = start + 1
            for line in lines[start:end]:
                self._put(line)
            start = end
            if start < len(lines) and not lines[start - 1].line.ends_page:
                self._new_page()

    def _put(self, line: LineSlab) -> None:
        self._y += self._lead(line)
        line.put(self.sheets[-1].sink, self._frame.left, self._y, self._frame)
        self._y += line.height
        self._fresh = False
        if line.line.ends_page:
            self._new_page(forced=True)

    def _lead(self, line: LineSlab) -> float:
        """Return the room before a line: at the top of a page only where someone broke it there."""
        if not self._fresh:
            return line.lead
        begins = self._forced and line.index == 0
        return line.paragraph.style.before if begins else 0.0

    def _fitting(self, lines: Sequence[LineSlab]) -> int:
        """Return how many lines go on this page by the paragraph's keep rules."""
        used, count = 0.0, 0
        for line in lines:
            used += line.height + self._lead(line)
            if used > self._room:
                break
            count += 1
            if line.line.ends_page:
                return count
        style = lines[0].paragraph.style
        if count in {0, len(lines)}:
            return count
        if style.keep_lines and lines[0].index == 0:
            return 0
        if style.widow_control:
            count = _without_widows(lines, count)
        return count

    def _keeps(self, lines: Sequence[LineSlab], following: Sequence[Block]) -> bool:
        """Tell whether a paragraph that must stay with the next one can begin here."""
        if not lines[0].paragraph.style.keep_next:
            return True
        needed = lines[0].lead + sum(line.height for line in lines)
        previous: Block = lines[0].paragraph
        pair = 0.0
        for block in following:
            head, goes_on = self._head(block, previous)
            needed += head
            pair = pair or needed
            if not goes_on:
                break
            previous = block
        page = self._bottom - self._frame.top
        if needed <= self._room:
            return True
        # What is too long for any page stays together in pairs, and so does the rest of what has begun.
        return (needed > page or self._chained) and (pair <= self._room or pair > page)

    def _head(self, block: Block, previous: Block) -> tuple[float, bool]:
        """Return the height of what must stay with a kept paragraph, and if more must."""
        after = previous.style.after if isinstance(previous, Paragraph) else 0.0
        if isinstance(block, Table):
            layout = self._measured(block)
            heights = layout.heights
            return after + sum(heights[: len(layout.headings) + 1]), False
        lines = self._composer.paragraph(block, self._width, previous, None)
        if block.style.keep_next or block.style.keep_lines:
            shown = lines
        else:
            shown = lines[:_PAIR] if block.style.widow_control else lines[:1]
        height = gap(previous, block.style, after) + sum(line.height for line in shown)
        return height, block.style.keep_next

    # -- tables

    def _table(self, table: TableLayout) -> None:
        if not self._fresh and not self._begins(table):
            self._new_page()
        strips: list[Strip] = []
        top, row = self._y, 0
        while row < len(table.heights):
            height = table.heights[row]
            if height <= self._room:
                strips.append(Strip(row, height))
                self._y += height
                row += 1
                self._fresh = False
                continue
            part = self._part(table, row, forced=self._fresh)
            if part:
                strips.append(Strip(row, part, ends=False))
            elif self._fresh:
                strips.append(Strip(row, height))
                row += 1
            self._flush(table, strips, top)
            if part:
                table.cut(row, part)
            if row < len(table.heights):
                self._new_page()
                top = self._y
                strips = self._repeat(table, row)
        self._flush(table, strips, top)
        self._y += table.below

    def _begins(self, table: TableLayout) -> bool:
        """Tell whether the headings of a table fit here with at least a part of what they head."""
        if not table.headings:
            return True
        first = table.headings[-1] + 1
        room = self._room - sum(table.heights[:first])
        fits = table.heights[first] <= room
        part = table.first_part(first, room - table.line_above(first))
        return fits or (table.splits(first, room) and part > 0)

    def _part(self, table: TableLayout, row: int, *, forced: bool) -> float:
        """Return the height of the part of a row to leave on this page; 0 to move it whole."""
        page = self._bottom - self._frame.top
        forced = (forced or table.heights[row] > page) and table.table.rows[row].rule != "exact"
        if not (forced or table.splits(row, self._room)):
            return 0.0
        return table.first_part(row, self._room - table.line_above(row))

    def _repeat(self, table: TableLayout, row: int) -> list[Strip]:
        """Print the heading rows again at the top of a page a table goes on."""
        if not table.headings or row <= table.headings[-1]:
            return []
        strips = [Strip(each, table.heights[each], repeat=True) for each in table.headings]
        self._y += sum(strip.height for strip in strips)
        return strips

    def _flush(self, table: TableLayout, strips: list[Strip], top: float) -> None:
        if strips:
            table.put(self.sheets[-1].sink, strips, (self._frame.left, top), self._frame)


def _without_widows(lines: Sequence[LineSlab], count: int) -> int:
    """Leave two lines on each side of a page's end, or none."""
    rest = len(lines) - count
    if rest == 1:
        count -= 1
    if lines[0].index == 0 and count < _PAIR:
        return 0
    return count


def blocks_have_fields(blocks: Sequence[Block]) -> bool:
    """Tell whether the body itself prints page numbers, so that it must be poured again."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if any(isinstance(inline, PageField) for inline in block.inlines):
                return True
        elif any(blocks_have_fields(cell.blocks) for row in block.rows for cell in row.cells):
            return True
    return False
