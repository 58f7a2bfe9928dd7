"""Put a running number, a mark or the kind of a copy on pages that are already laid out."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from app.documents.page import FontKey, Page, Stamp, Text

if TYPE_CHECKING:
    from app.adapters.page_measure import Face, Faces

_FAMILY = "宋体"
_MARK_SIZE, _MARK_TOP, _MARK_COLOR = 10.5, 16.0, "b42318"
_TAB_RIGHT = 40.0


def stamped(page: Page, stamp: Stamp, number: int, faces: Faces) -> Page:
    """Return a page with its volume number in the corner; nothing else moves."""
    text = str(number)
    face = faces.face(_FAMILY, "0", bold=False, italic=False)
    edges = _edges(face, text, stamp.size)
    at = edges[-1]
    # On the back of a leaf the outer corner is the left one.
    left = stamp.duplex and (number - stamp.first) % 2 == 1
    x = stamp.margin if left else page.width - stamp.margin - at
    top = stamp.corner == "top-right"
    y = stamp.margin + face.ascent * stamp.size if top else page.height - stamp.margin
    font = FontKey(face.family, stamp.size, face.bold)
    return replace(page, items=(*page.items, Text(text, x, y, font, edges)))


def marked(page: Page, words: str, faces: Faces) -> Page:
    """Return a page with words in the middle of its head, above every margin a form uses."""
    face = faces.face(_FAMILY, words[0], bold=False, italic=False)
    edges = _edges(face, words, _MARK_SIZE)
    font = FontKey(face.family, _MARK_SIZE, face.bold)
    x, y = (page.width - edges[-1]) / 2, _MARK_TOP + face.ascent * _MARK_SIZE
    return replace(page, items=(*page.items, Text(words, x, y, font, edges, _MARK_COLOR)))


def tabbed(page: Page, words: str, faces: Faces) -> Page:
    """Return a page with words in its upper right corner, above every margin a form uses."""
    face = faces.face(_FAMILY, words[0], bold=False, italic=False)
    edges = _edges(face, words, _MARK_SIZE)
    x, y = page.width - _TAB_RIGHT - edges[-1], _MARK_TOP + face.ascent * _MARK_SIZE
    font = FontKey(face.family, _MARK_SIZE, face.bold)
    return replace(page, items=(*page.items, Text(words, x, y, font, edges)))


def _edges(face: Face, text: str, size: float) -> tuple[float, ...]:
    return tuple(accumulate((face.advance(each) * size for each in text), initial=0.0))
