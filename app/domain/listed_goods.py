"""Listed goods (物品清单): what a paper lists, by name and quantity, so that lists can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.document import Document

_ROWS = "\N{INFORMATION SEPARATOR ONE}"
"""Mark of rows that were fixed at 定稿."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Where unit and quantity stand in a typed row of each list; the name always comes first.
_FULL, _SHORT = (2, 3), (None, 2)
_PLACES: Mapping[str, tuple[int | None, int]] = {
    "preservation.items": _FULL,
    "seizure.items": _FULL,
    "release.items": _FULL,
    "disposal.items": _FULL,
    "goods.items": _FULL,
    "police.items": _SHORT,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """物品 (thing): one row of a list, its quantity read as a number with its unit."""

    name: str
    quantity: Fraction
    unit: str


def things(paper: Document, name: str) -> tuple[Thing, ...]:
    """Return what a paper lists under a name of an answer, as fixed at 定稿, else as typed."""
    return tuple(_thing(*row) for row in _rows(paper, name) if row[0])


def listed(papers: Iterable[Document], name: str) -> Mapping[str, Fraction]:
    """Return how much of every thing some papers list under a name of an answer, together."""
    found: dict[str, Fraction] = {}
    for paper in papers:
        for thing in things(paper, name):
            found[thing.name] = found.get(thing.name, Fraction(0)) + thing.quantity
    return found


def amount(text: str) -> Fraction:
    """Read a quantity; a thing without a figure counts as one."""
    number = _NUMBER.search(text)
    return Fraction(number.group()) if number else Fraction(1)


def figure(quantity: Fraction) -> str:
    """Write a quantity as lists do: whole, or with its decimals."""
    if quantity.denominator == 1:
        return str(quantity.numerator)
    return f"{float(quantity):.6f}".rstrip("0").rstrip(".")


def _thing(name: str, quantity: str, unit: str) -> Thing:
    return Thing(name, amount(quantity), unit or _NUMBER.sub("", quantity, count=1).strip())


def _rows(paper: Document, name: str) -> Iterable[tuple[str, str, str]]:
    fixed = paper.frozen.get(name, "")
    if fixed.startswith(_ROWS):
        for row in json.loads(fixed[1:]):
            yield row.get("name", "").strip(), row.get("quantity", ""), row.get("unit", "").strip()
        return
    unit, quantity = _PLACES.get(name, (None, 1))
    for line in filter(None, map(str.strip, paper.answers.get(name, "").split("\n"))):
        cells = [each.strip() for each in re.split(r"[\t|｜]", line)]
        yield cells[0], _cell(cells, quantity), _cell(cells, unit)


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at] if at is not None and len(cells) > at else ""
