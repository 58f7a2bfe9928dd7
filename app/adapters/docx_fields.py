"""Finds wrong field tags in a foreign template, each with its place: unclosed, unknown, reaching too far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError, nodes

from app.adapters.docx_markup import W, fault, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml import etree

    from app.documents.template_fault import TemplateFault

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If,
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Const,
)  # fmt: skip
"""What fields, conditions and loops are made of; everything else is refused."""
_TAG = re.compile(r"\{\{(?P<field>.*?)\}\}|\{%(?P<block>.*?)%\}|\{#.*?#\}", re.DOTALL)
_BLOCK = re.compile(r"-?(?P<level>tr|tc|p|r)?\s+(?P<word>\w+)(?P<rest>.*?)-?", re.DOTALL)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_LONGEST, _DEEPEST = 200, 12
_ENVIRONMENT = Environment(autoescape=True)


class TagError(ValueError):
    """A tag is no field, condition or loop; its text says why."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A block not closed yet: its word, the variable of a loop, and what it has to end within."""

    word: str
    row: str
    paragraph: etree._Element
    within: etree._Element | None


@dataclass(slots=True)
class Tags:
    """Reads the tags of a part in order and keeps the blocks that are open.

    Attributes:
        known: Names that may be printed; ``None`` to allow any.
        open: Blocks not closed yet.
    """

    path: str
    known: Collection[str] | None
    open: list[_Open] = field(default_factory=list)

    def faults(self, root: etree._Element) -> Iterator[TemplateFault]:
        """Yield what is wrong with the tags of a part."""
        for paragraph in root.iter(W + "p"):
            text = words(paragraph)
            if "{" in text or "}" in text:
                yield from self._paragraph(paragraph, text)
        for each in self.open:
            yield fault(self.path, each.paragraph, f"“{{% {each.word} %}}”没有结束")

    def _paragraph(self, paragraph: etree._Element, text: str) -> Iterator[TemplateFault]:
        for tag in _TAG.finditer(text):
            try:
                self._tag(tag, paragraph)
            except TagError as wrong:
                yield fault(self.path, paragraph, f"“{tag[0][:40]}”{wrong}")
        stray = _STRAY.search(_TAG.sub("", text))
        if stray:
            yield fault(self.path, paragraph, f"“{stray[0]}”没有成对")

    def _tag(self, tag: re.Match[str], paragraph: etree._Element) -> None:
        if tag["field"] is not None:
            self._check(f"{{{{{tag['field']}}}}}")
        elif tag["block"] is not None:
            self._block(tag["block"], paragraph)
        else:
            raise TagError("不能使用注释")

    def _block(self, inside: str, paragraph: etree._Element) -> None:
        found = _BLOCK.fullmatch(inside)
        if found is None:
            raise TagError("写法有误")
        level = found["level"] or ""
        self._check_level(level, paragraph)
        match found["word"]:
            case "endif" | "endfor":
                self._close(found["word"].removeprefix("end"), _within(level, paragraph))
            case "if" | "for":
                self._open(found["word"], found["rest"], level, paragraph)
            case "else" | "elif":
                if not self.open or self.open[-1].word != "if":
                    raise TagError("没有对应的开头")
                if found["word"] == "elif":
                    self._check(f"{{% if{found['rest']}%}}{{% endif %}}")
            case _:
                raise TagError("不能使用这种写法")

    def _open(self, word: str, rest: str, level: str, paragraph: etree._Element) -> None:
        self._check(f"{{% {word}{rest}%}}{{% end{word} %}}")
        if len(self.open) >= _DEEPEST:
            raise TagError("嵌套过深")
        row = rest.split(maxsplit=1)[0] if word == "for" else ""
        self.open.append(_Open(word, row, paragraph, _within(level, paragraph)))

    def _close(self, word: str, within: etree._Element | None) -> None:
        if not self.open or self.open[-1].word != word:
            raise TagError("没有对应的开头")
        if self.open.pop().within is not within:
            raise TagError("与开头不在同一层表格、行或段落中")

    def _check_level(self, level: str, paragraph: etree._Element) -> None:
        """A tag that stands for its row, cell or paragraph must be alone there: the rest would vanish."""
        if not level:
            return
        home = paragraph if level in {"p", "r"} else next(paragraph.iterancestors(W + level), None)
        if home is None:
            raise TagError("只能放在表格里")
        if level != "r" and _TAG.sub("", words(home)).strip():
            raise TagError("所在的行、格或段落还有其他文字，这些文字会丢失")

    def _check(self, source: str) -> None:
        if len(source) > _LONGEST:
            raise TagError("过长")
        try:
            tree = _ENVIRONMENT.parse(source)
        except TemplateSyntaxError as error:
            raise TagError("写法有误") from error
        loops = {each.row for each in self.open} | {"loop"}
        loops |= {
            each.target.name for each in tree.find_all(nodes.For) if isinstance(each.target, nodes.Name)
        }
        for name in checked_names(tree, loops):
            if self.known is not None and name not in self.known:
                raise TagError("不是已有的字段")


def _within(level: str, paragraph: etree._Element) -> etree._Element | None:
    """Return what a block has to begin and end in, so that what it repeats is whole."""
    outer = {"tr": "tbl", "tc": "tr"}.get(level)
    return paragraph.getparent() if outer is None else next(paragraph.iterancestors(W + outer), None)


def checked_names(tree: nodes.Template, loops: Collection[str]) -> list[str]:
    """Return the qualified names a template uses; names of a loop's row are left out.

    Raises:
        TagError: It uses anything but fields, conditions and loops.
    """
    for each in _walk(tree):
        _check_node(each)
    inner = {id(each.node) for each in tree.find_all(nodes.Getattr)}
    outer = (each for each in tree.find_all((nodes.Getattr, nodes.Name)) if id(each) not in inner)
    return [name for each in outer if (name := _qualified(each)).split(".")[0] not in loops]


def _check_node(node: nodes.Node) -> None:
    if not isinstance(node, ALLOWED):
        raise TagError(f"字段中不能使用{type(node).__name__}")
    name = getattr(node, "attr", None) or getattr(node, "name", None)
    if isinstance(name, str) and name.startswith("_"):
        raise TagError(f"没有字段“{name}”")


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for each in node.iter_child_nodes():
        yield from _walk(each)


def _qualified(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_qualified(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""
