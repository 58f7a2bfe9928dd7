"""Article reference (条款): law, article, paragraphs and items, from either way of writing it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}  # noqa: RUF001 - a Chinese zero
_SCALES = {"十": 10, "百": 100, "千": 1000}
_CIRCLED = {chr(0x2460 + index): index + 1 for index in range(20)}
_NUMERAL = "[零〇一二三四五六七八九十百千两]+"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a law (条、款、项); empty sets mean the reference names none."""

    article: int
    paragraphs: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()

    def covers(self, other: Place) -> bool:
        """Tell whether this place may be the one ``other`` points to: nothing named differs."""
        same_paragraph = not (self.paragraphs and other.paragraphs) or bool(
            self.paragraphs & other.paragraphs
        )
        same_item = not (self.items and other.items) or bool(self.items & other.items)
        return self.article == other.article and same_paragraph and same_item


@dataclass(frozen=True, slots=True)
class Citation:
    """A law cited in short form (法条简称): its name as written, a note, and the place."""

    law: str
    note: str
    place: Place
    hints: tuple[str, ...] = ()


def chinese_number(text: str) -> int:
    """Read a whole number below ten thousand written in Chinese or Arabic digits."""
    if text.isascii():
        return int(text)
    total = current = 0
    for mark in text:
        if mark in _SCALES:
            total += (current or 1) * _SCALES[mark]
            current = 0
        else:
            current = _DIGITS[mark]
    return total + current


def read_place(text: str) -> Place | None:
    """Read the formal way of writing, ``第一百二十四条第一款第(五)项``; ``None`` without an article."""
    found = re.match(rf"第({_NUMERAL}|\d+)条", text)
    if found is None:
        return None
    rest = re.sub(r"[(（]依[^)）]*[)）]", "", text[found.end() :])
    lists = re.findall(rf"第((?:{_NUMERAL}、?)+)款", rest)
    paragraphs = {chinese_number(each) for found in lists for each in found.split("、")}
    return Place(chinese_number(found.group(1)), frozenset(paragraphs), frozenset(_items(rest)))


_SHORT = re.compile(
    r"《?(?P<law>[^\d(（《》]+?)》?(?:[(（](?P<note>[^)）]*)[)）])?(?P<article>\d+)(?P<rest>.*)$"
)


def read_citations(text: str) -> tuple[Citation, ...]:
    """Read short citations such as ``固废法102②(七)``, several of them split by ＋、/ or ；."""
    parts = re.split(r"[+＋/；;]", text)
    found = (_SHORT.match(part.strip()) for part in parts)
    return tuple(_citation(match) for match in found if match is not None)


def _citation(match: re.Match[str]) -> Citation:
    rest = match.group("rest")
    leading = re.match(rf"[\u2460-\u2473]*(?:[(（](?:{_NUMERAL}|\d+)[)）])*", rest)
    head = leading.group(0) if leading is not None else ""
    paragraphs = frozenset(_CIRCLED[mark] for mark in head if mark in _CIRCLED)
    place = Place(int(match.group("article")), paragraphs, frozenset(_items(head)))
    note = match.group("note") or ""
    hints = (note, *re.findall(r"[(（]([^)）]*)[)）]", rest[len(head) :]), rest[len(head) :])
    return Citation(match.group("law").strip(), note, place, tuple(each for each in hints if each))


def _items(text: str) -> set[int]:
    numbers = re.findall(rf"[(（]({_NUMERAL}|\d+)[)）]", text)
    spans = re.findall(rf"[(（]({_NUMERAL})[)）]-[(（]({_NUMERAL})[)）]", text)
    found = {chinese_number(each) for each in numbers}
    for first, last in spans:
        found |= set(range(chinese_number(first), chinese_number(last) + 1))
    return found
