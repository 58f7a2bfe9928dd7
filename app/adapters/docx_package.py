"""Opens the package of a foreign docx without trusting it: entries, sizes, types, relations, pictures."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from app.documents.template_fault import TemplateFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
WHOLE = "整个文件"
FILLED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
"""Parts whose fields are filled; others must hold none."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WHOLE_LARGEST, _XML_LARGEST, _MOST_ENTRIES = 20_000_000, 4_000_000, 500
_DENSEST, _SMALL = 200, 1_000_000
_MOST_PIXELS = 40_000_000
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp"})
_HARMLESS = _PICTURES | {".xml", ".rels", ".odttf"}
_THUMBNAIL = re.compile(r"docProps/thumbnail\.\w+")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)
_OFFICE_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACTIVE = {
    "vbaproject": "含有宏",
    "macro": "含有宏",
    "activex": "含有 ActiveX 控件",
    "oleobject": "含有嵌入的对象",
    "embeddings/": "含有嵌入的对象",
    "afchunk": "含有嵌入的其他文档",
    "customui": "含有自定义界面",
}
_RELATIONS = {
    "vbaProject": "含有宏",
    "oleObject": "含有嵌入的对象",
    "package": "含有嵌入的对象",
    "control": "含有控件",
    "aFChunk": "含有嵌入的其他文档",
    "subDocument": "引用了其他文档",
    "attachedTemplate": "引用了其他模板",
    "frame": "引用了其他文档",
    "mailMergeSource": "引用了数据源",
}
_DECLARED = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([^"']+)""")


class Opened:
    """A package as it was found (已打开的包): its parts, the roots of its XML, and what is wrong."""

    def __init__(self, docx: bytes) -> None:
        self.parts: dict[str, bytes] = {}
        self.roots: dict[str, etree._Element] = {}
        self.faults: list[TemplateFault] = []
        self._read(docx)
        if not self.faults:
            self.faults += _part_faults(self.parts)
            self._parse()
        if not self.faults:
            self.faults += _type_faults(self.roots[TYPES])
            self.faults += _relation_faults(self.roots, self.parts)

    def _read(self, docx: bytes) -> None:
        if docx.startswith(_OFFICE_97):
            self._add(WHOLE, "是旧格式（.doc）或加密的文件，请另存为不加密的 .docx")
            return
        try:
            with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(docx)) as package:
                warnings.simplefilter("ignore")
                self.faults += _entry_faults(package.infolist())
                if not self.faults:
                    self.parts = {each.filename: package.read(each) for each in package.infolist()}
        except _UNREADABLE:
            self._add(WHOLE, "不是 docx 文件，或文件已损坏")
            return
        for name in (TYPES, MAIN, "_rels/.rels"):
            if not self.faults and name not in self.parts:
                self._add(WHOLE, f"不是 docx 文件（缺少 {name}）")

    def _parse(self) -> None:
        for name, content in self.parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    self.roots[name] = _root(content)
                except _BadXmlError as bad:
                    self._add(f"文件 {name}", str(bad))

    def _add(self, place: str, reason: str) -> None:
        self.faults.append(TemplateFault(place, reason))


def _entry_faults(entries: list[zipfile.ZipInfo]) -> Iterator[TemplateFault]:
    """Look at names and sizes before anything is unpacked."""
    if len(entries) > _MOST_ENTRIES or sum(each.file_size for each in entries) > _WHOLE_LARGEST:
        yield TemplateFault(WHOLE, "解开后过大")
    seen: set[str] = set()
    for each in entries:
        place, name = f"文件 {each.filename!r}", each.filename.casefold()
        if name in seen:
            yield TemplateFault(place, "同名文件出现两次")
        seen.add(name)
        if not _plain_name(each.orig_filename):
            yield TemplateFault(place, "文件名指向包外")
        if each.flag_bits & 1:
            yield TemplateFault(place, "已加密")
        if each.file_size > _SMALL and each.file_size > _DENSEST * max(each.compress_size, 1):
            yield TemplateFault(place, "压缩比异常")
        if name.endswith((".xml", ".rels")) and each.file_size > _XML_LARGEST:
            yield TemplateFault(place, "解开后过大")


def _plain_name(name: str) -> bool:
    odd = name.startswith("/") or "\\" in name or ":" in name or "\0" in name
    return not odd and ".." not in name.split("/")


def _part_faults(parts: Mapping[str, bytes]) -> Iterator[TemplateFault]:
    for name, content in parts.items():
        if name.endswith("/"):
            continue
        ending = "." + name.rpartition(".")[2].casefold()
        active = next((why for word, why in _ACTIVE.items() if word in name.casefold()), "")
        if active:
            yield TemplateFault(f"文件 {name}", active)
        elif _THUMBNAIL.fullmatch(name):
            continue
        elif ending not in _HARMLESS:
            yield TemplateFault(f"文件 {name}", "不是文书需要的文件")
        elif ending in _PICTURES and (why := _picture_fault(content)):
            yield TemplateFault(f"文件 {name}", why)


def _picture_fault(content: bytes) -> str:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - few templates hold pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return "图片过大"
                picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return "图片过大"
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return "图片已损坏或格式不支持"
    return ""


class _BadXmlError(ValueError):
    """A part is no XML that may be used; its text says why."""


def _root(content: bytes) -> etree._Element:
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}:
        raise _BadXmlError("不是 UTF-8 编码")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _BadXmlError("含有实体声明")
    try:
        content.decode("utf-8")
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except UnicodeDecodeError as error:
        raise _BadXmlError("不是 UTF-8 编码") from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _BadXmlError("内容损坏，或嵌套过深") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _BadXmlError("含有实体声明")
    return root


def _type_faults(root: etree._Element) -> Iterator[TemplateFault]:
    types: dict[str, str] = {}
    for each in root.iter("{*}Override", "{*}Default"):
        name, kind = each.get("PartName", "").lstrip("/"), each.get("ContentType", "")
        types[name] = kind
        low = kind.casefold()
        why = next((why for word, why in _ACTIVE.items() if word in low), "")
        if why:
            yield TemplateFault(f"文件 {name or each.get('Extension', '')}", why)
    if types.get(MAIN) != _WORD:
        yield TemplateFault(f"文件 {MAIN}", "没有声明为 docx 的正文")


def _relation_faults(
    roots: Mapping[str, etree._Element], parts: Mapping[str, bytes]
) -> Iterator[TemplateFault]:
    mains = []
    for path in (each for each in roots if each.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(path))
        for each in roots[path].iter("{*}Relationship"):
            kind = each.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            if path == "_rels/.rels" and kind == "officeDocument":
                mains.append(target)
            why = _relation_fault(each, kind, target, parts)
            if why:
                yield TemplateFault(f"文件 {path}", f"{why}（{each.get('Target', '')[:60]}）")
    if mains != [MAIN]:
        yield TemplateFault("文件 _rels/.rels", f"正文不是 {MAIN}")


def _relation_fault(node: etree._Element, kind: str, target: str, parts: Mapping[str, bytes]) -> str:
    if kind in _RELATIONS:
        return _RELATIONS[kind]
    if node.get("TargetMode") == "External":
        return "含有指向外部的链接"
    if kind in {"image", "header", "footer"} and target not in parts:
        return "引用的文件不在包内"
    if kind in {"header", "footer"} and not FILLED.fullmatch(target):
        return "页眉页脚的文件名不规范"
    return ""
