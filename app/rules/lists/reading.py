"""Reading a list (清单识别): rows become items, sub-items and tiers; what is unclear is put to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from app.rules.discretion.fine_text.reading import Reading, read_wording
from app.rules.lists.checking import warnings_of
from app.rules.lists.grid import Grid
from app.rules.lists.headings import AMOUNT_LIKE, Heading, find_heading, marker_words
from app.rules.lists.listed import NOT_FOUND, Announced, Fate, ListedItem, ListReading, RowFate, Tier
from app.rules.lists.rows import kind_of, section_words

_PARTS = re.compile(r"\(([一二三四五六七八九十]+)\)")
_SAME_AS = re.compile(r"(?:处罚)?(?:依据)?同第?(\d+)项")
_SAYS_FINE = re.compile(r"罚款|没收|警告|责令|吊销|处[^罚理置]")
_SAYS_PENALTY = re.compile(
    r"罚|警告|批评|责令|没收|吊销|暂扣|停产|停业|拘留|免予|改正|教育|取缔|关闭|限制|撤销|降低"
)
_OF_WHAT_SORT = re.compile(r"^(?:权力|职权|事项)类[型别]")
_ITEM_FIELDS = ("number", "code", "department", "name", "duty", "basis", "kinds", "subject", "remark")
_MONEY = re.compile(r"\d\s*(?:元|倍)|罚款")
_MANY = 2
_TITLE_CELLS = 2
"""A title, a unit and a day may stand above the heading; more texts in a row are something else."""


def read_list(grid: Grid, heading: Heading | None = None) -> ListReading:
    """Read one sheet; ``heading`` when a person corrected it. Raises ``NoHeadingError``."""
    found = heading or find_heading(grid)
    reader = _Reader(grid, found)
    for row in range(len(grid.rows)):
        reader.take(row)
    items = reader.finished()
    return ListReading(
        found,
        items,
        tuple(reader.fates),
        tuple(reader.sections),
        (*warnings_of(items, tuple(reader.sections)), *_unused(grid, found)),
    )


def _unused(grid: Grid, heading: Heading) -> Iterator[str]:
    """Name columns that nothing was made of although amounts stand in them."""
    used = set(heading.columns.values())
    for column in set(range(grid.width)) - used:
        rows = range(heading.last + 1, len(grid.rows))
        if any(_MONEY.search(grid.own(row, column)) for row in rows):
            title = heading.titles[column] if column < len(heading.titles) else ""
            yield f"第{column + 1}列“{title}”写有数额，但没有使用，请在表头对照中核对。"


class _Reader:
    """Goes down a sheet with the item and the section it is in."""

    def __init__(self, grid: Grid, heading: Heading) -> None:
        self._grid, self._heading = grid, heading
        self.items: list[ListedItem] = []
        self.fates: list[RowFate] = []
        self.sections: list[Announced] = []
        self._section = ""
        self._item: ListedItem | None = None
        self._take: Mapping[Fate, Callable[[int], str]] = {
            Fate.ITEM: self._new_item,
            Fate.SUB_ITEM: self._sub_item,
            Fate.TIER: self._tier,
            Fate.CONDITION: self._condition,
            Fate.CONTINUED: self._continued,
            Fate.SECTION: self._new_section,
            Fate.QUESTION: lambda _row: "这一行的内容不属于任何已识别的列",
        }

    def take(self, row: int) -> None:
        """Say what one row is, and take in what it holds."""
        if row < self._heading.first:
            if len(self._grid.filled(row)) > _TITLE_CELLS:
                self._fate(row, Fate.QUESTION, "这一行在表头上方，没有识别")
            elif self._grid.filled(row):
                self._fate(row, Fate.TITLE)
            return
        if row <= self._heading.last:
            self._fate(row, Fate.HEADING)
            return
        fate = kind_of(self._grid, self._heading, row)
        if fate is None:
            return
        if fate is Fate.ITEM and self._repeats(row):
            fate = Fate.TIER
        trouble = self._take[fate](row) if fate in self._take else ""
        self._fate(row, Fate.QUESTION if trouble else fate, trouble)

    def _repeats(self, row: int) -> bool:
        """Tell whether a row prints the item above once more beside a further tier (拆开的合并单元格)."""
        item = self._item
        tiered = self._text(row, "tier") or self._text(row, "result")
        if item is None or not item.tiers or not tiered or not item.name:
            return False
        same = ("number", "code", "basis", "department")
        blank = all(self._text(row, each) in ("", getattr(item, each)) for each in same)
        return blank and self._text(row, "name") == item.name and not self._text(row, "sub_name")

    def finished(self) -> tuple[ListedItem, ...]:
        """Return the items, with their texts resolved and their fines read."""
        by_number = {each.number: each for each in self.items if each.number}
        before: ListedItem | None = None
        for each in self.items:
            _resolve(each, before, by_number)
            before = each
            _read_fines(each)
        return tuple(self.items)

    def _fate(self, row: int, fate: Fate, reason: str = "") -> None:
        self.fates.append(RowFate(self._grid.sheet, row + 1, fate, reason))

    def _text(self, row: int, name: str) -> str:
        column = self._heading.column(name)
        return self._grid.spread(row, column) if column >= 0 else ""

    def _new_section(self, row: int) -> str:
        text = self._grid.own(row, self._grid.filled(row)[0])
        said, count = section_words(text)
        self._section = "" if _OF_WHAT_SORT.search(text) else said
        self.sections.append(Announced(self._grid.sheet, row + 1, said, count))
        self._item = None
        return ""

    def _new_item(self, row: int) -> str:
        item = ListedItem(self._grid.sheet, row + 1)
        for name in _ITEM_FIELDS:
            setattr(item, name, self._text(row, name))
        item.department = item.department or self._section
        if sub := self._text(row, "sub_name"):
            item.parent, item.name = item.name, sub
        if not item.name:
            item.questions.append("没有违法行为一列，请从依据中填写事项名称。")
        self._add(item)
        if self._text(row, "tier") or self._text(row, "result"):
            self._tier(row)
        else:
            item.condition = self._text(row, "condition")
        return ""

    def _sub_item(self, row: int) -> str:
        if self._item is None:
            return "子项上方没有事项"
        parent = self._item
        item = ListedItem(self._grid.sheet, row + 1, number=self._text(row, "number") or parent.number)
        for name in ("code", "department", "duty", "basis", "kinds", "subject", "remark"):
            setattr(item, name, self._text(row, name) or getattr(parent, name))
        item.parent, item.name = parent.parent or parent.name, self._text(row, "sub_name")
        self._add(item)
        return ""

    def _tier(self, row: int) -> str:
        if self._item is None:
            return "档次上方没有事项（分组行之后须有事项名称）"
        tiers = self._item.tiers
        column = self._heading.column("result")
        below = tiers and self._grid.covered_from_above(row, column) and self._covered(row, "tier")
        if below:
            return self._condition(row)
        label = self._text(row, "tier")
        condition = self._text(row, "condition")
        result = self._text(row, "result")
        own = self._heading.column("basis")
        basis = self._grid.own(row, own) if own >= 0 and row + 1 != self._item.row else ""
        basis = "" if basis == self._item.basis else basis
        basis = basis or (tiers[-1].basis if tiers else "")
        tiers.append(Tier(row + 1, label, [condition] if condition else [], result, basis))
        return ""

    def _condition(self, row: int) -> str:
        if self._item is not None and not self._item.tiers and self._item.condition:
            self._item.condition += "；" + self._text(row, "condition")
            return ""
        if self._item is None or not self._item.tiers:
            return "情节上方没有档次"
        tier = self._item.tiers[-1]
        text = self._text(row, "condition")
        torn = not self._covered(row, "result") and not self._covered(row, "tier")
        if torn and self._item.tiers[-1].conditions:
            tier.conditions[-1] += text
        else:
            tier.conditions.append(text)
        return ""

    def _continued(self, row: int) -> str:
        if self._item is None:
            return "文字上方没有事项"
        for name in ("name", "duty", "basis", "kinds", "remark"):
            column = self._heading.column(name)
            if column >= 0 and (text := self._grid.own(row, column)):
                setattr(self._item, name, getattr(self._item, name) + text)
        column = self._heading.column("result")
        if column >= 0 and self._item.tiers and (text := self._grid.own(row, column)):
            self._item.tiers[-1].result += text
        return ""

    def _covered(self, row: int, name: str) -> bool:
        column = self._heading.column(name)
        return column < 0 or self._grid.covered_from_above(row, column)

    def _add(self, item: ListedItem) -> None:
        self.items.append(item)
        self._item = item


def _resolve(item: ListedItem, before: ListedItem | None, by_number: Mapping[str, ListedItem]) -> None:
    """Replace 同上 and 同第3项 by the text meant, and part a cell that names several violations."""
    for name in ("basis", "duty"):
        text = getattr(item, name)
        other = _SAME_AS.search(text)
        meant = by_number.get(other[1]) if other else before
        if other or text in marker_words("same"):
            if meant is None:
                item.questions.append(f"“{text}”{NOT_FOUND}")
            else:
                rest = text[other.end() :] if other else ""
                setattr(item, name, getattr(meant, name) + rest)
    pieces = _PARTS.split(item.name)
    if len(pieces[1::2]) >= _MANY and pieces[1] == "一":
        item.parts = tuple(each.strip("；;。,，等行为的处罚 ") for each in pieces[2::2])


def _tier_fine(text: str) -> Reading:
    """Read the standard of a tier; one that says nothing of a penalty is put to a person."""
    if not text.strip():
        return Reading("", ("没有写处罚标准。",), states_amount=False)
    if not _SAYS_PENALTY.search(text) and not AMOUNT_LIKE.search(text):
        return Reading("", (f"没有识别出处罚标准：{text[:40]}",), states_amount=False)
    return read_wording(text)


def _read_fines(item: ListedItem) -> None:
    if _SAYS_FINE.search(item.basis):
        item.fine = read_wording(item.whole_basis)
        item.questions += item.fine.questions
    elif not item.tiers:
        item.questions.append("依据只写了条款，没有写明罚则。")
    for tier in item.tiers:
        tier.fine = _tier_fine(tier.result)
        item.questions += [f"第{tier.row}行：{each}" for each in tier.fine.questions]
