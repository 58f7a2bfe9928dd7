"""Draws placed pages: lines of text are measured, made smaller or cut until they fit."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from app.documents.page import FontKey, Item, LaidOut, Page, Text
from app.documents.placing import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.adapters.page_measure import Face, Faces
    from app.documents.placing import PlacedPage

_SMALLEST = 0.7
_CUT = "…"
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}


def placed(pages: Sequence[PlacedPage], faces: Faces) -> LaidOut:
    """Return placed pages as laid out ones."""
    return LaidOut(
        tuple(
            Page(each.width, each.height, number, tuple(_items(each, faces)))
            for number, each in enumerate(pages, start=1)
        )
    )


def _items(page: PlacedPage, faces: Faces) -> Iterator[Item]:
    for each in page.items:
        if isinstance(each, Words):
            yield from _line(each, faces)
        else:
            yield each


def _line(words: Words, faces: Faces) -> Iterator[Text]:
    chosen = [faces.face(words.family, char, bold=words.bold, italic=False) for char in words.text]
    moves = [face.advance(char) for face, char in zip(chosen, words.text, strict=True)]
    text, size = words.text, words.size
    if words.room and sum(moves) * size > words.room:
        size = max(words.room / sum(moves), size * _SMALLEST)
        while text and sum(moves) * size > words.room:
            text = text.removesuffix(_CUT)[:-1] + _CUT
            chosen = [faces.face(words.family, char, bold=words.bold, italic=False) for char in text]
            moves = [face.advance(char) for face, char in zip(chosen, text, strict=True)]
            if text == _CUT:
                break
    at = words.x - sum(moves) * size * _SHARE[words.align]
    baseline = words.y + max((face.ascent for face in chosen), default=0.0) * size
    yield from _runs(zip(text, chosen, moves, strict=True), (at, baseline), size, words.color)


def _runs(
    glyphs: Iterator[tuple[str, Face, float]], start: tuple[float, float], size: float, color: str
) -> Iterator[Text]:
    at, baseline = start
    for _key, run in groupby(glyphs, key=lambda each: (each[1].family, each[1].bold)):
        parts = list(run)
        edges = tuple(accumulate((move * size for _char, _face, move in parts), initial=0.0))
        face = parts[0][1]
        font = FontKey(face.family, size, face.bold)
        yield Text("".join(char for char, _face, _move in parts), at, baseline, font, edges, color)
        at += edges[-1]
