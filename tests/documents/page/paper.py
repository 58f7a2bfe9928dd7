"""Make small docx files: python-docx gives the package, a test gives the XML that matters to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as DocxDocument

NAMES = nsdecls("w", "wp", "a", "pic", "r")
EMU = 12700
PLAIN = (
    '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:hint="eastAsia"/>'
    '<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
)
A4_WITH_INCHES = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
    ' w:header="720" w:footer="720" w:gutter="0"/>'
)


def words(text: str, look: str = "") -> str:
    """Return a run; ``look`` is what goes into its w:rPr."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def font(family: str, size: float = 12.0, more: str = "") -> str:
    """Return the look of a font family at a size in points."""
    return (
        f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:hint="eastAsia"/>'
        f'{more}<w:sz w:val="{round(size * 2)}"/>'
    )


def tab() -> str:
    """Return a run with a tab."""
    return "<w:r><w:tab/></w:r>"


def page_break() -> str:
    """Return a run that ends the page."""
    return '<w:r><w:br w:type="page"/></w:r>'


def page_field(name: str, look: str = "") -> str:
    """Return a page field in separate runs, as WPS wants it."""
    marks = [
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>?</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ]
    return "".join(f"<w:r><w:rPr>{look}</w:rPr>{mark}</w:r>" for mark in marks)


def paragraph(*runs: str, look: str = "", mark: str = "") -> str:
    """Return a paragraph; plain text among the runs is set in the plain look."""
    inside = "".join(run if run.startswith("<") else words(run) for run in runs if run)
    return f"<w:p><w:pPr>{look}<w:rPr>{mark}</w:rPr></w:pPr>{inside}</w:p>"


def exact(points: float) -> str:
    """Return the fixed spacing of a paragraph's lines."""
    return f'<w:spacing w:line="{round(points * 20)}" w:lineRule="exact"/>'


def cell(*blocks: str, look: str = "", span: int = 1) -> str:
    """Return a table cell; plain text among the blocks becomes a paragraph."""
    inside = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{spanned}{look}</w:tcPr>{inside or paragraph()}</w:tc>"


def row(*cells: str, height: float = 0.0, rule: str = "atLeast", look: str = "") -> str:
    """Return a table row, of a height in points where one is given."""
    high = f'<w:trHeight w:val="{round(height * 20)}" w:hRule="{rule}"/>' if height else ""
    inside = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{look}{high}</w:trPr>{inside}</w:tr>"


def borders(*sides: str, eighths: int = 4, kind: str = "single") -> str:
    """Return border lines, of a width in eighths of a point."""
    return "".join(f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:space="0"/>' for side in sides)


GRID = borders("top", "left", "bottom", "right", "insideH", "insideV")
NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'


def table(columns: Sequence[float], *rows: str, lines: str = GRID, look: str = "") -> str:
    """Return a table on a grid of column widths in points."""
    grid = "".join(f'<w:gridCol w:w="{round(each * 20)}"/>' for each in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{round(sum(columns) * 20)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblBorders>{lines}</w:tblBorders>{look}</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def floating(name: str, place: str, size: tuple[float, float], *, behind: bool = True) -> str:
    """Return a run with a floating picture; ``place`` is its positionH and positionV elements."""
    wide, high = (round(each * EMU) for each in size)
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" locked="0"'
        f' relativeHeight="1" behindDoc="{behind:d}" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{place}<wp:extent cx="{wide}" cy="{high}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="9" name="seal"/>'
        f"<wp:cNvGraphicFramePr/>{_graphic(name, wide, high)}</wp:anchor></w:drawing></w:r>"
    )


def inline(name: str, size: tuple[float, float]) -> str:
    """Return a run with a picture that stands in the line."""
    wide, high = (round(each * EMU) for each in size)
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="8" name="photo"/>'
        f"{_graphic(name, wide, high)}</wp:inline></w:drawing></w:r>"
    )


def _graphic(name: str, wide: int, high: int) -> str:
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<a:graphic><a:graphicData uri="{kind}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round the body: header, footer, page settings, pictures by the name the XML uses.

    Attributes:
        first: Header and footer of the first page, where they are others.
        even: Header and footer of even pages, where they are others.
        numbering: What the numbering part holds.
    """

    header: str = ""
    footer: str = ""
    section: str = A4_WITH_INCHES
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    first: tuple[str, str] = ("", "")
    even: tuple[str, str] = ("", "")
    numbering: str = ""


def docx(*blocks: str, around: Surroundings | None = None) -> bytes:
    """Return a docx of blocks of XML on A4 paper; its plain look is 宋体, 12 points, single spacing."""
    around = around or Surroundings()
    document = Document()
    _plain(document)
    xml = "".join(each if each.startswith("<") else paragraph(each) for each in blocks)
    for name, data in around.pictures.items():
        relation, _ = document.part.get_or_add_image(BytesIO(data))
        xml = xml.replace(f'r:embed="{name}"', f'r:embed="{relation}"')
    _fill(document.element.body, f"{xml}<w:sectPr>{around.section}</w:sectPr>")
    _run_round(document, around)
    if around.numbering:
        _fill(document.part.numbering_part.element, around.numbering)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _run_round(document: DocxDocument, around: Surroundings) -> None:
    """Write headers and footers."""
    running = document.sections[0]
    if any(around.first):
        running.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = any(around.even)
    parts = (
        (around.header, running.header), (around.footer, running.footer),
        (around.first[0], running.first_page_header), (around.first[1], running.first_page_footer),
        (around.even[0], running.even_page_header), (around.even[1], running.even_page_footer),
    )  # fmt: skip
    for xml, part in parts:
        if xml:
            part.is_linked_to_previous = False
            _fill(part._element, xml)  # noqa: SLF001 - the only way in


def _plain(document: DocxDocument) -> None:
    """Take away what python-docx's own template says about looks."""
    styles: Any = document.styles.element
    plain = f"<w:rPrDefault><w:rPr>{PLAIN}</w:rPr></w:rPrDefault><w:pPrDefault/>"
    _fill(styles.find(qn("w:docDefaults")), plain)
    for style in ("Normal", "Header", "Footer"):
        element: Any = document.styles[style].element
        for name in ("w:rPr", "w:pPr"):
            found = element.find(qn(name))
            if found is not None:
                element.remove(found)


def _fill(element: Any, xml: str) -> None:
    for each in list(element):
        element.remove(each)
    for each in list(etree.fromstring(f"<w:body {NAMES}>{xml}</w:body>")):
        element.append(each)


def picture(width: int = 40, height: int = 40, color: tuple[int, int, int] = (200, 20, 20)) -> bytes:
    """Return a PNG of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), color).save(out, "PNG")
    return out.getvalue()
