"""Read what stands inside a docx paragraph: words, tabs, breaks, page fields and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_model import (
    Break,
    Drawing,
    Floating,
    Inline,
    PageField,
    RunStyle,
    Tab,
    Words,
)
from app.adapters.page_xml import EMU, WP, A, Element, Package, Part, R, attr, child, children, local, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.adapters.page_styles import StyleSheet

_FAR = 1584.0
_CONTAINERS = {"hyperlink", "ins", "smartTag", "sdt", "sdtContent", "moveTo", "customXml"}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
# Symbol fonts put their signs into the private area; these are the ones forms use.
_SYMBOLS = {"F0A8": "□", "F06F": "□", "F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0FC": "✓", "F06E": "■"}


@dataclass
class _OpenField:
    """A complex field being read: first its instruction, then its last known result."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False

    @property
    def page_name(self) -> str:
        """Return the field's name if it is one about pages."""
        words = "".join(self.instruction).split()
        return words[0].upper() if words and words[0].upper() in _PAGE_FIELDS else ""


class InlineReader:
    """Reads the inlines of paragraphs of one part."""

    def __init__(self, package: Package, styles: StyleSheet, part: Part) -> None:
        self._package = package
        self._styles = styles
        self._part = part

    def read(self, node: Element, base: RunStyle) -> tuple[Inline, ...]:
        """Return what stands in a w:p, in order."""
        fields: list[_OpenField] = []
        found: list[Inline] = []
        for each in _runs(node):
            if local(each) == "fldSimple":
                found.extend(self._simple_field(each, base))
                continue
            style = self._style(each, base)
            if not style.hidden:
                for piece in children(each):
                    found.extend(self._piece(piece, style, fields))
        return tuple(found)

    def _style(self, run: Element, base: RunStyle) -> RunStyle:
        properties = child(run, "rPr")
        if properties is None:
            return base
        named = self._styles.character(base, attr(child(properties, "rStyle")))
        return self._styles.run(named, properties)

    def _simple_field(self, node: Element, base: RunStyle) -> Iterator[Inline]:
        simple = _OpenField([attr(node, "instr") or ""])
        if simple.page_name:
            run = child(node, "r")
            style = base if run is None else self._style(run, base)
            yield PageField(simple.page_name, style)
        else:
            yield from self.read(node, base)

    def _piece(self, piece: Element, style: RunStyle, fields: list[_OpenField]) -> Iterator[Inline]:
        name = local(piece)
        if name == "fldChar":
            yield from _field_mark(attr(piece, "fldCharType") or "", style, fields)
        elif name == "instrText":
            if fields:
                fields[-1].instruction.append(piece.text or "")
        elif fields and (not fields[-1].in_result or fields[-1].page_name):
            return
        elif name in {"drawing", "AlternateContent"}:
            yield from self._pictures(piece, style)
        else:
            yield from _characters(name, piece, style)

    def _pictures(self, node: Element, style: RunStyle) -> Iterator[Inline]:
        for frame in node.iter(WP + "inline", WP + "anchor"):
            blip, extent = frame.find(f".//{A}blip"), frame.find(WP + "extent")
            data = None if blip is None else self._package.blob(self._part, blip.get(R + "embed", ""))
            if data is None or extent is None:
                continue
            width, height = (_length(extent.get(side)) for side in ("cx", "cy"))
            if frame.tag == WP + "inline":
                yield Drawing(data, width, height, style)
            else:
                yield _floating(frame, data, (width, height))
            return  # the other half of an AlternateContent shows the same picture again


def _runs(node: Element) -> Iterator[Element]:
    for each in children(node):
        if local(each) in {"r", "fldSimple"}:
            yield each
        elif local(each) in _CONTAINERS:
            yield from _runs(each)


def _field_mark(kind: str, style: RunStyle, fields: list[_OpenField]) -> Iterator[Inline]:
    if kind == "begin":
        fields.append(_OpenField())
    elif fields and kind == "separate":
        fields[-1].in_result = True
    elif fields and kind == "end":
        name = fields.pop().page_name
        if name:
            yield PageField(name, style)


def _characters(name: str, piece: Element, style: RunStyle) -> Iterator[Inline]:
    if name == "t":
        yield Words(piece.text or "", style)
    elif name == "tab":
        yield Tab(style)
    elif name in {"br", "cr"}:
        yield Break(style, page=attr(piece, "type") == "page")
    elif name == "noBreakHyphen":
        yield Words("-", style)
    elif name == "sym":
        code = (attr(piece, "char") or "").upper()
        yield Words(_SYMBOLS.get(code, "□"), style)


def _length(text: str | None) -> float:
    return within(float(text or 0) / EMU, _FAR)


def _floating(frame: Element, data: bytes, size: tuple[float, float]) -> Floating:
    across, down = frame.find(WP + "positionH"), frame.find(WP + "positionV")

    def offset(node: Element | None) -> float:
        found = None if node is None else node.findtext(WP + "posOffset")
        return _length(found)

    def align(node: Element | None) -> str:
        return "" if node is None else (node.findtext(WP + "align") or "")

    def origin(node: Element | None) -> str:
        return "" if node is None else node.get("relativeFrom", "")

    return Floating(
        data, *size, offset(across), offset(down), origin(across), origin(down),
        align(across), align(down), frame.get("behindDoc") == "1",
    )  # fmt: skip
