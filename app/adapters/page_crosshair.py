"""The page to measure a printer's offsets by (校准页): cross-hairs at known distances from the edges."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from app.documents.page import FontKey, LaidOut, Page, Rule, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.adapters.page_measure import Faces

_MM = 72 / 25.4
_WIDTH, _HEIGHT = 210.0, 297.0
EDGE = 20.0
"""Millimetres from the edges of the paper to the middle of each outer cross-hair."""
_ARM, _TICK, _LONG_TICK = 12, 1.0, 2.0
_THIN, _SIZE, _STEP = 0.25, 11.0, 8.0
_LINES = (
    "打印校准页",
    f"四角十字的中心应距纸的两边各 {EDGE:.0f} 毫米，刻度每格 1 毫米。",
    "用尺量左上角十字：偏左 1 毫米，“向右调整”加 1；偏右 1 毫米，减 1。",
    "偏上 1 毫米，“向下调整”加 1；偏下 1 毫米，减 1。改好后再打一张核对。",
    "套打预印表格的，把本页叠在表格上对光查看。",
)


def crosshair_page(faces: Faces) -> LaidOut:
    """Return the page: five cross-hairs with millimetre ticks, and how to read them."""
    places = [(x, y) for x in (EDGE, _WIDTH - EDGE) for y in (EDGE, _HEIGHT - EDGE)]
    items = [rule for x, y in (*places, (_WIDTH / 2, _HEIGHT / 2)) for rule in _crosshair(x, y)]
    words = (_line(text, 50.0 + number * _STEP, faces) for number, text in enumerate(_LINES))
    return LaidOut((Page(595.28, 841.89, 1, (*items, *words)),))


def _crosshair(x: float, y: float) -> Iterator[Rule]:
    yield _rule(x - _ARM, y, x + _ARM, y)
    yield _rule(x, y - _ARM, x, y + _ARM)
    for away in (each for each in range(-_ARM, _ARM + 1) if each):
        half = (_TICK if away % 5 else _LONG_TICK) / 2
        yield _rule(x + away, y - half, x + away, y + half)
        yield _rule(x - half, y + away, x + half, y + away)


def _rule(x1: float, y1: float, x2: float, y2: float) -> Rule:
    return Rule(x1 * _MM, y1 * _MM, x2 * _MM, y2 * _MM, _THIN)


def _line(text: str, top: float, faces: Faces) -> Text:
    face = faces.face("宋体", "中", bold=False, italic=False)
    edges = tuple(accumulate((face.advance(each) * _SIZE for each in text), initial=0.0))
    return Text(text, 45.0 * _MM, top * _MM, FontKey(face.family, _SIZE), edges)
