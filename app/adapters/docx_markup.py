"""Finds in the XML of a foreign docx what acts on its own, or what the page engine would leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from app.documents.template_fault import TemplateFault

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_TABLE = 5
_EXCERPT = 24
_PARTS = {"document": "正文", "header": "页眉", "footer": "页脚"}
_STEPS = {"p": "第{}段", "tc": "第{}格", "tr": "第{}行", "tbl": "第{}个表格"}
_FORBIDDEN = {
    "altChunk": "含有嵌入的其他文档",
    "object": "含有嵌入的对象",
    "control": "含有控件",
    "subDoc": "引用了其他文档",
    "txbxContent": "文本框中的文字不能打印，请改用表格或段落",
    "textbox": "文本框中的文字不能打印，请改用表格或段落",
    "imagedata": "含有旧式图片，请重新插入",
    "footnoteReference": "含有脚注，不能打印",
    "endnoteReference": "含有尾注，不能打印",
    "oMath": "含有公式，不能打印",
    "ruby": "含有拼音指南，不能打印",
    "chart": "含有图表，不能打印",
    "relIds": "含有 SmartArt 图形，不能打印",
    "ins": "有未处理的修订，请先接受或拒绝",
    "del": "有未处理的修订，请先接受或拒绝",
    "moveFrom": "有未处理的修订，请先接受或拒绝",
    "moveTo": "有未处理的修订，请先接受或拒绝",
}
# A paragraph's own mark, a row's or a cell's properties may say who changed them: nothing is printed of it.
_PROPERTIES = frozenset({"rPr", "trPr", "tcPr", "pPr", "sectPr", "tblPr", "numPr"})
_WATCHED = tuple(f"{{*}}{name}" for name in (*_FORBIDDEN, "tbl", "fldSimple"))
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ", "REF", "PAGEREF", "TOC", "STYLEREF"}
_FIELDS |= {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}


def local(node: etree._Element) -> str:
    """Return an element's name without its namespace; comments and instructions have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def words(node: etree._Element) -> str:
    """Return the text of all w:t below an element."""
    return "".join(each.text or "" for each in node.iter(W + "t"))


def markup_faults(path: str, root: etree._Element) -> Iterator[TemplateFault]:
    """Yield what a part holds that may not be there."""
    for node in root.iter(*_WATCHED):
        name, parent = local(node), node.getparent()
        if name in _FORBIDDEN and (parent is None or local(parent) not in _PROPERTIES):
            yield fault(path, node, _FORBIDDEN[name])
        elif name == "tbl" and sum(1 for _ in node.iterancestors(W + "tbl")) == _DEEPEST_TABLE:
            yield fault(path, node, "表格嵌套过深")
        elif name == "fldSimple":
            yield from _instruction(path, node, node.get(W + "instr") or "")
    if next(root.iter(etree.Comment, etree.PI), None) is not None:
        yield TemplateFault(part_name(path), "含有注释或处理指令")
    yield from _complex_fields(path, root)


def _complex_fields(path: str, root: etree._Element) -> Iterator[TemplateFault]:
    """Put split instructions together: one that starts a program hides by being split over runs."""
    waiting: list[list[str]] = []
    for node in root.iter(W + "fldChar", W + "instrText"):
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            waiting.append([])
        elif kind is None:
            if waiting:
                waiting[-1].append(node.text or "")
            else:
                yield fault(path, node, "域代码没有开头")
        elif waiting and kind == "separate":
            yield from _instruction(path, node, "".join(waiting[-1]))
            waiting[-1] = ["PAGE"]
        elif waiting and kind == "end":
            yield from _instruction(path, node, "".join(waiting.pop()))


def _instruction(path: str, node: etree._Element, text: str) -> Iterator[TemplateFault]:
    name = (text.split() or [""])[0].upper()
    if name not in _FIELDS:
        yield fault(path, node, f"域代码“{name[:30]}”不允许使用")


def fault(path: str, node: etree._Element, reason: str) -> TemplateFault:
    """Return a fault at the place of an element."""
    paragraph = next(node.iterancestors(W + "p"), node)
    return TemplateFault(place_of(path, node), reason, words(paragraph)[:_EXCERPT])


def place_of(path: str, node: etree._Element) -> str:
    """Say where an element stands: part, table, row, cell, paragraph."""
    steps = []
    for each in (node, *node.iterancestors()):
        words_for = _STEPS.get(local(each))
        if words_for:
            alike = [other for other in each.itersiblings(preceding=True) if other.tag == each.tag]
            steps.append(words_for.format(1 + len(alike)))
    return part_name(path) + "".join(reversed(steps))


def part_name(path: str) -> str:
    """Return how people call a part of the package."""
    stem = path.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    return _PARTS.get(stem, f"文件 {path}")
