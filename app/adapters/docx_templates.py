"""Reads a docx template once: refuses what could do harm, and compiles its parts."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.documents.gap import Gap
from app.domain.errors import AppError

GAP_OPENS, GAP_CLOSES = "\ufdd0", "\ufdd1"
"""Non-characters, which no text may hold, round a gap on its way through the template."""
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LARGEST = 20_000_000
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If,
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Const,
)  # fmt: skip


class TemplateRefusedError(AppError):
    """A template holds something a form may not hold, or cannot be read."""

    code = "documents.template_refused"
    hint = "请恢复随程序安装的文书模板，或请制作模板的人按提示修改。"

    def __init__(self, slug: str, why: str) -> None:
        super().__init__(f"文书模板“{slug}”不能使用：{why}。")


class ValueRefusedError(AppError):
    """A value holds a character that no document can hold."""

    code = "documents.value_refused"
    hint = "请找到该字段，删去看不见的控制字符后再打印。"

    def __init__(self, character: str) -> None:
        super().__init__(f"填写内容含有不能打印的字符（U+{ord(character):04X}）。")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template ready to be filled (已编译模板).

    Attributes:
        fixed: Parts that never change, by their path in the package.
        filled: Parts that hold fields, compiled.
        names: Qualified names the template prints, in its order, for the check against its manifest.
        version: sha256 of the docx in hex.
    """

    fixed: Mapping[str, bytes]
    filled: Mapping[str, jinja2.Template]
    names: tuple[str, ...]
    version: str


def version_of(docx: bytes) -> str:
    """Return the sha256 of a template in hex."""
    return hashlib.sha256(docx).hexdigest()


def compile_template(slug: str, docx: bytes) -> Compiled:
    """Compile a template, or raise ``TemplateRefusedError`` saying what it may not hold."""
    parts = _parts(slug, docx)
    environment = _environment()
    filled: dict[str, jinja2.Template] = {}
    names: list[str] = []
    patcher = DocxTemplate(io.BytesIO(docx))
    for path in [each for each in parts if _FILLED.fullmatch(each)]:
        source = patcher.patch_xml(parts[path].decode("utf-8"))
        try:
            tree = environment.parse(source)
            filled[path] = environment.from_string(source)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateRefusedError(slug, f"字段写法有误（{error.message}）") from error
        names += _checked_names(slug, tree)
    fixed = {path: content for path, content in parts.items() if path not in filled}
    return Compiled(fixed, filled, tuple(dict.fromkeys(names)), version_of(docx))


def _parts(slug: str, docx: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            if sum(each.file_size for each in package.infolist()) > _LARGEST:
                raise TemplateRefusedError(slug, "文件过大")
            parts = {each: package.read(each) for each in package.namelist()}
    except zipfile.BadZipFile as error:
        raise TemplateRefusedError(slug, "不是docx文件") from error
    for path, content in parts.items():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise TemplateRefusedError(slug, "含有外部实体声明")
        if path.endswith(".rels") and b'TargetMode="External"' in content:
            raise TemplateRefusedError(slug, "含有指向外部的链接")
        if "vbaProject" in path:
            raise TemplateRefusedError(slug, "含有宏")
    if "word/document.xml" not in parts:
        raise TemplateRefusedError(slug, "不是docx文件")
    return parts


class _Fields(ImmutableSandboxedEnvironment):
    """An environment in which a name is a field and nothing else, also where dict has a method so named."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a mapping; names of methods are no fields."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _environment() -> jinja2.Environment:
    return _Fields(
        autoescape=True, undefined=jinja2.StrictUndefined, finalize=_printable, keep_trailing_newline=True
    )


def _printable(value: Any) -> Any:
    """Turn a value into plain text that autoescape will escape; a gap keeps its marks."""
    if isinstance(value, jinja2.Undefined):
        return value  # printing it raises, with its name
    text = "".join(value) if isinstance(value, str) else str(value)
    found = _FORBIDDEN.search(text)
    if found:
        raise ValueRefusedError(found[0])
    return f"{GAP_OPENS}{text}{GAP_CLOSES}" if isinstance(value, Gap) else text


def _checked_names(slug: str, tree: nodes.Template) -> list[str]:
    """Return the qualified names a template uses, in its order; names of a loop's row are left out."""
    loops = {each.target.name for each in tree.find_all(nodes.For) if isinstance(each.target, nodes.Name)}
    for each in _walk(tree):
        _check_node(slug, each)
    inner = {id(each.node) for each in tree.find_all(nodes.Getattr)}
    outer = (each for each in tree.find_all((nodes.Getattr, nodes.Name)) if id(each) not in inner)
    return [name for each in outer if (name := _qualified(each)).split(".")[0] not in loops | {"loop"}]


def _check_node(slug: str, node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        raise TemplateRefusedError(slug, f"字段中不能使用{type(node).__name__}")
    name = getattr(node, "attr", None) or getattr(node, "name", None)
    if isinstance(name, str) and name.startswith("_"):
        raise TemplateRefusedError(slug, f"没有字段“{name}”")


def _walk(node: nodes.Node) -> list[nodes.Node]:
    found = [node]
    for each in node.iter_child_nodes():
        found.extend(_walk(each))
    return found


def _qualified(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_qualified(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""
