"""Marks (标记): what python-docx has no words for, written as the XML it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.section import Section
    from docx.styles.style import BaseStyle
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_MARKS = ("begin", "separate", "end")


def set_fonts(owner: Run | BaseStyle, latin: str, chinese: str) -> None:
    """Name the fonts of a run or a style, the East Asian one too."""
    properties = _xml(owner).get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in [each for each in fonts.attrib if "heme" in str(each)]:
        del fonts.attrib[theme]
    for side, named in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese), ("cs", latin)):
        fonts.set(qn(f"w:{side}"), named)


def drop_character_grid(section: Section) -> None:
    """Take the character grid away: word processors disagree about it."""
    properties = _xml(section, "_sectPr")
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)


def border(paragraph: Paragraph, side: str) -> None:
    """Draw a thin line on one side of a paragraph."""
    borders = _made("w:pBdr")
    borders.append(_made(f"w:{side}", val="single", sz="6", space="4", color="000000"))
    properties = _xml(paragraph).get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def field_run(run: Run, kind: str) -> None:
    """Turn an empty run into a part of a field: a mark, the value shown, or the field's name."""
    element = _xml(run)
    for empty in element.findall(qn("w:t")):
        element.remove(empty)
    if kind in _MARKS:
        part = _made("w:fldChar", fldCharType=kind)
    else:
        part = _made("w:t" if kind == "shown" else "w:instrText")
        part.text = "1" if kind == "shown" else f" {kind} "
    element.append(part)


def row_mark(row: _Row, name: str) -> None:
    """Give a row a property: ``w:cantSplit``, ``w:tblHeader``."""
    _xml(row, "_tr").get_or_add_trPr().append(_made(name))


def table_borders(table: Table, **eighths: int) -> None:
    """Set the width of a table's lines by side, in eighths of a point; 0 for none."""
    properties = _xml(table, "_tbl").tblPr
    borders = _made("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        width = eighths.get(side, 4)
        kind = "single" if width else "none"
        borders.append(_made(f"w:{side}", val=kind, sz=str(width), space="0", color="000000"))
    layout = properties.find(qn("w:tblLayout"))
    if layout is None:
        properties.append(borders)
    else:
        layout.addprevious(borders)


def table_margins(table: Table, points: float) -> None:
    """Set the room at the left and right within every cell."""
    margins = _made("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_made(f"w:{side}", w=str(round(points * 20)), type="dxa"))
    _xml(table, "_tbl").tblPr.insert_element_before(margins, "w:tblLook")


def cell_margins(cell: _Cell, points: float) -> None:
    """Set the room at the left and right within one cell."""
    margins = _made("w:tcMar")
    for side in ("left", "right"):
        margins.append(_made(f"w:{side}", w=str(round(points * 20)), type="dxa"))
    _xml(cell, "_tc").get_or_add_tcPr().insert_element_before(margins, "w:textDirection", "w:vAlign")


def _made(name: str, **attributes: str) -> Any:
    element: Any = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _xml(owner: object, name: str = "_element") -> Any:
    return getattr(owner, name)
