"""Break a paragraph into lines, and place the characters of each line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.adapters.page_breaks import HANGING, can_break, may_hang
from app.adapters.page_model import Paragraph, ParagraphStyle, TabStop
from app.adapters.page_shape import (
    CJK,
    LINE_END,
    PAGE_END,
    PICTURE,
    SPACE,
    TAB,
    Glyph,
    Shaper,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SLACK = 0.01
# Where a line of exact height puts its baseline.
_EXACT_ASCENT = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of placed glyphs: baseline ``ascent`` below its top, ``height`` to the next line."""

    glyphs: Sequence[Glyph]
    ascent: float
    height: float
    ends_page: bool = False


@dataclass(frozen=True, slots=True)
class Indents:
    """The margins of a paragraph's lines, in points from the edges of its column."""

    left: float
    right: float
    first: float

    @classmethod
    def of(cls, paragraph: Paragraph) -> Indents:
        """Resolve indents counted in characters by the size of the first character."""
        style = paragraph.style
        first = next((each for each in paragraph.inlines if hasattr(each, "style")), None)
        em = paragraph.mark.size if first is None else first.style.size
        return cls(
            style.left_chars * em or style.left,
            style.right_chars * em or style.right,
            style.first_chars * em or style.first,
        )


class LineBreaker:
    """Breaks the paragraphs of one document."""

    def __init__(self, shaper: Shaper, default_tab: float, *, hang: bool, bind: bool) -> None:
        self._shaper = shaper
        self._tab = default_tab
        self._hang = hang
        self._bind = bind

    def for_cells(self) -> LineBreaker:
        """Return a breaker for table cells, where no sign hangs over the border."""
        return LineBreaker(self._shaper, self._tab, hang=False, bind=self._bind)

    def lines(self, paragraph: Paragraph, width: float, fields: Mapping[str, str], grid: float) -> list[Line]:
        """Return the lines of a paragraph in a column ``width`` wide; never none."""
        glyphs = self._shaper.shape(paragraph, fields)
        indents, start, total = Indents.of(paragraph), 0, len(glyphs)
        found: list[Line] = []
        while True:
            begin = indents.left + (0.0 if found else indents.first)
            room = max(width - indents.right - begin, 1.0)
            end = self._end(glyphs, start, _Column(begin, room, paragraph.style, indents))
            forced = end < total and glyphs[end].kind in {LINE_END, PAGE_END}
            line = _within(glyphs[start:end], room)
            last = end >= total or forced
            _place(line, paragraph.style, begin, room, last=last)
            page = forced and glyphs[end].kind == PAGE_END
            found.append(Line(line, *self._heights(line, paragraph, grid), ends_page=page))
            start = end + 1 if forced else end
            if end >= total or (start >= total and page):
                return found

    def _end(self, glyphs: list[Glyph], start: int, column: _Column) -> int:
        """Return the index after the last glyph of the line that begins at ``start``."""
        used, index, breakable = 0.0, start, -1
        hang = self._hang and column.style.hang
        while index < len(glyphs):
            glyph = glyphs[index]
            if glyph.kind in {LINE_END, PAGE_END}:
                return index
            if glyph.kind == TAB:
                stop = column.next_stop(column.begin + used)
                glyph.leader = "" if stop is None else stop.leader
                glyph.width = self._tab_width(glyphs, index, column.begin + used, stop)
            if index > start and can_break(glyphs[index - 1], glyph, bind=self._bind):
                breakable = index
            if glyph.kind != SPACE and used + glyph.own > column.room + _SLACK:
                if hang and used <= column.room + _SLACK and may_hang(glyphs, index, bind=self._bind):
                    return _with_spaces(glyphs, index + 1)
                return breakable if breakable > start else max(index, start + 1)
            used += glyph.width
            index += 1
        return index

    def _tab_width(self, glyphs: list[Glyph], index: int, at: float, stop: TabStop | None) -> float:
        if stop is None:
            return (math.floor(at / self._tab + 1e-6) + 1) * self._tab - at
        if stop.kind == "left":
            return stop.position - at
        follow = 0.0
        for glyph in glyphs[index + 1 :]:
            if glyph.kind in {TAB, LINE_END, PAGE_END}:
                break
            if stop.kind == "decimal" and glyph.char in ".．":  # noqa: RUF001 - both are meant
                break
            follow += glyph.width
        share = 0.5 if stop.kind == "center" else 1.0
        return max(0.0, stop.position - at - follow * share)

    def _heights(self, line: Sequence[Glyph], paragraph: Paragraph, grid: float) -> tuple[float, float]:
        """Return where the baseline stands below the top, and the height of the line."""
        style, above, below = paragraph.style, 0.0, 0.0
        faces = {(glyph.face, glyph.style.size) for glyph in line if glyph.kind != PICTURE}
        if not line:
            faces = {(self._shaper.strut(paragraph.mark), paragraph.mark.size)}
        for face, size in faces:
            above, below = max(above, face.ascent * size), max(below, face.descent * size)
        for glyph in line:
            if glyph.drawing is not None:
                above = max(above, glyph.drawing.height)
        natural = above + below
        if style.line_rule == "exact":
            return style.line * _EXACT_ASCENT, style.line
        if style.line_rule == "atLeast":
            height = max(natural, style.line)
        elif grid and style.snap:
            height = max(1, math.ceil(natural / grid - 1e-6)) * grid * style.line
            return above + (height - natural) / 2, height
        else:
            height = natural * style.line
            # A wider line grows below its text, a narrower one loses height above it.
            return above + min(height - natural, 0.0), height
        return above + height - natural, height


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a line may run, and the tab stops on its way."""

    begin: float
    room: float
    style: ParagraphStyle
    indents: Indents

    def next_stop(self, at: float) -> TabStop | None:
        """Return the next tab stop set; a hanging indent is one at its left margin."""
        stops = [stop for stop in self.style.tabs if stop.position > at + 0.1 and stop.kind != "bar"]
        left = self.indents.left
        if self.indents.first < 0 and at + 0.1 < left:
            stops.append(TabStop(left))
        return min(stops, key=lambda stop: stop.position, default=None)


def _within(line: list[Glyph], room: float) -> list[Glyph]:
    """Leave out the blanks at the end of a line that do not fit: nothing of them is drawn."""
    end, used = len(line), sum(glyph.width for glyph in line)
    while end > 1 and line[end - 1].kind == SPACE and used > room + _SLACK:
        end -= 1
        used -= line[end].width
    return line[:end]


def _with_spaces(glyphs: list[Glyph], index: int) -> int:
    """Let spaces after a hanging sign stay on its line."""
    while index < len(glyphs) and glyphs[index].kind == SPACE:
        index += 1
    return index


def _place(line: list[Glyph], style: ParagraphStyle, begin: float, room: float, *, last: bool) -> None:
    """Give every glyph of a line its place, stretching where the alignment wants it."""
    end = len(line)
    while end and line[end - 1].kind == SPACE and not last:
        end -= 1
    core = line[:end]
    used = sum(glyph.width for glyph in core)
    if core:
        used -= core[-1].width - core[-1].own
        core[-1].width = core[-1].own  # no gap follows the last one
    slack = room - used
    if core and slack < 0 and core[-1].char in HANGING:
        slack += core[-1].own
    at = begin
    if style.align == "center":
        at += max(0.0, slack) / 2
    elif style.align == "right":
        at += max(0.0, slack)
    elif style.align == "distribute" or (style.align == "both" and not last):
        _stretch(core, slack)
    for glyph in line:
        glyph.x = at
        at += glyph.width


def _stretch(core: Sequence[Glyph], slack: float) -> None:
    """Spread what is left of a line between Chinese characters and at spaces."""
    tabs = [index for index, glyph in enumerate(core) if glyph.kind == TAB]
    start = tabs[-1] + 1 if tabs else 0
    gaps = [
        left
        for left, right in zip(core[start:], core[start + 1 :], strict=False)
        if left.kind in {CJK, SPACE} or right.kind == CJK
    ]
    for glyph in gaps:
        glyph.width += slack / len(gaps)
