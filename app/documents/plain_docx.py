"""Plain page (说明页): a title and lines as a docx, for what has no form of its own."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_STAMP = (1980, 1, 1, 0, 0, 0)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FOOT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_FOOT_TYPE}"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOT_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>'
)
_FOOT = (
    '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr>'
    '<w:spacing w:line="320" w:lineRule="exact" w:after="0"/><w:jc w:val="center"/></w:pPr>'
    "{runs}</w:p></w:ftr>"
)
_FONT = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="18"/></w:rPr>'
FOOTED = f'<w:footerReference xmlns:r="{_OFFICE}" w:type="default" r:id="rId1"/>'
"""Stands first in the section of a document whose pages are numbered in the foot (第x页 共y页)."""
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}'
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1984" w:right="1474" w:bottom="1474" w:left="1588"/></w:sectPr></w:body></w:document>'
)
_PARAGRAPH = (
    '<w:p><w:pPr><w:spacing w:line="{line}" w:lineRule="exact" w:after="{after}"/>'
    '<w:jc w:val="{align}"/></w:pPr>'
    '<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    '<w:sz w:val="{size}"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
)


def plain_docx(title: str, lines: Sequence[str]) -> bytes:
    """Return an A4 docx with a centred title in 黑体 and lines in 宋体."""
    head = paragraph(title, font="黑体", size=36, line=640, after=400, align="center")
    rest = (paragraph(each, font="宋体", size=28, line=520, after=120, align="left") for each in lines)
    return packed(_BODY.format(body="".join((head, *rest))))


def packed(document: str) -> bytes:
    """Return a docx of one document part, and of the foot it may refer to."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _FOOT_RELATION,
        "word/document.xml": document,
        "word/footer1.xml": _FOOT.format(runs=_numbered()),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _numbered() -> str:
    fields = "".join(
        f"<w:r>{_FONT}<w:t>{before}</w:t></w:r>"
        f'<w:r>{_FONT}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{_FONT}<w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        f'<w:r>{_FONT}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{_FONT}<w:t>1</w:t></w:r>'
        f'<w:r>{_FONT}<w:fldChar w:fldCharType="end"/></w:r>'
        for before, name in (("第", "PAGE"), ("页　共", "NUMPAGES"))
    )
    return f"{fields}<w:r>{_FONT}<w:t>页</w:t></w:r>"


def paragraph(text: str, **look: object) -> str:
    """Return one paragraph; ``look`` names font, size, line, after and align."""
    return _PARAGRAPH.format(text=escape(text), **look)
