"""Reads a docx template once: refuses what could do harm, and compiles its parts."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jinja2
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.adapters.docx_fields import TagError, Tags, checked_names
from app.adapters.docx_markup import markup_faults, part_name
from app.adapters.docx_package import FILLED, WHOLE, Opened
from app.documents.gap import Gap
from app.documents.template_fault import TemplateFault
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

GAP_OPENS, GAP_CLOSES = "\ufdd0", "\ufdd1"
"""Non-characters, which no text may hold, round a gap on its way through the template."""
STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the same values give the same bytes."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class TemplateRefusedError(AppError):
    """A template holds something a form may not hold, or cannot be read."""

    code = "documents.template_refused"
    hint = "请恢复随程序安装的文书模板，或请制作模板的人按提示修改。"

    def __init__(self, slug: str, why: str) -> None:
        self.why = why
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
        packed: A package of the parts that never change, to which the filled ones are added.
        filled: Parts that hold fields, compiled.
        names: Qualified names the template prints, in its order, for the check against its manifest.
        version: sha256 of the docx in hex.
    """

    packed: bytes
    filled: Mapping[str, jinja2.Template]
    names: tuple[str, ...]
    version: str


def version_of(docx: bytes) -> str:
    """Return the sha256 of a template in hex."""
    return hashlib.sha256(docx).hexdigest()


def compile_template(slug: str, docx: bytes) -> Compiled:
    """Compile a template, or raise ``TemplateRefusedError`` saying what it may not hold, and where."""
    opened = Opened(docx)
    found = next(opened_faults(opened), None)
    if found is not None:
        raise TemplateRefusedError(slug, str(found))
    environment = _environment()
    filled: dict[str, jinja2.Template] = {}
    names: list[str] = []
    patcher = DocxTemplate(io.BytesIO(docx))
    for path in [each for each in opened.parts if FILLED.fullmatch(each)]:
        source = patcher.patch_xml(opened.parts[path].decode("utf-8"))
        try:
            tree = environment.parse(source)
            names += checked_names(tree, _loops(tree))
            filled[path] = environment.from_string(source)
        except (jinja2.TemplateSyntaxError, TagError) as error:
            raise TemplateRefusedError(slug, f"{part_name(path)}：字段写法有误（{error}）") from error
    packed = _packed({path: content for path, content in opened.parts.items() if path not in filled})
    return Compiled(packed, filled, tuple(dict.fromkeys(names)), version_of(docx))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in parts.items():
            package.writestr(zipfile.ZipInfo(path, STAMP), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def template_faults(docx: bytes, known: Collection[str] | None = None) -> tuple[TemplateFault, ...]:
    """Return everything for which a foreign docx is refused as template, each with its place; () if nothing.

    Args:
        docx: The file as it was brought.
        known: Names of the fields it may print; ``None`` to allow any name.
    """
    opened = Opened(docx)
    found = tuple(opened_faults(opened, known))
    if found:
        return found
    try:
        names = compile_template("", docx).names
    except TemplateRefusedError as error:
        return (TemplateFault(WHOLE, error.why),)
    hidden = [each for each in names if known is not None and each not in known]
    return tuple(TemplateFault(WHOLE, f"用了没有的字段“{each}”") for each in hidden)


def opened_faults(opened: Opened, known: Collection[str] | None = None) -> Iterator[TemplateFault]:
    """Yield the faults of a package, and when it can be read those of its parts."""
    yield from opened.faults
    if opened.faults:
        return
    for path, root in opened.roots.items():
        if path.startswith("word/"):
            yield from markup_faults(path, root)
        if FILLED.fullmatch(path):
            yield from Tags(path, known).faults(root)


def _loops(tree: nodes.Template) -> set[str]:
    found = {each.target.name for each in tree.find_all(nodes.For) if isinstance(each.target, nodes.Name)}
    return found | {"loop"}


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
