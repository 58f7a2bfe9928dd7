"""Collect what is put on a page, in painting order, and join characters into texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.adapters.page_shape import LINE_END, PAGE_END, PICTURE, SPACE, TAB, Glyph
from app.documents.page import Box, Item, Picture, Rule, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.adapters.page_lines import Line
    from app.adapters.page_model import Border

_DASHES = {
    "dotted": (1.0, 1.0),
    "dashed": (4.0, 3.0),
    "dashSmallGap": (4.0, 1.0),
    "dotDash": (4.0, 3.0, 1.0, 3.0),
    "dotDotDash": (4.0, 3.0, 1.0, 3.0, 1.0, 3.0),
}
_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "middleDot": "·", "heavy": "_"}
_UNDERLINE_DEPTH = 0.13
_UNDERLINE_WIDTH = 0.05
_STRIKE_HEIGHT = 0.28
_SHIFT = {"superscript": -0.33, "subscript": 0.12}


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a line along text is drawn."""

    width: float
    dashes: tuple[float, ...] = ()


class Sink:
    """The items of one page: pictures behind the text, fills, then everything else."""

    def __init__(self) -> None:
        self.behind: list[Item] = []
        self.fills: list[Item] = []
        self.front: list[Item] = []
        self.over: list[Item] = []
        self.replaced: set[tuple[str, str]] = set()

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything, in painting order."""
        return (*self.fills, *self.behind, *self.front, *self.over)

    @property
    def empty(self) -> bool:
        """Whether nothing has been put here yet."""
        return not (self.behind or self.fills or self.front or self.over)

    def line(self, line: Line, x: float, y: float) -> None:
        """Put a line of a paragraph with its left edge at x and its top at y."""
        base = y + line.ascent
        for run in _runs(line.glyphs):
            self._run(run, x, base)
        for glyph in line.glyphs:
            if glyph.leader:
                self._leader(glyph, x, base)
        for group in _grouped(line.glyphs, lambda glyph: glyph.style.underline):
            self._under(group, x, base)
        for group in _grouped(line.glyphs, lambda glyph: glyph.style.fill):
            self._highlight(group, x, y, line.height)
        for group in _grouped(line.glyphs, lambda glyph: "s" if glyph.style.strike else ""):
            size = group[0].size
            self._straight(group, x, base - size * _STRIKE_HEIGHT, _Pen(size * _UNDERLINE_WIDTH))

    def _run(self, run: Sequence[Glyph], x: float, base: float) -> None:
        first = run[0]
        if first.drawing is not None:
            drawing = first.drawing
            top = base - drawing.height
            self.front.append(Picture(x + first.x, top, drawing.width, drawing.height, drawing.data))
            return
        edges = tuple(round(glyph.x - first.x, 3) for glyph in run)
        edges += (round(run[-1].x + run[-1].width - first.x, 3),)
        base += _SHIFT.get(first.style.raised, 0.0) * first.style.size
        text = "".join(glyph.char for glyph in run)
        self.front.append(
            Text(text, round(x + first.x, 3), round(base, 3), first.font, edges, first.style.color)
        )
        self.told(first)

    def _leader(self, tab: Glyph, x: float, base: float) -> None:
        """Fill a tab's jump with its sign, from the right so that lines below match."""
        sign = _LEADERS.get(tab.leader, ".")
        step = tab.face.advance(sign) * tab.size
        count = int(tab.width / step) if step else 0
        if count < 1:
            return
        begin = x + tab.x + tab.width - count * step
        edges = tuple(round(index * step, 3) for index in range(count + 1))
        color = tab.style.color
        self.front.append(Text(sign * count, round(begin, 3), round(base, 3), tab.font, edges, color))
        self.told(tab)

    def told(self, glyph: Glyph) -> None:
        """Remember that a glyph is set in a stand-in for the font that was asked for."""
        if glyph.face.asked:
            self.replaced.add((glyph.face.asked, glyph.face.family))

    def _under(self, group: Sequence[Glyph], x: float, base: float) -> None:
        size = max(glyph.size for glyph in group)
        width, style = max(0.5, size * _UNDERLINE_WIDTH), group[0].style.underline
        if style == "thick":
            width *= 2
        y = base + size * _UNDERLINE_DEPTH
        self._straight(group, x, y, _Pen(width, _DASHES.get(style, ())))
        if style == "double":
            self._straight(group, x, y + 2 * width, _Pen(width))

    def _straight(self, group: Sequence[Glyph], x: float, y: float, pen: _Pen) -> None:
        first, last = group[0], group[-1]
        end = x + last.x + last.width
        self.front.append(Rule(x + first.x, y, end, y, pen.width, first.style.color, pen.dashes))

    def _highlight(self, group: Sequence[Glyph], x: float, y: float, height: float) -> None:
        first, last = group[0], group[-1]
        wide = last.x + last.width - first.x
        self.fills.append(Box(x + first.x, y, wide, height, first.style.fill))

    def border(self, border: Border, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw one border line; a double one as two of a third of the distance."""
        if not border.width:
            return
        dashes = _DASHES.get(border.style, ())
        if border.style != "double":
            self.front.append(Rule(x1, y1, x2, y2, border.width, border.color, dashes))
            return
        away = border.width
        across, down = (0.0, away) if y1 == y2 else (away, 0.0)
        for sign in (-1, 1):
            self.front.append(
                Rule(
                    x1 + sign * across, y1 + sign * down, x2 + sign * across, y2 + sign * down,
                    border.width, border.color,
                )
            )  # fmt: skip


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group what can be painted as one text: one font, one colour, one height."""
    found: list[list[Glyph]] = []
    key: object = None
    for glyph in glyphs:
        if glyph.kind in {TAB, LINE_END, PAGE_END}:
            key = None
            continue
        style = glyph.style
        mine = (glyph.face, glyph.size, style.color, style.raised)
        if mine != key or glyph.kind == PICTURE:
            found.append([])
        found[-1].append(glyph)
        key = None if glyph.kind == PICTURE else mine
    return [run for run in found if any(glyph.kind != SPACE for glyph in run)]


def _grouped(glyphs: Sequence[Glyph], look: Callable[[Glyph], str]) -> list[list[Glyph]]:
    """Group neighbours with the same look; glyphs without one are left out."""
    found: list[list[Glyph]] = []
    key = ""
    for glyph in glyphs:
        mine = look(glyph)
        if mine and mine != key:
            found.append([])
        if mine:
            found[-1].append(glyph)
        key = mine
    return found
