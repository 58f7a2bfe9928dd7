"""The fonts of one PDF: of each the glyphs that are shown, and which character each stands for.

Every character gets a glyph of its own, also where the font draws two alike (一 and the radical ⼀):
who searches finds what was typed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_cff import font_file
from app.adapters.page_glyphs import EM, Face, Glyph, face

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.adapters.page_objects import Objects
    from app.documents.page import FontKey

_SYMBOLIC = 4
_LONGEST_BLOCK = 100
_STEM = 80
_MAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%bendcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(slots=True)
class Subset:
    """What one document shows of one face.

    Attributes:
        number: Number of the font among the objects of the file.
    """

    face: Face
    number: int
    _glyphs: list[Glyph] = field(default_factory=list)
    _codes: dict[str, tuple[tuple[int, Glyph], ...]] = field(default_factory=dict)

    @property
    def name(self) -> bytes:
        """What the pages call the font."""
        return b"F%d" % self.number

    def codes(self, char: str) -> tuple[tuple[int, Glyph], ...]:
        """Return the code and the glyph of each part of a character, taking it in where it is new."""
        found = self._codes.get(char)
        if found is None:
            glyphs = self.face.glyphs(char)
            first = len(self._glyphs) + 1
            found = self._codes[char] = tuple(enumerate(glyphs, first))
            self._glyphs += glyphs
        return found

    def write(self, objects: Objects) -> None:
        """Put the font into the file."""
        glyphs = [self.face.missing, *self._glyphs]
        name = self._postscript(glyphs)
        data = font_file(name.decode("ascii"), [each.drawing for each in glyphs], self.face.box)
        file = objects.stream(data, b" /Subtype /CIDFontType0C")
        left, bottom, right, top = self.face.box
        descriptor = objects.add(
            b"<< /Type /FontDescriptor /FontName /%b /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle 0"
            b" /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile3 %d 0 R >>"
            % (name, _SYMBOLIC, left, bottom, right, top, top, bottom, top, _STEM, file)
        )
        widths = b" ".join(b"%d" % each.width for each in glyphs)
        below = objects.add(
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%b /FontDescriptor %d 0 R /DW %d /W [0 [%b]]"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            % (name, descriptor, EM, widths)
        )
        named = objects.stream(_MAP % b"".join(self._blocks()))
        objects[self.number] = (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H"
            b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (name, below, named)
        )

    def _postscript(self, glyphs: Sequence[Glyph]) -> bytes:
        """Return the font's name with six letters before it that tell this subset from others."""
        key = self.face.key
        told = hashlib.sha256(b"\0".join(each.drawing for each in glyphs)).digest()
        letters = bytes(ord("A") + each % 26 for each in told[:6])
        plain = "".join(each for each in key.family if each.isascii() and each.isalnum()) or "Font"
        look = "Bold" * key.bold + "Italic" * key.italic
        return letters + f"+{plain}{'-' * bool(look)}{look}".encode("ascii")

    def _blocks(self) -> Iterator[bytes]:
        said = [(codes[0][0], char) for char, codes in self._codes.items() if codes]
        for at in range(0, len(said), _LONGEST_BLOCK):
            block = said[at : at + _LONGEST_BLOCK]
            lines = (b"<%04X> <%b>\n" % (code, _utf16(char)) for code, char in block)
            yield b"%d beginbfchar\n%bendbfchar\n" % (len(block), b"".join(lines))


def _utf16(char: str) -> bytes:
    return char.encode("utf-16-be", "replace").hex().upper().encode()


@dataclass(slots=True)
class Subsets:
    """The subsets of one file by face."""

    objects: Objects
    _found: dict[int, Subset] = field(default_factory=dict)

    def of(self, key: FontKey) -> Subset:
        """Return the subset for a font."""
        shown = face(key)
        found = self._found.get(id(shown))
        if found is None:
            found = self._found[id(shown)] = Subset(shown, self.objects.add())
        return found

    def write(self) -> bytes:
        """Put the fonts whose makers allow it into the file; return the names pages call them by."""
        fonts = [each for each in self._found.values() if each.face.embeddable]
        for each in fonts:
            each.write(self.objects)
        return b" ".join(b"/%b %d 0 R" % (each.name, each.number) for each in fonts)
