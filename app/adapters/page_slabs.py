"""Slabs: the pieces of a document, stacked from the top down; only rows of inner tables can be cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.adapters.page_lines import Indents, Line
from app.adapters.page_model import Border, Floating, Paragraph
from app.documents.page import Box, Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.adapters.page_sink import Sink


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangles floating pictures refer to: the paper, and the margins round the text."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float


class Slab(Protocol):
    """One piece: room before it, its height, and how to put it on a page."""

    lead: float

    @property
    def height(self) -> float:
        """Height in points, without the room before it."""
        ...

    def put(self, sink: Sink, x: float, y: float, frame: Frame) -> None:
        """Put it on a page, its column's left edge at x and its own top at y."""
        ...

    def part(self, room: float) -> float:
        """Return the height of the part of it that a room takes; 0 when it cannot be cut."""
        ...

    def put_part(self, sink: Sink, at: tuple[float, float], frame: Frame, height: float) -> None:
        """Put a part of it on a page; the rest is what is left of it."""
        ...


@dataclass(slots=True)
class Edges:
    """The border lines a paragraph shares with no neighbour."""

    top: Border | None = None
    bottom: Border | None = None


@dataclass(slots=True)
class LineSlab:
    """One line of a paragraph, with what hangs on it: borders, shading, floating pictures."""

    line: Line
    paragraph: Paragraph
    width: float
    index: int
    count: int
    lead: float = 0.0
    edges: Edges = field(default_factory=Edges)

    @property
    def height(self) -> float:
        """The line, and the borders above the first and below the last one."""
        return self.line.height + self._above + self._below

    @property
    def last(self) -> bool:
        """Whether it ends its paragraph."""
        return self.index + 1 == self.count

    @property
    def _above(self) -> float:
        top = self.edges.top
        return top.width + top.space if top is not None and self.index == 0 else 0.0

    @property
    def _below(self) -> float:
        bottom = self.edges.bottom
        return bottom.width + bottom.space if bottom is not None and self.last else 0.0

    def put(self, sink: Sink, x: float, y: float, frame: Frame) -> None:
        """Put the line, its part of the paragraph's box, and its floating pictures."""
        if self.index == 0:
            for inline in self.paragraph.inlines:
                if isinstance(inline, Floating):
                    _float(sink, inline, (x, y, self.width), frame)
        self._box(sink, x, y)
        sink.line(self.line, x, y + self._above)

    def part(self, room: float) -> float:  # noqa: ARG002 - a line is never cut
        """Return 0: a line is never cut."""
        return 0.0

    def put_part(self, sink: Sink, at: tuple[float, float], frame: Frame, height: float) -> None:
        """Put nothing: a line is never cut."""

    def _box(self, sink: Sink, x: float, y: float) -> None:
        style, indents = self.paragraph.style, Indents.of(self.paragraph)
        left, right = x + indents.left + min(indents.first, 0.0), x + self.width - indents.right
        bottom = y + self.height
        sides = {side: style.borders.get(side) for side in ("left", "right")}
        start, end = (each.space if each is not None else 0.0 for each in sides.values())
        if style.fill:
            sink.fills.append(Box(left, y, right - left, self.height, style.fill))
        if not style.borders:
            return
        if self.edges.top is not None and self.index == 0:
            at = y + self.edges.top.width / 2
            sink.border(self.edges.top, left - start, at, right + end, at)
        if self.edges.bottom is not None and self.last:
            at = bottom - self.edges.bottom.width / 2
            sink.border(self.edges.bottom, left - start, at, right + end, at)
        for border, at in ((sides["left"], left - start), (sides["right"], right + end)):
            if border is not None:
                sink.border(border, at, y, at, bottom)


def _float(sink: Sink, picture: Floating, column: tuple[float, float, float], frame: Frame) -> None:
    x, y, width = column
    left, wide = {
        "page": (0.0, frame.width),
        "margin": (frame.left, frame.width - frame.left - frame.right),
        "rightMargin": (frame.width - frame.right, frame.right),
        "leftMargin": (0.0, frame.left),
    }.get(picture.x_from, (x, width))
    top, high = {
        "page": (0.0, frame.height),
        "margin": (frame.top, frame.height - frame.top - frame.bottom),
        "topMargin": (0.0, frame.top),
        "bottomMargin": (frame.height - frame.bottom, frame.bottom),
    }.get(picture.y_from, (y, 0.0))
    share = {"center": 0.5, "right": 1.0, "bottom": 1.0, "outside": 1.0}
    across = share.get(picture.x_align, 0.0) * (wide - picture.width)
    down = share.get(picture.y_align, 0.0) * (high - picture.height)
    placed = Picture(
        left + (across if picture.x_align else picture.x),
        top + (down if picture.y_align else picture.y),
        picture.width,
        picture.height,
        picture.data,
    )
    (sink.behind if picture.behind else sink.over).append(placed)


def stack_height(slabs: Sequence[Slab]) -> float:
    """Return how high slabs are one on another, room between them included."""
    return sum(slab.lead + slab.height for slab in slabs)
