"""Templates nobody should be able to bring in: each breaks one thing of a sound one."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.documents.page.paper import cell, docx, paragraph, row, table, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KNOWN = frozenset({"party.name", "doc.number", "case.cause", "goods.rows"})
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sound() -> bytes:
    """Return a template with every kind of field, which is accepted."""
    return docx(
        paragraph("文号：{{ doc.number }}"),
        paragraph("{%p if party.name %}"),
        paragraph("当事人：{{ party.name }}"),
        paragraph("{%p endif %}"),
        table(
            [100, 100],
            row(cell("{%tr for good in goods.rows %}"), ""),
            row("{{ good.name }}", "{{ loop.index }}"),
            row(cell("{%tr endfor %}"), ""),
        ),
    )


def text(*said: str) -> Callable[[], bytes]:
    """Return a maker of a template of plain paragraphs."""
    return lambda: docx(*said)


def with_parts(changes: Mapping[str, bytes | None]) -> bytes:
    """Return the sound template with parts replaced, added, or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name in changes.keys() - set(old.namelist()):
            content = changes[name]
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def parts(changes: Mapping[str, bytes | None]) -> Callable[[], bytes]:
    """Return a maker of the sound template with other parts."""
    return lambda: with_parts(changes)


def changed(name: str, old: str, new: str) -> Callable[[], bytes]:
    """Return a maker of the sound template with a text within one part replaced."""

    def make() -> bytes:
        with zipfile.ZipFile(io.BytesIO(sound())) as package:
            before = package.read(name).decode()
        assert old in before
        return with_parts({name: before.replace(old, new, 1).encode()})

    return make


def body(xml: str) -> Callable[[], bytes]:
    """Return a maker of the sound template with XML at the beginning of its body."""
    return changed("word/document.xml", "<w:body>", f"<w:body>{xml}")


def relation(kind: str, target: str, mode: str = "Internal") -> Callable[[], bytes]:
    """Return a maker of the sound template with one more relation of its body."""
    added = f'<Relationship Id="rX" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return changed("word/_rels/document.xml.rels", "</Relationships>", added + "</Relationships>")


def entry(name: str) -> Callable[[], bytes]:
    """Return a maker of the sound template with one more entry."""

    def make() -> bytes:
        target = io.BytesIO(sound())
        with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as package:
            warnings.simplefilter("ignore")
            package.writestr(zipfile.ZipInfo(name), "<a/>")
        return target.getvalue()

    return make


def bomb() -> bytes:
    """Return a package with a part of a megabyte and a half of nothing, packed very small."""
    target = io.BytesIO(sound())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/theme/theme9.xml", b"<a>" + b" " * 1_500_000 + b"</a>")
    return target.getvalue()


def lying_size() -> bytes:
    """Return a package whose directory says that a part is smaller than it is."""
    data = bytearray(sound())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 3)
    return bytes(data)


def many_entries() -> bytes:
    """Return a package of a thousand parts."""
    target = io.BytesIO(sound())
    with zipfile.ZipFile(target, "a") as package:
        for number in range(1000):
            package.writestr(f"customXml/item{number + 100}.xml", "<a/>")
    return target.getvalue()


def huge_picture() -> bytes:
    """Return a PNG that claims a hundred thousand pixels each way."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def encrypted() -> bytes:
    """Return a package whose last part is marked as encrypted."""
    data = bytearray(sound())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def instruction(*pieces: str) -> str:
    """Return a paragraph with a field whose instruction is split over runs."""
    marks = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    return f"<w:p>{begin}{marks}{end}</w:p>"


def nested_tables(depth: int) -> str:
    """Return tables within tables."""
    inside = paragraph("内")
    for _ in range(depth):
        inside = table([60], row(cell(inside + paragraph())))
    return inside


_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + "".join(f'<!ENTITY b{n} "&b{n - 1 or ""};&b{n - 1 or ""};">' for n in range(1, 30))
    + "]><a>&b29;</a>"
)
_OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
_OLE = f"<w:p><w:r><w:object><o:OLEObject {_OFFICE}/></w:object></w:r></w:p>"
_INSIDE = "<w:txbxContent><w:p><w:r><w:t>藏</w:t></w:r></w:p></w:txbxContent>"
_BOX = f"<w:p><w:r><w:pict>{_INSIDE}</w:pict></w:r></w:p>"
_MATH = '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/></w:p>'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"

# What is wrong → (how it is made, words of the reason, words of the place).
TEMPLATES: Mapping[str, tuple[Callable[[], bytes], str, str]] = {
    "unclosed condition": (text("甲", "{% if party.name %}乙"), "没有结束", "正文第2段"),
    "unclosed loop": (text("{% for a in goods.rows %}"), "没有结束", "正文第1段"),
    "closed twice": (text("{% if party.name %}甲{% endif %}{% endif %}"), "没有对应的开头", "正文第1段"),
    "crossed blocks": (
        text("{% if party.name %}{% for a in goods.rows %}{% endif %}{% endfor %}"),
        "没有对应的开头",
        "第1段",
    ),
    "else without if": (text("甲{% else %}乙"), "没有对应的开头", "正文第1段"),
    "unclosed field": (text("甲", "乙", "{{ party.name"), "没有成对", "正文第3段"),
    "stray brace": (text("甲 }} 乙"), "没有成对", "正文第1段"),
    "unknown field": (text("{{ party.wealth }}"), "不是已有的字段", "正文第1段"),
    "unknown field in a cell": (
        lambda: docx("甲", table([90, 90], row("一", "二"), row("三", "{{ nothing }}"))),
        "不是已有的字段",
        "正文第1个表格第2行第2格",
    ),
    "unknown field in a condition": (text("{% if secret %}甲{% endif %}"), "不是已有的字段", "正文第1段"),
    "attribute walking": (text("{{ party.name.__class__ }}"), "没有字段“__class__”", "正文第1段"),
    "walking by brackets": (text("{{ party['__class__'] }}"), "不能使用Getitem", "正文第1段"),
    "calling": (text("{{ party.name() }}"), "不能使用Call", "正文第1段"),
    "filter": (text("{{ party.name|safe }}"), "不能使用Filter", "正文第1段"),
    "reckoning": (text("{{ 9 ** 9 ** 9 }}"), "不能使用Pow", "正文第1段"),
    "setting": (text("{% set a = 1 %}"), "不能使用这种写法", "正文第1段"),
    "including": (text("{% include 'x' %}"), "不能使用这种写法", "正文第1段"),
    "importing": (text("{% import 'os' as o %}"), "不能使用这种写法", "正文第1段"),
    "macro of jinja": (text("{% macro a() %}{% endmacro %}"), "不能使用这种写法", "正文第1段"),
    "comment that hides text": (text("甲{# 乙 #}"), "不能使用注释", "正文第1段"),
    "deep expression": (text("{{ " + "(" * 300 + "party.name" + ")" * 300 + " }}"), "过长", "正文第1段"),
    "deep nesting": (text("{% if party.name %}" * 40 + "{% endif %}" * 40), "嵌套过深", "正文第1段"),
    "row loop outside a table": (text("{%tr for a in goods.rows %}"), "只能放在表格里", "正文第1段"),
    "row loop that swallows text": (
        lambda: docx(table([90, 90], row("{%tr for a in goods.rows %}", "序号"), row("{%tr endfor %}", ""))),
        "会丢失",
        "正文第1个表格第1行第1格",
    ),
    "loop across cells": (
        lambda: docx(table([90, 90], row("{% for a in goods.rows %}", "{% endfor %}"))),
        "不在同一层",
        "正文第1个表格第1行第2格",
    ),
    "field in an attribute": (
        changed("word/document.xml", '<w:pgSz w:w="', '<w:pgSz w:x="{{ party.wealth }}" w:w="'),
        "wealth",
        "",
    ),
    "comment of XML": (body("<!-- {% if %} -->"), "注释", "正文"),
    "tables in tables": (lambda: docx(nested_tables(9)), "嵌套过深", "正文"),
    "elements in elements": (body("<w:sdt>" * 400 + "</w:sdt>" * 400), "嵌套过深", "word/document.xml"),
    "zip bomb": (bomb, "压缩比异常", "theme9.xml"),
    "lying size": (lying_size, "损坏", "整个文件"),
    "too many entries": (many_entries, "过大", "整个文件"),
    "truncated": (lambda: sound()[:-400], "损坏", "整个文件"),
    "empty file": (lambda: b"", "损坏", "整个文件"),
    "old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc", "整个文件"),
    "encrypted entry": (encrypted, "加密", "文件"),
    "no body": (parts({"word/document.xml": None}), "缺少 word/document.xml", "整个文件"),
    "no types": (parts({"[Content_Types].xml": None}), "缺少 [Content_Types].xml", "整个文件"),
    "wrong types": (
        changed("[Content_Types].xml", _WORD_TYPE, "text/xml"),
        "没有声明为 docx 的正文",
        "word/document.xml",
    ),
    "macro document": (changed("[Content_Types].xml", _WORD_TYPE, _MACRO_TYPE), "宏", "word/document.xml"),
    "macro part": (parts({"word/vbaProject.bin": b"\xd0\xcf"}), "宏", "word/vbaProject.bin"),
    "program within": (parts({"word/setup.exe": b"MZ"}), "不是文书需要的文件", "word/setup.exe"),
    "control": (parts({"word/activeX/activeX1.xml": b"<a/>"}), "ActiveX", "activeX1.xml"),
    "embedded object part": (parts({"word/embeddings/o.docx": b"PK"}), "嵌入的对象", "embeddings"),
    "embedded object": (body(_OLE), "嵌入的对象", "正文第1段"),
    "alternative chunk": (body('<w:altChunk r:id="rId1"/>'), "嵌入的其他文档", "正文"),
    "external picture": (
        relation("image", "http://192.0.2.1/a.png", "External"),
        "指向外部",
        "document.xml.rels",
    ),
    "external template": (
        relation("attachedTemplate", "\\\\192.0.2.1\\t.dotm", "External"),
        "其他模板",
        "rels",
    ),
    "relation out of the package": (
        relation("image", "../../../etc/passwd"),
        "不在包内",
        "document.xml.rels",
    ),
    "missing picture": (relation("image", "media/none.png"), "不在包内", "document.xml.rels"),
    "other main part": (
        changed("_rels/.rels", "word/document.xml", "word/styles.xml"),
        "正文不是",
        "_rels/.rels",
    ),
    "path traversal": (entry("../../evil.xml"), "指向包外", "evil.xml"),
    "absolute path": (entry("/etc/evil.xml"), "指向包外", "evil.xml"),
    "drive path": (entry("C:/evil.xml"), "指向包外", "evil.xml"),
    "entry twice": (entry("word/document.xml"), "两次", "word/document.xml"),
    "entry twice in other case": (entry("WORD/Document.xml"), "两次", "Document.xml"),
    "entity bomb": (parts({"word/styles.xml": _ENTITIES.encode()}), "实体", "word/styles.xml"),
    "external entity": (
        parts({"docProps/app.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        "实体",
        "docProps/app.xml",
    ),
    "entities in UTF-16": (
        parts({"word/styles.xml": _ENTITIES.encode("utf-16")}),
        "UTF-8",
        "word/styles.xml",
    ),
    "broken XML": (parts({"word/settings.xml": b"<w:settings"}), "损坏", "word/settings.xml"),
    "DDE": (body(instruction("DDEAUTO c:\\\\windows\\\\cmd.exe")), "DDEAUTO", "正文第1段"),
    "DDE in pieces": (body(instruction("DD", "EAU", "TO cmd")), "DDEAUTO", "正文第1段"),
    "simple DDE": (body('<w:p><w:fldSimple w:instr="DDE cmd"/></w:p>'), "DDE", "正文第1段"),
    "file included": (body(instruction("INCLUDETEXT c:\\\\a.txt")), "INCLUDETEXT", "正文第1段"),
    "text box": (body(_BOX), "文本框", "正文第1段"),
    "formula": (body(_MATH), "公式", "正文第1段"),
    "footnote": (body('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'), "脚注", "正文第1段"),
    "tracked change": (body(f'<w:p><w:ins w:id="1">{words("甲")}</w:ins></w:p>'), "修订", "正文第1段"),
    "huge picture": (lambda: with_parts({"word/media/a.png": huge_picture()}), "图片过大", "a.png"),
    "broken picture": (parts({"word/media/a.png": b"\x89PNG nothing"}), "图片已损坏", "a.png"),
}
