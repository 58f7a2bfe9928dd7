"""Headings (表头): which column holds what, found by the words that published lists use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from app.domain.errors import AppError
from app.rules.lists.grid import Grid

ITEMS = "headings.toml"
"""The words over the columns of item lists; other lists bring their own beside it in resources/lists."""
_SEARCHED = 15
_ENOUGH = 3
_SLACK = 2
_SORT = "类别"
AMOUNT_LIKE = re.compile(r"\d\s*[元万千倍%]|[一二两三四五六七八九十百千万]+(?:元|倍)|百分之|\d{3}")
"""What a cell that names a fine looks like."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_NOT_WORDS = re.compile(r"[\s::()*（）]+")


FIELD_WORDS: Mapping[str, str] = {
    "number": "序号",
    "code": "编码",
    "department": "原行使部门",
    "name": "事项名称（违法行为）",
    "sub_name": "子项名称",
    "duty": "违反条款",
    "basis": "处罚依据",
    "kinds": "处罚种类",
    "subject": "处罚对象",
    "tier": "裁量阶次",
    "condition": "适用条件",
    "result": "处罚标准",
    "organ": "实施主体",
    "level": "行使层级",
    "term": "办理时限",
    "sort": "事项类别",
    "remark": "备注",
}
"""What a column may hold, in the words shown to people."""


class NoHeadingError(AppError):
    """No row of a sheet looks like a heading."""

    code = "lists.no_heading"
    hint = "请确认文件是事项清单或裁量基准表，或者手工指定各列。"

    def __init__(self, sheet: str) -> None:
        super().__init__(f"工作表“{sheet}”中没有找到表头。")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a sheet (表头).

    Attributes:
        first: Its first row; ``last`` its last one (two-row headings join parent and child).
        columns: What is in which column, by the names of ``resources/lists/headings.toml``.
        titles: The words over each column as printed, for correction by a person.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    titles: tuple[str, ...]

    def corrected(self, columns: Mapping[str, int]) -> Heading:
        """Return the heading with columns as a person set them."""
        return replace(self, columns=dict(columns))

    def column(self, name: str) -> int:
        """Return a column, or -1 when the sheet has none of the kind."""
        return self.columns.get(name, -1)


@cache
def synonyms(book: str = ITEMS) -> Mapping[str, str]:
    """Return the canonical name of every heading word."""
    found: dict[str, list[str]] = _data(book)["headings"]
    return {word: name for name, words in found.items() for word in words}


@cache
def marker_words(kind: str, book: str = ITEMS) -> tuple[str, ...]:
    """Return the words that mark rows of a kind: ``notes``, ``subtotals`` or ``same``."""
    return tuple(_data(book)["words"][kind])


def find_heading(grid: Grid, book: str = ITEMS) -> Heading:
    """Return the heading, or raise ``NoHeadingError``: the first rows that name nearly as much as the best.

    A heading that a list repeats further down may name more in one row than the first does in two.
    """
    rows = range(min(_SEARCHED, len(grid.rows)))
    tried = [_heading(grid, row, book) for row in rows if _score(grid, row, book) >= _ENOUGH - 1]
    best = max((len(each.columns) for each in tried), default=0)
    if best < _ENOUGH:
        raise NoHeadingError(grid.sheet)
    return next(each for each in tried if len(each.columns) >= max(_ENOUGH, best - _SLACK))


def _heading(grid: Grid, first: int, book: str) -> Heading:
    last = first + 1 if _is_second(grid, first + 1, book) else first
    titles = tuple(_title(grid, first, last, column) for column in range(grid.width))
    columns = _columns(titles, book)
    if "result" in columns:
        columns["result"] = _fullest(grid, last, titles, book)
    if "tier" in columns and "result" not in columns and titles[columns["tier"]] == _SORT:
        columns["sort"] = columns.pop("tier")
    return Heading(first, last, columns, titles)


def _fullest(grid: Grid, last: int, titles: tuple[str, ...], book: str) -> int:
    """Of the columns that may hold the standard, return the one in which most cells name an amount."""
    found = [at for at, title in enumerate(titles) if named(title.split("／")[-1], book) == "result"]
    rows = range(last + 1, len(grid.rows))
    return max(
        found or [at for at, title in enumerate(titles) if named(title.split("／")[0], book) == "result"],
        key=lambda at: (sum(bool(AMOUNT_LIKE.search(grid.own(row, at))) for row in rows), -at),
    )


def is_heading(grid: Grid, row: int, book: str = ITEMS) -> bool:
    """Tell whether a row repeats a heading, in the same or other words."""
    return _score(grid, row, book) >= max(_ENOUGH, len(grid.filled(row)) - 1)


def named(title: str, book: str = ITEMS) -> str:
    """Return the canonical name of a heading word; empty for an unknown one."""
    known = synonyms(book)
    bare = _NOT_WORDS.sub("", _IN_BRACKETS.sub("", title))
    word = _NOT_WORDS.sub("", title)
    for each in (word, bare):
        if each in known:
            return known[each]
    word = bare or word
    ends = [each for each in known if len(each) > 1 and word.endswith(each)]
    return known[max(ends, key=len)] if ends and len(word) <= 2 * len(max(ends, key=len)) else ""


def _data(book: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("resources").joinpath("lists", book).read_text("utf-8"))


def _score(grid: Grid, row: int, book: str) -> int:
    return len({name for column in grid.filled(row) if (name := named(grid.own(row, column), book))})


def _is_second(grid: Grid, row: int, book: str) -> bool:
    """A second heading row stands under merged parents, and its words are heading words.

    Under parents that span several columns half of them suffice; elsewhere every one must be known.
    """
    filled = grid.filled(row)
    known = [column for column in filled if named(grid.own(row, column), book)]
    spanned = any(top == row - 1 and last > first for top, first, _bottom, last in grid.merged)
    return bool(filled) and (len(known) == len(filled) or (spanned and 2 * len(known) >= len(filled)))


def _title(grid: Grid, first: int, last: int, column: int) -> str:
    parts = dict.fromkeys(grid.spread(row, column) for row in range(first, last + 1))
    return "／".join(each for each in parts if each)


def _columns(titles: tuple[str, ...], book: str) -> dict[str, int]:
    """Give each name its first column; the child's word counts before the parent's."""
    found: dict[str, int] = {}
    for exact in (True, False):
        for column, title in enumerate(titles):
            words = title.split("／")
            name = named(words[-1], book) or named(words[0], book)
            if name and (words[-1] in synonyms(book)) is exact and column not in found.values():
                found.setdefault(name, column)
    return found
