"""Reads the text of a docx back: a line for each paragraph, the cells of a row parted by bars."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_P, _TBL, _TR, _TC = (qn(f"w:{each}") for each in ("p", "tbl", "tr", "tc"))
_R, _T, _TAB = (qn(f"w:{each}") for each in ("r", "t", "tab"))
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def text_of(docx: bytes) -> str:
    """Return the text of the body, line by line."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = etree.fromstring(package.read("word/document.xml"), _PARSER)
    body = root.find(qn("w:body"))
    return "" if body is None else "\n".join(_lines(body)) + "\n"


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the characters of one paragraph; a tab stays a tab."""
    pieces = (each for run in paragraph.iter(_R) for each in run.iter(_T, _TAB))
    return "".join("\t" if each.tag == _TAB else each.text or "" for each in pieces)


def _lines(holder: etree._Element) -> Iterator[str]:
    for each in holder:
        if each.tag == _P:
            yield paragraph_text(each).rstrip()
        elif each.tag == _TBL:
            yield from (_row(row) for row in each.iter(_TR))


def _row(row: etree._Element) -> str:
    cells = (" ".join(map(paragraph_text, cell.iter(_P))) for cell in row.iter(_TC))
    return " | ".join(each.strip() for each in cells)
