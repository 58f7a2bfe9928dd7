"""Ledger (台账): a register as a docx table on A4 across, heading repeated and pages numbered on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.plain_docx import FOOTED, packed, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 14_200
"""Twentieths of a point between the margins."""
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}'
    f'<w:sectPr>{FOOTED}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1304" w:right="1304" w:bottom="1134" w:left="1304"/></w:sectPr></w:body></w:document>'
)
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL = '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'


def ledger_docx(
    title: str,
    told: str,
    headings: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    closing: Sequence[str] = (),
) -> bytes:
    """Return a table between a title with a line and closing lines; headings: words, share of the width."""
    shares = sum(share for _, share in headings)
    widths = [WIDTH * share // shares for _, share in headings]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = _row([words for words, _ in headings], widths, font="黑体", header=True)
    body = "".join(_row(row, widths, font="宋体", header=False) for row in rows)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )
    top = paragraph(title, font="黑体", size=36, line=560, after=120, align="center")
    line = paragraph(told, font="宋体", size=21, line=360, after=120, align="left")
    return packed(_BODY.format(body=top + line + table + _ending(closing)))


def _row(cells: Sequence[str], widths: Sequence[int], *, font: str, header: bool) -> str:
    again = "<w:tblHeader/>" if header else ""
    inside = "".join(
        _CELL.format(width=width, text=paragraph(cell, font=font, size=20, line=300, after=0, align="left"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{inside}</w:tr>"


def _ending(closing: Sequence[str]) -> str:
    if not closing:
        return paragraph("", font="宋体", size=2, line=20, after=0, align="left")
    lines = (paragraph(each, font="宋体", size=24, line=480, after=0, align="left") for each in closing)
    return paragraph("", font="宋体", size=12, line=160, after=0, align="left") + "".join(lines)
