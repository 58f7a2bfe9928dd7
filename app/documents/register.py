"""Register (台账打印): a table of texts on A4 across, heading and page number on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.page import Box, Rule
from app.documents.placing import A4, Placed, PlacedPage, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE, _HIGH = A4[1], A4[0]
_MARGIN, _HEAD, _ROW = 36.0, 80.0, 18.0
_BOTTOM = 40.0
_SHADE, _LINE = "eeeeee", "888888"


def register_pages(
    title: str, under: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]
) -> tuple[PlacedPage, ...]:
    """Return the pages of a register; ``columns`` are heading and share of the width."""
    each = int((_HIGH - _HEAD - _BOTTOM) // _ROW) - 1
    parts = [rows[start : start + each] for start in range(0, len(rows), each)] or [()]
    widths = _widths(columns)
    return tuple(
        PlacedPage(
            (
                *_head(title, under, f"第{number}页 共{len(parts)}页"),
                *_table([name for name, _share in columns], widths, part),
            ),
            _WIDE,
            _HIGH,
        )
        for number, part in enumerate(parts, start=1)
    )


def _widths(columns: Sequence[tuple[str, float]]) -> tuple[float, ...]:
    whole = sum(share for _name, share in columns)
    return tuple((_WIDE - 2 * _MARGIN) * share / whole for _name, share in columns)


def _head(title: str, under: str, page: str) -> Iterator[Placed]:
    yield Words(_WIDE / 2, 34, title, 16, _WIDE - 2 * _MARGIN, "center", bold=True, family="黑体")
    yield Words(_MARGIN, 60, under, 9, _WIDE / 2)
    yield Words(_WIDE - _MARGIN, 60, page, 9, 200, "right")


def _table(
    headings: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
) -> Iterator[Placed]:
    yield Box(_MARGIN, _HEAD, sum(widths), _ROW, _SHADE)
    for line, cells in enumerate((headings, *rows)):
        x, y = _MARGIN, _HEAD + line * _ROW
        for text, width in zip(cells, widths, strict=True):
            yield Words(x + 3, y + 4, text, 8.5, width - 6, bold=line == 0)
            x += width
    bottom = _HEAD + (len(rows) + 1) * _ROW
    for line in range(len(rows) + 2):
        y = _HEAD + line * _ROW
        yield Rule(_MARGIN, y, _MARGIN + sum(widths), y, 0.4, _LINE)
    x = _MARGIN
    for width in (0.0, *widths):
        x += width
        yield Rule(x, _HEAD, x, bottom, 0.4, _LINE)
