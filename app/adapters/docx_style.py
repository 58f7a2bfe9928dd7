"""Template style (模板版式): what makes a template break differently elsewhere, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from app.adapters.docx_markup import fault, words
from app.adapters.docx_package import FILLED, Opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from app.documents.template_fault import TemplateFault

_VAL, _RULE, _EAST = qn("w:val"), qn("w:lineRule"), qn("w:eastAsia")
_W, _H = qn("w:w"), qn("w:h")
A4 = (11906, 16838)
_NEAR = 40
_PAGE_FIELD = frozenset({qn("w:fldChar"), qn("w:instrText")})


def style_faults(docx: bytes) -> tuple[TemplateFault, ...]:
    """Return what is advised to change; nothing of a file that cannot be opened."""
    opened = Opened(docx)
    if opened.faults:
        return ()
    return tuple(
        each
        for path, root in opened.roots.items()
        if FILLED.fullmatch(path)
        for each in (*_page(path, root), *_paragraphs(path, root), *_rows(path, root), *_fields(path, root))
    )


def _page(path: str, root: etree._Element) -> Iterator[TemplateFault]:
    for grid in root.iter(qn("w:docGrid")):
        if grid.get(qn("w:type")) not in (None, "default"):
            yield fault(path, grid, "页面设置了文档网格，不同软件换行会不一致，建议取消网格")
    for size in root.iter(qn("w:pgSz")):
        wide, high = int(size.get(_W, "0")), int(size.get(_H, "0"))
        if not any(abs(wide - a) <= _NEAR and abs(high - b) <= _NEAR for a, b in (A4, A4[::-1])):
            yield fault(path, size, "纸张不是A4，打印时会缩放或者截断")


def _paragraphs(path: str, root: etree._Element) -> Iterator[TemplateFault]:
    for paragraph in root.iter(qn("w:p")):
        if not words(paragraph).strip():
            continue
        spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        if spacing is None or spacing.get(_RULE) not in ("exact", "atLeast"):
            yield fault(path, paragraph, "没有设固定行距，换一台电脑页数可能变化，建议设为固定值")
        runs = [each for each in paragraph.iter(qn("w:r")) if words(each).strip()]
        if any(_no_east_asian(each) for each in runs):
            yield fault(path, paragraph, "没有指定中文字体，建议选定仿宋、宋体等字体")


def _no_east_asian(run: etree._Element) -> bool:
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is None and (fonts is None or not (fonts.get(_EAST) or fonts.get(qn("w:eastAsiaTheme"))))


def _rows(path: str, root: etree._Element) -> Iterator[TemplateFault]:
    for row in root.iter(qn("w:tr")):
        height = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
        fixed = height is not None and height.get(qn("w:hRule")) == "exact"
        if fixed and "{{" in words(row):
            yield fault(path, row, "含有字段的表格行设了固定行高，长内容会被截断，建议设为最小值")


def _fields(path: str, root: etree._Element) -> Iterator[TemplateFault]:
    """WPS loses a page number whose marks share a run."""
    for run in root.iter(qn("w:r")):
        marks = [each for each in run if each.tag in _PAGE_FIELD]
        if len(marks) > 1:
            yield fault(path, run, "页码域的各部分在同一个文字块中，WPS可能不显示页码，建议重新插入页码")
