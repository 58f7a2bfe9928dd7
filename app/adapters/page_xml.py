"""The parts of a docx file and short words for walking their XML."""

from __future__ import annotations

import math
import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Element = etree._Element  # noqa: SLF001 - the published name of lxml's element type
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_LARGEST = 200_000_000
TWIP = 20.0
EMU = 12700.0
# The longest lengths, and the most columns of a table, word processors take.
_FAR, _COLUMNS = 1584.0, 63
# What zipfile says of entries that are missing, damaged, encrypted or packed in unknown ways.
_UNREADABLE = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
DAMAGED = "内容损坏"


class DocxUnreadableError(AppError):
    """The file is not a docx that can be read."""

    code = "page.docx_unreadable"
    hint = "请确认文件是 .docx 格式且未损坏；可用 WPS 或 Word 打开后另存为 .docx 再试。"

    def __init__(self, reason: str) -> None:
        super().__init__(f"文书文件无法读取（{reason}）。")


def child(node: Element | None, path: str) -> Element | None:
    """Return the first element down a path of w: names, or None where a step is missing."""
    for name in path.split("/"):
        if node is None:
            return None
        node = node.find(W + name)
    return node


def attr(node: Element | None, name: str = "val") -> str | None:
    """Return a w: attribute, or None where the element or the attribute is missing."""
    return None if node is None else node.get(W + name)


def value(node: Element | None, path: str) -> str | None:
    """Return the w:val of a child."""
    return attr(child(node, path))


def flag(node: Element | None, name: str) -> bool | None:
    """Read an on/off child: None when it is not mentioned."""
    found = child(node, name)
    if found is None:
        return None
    return attr(found) not in {"0", "false", "off", "none"}


def points(text: str | None) -> float:
    """Turn twentieths of a point into points; nothing, "auto" and percentages count as 0."""
    if not text or text == "auto" or text.endswith("%"):
        return 0.0
    for unit, factor in (("pt", 1.0), ("cm", 72 / 2.54), ("mm", 72 / 25.4), ("in", 72.0)):
        if text.endswith(unit):
            return within(float(text.removesuffix(unit)) * factor, _FAR)
    return within(float(text) / TWIP, _FAR)


def within(length: float, most: float, least: float | None = None) -> float:
    """Return a length no word processor would refuse; raise ``ValueError`` where it is no number."""
    if not math.isfinite(length):
        raise ValueError(length)
    return max(-most if least is None else least, min(length, most))


def count(text: str | None, usual: int) -> int:
    """Return a number of columns: as many as a word processor has at most."""
    return usual if text is None else max(usual, min(int(text), _COLUMNS))


def local(node: Element) -> str:
    """Return an element's name without its namespace; comments have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(node: Element | None) -> Iterator[Element]:
    """Go through the child elements of a node that may be missing."""
    if node is not None:
        yield from (each for each in node if isinstance(each.tag, str))


class Part:
    """One XML part of the package, with the targets its relations name."""

    def __init__(self, name: str, root: Element, targets: Mapping[str, str]) -> None:
        self.name = name
        self.root = root
        self.targets = targets


class Package:
    """A docx file taken apart (文书包); every part is parsed once."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except zipfile.BadZipFile as error:
            raise DocxUnreadableError("不是 .docx 文件") from error
        if sum(each.file_size for each in self._zip.infolist()) > _LARGEST:
            raise DocxUnreadableError("文件过大")
        self._names = frozenset(self._zip.namelist())
        self._parts: dict[str, Part] = {}
        self.main = self.part(self._main_name())

    def _main_name(self) -> str:
        for each in self._relations(""):
            if each.get("Type") == _MAIN:
                return each.get("Target", "").lstrip("/")
        raise DocxUnreadableError("缺少正文")

    def _relations(self, name: str) -> Iterator[Element]:
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", file + ".rels")
        if path in self._names:
            yield from self._parse(path)

    def _parse(self, name: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return etree.fromstring(self._bytes(name), parser)
        except etree.XMLSyntaxError as error:
            raise DocxUnreadableError(DAMAGED) from error

    def _bytes(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except _UNREADABLE as error:
            raise DocxUnreadableError(DAMAGED) from error

    def part(self, name: str) -> Part:
        """Return a part by its name in the package, or raise ``DocxUnreadableError``."""
        if name not in self._parts:
            base = posixpath.dirname(name)
            targets = {
                each.get("Id", ""): posixpath.normpath(
                    posixpath.join("/", base, each.get("Target", ""))
                ).lstrip("/")
                for each in self._relations(name)
                if each.get("TargetMode") != "External"
            }
            self._parts[name] = Part(name, self._parse(name), targets)
        return self._parts[name]

    def sibling(self, kind: str) -> Element | None:
        """Return the root of the main part's relation of a kind (styles, settings, theme)."""
        name = self._sibling_name(kind)
        return self.part(name).root if name else None

    def sibling_bytes(self, kind: str) -> bytes:
        """Return the same part unread, to tell whether it is known already."""
        name = self._sibling_name(kind)
        return self._bytes(name) if name else b""

    def _sibling_name(self, kind: str) -> str:
        for each in self._relations(self.main.name):
            if each.get("Type", "").endswith("/" + kind):
                return self.main.targets.get(each.get("Id", ""), "")
        return ""

    def blob(self, part: Part, relation: str) -> bytes | None:
        """Return the bytes a part's relation points at: a picture; None when they are missing."""
        name = part.targets.get(relation, "")
        return self._bytes(name) if name in self._names else None
