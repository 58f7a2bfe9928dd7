"""Make a PDF's text searchable: say which character each glyph stands for.

One glyph may serve several characters, and the PDF writer names the one with the lowest code: a
radical (⼀) where the document says 一. Whoever searches types the latter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.adapters.page_fonts import raw_font
from app.documents.page import FontKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QRawFont

    from app.adapters.page_objects import Objects

_TABLE = re.compile(rb"/ToUnicode (\d+) 0 R")
_TARGETS = re.compile(rb"\[(.*?)\]", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")


def name_characters(objects: Objects, painted: Mapping[FontKey, Mapping[int, str]]) -> None:
    """Correct the character tables of all fonts by what was painted with their glyphs."""
    names = _Names(painted)
    for table in sorted({int(found[1]) for each in objects for found in _TABLE.finditer(objects[each])}):
        data = objects.stream(table)
        objects.set_stream(table, _TARGETS.sub(lambda codes: _CODE.sub(names.right, codes[0]), data))


class _Names:
    """Finds the painted character behind another character of the same glyph."""

    def __init__(self, painted: Mapping[FontKey, Mapping[int, str]]) -> None:
        self._used = {char for glyphs in painted.values() for char in glyphs.values()}
        merged: dict[tuple[str, bool, bool], dict[int, str]] = {}
        for key, glyphs in painted.items():
            merged.setdefault((key.family, key.bold, key.italic), {}).update(glyphs)
        self._faces: list[tuple[QRawFont, dict[int, str]]] = [
            (raw_font(FontKey(family, 10.0, bold, italic), 1.0), glyphs)
            for (family, bold, italic), glyphs in merged.items()
        ]
        self._known: dict[str, str] = {}

    def right(self, code: re.Match[bytes]) -> bytes:
        """Return the code that stands in the document where the table has another one."""
        char = chr(int(code[1], 16))
        if char in self._used:
            return code[0]
        if char not in self._known:
            self._known[char] = self._find(char)
        return b"<" + self._known[char].encode("utf-16-be").hex().upper().encode() + b">"

    def _find(self, char: str) -> str:
        for face, glyphs in self._faces:
            for glyph in face.glyphIndexesForString(char):
                if glyph in glyphs:
                    return glyphs[glyph]
        return max(char, " ")
