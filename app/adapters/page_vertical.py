"""Put text into a cell whose lines run down (tbRl) or up (btLr) the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.adapters.page_shape import LATIN, PICTURE, SPACE, TAB, Glyph
from app.adapters.page_slabs import LineSlab, Slab, stack_height
from app.documents.page import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.adapters.page_model import Cell
    from app.adapters.page_sink import Sink

_ALIGNED = {"center": 0.5, "both": 0.5, "bottom": 1.0}
# Height of the middle of an em box above the baseline, and of its top.
_MIDDLE = 0.36
_TOP = 0.86
_TURNED = frozenset("（）《》〈〉「」『』【】〔〕—…～－：；")
_RAISED = frozenset("，。、")


class Rectangle(Protocol):
    """The inside of a cell."""

    x: float
    y: float
    width: float
    height: float


def put_vertical(sink: Sink, slabs: Sequence[Slab], area: Rectangle, cell: Cell) -> None:
    """Put lines as columns: from the right for text running down, from the left for text up."""
    lines = [slab for slab in slabs if isinstance(slab, LineSlab)]
    free = max(0.0, area.width - stack_height(slabs))
    away = free * _ALIGNED.get(cell.valign, 0.0)
    for slab in lines:
        away += slab.lead
        if cell.direction in {"btLr", "bt"}:
            _upwards(sink, slab, area.x + away + slab.line.ascent, area.y + area.height)
        else:
            _downwards(sink, slab, area.x + area.width - away - slab.height / 2, area.y)
        away += slab.height


def _upwards(sink: Sink, slab: LineSlab, base: float, bottom: float) -> None:
    for glyph in _visible(slab):
        _text(sink, glyph, (base, bottom - glyph.x), 270)


def _downwards(sink: Sink, slab: LineSlab, middle: float, top: float) -> None:
    """Chinese stands upright in the middle of the column; Western text and brackets lie down."""
    for glyph in _visible(slab):
        size = glyph.size
        if glyph.kind == LATIN or glyph.char in _TURNED:
            _text(sink, glyph, (middle - _MIDDLE * size, top + glyph.x), 90)
            continue
        x, y = middle - glyph.own / 2, top + glyph.x + _TOP * size
        if glyph.char in _RAISED:
            x, y = x + size / 2, y - size / 2
        _text(sink, glyph, (x, y), 0)


def _visible(slab: LineSlab) -> list[Glyph]:
    return [each for each in slab.line.glyphs if each.kind not in {SPACE, TAB, PICTURE}]


def _text(sink: Sink, glyph: Glyph, at: tuple[float, float], turn: int) -> None:
    x, y = round(at[0], 3), round(at[1], 3)
    edges = (0.0, round(glyph.own, 3))
    sink.front.append(Text(glyph.char, x, y, glyph.font, edges, glyph.style.color, turn))
    sink.told(glyph)
