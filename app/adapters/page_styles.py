"""Resolve docx styles: defaults, style chains and direct formatting become plain values."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from lxml import etree

from app.adapters.page_model import Border, ParagraphStyle, RunStyle, TabStop
from app.adapters.page_xml import (
    A,
    Element,
    Package,
    attr,
    child,
    children,
    flag,
    local,
    points,
    value,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_ALIGN = {"start": "left", "end": "right", "thaiDistribute": "distribute"}
_HIGHLIGHT = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF",
    "blue": "0000FF", "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000",
    "white": "FFFFFF",
}  # fmt: skip
_DEEPEST, _MOST_SHEETS, _MOST_LOOKS = 16, 32, 2000
S = TypeVar("S", RunStyle, ParagraphStyle)
_HANGING_LANGUAGES = {"zh", "ja", "ko"}
_LARGEST, _WIDEST, _MOST = 1638.0, 31.0, 200.0


def color(text: str | None) -> str:
    """Return an RRGGBB colour; "auto" and anything unreadable is black."""
    if text is None or len(text) != len("RRGGBB") or text == "auto":
        return "000000"
    return text.upper()


def fill(node: Element | None) -> str:
    """Return the fill of a w:shd element, or an empty string for none."""
    text = attr(node, "fill")
    return "" if text is None or text == "auto" else text.upper()


def borders(node: Element | None) -> dict[str, Border]:
    """Read a set of borders by side; start and end are taken as left and right."""
    found = {}
    for each in children(node):
        style = attr(each) or "none"
        side = {"start": "left", "end": "right"}.get(local(each), local(each))
        absent = style in {"nil", "none"}
        width = 0.0 if absent else within(float(attr(each, "sz") or 4) / 8, _WIDEST, 0.0)
        space = within(float(attr(each, "space") or 0), _WIDEST, 0.0)
        found[side] = Border(width, style, color(attr(each, "color")), space)
    return found


_local = threading.local()


def style_sheet(package: Package) -> StyleSheet:
    """Return the styles of a docx; documents of one template share them within a thread."""
    known: dict[tuple[bytes, bytes], StyleSheet] = _local.__dict__.setdefault("sheets", {})
    key = package.sibling_bytes("styles"), package.sibling_bytes("theme")
    found = known.get(key)
    if found is None:
        if len(known) >= _MOST_SHEETS:
            known.clear()
        found = known[key] = StyleSheet(package)
    return found


class StyleSheet:
    """The styles of one docx, asked for the look of a run or a paragraph.

    Attributes:
        hangs: Its East Asian language lets punctuation hang; unsaid, that is Chinese.
    """

    def __init__(self, package: Package) -> None:
        root = package.sibling("styles")
        self._laid: dict[tuple[int, bytes], tuple[Any, Any]] = {}
        self._theme = _theme_fonts(package.sibling("theme"))
        self._styles: dict[str, Element] = {}
        self._default = ""
        for each in children(root):
            if local(each) == "style":
                self._styles[attr(each, "styleId") or ""] = each
                if attr(each, "type") == "paragraph" and attr(each, "default") == "1":
                    self._default = attr(each, "styleId") or ""
        defaults = child(root, "docDefaults")
        self.run_default = self.run(RunStyle(), child(defaults, "rPrDefault/rPr"))
        self.paragraph_default = self.paragraph(ParagraphStyle(), child(defaults, "pPrDefault/pPr"))
        language = attr(child(defaults, "rPrDefault/rPr/lang"), "eastAsia") or "zh"
        self.hangs = language[:2] in _HANGING_LANGUAGES
        self._named: dict[tuple[str, str], tuple[ParagraphStyle, RunStyle]] = {}

    def chain(self, style_id: str | None) -> list[Element]:
        """Return a style and its ancestors, the eldest first."""
        found: list[Element] = []
        while style_id and style_id in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style_id])
            style_id = value(found[-1], "basedOn")
        return found[::-1]

    def named(self, style_id: str | None, table_style: str = "") -> tuple[ParagraphStyle, RunStyle]:
        """Return the look a paragraph style gives, inside a table of a style or outside."""
        key = (style_id or self._default, table_style)
        if key not in self._named:
            paragraph, run = self.paragraph_default, self.run_default
            for each in (*self.chain(table_style), *self.chain(key[0])):
                paragraph = self.paragraph(paragraph, child(each, "pPr"))
                run = self.run(run, child(each, "rPr"))
            self._named[key] = (replace(paragraph, style_id=key[0]), run)
        return self._named[key]

    def character(self, base: RunStyle, style_id: str | None) -> RunStyle:
        """Lay a character style over a look."""
        for each in self.chain(style_id):
            base = self.run(base, child(each, "rPr"))
        return base

    def run(self, base: RunStyle, node: Element | None) -> RunStyle:
        """Lay run properties over a look."""
        if node is None or not len(node):
            return base
        return self._remembered(base, node, self._run)

    def _remembered(self, base: S, node: Element, lay: Callable[[S, Element], S]) -> S:
        """Lay the same properties over the same look but once: papers repeat a few looks."""
        key = (id(base), etree.tostring(node, with_tail=False))
        known = self._laid.get(key)
        if known is None:
            if len(self._laid) >= _MOST_LOOKS:
                self._laid.clear()
            known = self._laid[key] = (base, lay(base, node))  # the base is kept, so its id stays its own
        found: S = known[1]
        return found

    def _run(self, base: RunStyle, node: Element) -> RunStyle:
        changes: dict[str, Any] = self._fonts(child(node, "rFonts"))
        for each in children(node):
            name = local(each)
            if name in _RUN_FLAGS:
                changes[_RUN_FLAGS[name]] = attr(each) not in {"0", "false", "off", "none"}
            elif name in _RUN_VALUES:
                field, read = _RUN_VALUES[name]
                changes[field] = read(each)
        return replace(base, **changes) if changes else base

    def _fonts(self, node: Element | None) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if node is None:
            return changes
        for field, names in (("latin", ("ascii", "hAnsi")), ("east_asian", ("eastAsia",))):
            themed = [self._theme.get(attr(node, name + "Theme") or "", "") for name in names]
            plain = [attr(node, name) or "" for name in names]
            family = next(filter(None, themed + plain), "")
            if family:
                changes[field] = family
        if attr(node, "hint"):
            changes["hint"] = attr(node, "hint") == "eastAsia"
        return changes

    def paragraph(self, base: ParagraphStyle, node: Element | None) -> ParagraphStyle:
        """Lay paragraph properties over a look."""
        if node is None or not len(node):
            return base
        return self._remembered(base, node, self._paragraph)

    def _paragraph(self, base: ParagraphStyle, node: Element) -> ParagraphStyle:
        changes: dict[str, Any] = {}
        for each in children(node):
            name = local(each)
            if name in _PARAGRAPH_FLAGS:
                changes[_PARAGRAPH_FLAGS[name]] = flag(node, name)
            elif name in _PARAGRAPH_PARTS:
                changes.update(_PARAGRAPH_PARTS[name](each, base))
        return replace(base, **changes) if changes else base


def _theme_fonts(root: Element | None) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if root is None:
        return found
    for kind in ("major", "minor"):
        scheme = root.find(f".//{A}{kind}Font")
        if scheme is None:
            continue
        latin, asian = scheme.find(A + "latin"), scheme.find(A + "ea")
        script = scheme.find(f"{A}font[@script='Hans']")
        chinese = (asian.get("typeface") if asian is not None else "") or (
            script.get("typeface") if script is not None else ""
        )
        western = latin.get("typeface", "") if latin is not None else ""
        found |= {kind + "HAnsi": western, kind + "Ascii": western, kind + "EastAsia": chinese or ""}
    return found


def _run_fill(node: Element) -> str:
    return _HIGHLIGHT.get(attr(node) or "", "")


_RUN_FLAGS = {"b": "bold", "i": "italic", "strike": "strike", "dstrike": "strike", "vanish": "hidden"}
_RUN_VALUES: dict[str, tuple[str, Callable[[Element], Any]]] = {
    "sz": ("size", lambda node: within(float(attr(node) or 20) / 2, _LARGEST, 1.0)),
    "u": ("underline", lambda node: "" if attr(node) in {None, "none"} else attr(node)),
    "color": ("color", lambda node: color(attr(node))),
    "highlight": ("fill", _run_fill),
    "shd": ("fill", fill),
    "spacing": ("spacing", lambda node: points(attr(node))),
    "vertAlign": ("raised", lambda node: (attr(node) or "").replace("baseline", "")),
}
_PARAGRAPH_FLAGS = {
    "keepNext": "keep_next",
    "keepLines": "keep_lines",
    "pageBreakBefore": "break_before",
    "widowControl": "widow_control",
    "snapToGrid": "snap",
    "contextualSpacing": "contextual",
    "autoSpaceDE": "auto_space",
    "overflowPunct": "hang",
}


def _indent(node: Element, _base: ParagraphStyle) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    names = (("left", "left"), ("start", "left"), ("right", "right"), ("end", "right"))
    for name, field in names:
        if attr(node, name) is not None:
            changes[field] = points(attr(node, name))
            changes[field + "_chars"] = 0.0
        if attr(node, name + "Chars") is not None:
            changes[field + "_chars"] = _chars(node, name)
    for name, sign in (("firstLine", 1), ("hanging", -1)):
        if attr(node, name) is not None:
            changes["first"] = sign * points(attr(node, name))
            changes["first_chars"] = 0.0
    for name, sign in (("firstLine", 1), ("hanging", -1)):
        if _chars(node, name):
            changes["first_chars"] = sign * _chars(node, name)
    return changes


def _chars(node: Element, name: str) -> float:
    return within(float(attr(node, name + "Chars") or 0) / 100, _MOST)


def _spacing(node: Element, _base: ParagraphStyle) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name in ("before", "after"):
        if attr(node, name) is not None:
            changes[name] = points(attr(node, name))
    line = attr(node, "line")
    if line is not None:
        rule = attr(node, "lineRule") or "auto"
        changes["line_rule"] = rule
        changes["line"] = within(float(line) / 240, _MOST, 0.0) if rule == "auto" else max(points(line), 0.0)
    return changes


def _tabs(node: Element, base: ParagraphStyle) -> dict[str, Any]:
    stops = {stop.position: stop for stop in base.tabs}
    for each in children(node):
        at, kind = points(attr(each, "pos")), attr(each) or "left"
        stops.pop(at, None)
        if kind != "clear":
            leader = (attr(each, "leader") or "none").replace("none", "")
            stops[at] = TabStop(at, _ALIGN.get(kind, kind), leader)
    return {"tabs": tuple(_sorted(stops.values()))}


def _sorted(stops: Iterable[TabStop]) -> list[TabStop]:
    return sorted(stops, key=lambda stop: stop.position)


def _numbering(node: Element, base: ParagraphStyle) -> dict[str, Any]:
    return {
        "list_id": value(node, "numId") or base.list_id,
        "list_level": int(value(node, "ilvl") or base.list_level),
    }


_PARAGRAPH_PARTS = {
    "jc": lambda node, _base: {"align": _ALIGN.get(attr(node) or "left", attr(node) or "left")},
    "ind": _indent,
    "spacing": _spacing,
    "tabs": _tabs,
    "pBdr": lambda node, base: {"borders": {**base.borders, **borders(node)}},
    "shd": lambda node, _base: {"fill": fill(node)},
    "numPr": _numbering,
}
