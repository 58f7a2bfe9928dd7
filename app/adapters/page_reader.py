"""Read a docx into the plain model: blocks, tables, sections with their headers and footers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.adapters.page_inlines import InlineReader
from app.adapters.page_model import (
    Block,
    Border,
    Cell,
    DocumentModel,
    Inline,
    Paragraph,
    ParagraphStyle,
    Row,
    RunStyle,
    Section,
    Tab,
    Table,
    Words,
)
from app.adapters.page_numbering import Level, Numbering
from app.adapters.page_styles import StyleSheet, borders, fill, style_sheet
from app.adapters.page_xml import (
    DAMAGED,
    DocxUnreadableError,
    Element,
    Package,
    Part,
    R,
    attr,
    child,
    children,
    count,
    flag,
    local,
    points,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CELL_MARGINS = {"left": 5.4, "right": 5.4, "top": 0.0, "bottom": 0.0}
_WRAPPERS = {"sdt", "sdtContent", "ins", "customXml", "moveTo"}
_SIDES = {"start": "left", "end": "right"}
_WORD_2013 = 15
_SMALLEST = 72.0
_A4 = {"w": "11906", "h": "16838"}


def read_docx(data: bytes) -> DocumentModel:
    """Read a whole docx, or raise ``DocxUnreadableError``."""
    try:
        return _read(Package(data))
    except (ValueError, OverflowError) as error:  # a word where a number belongs
        raise DocxUnreadableError(DAMAGED) from error


def _read(package: Package) -> DocumentModel:
    styles = style_sheet(package)
    reader = _PartReader(package, styles, package.main, Numbering(package))
    settings = package.sibling("settings")
    return DocumentModel(
        tuple(_sections(package, reader)),
        max(points(value(settings, "defaultTabStop") or "720"), 1.0),
        _compatibility(settings) < _WORD_2013,
        styles.hangs,
    )


def _compatibility(settings: Element | None) -> int:
    for each in children(child(settings, "compat")):
        if attr(each, "name") == "compatibilityMode":
            return int(attr(each) or 0)
    return 0


class _PartReader:
    """Reads the blocks of one part: the body, a header or a footer."""

    def __init__(self, package: Package, styles: StyleSheet, part: Part, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inlines = InlineReader(package, styles, part)
        self.package = package

    def other(self, part: Part) -> _PartReader:
        """Return a reader of another part with the same styles."""
        return _PartReader(self.package, self._styles, part, self._numbering)

    def blocks(self, node: Element | None, table_style: str = "") -> Iterator[Block]:
        """Read the paragraphs and tables in an element."""
        for each in children(node):
            yield from self.block(each, table_style)

    def block(self, node: Element, table_style: str = "") -> Iterator[Block]:
        """Read one paragraph or table, or what a wrapper round them holds."""
        name = local(node)
        if name == "p":
            yield self.paragraph(node, table_style)
        elif name == "tbl":
            yield self._table(node)
        elif name in _WRAPPERS:
            yield from self.blocks(node, table_style)

    def paragraph(self, node: Element, table_style: str = "") -> Paragraph:
        """Read one w:p."""
        properties = child(node, "pPr")
        named, run = self._styles.named(value(properties, "pStyle"), table_style)
        style = self._styles.paragraph(named, properties)
        mark = self._styles.run(run, child(properties, "rPr"))
        inlines = self._inlines.read(node, run)
        level = self._numbering.level(style.list_id, style.list_level)
        if level is not None:
            if child(properties, "numPr") is not None or named.left == self._styles.paragraph_default.left:
                style = self._styles.paragraph(self._styles.paragraph(named, level.paragraph), properties)
            inlines = (*self._label(style, level, mark), *inlines)
        return Paragraph(style, inlines, mark)

    def _label(self, style: ParagraphStyle, level: Level, mark: RunStyle) -> Iterator[Inline]:
        """Return what a paragraph of a list begins with."""
        look = self._styles.run(mark, level.run)
        label = self._numbering.next_label(style.list_id, style.list_level)
        if label:
            yield Words(label, look)
        if level.follows == "space":
            yield Words(" ", look)
        elif level.follows == "tab":
            yield Tab(look)

    def _table(self, node: Element) -> Table:
        properties = child(node, "tblPr")
        style_id = value(properties, "tblStyle") or ""
        lines: dict[str, Border] = {}
        margins: Mapping[str, float] = _CELL_MARGINS
        own = [child(each, "tblPr") for each in self._styles.chain(style_id)]
        for each in (*own, properties):
            lines |= borders(child(each, "tblBorders"))
            margins = _margins(child(each, "tblCellMar"), margins)
        rows = tuple(self._row(each, style_id, margins) for each in _rows(node))
        columns = [points(attr(each, "w")) for each in children(child(node, "tblGrid"))]
        columns = _grid(columns, rows)
        _obey_cells(columns, node)
        return Table(
            tuple(columns),
            rows,
            lines,
            _SIDES.get(value(properties, "jc") or "", value(properties, "jc") or "left"),
            points(attr(child(properties, "tblInd"), "w")),
            margins,
        )

    def _row(self, node: Element, style_id: str, margins: Mapping[str, float]) -> Row:
        properties = child(node, "trPr")
        height = child(properties, "trHeight")
        cells, column = [], count(value(properties, "gridBefore"), 0)
        for each in _cells(node):
            cells.append(self._cell(each, column, style_id, margins))
            column += cells[-1].span
        rule = "auto" if height is None else attr(height, "hRule") or "atLeast"
        return Row(
            tuple(cells),
            points(attr(height)),
            rule,
            header=bool(flag(properties, "tblHeader")),
            whole=bool(flag(properties, "cantSplit")),
        )

    def _cell(self, node: Element, column: int, style: str, margins: Mapping[str, float]) -> Cell:
        properties = child(node, "tcPr")
        merge = child(properties, "vMerge")
        return Cell(
            column,
            count(value(properties, "gridSpan"), 1),
            "" if merge is None else attr(merge) or "continue",
            tuple(self.blocks(node, style)),
            value(properties, "vAlign") or "top",
            (value(properties, "textDirection") or "").removesuffix("V"),
            borders(child(properties, "tcBorders")),
            fill(child(properties, "shd")),
            _margins(child(properties, "tcMar"), margins),
        )


def _rows(node: Element) -> Iterator[Element]:
    for each in children(node):
        if local(each) == "tr":
            yield each
        elif local(each) in _WRAPPERS:
            yield from _rows(each)


def _cells(node: Element) -> Iterator[Element]:
    for each in children(node):
        if local(each) == "tc":
            yield each
        elif local(each) in _WRAPPERS:
            yield from _cells(each)


def _grid(columns: list[float], rows: tuple[Row, ...]) -> list[float]:
    """Give columns the grid forgot the width of a centimetre, so that no cell is lost."""
    needed = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    return columns + [72 / 2.54] * (needed - len(columns))


def _obey_cells(columns: list[float], node: Element) -> None:
    """Let widths given by single cells outrank the grid, as word processors do."""
    known: set[int] = set()
    for row in _rows(node):
        column = int(value(child(row, "trPr"), "gridBefore") or 0)
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            span, width = count(value(properties, "gridSpan"), 1), child(properties, "tcW")
            if span == 1 and column not in known and attr(width, "type") == "dxa":
                columns[column] = points(attr(width, "w")) or columns[column]
                known.add(column)
            column += span


def _margins(node: Element | None, base: Mapping[str, float]) -> Mapping[str, float]:
    found = dict(base)
    for each in children(node):
        side = _SIDES.get(local(each), local(each))
        found[side] = points(attr(each, "w"))
    return found


def _sections(package: Package, reader: _PartReader) -> Iterator[Section]:
    """Cut the body where a paragraph carries section properties; headers are inherited."""
    even_odd = bool(flag(package.sibling("settings"), "evenAndOddHeaders"))
    blocks: list[Block] = []
    headers: dict[str, tuple[Block, ...]] = {}
    footers: dict[str, tuple[Block, ...]] = {}
    for node in children(child(package.main.root, "body")):
        own = local(node) == "sectPr"
        properties = node if own else child(node, "pPr/sectPr")
        if not own:
            blocks.extend(reader.block(node))
        if properties is not None:
            headers |= _running(package, reader, properties, "headerReference")
            footers |= _running(package, reader, properties, "footerReference")
            plain = _section(properties, tuple(blocks))
            yield replace(plain, headers=dict(headers), footers=dict(footers), even_odd=even_odd)
            blocks = []


def _running(
    package: Package, reader: _PartReader, properties: Element, name: str
) -> dict[str, tuple[Block, ...]]:
    found = {}
    for each in children(properties):
        if local(each) == name:
            target = package.main.targets.get(each.get(R + "id", ""))
            if target:
                part = package.part(target)
                kind = attr(each, "type") or "default"
                found[kind] = tuple(reader.other(part).blocks(part.root))
    return found


def _section(properties: Element, blocks: tuple[Block, ...]) -> Section:
    size, margins = child(properties, "pgSz"), child(properties, "pgMar")
    grid = child(properties, "docGrid")
    gridded = attr(grid, "type") in {"lines", "linesAndChars"}
    start = attr(child(properties, "pgNumType"), "start")

    def edge(name: str, usual: str) -> float:
        return points(attr(margins, name) or usual)

    return Section(
        max(points(attr(size, "w") or _A4["w"]), _SMALLEST),
        max(points(attr(size, "h") or _A4["h"]), _SMALLEST),
        edge("top", "1440"),
        edge("bottom", "1440"),
        edge("left", "1800") + edge("gutter", "0"),
        edge("right", "1800"),
        edge("header", "851"),
        edge("footer", "992"),
        headers={},
        footers={},
        title_page=bool(flag(properties, "titlePg")),
        even_odd=False,
        grid=points(attr(grid, "linePitch")) if gridded else 0.0,
        start_number=None if start is None else int(start),
        new_page=value(properties, "type") != "continuous",
        blocks=blocks,
    )
