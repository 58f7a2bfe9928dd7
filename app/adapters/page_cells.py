"""The cells of a table with their composed content, and how much of it fits where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_model import Block, Cell, Paragraph, Table
from app.adapters.page_slabs import Frame, LineSlab, Slab, stack_height
from app.adapters.page_vertical import put_vertical

if TYPE_CHECKING:
    from app.adapters.page_sink import Sink

Stack = Callable[[Sequence[Block], float], tuple[list[Slab], float]]
_SLACK = 0.01
_UNBOUNDED = 1e6
_ALIGNED = {"center": 0.5, "both": 0.5, "bottom": 1.0}


@dataclass(slots=True)
class Area:
    """A rectangle on the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a cell's content is put on a page.

    Attributes:
        rest: All that is waiting, else what fits.
        clip: Lines that begin below the area are not printed: the row is of exact height.
        aligned: It obeys the vertical alignment; what is cut stands at the top.
    """

    rest: bool
    clip: bool
    aligned: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What of a cell fits into a height: whole slabs, a part of the next one, the height they take."""

    count: int
    part: float
    used: float


@dataclass(slots=True)
class LaidCell:
    """A cell over ``rows`` rows: its slabs, and how many of them are already on a page.

    Attributes:
        below_line: Room the border above its row takes from it.
        begun: Whether anything of it has been put on a page.
    """

    cell: Cell
    row: int
    rows: int
    width: float
    stack: Stack
    below_line: float = 0.0
    slabs: list[Slab] = field(default_factory=list)
    after: float = 0.0
    done: int = 0
    begun: bool = False

    def __post_init__(self) -> None:
        if not self.vertical:
            self.slabs, self.after = self.stack(self.cell.blocks, self.inner_width)

    @property
    def vertical(self) -> bool:
        """Whether its lines run down or up the page."""
        return self.cell.direction in {"tbRl", "btLr", "tb", "bt"}

    @property
    def inner_width(self) -> float:
        """Width between the left and right margins."""
        margins = self.cell.margins
        return max(self.width - margins["left"] - margins["right"], 1.0)

    @property
    def _padding(self) -> float:
        return self.below_line + self.cell.margins["top"] + self.cell.margins["bottom"]

    def needed(self) -> float:
        """Return the height what is not yet on a page wants, margins included."""
        if self.vertical:
            return self._padding + self._natural_length()
        waiting = self.slabs[self.done :]
        again = self._lead(waiting[0]) - waiting[0].lead if waiting else 0.0
        return self._padding + stack_height(waiting) + again + self.after

    def _lead(self, slab: Slab) -> float:
        """Return the room before the first waiting piece: a cut paragraph wants its own again."""
        if not self.begun:
            return slab.lead
        return slab.paragraph.style.before if isinstance(slab, LineSlab) else 0.0

    def _natural_length(self) -> float:
        slabs, _ = self.stack(self.cell.blocks, _UNBOUNDED)
        lines = [slab.line for slab in slabs if isinstance(slab, LineSlab)]
        return max((sum(each.width for each in line.glyphs) for line in lines), default=0.0)

    def fitting(self, room: float) -> Share:
        """Return what of the waiting slabs fits into a height."""
        used, count, part = self._padding, 0, 0.0
        for slab in self.slabs[self.done :]:
            lead = slab.lead if count else self._lead(slab)
            if used + lead + slab.height > room + _SLACK:
                part = slab.part(room - used - lead)
                used += lead + part if part else 0.0
                break
            used, count = used + lead + slab.height, count + 1
        return Share(count, part, used)

    def put(self, sink: Sink, area: Area, frame: Frame, how: Fitting) -> None:
        """Put waiting content into an area: all of it, or what fits."""
        margins = self.cell.margins
        inner = Area(
            area.x + margins["left"],
            area.y + self.below_line + margins["top"],
            area.width - margins["left"] - margins["right"],
            area.height - self._padding,
        )
        if self.vertical:
            slabs, _ = self.stack(self.cell.blocks, max(inner.height, 1.0))
            put_vertical(sink, slabs, inner, self.cell)
            return
        share = Share(len(self.slabs) - self.done, 0.0, 0.0) if how.rest else self.fitting(area.height)
        shown = self.slabs[self.done : self.done + share.count]
        free = inner.height - stack_height(shown) - share.part - self.after
        y = inner.y
        if how.aligned and not self.begun:
            y += max(0.0, free) * _ALIGNED.get(self.cell.valign, 0.0)
        for index, slab in enumerate(shown):
            y += slab.lead if index else self._lead(slab)
            if not how.clip or y + slab.height / 2 <= area.y + area.height:
                slab.put(sink, inner.x, y, frame)
            y += slab.height
        self.done += share.count
        if share.part:
            slab = self.slabs[self.done]
            y += slab.lead if share.count else self._lead(slab)
            slab.put_part(sink, (inner.x, y), frame, share.part)
        self.begun = True


def spanned_rows(table: Table, row: int, cell: Cell) -> int:
    """Return over how many rows a cell stretches."""
    if cell.merge != "restart":
        return 1
    end = row + 1
    while end < len(table.rows) and any(
        each.column == cell.column and each.merge == "continue" for each in table.rows[end].cells
    ):
        end += 1
    return end - row


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds one paragraph without anything in it."""
    return len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph) and (not cell.blocks[0].inlines)
