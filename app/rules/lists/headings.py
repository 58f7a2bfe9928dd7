"""Headings (表头): which column holds what, found by the words that published lists use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from app.domain.errors import AppError
from app.rules.discretion.fine_text.figures import half_width
from app.rules.lists.grid import Grid

ITEMS = "headings.toml"
"""The words over the columns of item lists; other lists bring their own beside it in resources/lists."""
_SEARCHED = 30
_SEVERAL = 2
_ENOUGH = 3
_SLACK = 2
_SORT = "类别"
_DEEPEST = 3
"""Rows that a heading has at the most."""
_UNIT = re.compile(r"[(:](万元|元)\)?")
_SUBJECT = re.compile(r"(?:对)?(?:(单位|企业|法人|法人或者?其他组织|组织)|(个人|公民|自然人|个体))(?:处罚)?")
_GRADE = re.compile(
    r"(?:情节|违法)?(?:特别轻微|轻微|较轻|一般|较重|特别严重|严重|从轻|从重)(?:情节|情形|违法|违法行为|处罚|档)?"
)
"""Words over columns of tiers that stand side by side."""
AMOUNT_LIKE = re.compile(r"\d\s*[元万千倍%]|[一二两三四五六七八九十百千万]+(?:元|倍)|百分之|\d{3}")
"""What a cell that names a fine looks like."""
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
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
    "sub_tier": "阶次之下的档次",
    "condition": "适用条件",
    "result": "处罚标准",
    "low": "罚款下限",
    "high": "罚款上限",
    "law": "法律名称",
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
        grades: Columns of tiers that stand side by side (轻微｜一般｜严重), by the words over them.
        subjects: Columns of the standard for units and for persons, where each has its own.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    titles: tuple[str, ...]
    grades: Mapping[str, int] = field(default_factory=dict)
    subjects: Mapping[str, int] = field(default_factory=dict)

    def corrected(self, columns: Mapping[str, int]) -> Heading:
        """Return the heading with columns as a person set them."""
        return replace(self, columns=dict(columns))

    def column(self, name: str) -> int:
        """Return a column, or -1 when the sheet has none of the kind."""
        return self.columns.get(name, -1)

    @property
    def unit(self) -> str:
        """The unit that the words over the standard give its bare figures: 元, 万元, or nothing."""
        columns = (*self.grades.values(), *map(self.column, ("result", "low", "high")))
        words = (self.titles[each] for each in columns if 0 <= each < len(self.titles))
        return next((found[1] for each in words if (found := _UNIT.search(each))), "")

    def moved(self, later: Heading) -> bool:
        """Tell whether a heading further down puts what both name into other columns."""
        both = set(self.columns) & set(later.columns)
        return self.titles != later.titles and any(self.columns[one] != later.columns[one] for one in both)


@cache
def synonyms(book: str = ITEMS) -> Mapping[str, str]:
    """Return the canonical name of every heading word."""
    found: dict[str, list[str]] = _data(book)["headings"]
    return {word: name for name, words in found.items() for word in words}


@cache
def marker_words(kind: str, book: str = ITEMS) -> tuple[str, ...]:
    """Return the words that mark rows of a kind: ``notes``, ``subtotals`` or ``same``."""
    return tuple(half_width(each) for each in _data(book)["words"][kind])


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


def heading_at(grid: Grid, first: int, book: str = ITEMS) -> Heading:
    """Return the heading that begins in a row, with the rows of children below it."""
    return _heading(grid, first, book)


def _heading(grid: Grid, first: int, book: str) -> Heading:
    last = first
    while last + 1 < first + _DEEPEST and _is_below(grid, last + 1, book):
        last += 1
    titles = tuple(_title(grid, first, last, column) for column in range(grid.width))
    columns = _columns(titles, book)
    if "result" in columns:
        columns["result"] = _fullest(grid, last, titles, book)
    if "tier" in columns and "result" not in columns and titles[columns["tier"]] == _SORT:
        columns["sort"] = columns.pop("tier")
    subjects = _subjects(titles, book)
    if len(subjects) < _SEVERAL:
        subjects = {}
    grades = {
        words: at for at, title in enumerate(titles) if _GRADE.fullmatch(words := title.split("／")[-1])
    }
    if len(grades) < _SEVERAL:
        return Heading(first, last, columns, titles, {}, subjects)
    beside = {name: at for name, at in columns.items() if at not in grades.values()}
    return Heading(first, last, beside, titles, grades)


def _subjects(titles: tuple[str, ...], book: str) -> dict[str, int]:
    """Return the columns of the standard that speak of units or of persons alone."""
    found: dict[str, int] = {}
    for at, title in enumerate(titles):
        *parents, child = title.split("／")
        bracket = _BRACKETED.search(child)
        word = _SUBJECT.fullmatch(bracket[1] if bracket else child)
        if word and any(named(each, book) == "result" for each in (*parents, *([child] if bracket else []))):
            found.setdefault("单位" if word[1] else "个人", at)
    return found


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


def _is_below(grid: Grid, row: int, book: str) -> bool:
    """A further heading row stands under merged parents, and its words are heading words.

    Under parents that span several columns half of them suffice; elsewhere every one must be known.
    """
    filled = grid.filled(row)
    if not filled or not all(_has_parent(grid, row, column) for column in filled):
        return False
    known = [each for each in filled if _is_heading_word(grid.own(row, each), book)]
    spanned = any(top == row - 1 and last > first for top, first, _bottom, last in grid.merged)
    return len(known) == len(filled) or (spanned and 2 * len(known) >= len(filled))


def _is_heading_word(text: str, book: str) -> bool:
    return bool(_GRADE.fullmatch(text) or _SUBJECT.fullmatch(text) or named(text, book))


def _has_parent(grid: Grid, row: int, column: int) -> bool:
    """A child stands under a parent that spans columns, or under an empty cell and spans none itself."""
    top, first = grid.anchors.get((row - 1, column), (row - 1, column))
    if grid.anchors.get((top, first + 1)) == (top, first):
        return True
    if any(top == row and first == column and last > first for top, first, _bottom, last in grid.merged):
        return False
    return not grid.own(row - 1, column) or not grid.spread(row - 1, column + 1)


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
                _give(found, name, column, titles)
    return found


def _give(found: dict[str, int], name: str, column: int, titles: tuple[str, ...]) -> None:
    """Take a column; of two columns of tiers 类别 says what sort of item it is, or both make the tier."""
    if name != "tier" or "tier" not in found:
        found.setdefault(name, column)
    elif titles[found["tier"]] == _SORT:
        found["sort"], found["tier"] = found["tier"], column
    else:
        found.setdefault("sort" if titles[column] == _SORT else "sub_tier", column)
