"""List numbering (项目编号): the label each paragraph of a list begins with, counted in document order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.adapters.page_xml import Element, Package, attr, child, children, local, value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_CIRCLED, _MOST_CIRCLED = "①", 20
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ZODIAC = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Symbol fonts put their bullets into the private area.
_BULLETS = {"\uf06c": "●", "\uf06e": "■", "\uf0d8": "➢", "\uf0a7": "▪", "\uf0b7": "•", "\uf0fc": "✓"}


def _counted(number: int) -> str:
    """Write a number below ten thousand as it is counted: 十二, 一百零三."""
    found, figures = "", str(number)
    for place, figure in enumerate(figures):
        unit = _UNITS[(len(figures) - place - 1) % len(_UNITS)]
        if figure != "0":
            found += _DIGITS[int(figure)] + unit
        elif found and not found.endswith("零"):
            found += "零"
    found = found.rstrip("零")
    return found.removeprefix("一") if found.startswith("一十") else found


def _roman(number: int) -> str:
    found = ""
    for worth, sign in _ROMAN:
        found += sign * (number // worth)
        number %= worth
    return found


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord(_CIRCLED) + number - 1) if 0 < number <= _MOST_CIRCLED else str(number)


def _cycled(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(each) + 0xFEE0) for each in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "ideographDigital": lambda number: "".join(_DIGITS[int(each)] for each in str(number)),
    "ideographTraditional": _cycled(_STEMS),
    "ideographZodiac": _cycled(_ZODIAC),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "none": lambda _number: "",
    "bullet": lambda _number: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list looks.

    Attributes:
        text: The label, %1 to %9 standing for the numbers of the levels.
        follows: What parts the label from the text: tab, space or nothing.
        restarts: Any number of a level before this one begins the count anew.
    """

    start: int
    format: str
    text: str
    follows: str
    restarts: int
    paragraph: Element | None
    run: Element | None


@dataclass(slots=True)
class _List:
    """A list on its way through the document: its levels and where each stands."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives paragraphs their labels; a paragraph asked for is counted."""

    def __init__(self, package: Package) -> None:
        self._lists: dict[str, _List] = {}
        self._starts: dict[str, dict[int, int]] = {}
        root = package.sibling("numbering")
        shapes: dict[str, _List] = {}
        for each in children(root):
            if local(each) == "abstractNum":
                shapes[attr(each, "abstractNumId") or ""] = _List(_levels(each))
            elif local(each) == "num":
                self._read_list(each, shapes)

    def _read_list(self, node: Element, shapes: Mapping[str, _List]) -> None:
        number, shape = attr(node, "numId") or "", shapes.get(value(node, "abstractNumId") or "")
        if shape is None:
            return
        own = _levels(node)
        starts = {
            int(attr(each, "ilvl") or 0): int(value(each, "startOverride") or 0)
            for each in children(node)
            if value(each, "startOverride") is not None
        }
        # Lists of one shape count on together; one may say where it starts when it is first met.
        self._lists[number] = _List({**shape.levels, **own}, shape.counts)
        self._starts[number] = starts

    def level(self, list_id: str, level: int) -> Level | None:
        """Return how a level of a list looks; None where there is no such list."""
        found = self._lists.get(list_id)
        return None if found is None else found.levels.get(level)

    def next_label(self, list_id: str, level: int) -> str:
        """Count a paragraph and return its label."""
        found = self._lists[list_id]
        for begun, start in self._starts.pop(list_id, {}).items():
            found.counts[begun] = start - 1
        found.counts[level] = found.counts.get(level, found.levels[level].start - 1) + 1
        for deeper, shape in found.levels.items():
            if level < deeper and level < shape.restarts:
                found.counts.pop(deeper, None)
        return _PLACE.sub(
            lambda place: self._number(found, int(place[1]) - 1), _bullet(found.levels[level].text)
        )

    @staticmethod
    def _number(found: _List, level: int) -> str:
        shape = found.levels.get(level)
        if shape is None:
            return ""
        number = found.counts.setdefault(level, shape.start)
        return _FORMATS.get(shape.format, str)(number)


def _bullet(text: str) -> str:
    return "".join(_BULLETS.get(each, each) for each in text)


def _levels(node: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for each in children(node):
        shape = child(each, "lvl") if local(each) == "lvlOverride" else each
        if shape is None or local(shape) != "lvl":
            continue
        level = int(attr(shape, "ilvl") or 0)
        if 0 <= level < _LEVELS:
            found[level] = Level(
                int(value(shape, "start") or 1),
                value(shape, "numFmt") or "decimal",
                value(shape, "lvlText") or "",
                value(shape, "suff") or "tab",
                level if value(shape, "lvlRestart") is None else int(value(shape, "lvlRestart") or 0),
                child(shape, "pPr"),
                child(shape, "rPr"),
            )
    return found
