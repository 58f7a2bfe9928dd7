"""Fills docx templates: every value printed as text, none evaluated, gaps marked yellow."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import jinja2
from docx.oxml.ns import qn
from jinja2.exceptions import SecurityError
from lxml import etree

from app.adapters.docx_templates import (
    GAP_CLOSES,
    GAP_OPENS,
    STAMP,
    Compiled,
    TemplateRefusedError,
    compile_template,
    version_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_P, _R, _T, _TAB, _PPR, _RPR = (qn(f"w:{each}") for each in ("p", "r", "t", "tab", "pPr", "rPr"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_HIGHLIGHT = tuple(
    qn(f"w:{each}")
    for each in ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang")
)
_MARKS = re.compile(f"[{GAP_OPENS}{GAP_CLOSES}\n\t]")
_QUICK = 1


class DocxForms:
    """Port ``Forms`` over template files; each is patched and compiled once and kept."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Take a function that returns a form's template by slug."""
        self._read = read
        self._compiled: dict[str, Compiled] = {}

    def fill(self, slug: str, values: Mapping[str, Any]) -> bytes:
        """Return the filled form; raises ``TemplateRefusedError`` where it wants a name not given."""
        compiled = self._of(slug)
        target = io.BytesIO()
        target.write(compiled.packed)
        with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as package:
            for path, template in compiled.filled.items():
                filled = _filled(slug, template, values)
                package.writestr(zipfile.ZipInfo(path, STAMP), filled, zipfile.ZIP_DEFLATED, _QUICK)
        return target.getvalue()

    def version(self, slug: str) -> str:
        """Return the sha256 of the template's docx."""
        return self._of(slug).version

    def template(self, slug: str) -> bytes:
        """Return the template in use."""
        return self._read(slug)

    def names(self, slug: str) -> frozenset[str]:
        """Return the qualified names the template prints."""
        return frozenset(self._of(slug).names)

    def _of(self, slug: str) -> Compiled:
        known = self._compiled.get(slug)
        if known is None:
            known = self._compiled[slug] = compile_template(slug, self._read(slug))
        return known


def _filled(slug: str, template: jinja2.Template, values: Mapping[str, Any]) -> bytes:
    try:
        text = template.render(values)
    except jinja2.UndefinedError as error:
        raise TemplateRefusedError(slug, f"用了说明文件没有列出的字段（{error.message}）") from error
    except SecurityError as error:
        raise TemplateRefusedError(slug, "含有不允许的写法") from error
    try:
        root = etree.fromstring(text.encode("utf-8"), _PARSER)
    except etree.XMLSyntaxError as error:
        raise TemplateRefusedError(slug, "循环或条件的开头和结尾不在同一层表格、行或段落中") from error
    for paragraph in list(root.iter(_P)):
        _settle(paragraph)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _settle(paragraph: etree._Element) -> None:
    """Turn line ends of values into paragraphs, tabs into tabs, marks into yellow."""
    for text in list(paragraph.iter(_T)):
        if text.text and _MARKS.search(text.text):
            _open_up(text)
        elif text.text and text.text != text.text.strip():
            text.set(_SPACE, "preserve")
    _break(paragraph)


def _open_up(text: etree._Element) -> None:
    """Replace a run whose text holds marks by one run for each piece."""
    run = text.getparent()
    if run is None or run.tag != _R:
        return
    place = run.getparent()
    if place is None:
        return
    for before in [each for each in text.itersiblings(preceding=True) if each.tag != _RPR][::-1]:
        ahead = _like(run)
        ahead.append(before)
        place.insert(place.index(run), ahead)
    for piece, gap in _pieces(text.text or ""):
        place.insert(place.index(run), _run_like(run, piece, gap=gap))
    run.remove(text)
    if all(each.tag == _RPR for each in run):
        place.remove(run)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Cut text into plain pieces, gaps, tabs and line ends."""
    gap, piece = False, ""
    for character in text:
        if character in (GAP_OPENS, GAP_CLOSES, "\n", "\t"):
            if piece:
                yield piece, gap
            piece = ""
            if character in "\n\t":
                yield character, False
            gap = character == GAP_OPENS
        else:
            piece += character
    if piece:
        yield piece, gap


def _run_like(run: etree._Element, piece: str, *, gap: bool) -> etree._Element:
    made = _like(run)
    if gap:
        _mark_yellow(made)
    inner = etree.SubElement(made, _TAB if piece == "\t" else _T)
    if piece != "\t":
        inner.text = piece
        inner.set(_SPACE, "preserve")
    return made


def _like(run: etree._Element) -> etree._Element:
    """Return an empty run that looks like another."""
    made = etree.SubElement(etree.Element(_P), _R)
    properties = run.find(_RPR)
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def _mark_yellow(run: etree._Element) -> None:
    properties = run.find(_RPR)
    if properties is None:
        properties = etree.Element(_RPR)
        run.insert(0, properties)
    mark = etree.Element(qn("w:highlight"), {qn("w:val"): "yellow"})
    later = next((each for each in properties if each.tag in _AFTER_HIGHLIGHT), None)
    properties.insert(len(properties) if later is None else properties.index(later), mark)


def _break(paragraph: etree._Element) -> None:
    """Give each line of a value a paragraph of its own, set like the first."""
    home = paragraph.getparent()
    if home is None:
        return
    current, moved = paragraph, False
    for child in list(paragraph):
        if child.tag == _R and _is_line_end(child):
            current = _paragraph_after(paragraph, current)
            paragraph.remove(child)
            moved = True
        elif moved:
            current.append(child)


def _is_line_end(run: etree._Element) -> bool:
    text = run.find(_T)
    return text is not None and text.text == "\n"


def _paragraph_after(model: etree._Element, before: etree._Element) -> etree._Element:
    made = etree.Element(_P)
    properties = model.find(_PPR)
    if properties is not None:
        made.append(copy.deepcopy(properties))
    before.addnext(made)
    return made


def shipped_forms() -> DocxForms:
    """Return the filler of the templates shipped with the program."""
    from app.documents.catalogue import form, templates  # noqa: PLC0415 - read only where forms are filled

    def read(slug: str) -> bytes:
        return templates().joinpath(form(slug).folder, "template.docx").read_bytes()

    return DocxForms(read)


__all__ = ["DocxForms", "shipped_forms", "version_of"]
