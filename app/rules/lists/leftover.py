"""Leftover (未用的列): what stands in columns that nothing was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.rules.lists.grid import Grid
from app.rules.lists.headings import Heading
from app.rules.lists.listed import Fate, RowFate

_MONEY = re.compile(r"\d\s*(?:元|倍)|罚款")


def _used(heading: Heading) -> set[int]:
    return {*heading.columns.values(), *heading.grades.values(), *heading.subjects.values()}


def twice(grid: Grid, heading: Heading, fates: Iterable[RowFate]) -> Iterator[RowFate]:
    """Put rows to a person that go on in a second table beside the first, under the same words."""
    name = heading.column("name")
    title = heading.titles[name] if 0 <= name < len(heading.titles) else ""
    doubles = [
        at for at, each in enumerate(heading.titles) if title and each == title and at not in _used(heading)
    ]
    for each in fates:
        beside = each.fate is Fate.ITEM and any(grid.own(each.row - 1, at) for at in doubles)
        yield replace(each, reason="右侧并排的第二张表没有读，请分成两张表") if beside else each


def unused(grid: Grid, heading: Heading) -> Iterator[str]:
    """Name columns that nothing was made of although amounts stand in them."""
    used = _used(heading)
    for column in set(range(grid.width)) - used:
        rows = range(heading.last + 1, len(grid.rows))
        if any(_MONEY.search(grid.own(row, column)) for row in rows):
            title = heading.titles[column] if column < len(heading.titles) else ""
            yield f"第{column + 1}列“{title}”写有数额，但没有使用，请在表头对照中核对。"
