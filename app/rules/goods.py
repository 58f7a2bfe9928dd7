"""Listed goods (物品清单): what a paper lists, by name and quantity, so that lists can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from app.domain.document import Document

_ROWS = "\N{INFORMATION SEPARATOR ONE}"
"""Mark of rows that were fixed at 定稿."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Where the quantity stands in a typed row of each list; the name always comes first.
_QUANTITY = {"seizure.items": 3, "release.items": 3, "disposal.items": 3, "police.items": 2, "goods.items": 3}


def listed(papers: Iterable[Document], name: str) -> Mapping[str, Fraction]:
    """Return how much of every thing some papers list under a name of an answer, together."""
    found: dict[str, Fraction] = {}
    for paper in papers:
        for thing, quantity in _rows(paper, name):
            if thing:
                found[thing] = found.get(thing, Fraction(0)) + _amount(quantity)
    return found


def _rows(paper: Document, name: str) -> Iterable[tuple[str, str]]:
    fixed = paper.frozen.get(name, "")
    if fixed.startswith(_ROWS):
        for row in json.loads(fixed[1:]):
            yield row.get("name", "").strip(), row.get("quantity", "")
        return
    at = _QUANTITY.get(name, 1)
    for line in filter(None, map(str.strip, paper.answers.get(name, "").split("\n"))):
        cells = [each.strip() for each in re.split(r"[\t|｜]", line)]
        yield cells[0], cells[at] if len(cells) > at else ""


def _amount(text: str) -> Fraction:
    """Read a quantity; a thing without a figure counts as one."""
    number = _NUMBER.search(text)
    return Fraction(number.group()) if number else Fraction(1)
