"""Reading a list (清单识别): rows become items, sub-items and tiers; what is unclear is put to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.rules.lists.checking import warnings_of
from app.rules.lists.grid import Grid
from app.rules.lists.headings import AMOUNT_LIKE, Heading, find_heading, heading_at
from app.rules.lists.leftover import twice, unused
from app.rules.lists.listed import FURTHER, Announced, Fate, ListedItem, ListReading, RowFate, Tier
from app.rules.lists.rows import common_ground, kind_of, section_text, section_words
from app.rules.lists.settling import settle, with_unit
from app.rules.lists.vertical import NO_HEADING, key_column, read_vertical

_OF_WHAT_SORT = re.compile(r"^(?:权力|职权|事项)类[型别]")
_ITEM_FIELDS = ("number", "code", "name", "duty", "basis", "kinds", "subject", "sort", "remark")
_GIVEN_ON = ("code", "department", "duty", "basis", "kinds", "subject", "sort", "remark")
_SORT = re.compile(r"行政(?:处罚|许可|强制|征收|检查|确认|奖励|裁决|给付|命令)|其他(?:行政)?(?:权力|职权)")
_UNIT = re.compile(r"单位:(万元|元)")
_ENDED = ("。", ";", "；", ")", "）", "”", ":")
_BEGUN = re.compile(r"《|【|第[零〇一二三四五六七八九十百千\d]+条|" + "|".join(FURTHER))
_TITLE_CELLS = 2
"""A title, a unit and a day may stand above the heading; more texts in a row are something else."""


def read_list(grid: Grid, heading: Heading | None = None) -> ListReading:
    """Read one sheet; ``heading`` when a person corrected it. Raises ``NoHeadingError``."""
    column = -1 if heading is not None else key_column(grid)
    if column >= 0:
        return _vertical(grid, column)
    found = heading or find_heading(grid)
    reader = _Reader(grid, found, corrected=heading is not None)
    for row in range(len(grid.rows)):
        reader.take(row)
    items = reader.finished()
    return ListReading(
        found,
        items,
        tuple(twice(grid, found, reader.fates)),
        tuple(reader.sections),
        (*warnings_of(items, tuple(reader.sections)), *unused(grid, found)),
    )


def _vertical(grid: Grid, column: int) -> ListReading:
    items, fates = read_vertical(grid, column)
    settle(items)
    return ListReading(NO_HEADING, items, fates, (), warnings_of(items, ()))


class _Reader:
    """Goes down a sheet with the item and the section it is in."""

    def __init__(self, grid: Grid, heading: Heading, *, corrected: bool) -> None:
        self._grid, self._heading = grid, heading
        self._corrected = corrected
        self.items: list[ListedItem] = []
        self.fates: list[RowFate] = []
        self.sections: list[Announced] = []
        self._sort = ""
        self._section, self._department, self._unit = "", "", heading.unit
        self._ground: dict[str, str] = {}
        self._item: ListedItem | None = None
        self._take: Mapping[Fate, Callable[[int], str]] = {
            Fate.ITEM: self._new_item,
            Fate.SUB_ITEM: self._sub_item,
            Fate.TIER: self._tier,
            Fate.CONDITION: self._condition,
            Fate.CONTINUED: self._continued,
            Fate.SECTION: self._new_section,
            Fate.GROUND: self._new_ground,
            Fate.HEADING: self._new_heading,
            Fate.QUESTION: lambda _row: "这一行的内容不属于任何已识别的列",
        }

    def take(self, row: int) -> None:
        """Say what one row is, and take in what it holds."""
        if row < self._heading.first:
            self._above(row)
            return
        if row <= self._heading.last:
            self._fate(row, Fate.HEADING)
            return
        fate = kind_of(self._grid, self._heading, row)
        if fate is None:
            return
        if fate is Fate.ITEM and self._repeats(row):
            fate = Fate.TIER
        if fate is Fate.CONTINUED and self._is_nameless(row):
            fate = Fate.ITEM
        trouble = self._take[fate](row) if fate in self._take else ""
        self._fate(row, Fate.QUESTION if trouble else fate, trouble)

    def _above(self, row: int) -> None:
        """Say what a row above the heading is: a title, the unit of the figures, the law of all items."""
        if len(self._grid.filled(row)) > _TITLE_CELLS:
            self._fate(row, Fate.QUESTION, "这一行在表头上方，没有识别")
        elif common_ground(self._grid, row):
            self._fate(row, Fate.GROUND, self._new_ground(row))
        elif self._grid.filled(row):
            unit = _UNIT.search(section_text(self._grid, row).replace(" ", ""))
            self._unit = self._unit or (unit[1] if unit else "")
            self._fate(row, Fate.TITLE)

    def _repeats(self, row: int) -> bool:
        """Tell whether a row prints the item above once more beside a further tier (拆开的合并单元格)."""
        item = self._item
        tiered = self._text(row, "tier") or self._result(row)
        if item is None or not item.tiers or not tiered or not item.name:
            return False
        same = ("number", "code", "basis", "department")
        blank = all(self._text(row, each) in ("", getattr(item, each)) for each in same)
        return blank and self._text(row, "name") == item.name and not self._text(row, "sub_name")

    def _is_nameless(self, row: int) -> bool:
        """Tell whether a row has a number or code of its own, so that its text belongs to no other item."""
        item = self._item
        columns = ((each, self._heading.column(each)) for each in ("number", "code"))
        own = {name: self._grid.own(row, at) for name, at in columns if at >= 0}
        return any(text and (item is None or text != getattr(item, name)) for name, text in own.items())

    def finished(self) -> tuple[ListedItem, ...]:
        """Return the items, with their texts resolved and their fines read."""
        settle(self.items)
        return tuple(self.items)

    def _fate(self, row: int, fate: Fate, reason: str = "") -> None:
        self.fates.append(RowFate(self._grid.sheet, row + 1, fate, reason))

    def _text(self, row: int, name: str) -> str:
        column = self._heading.column(name)
        return self._grid.spread(row, column) if column >= 0 else ""

    def _result(self, row: int) -> str:
        """Return the standard of a row: one text, that of units beside that of persons, or both its ends."""
        if self._heading.subjects:
            texts = {who: self._grid.spread(row, at) for who, at in self._heading.subjects.items()}
            return ";".join(f"{who}:{with_unit(text, self._unit)}" for who, text in texts.items() if text)
        text, low, high = (self._text(row, each) for each in ("result", "low", "high"))
        if not low + high or AMOUNT_LIKE.search(text):
            return text
        if self._unit and low.replace(".", "").isdecimal() and high.replace(".", "").isdecimal():
            return f"处{low}{self._unit}以上{high}{self._unit}以下罚款"
        return f"{text}（下限{low}，上限{high}，单位未写明）"

    def _new_section(self, row: int) -> str:
        text = section_text(self._grid, row)
        said, count = section_words(text)
        of_sort = bool(_OF_WHAT_SORT.search(text))
        self._section, self._department = "" if of_sort else said, ""
        self._sort = said if of_sort else self._sort
        self.sections.append(Announced(self._grid.sheet, row + 1, said, count))
        self._item = None
        return ""

    def _new_ground(self, row: int) -> str:
        """Keep the law that a row across the sheet names for the items below it."""
        found = common_ground(self._grid, row)
        if found is not None:
            if found[0] in self._ground:
                self._ground.clear()
            self._ground[found[0]] = found[1]
        return ""

    def _new_heading(self, row: int) -> str:
        """Follow a heading that is printed again, with its second row, and with columns that moved."""
        later = heading_at(self._grid, row)
        if later.titles == self._heading.titles or not self._heading.moved(later) or self._corrected:
            later = replace(self._heading, last=max(later.last, self._heading.last))
        self._heading = later
        return ""

    def _new_item(self, row: int) -> str:
        item = ListedItem(self._grid.sheet, row + 1)
        for name in _ITEM_FIELDS:
            setattr(item, name, self._text(row, name) or self._ground.get(name, ""))
        if (law := self._text(row, "law")) and law not in item.basis:
            item.basis = law + item.basis
        item.department, item.sort = self._department_of(row), item.sort or self._sort
        if _SORT.fullmatch(item.department):
            item.department, item.sort = "", item.sort or item.department
        if sub := self._text(row, "sub_name"):
            item.parent, item.name = item.name, sub
        if not item.name:
            item.questions.append("没有违法行为一列，请从依据中填写事项名称。")
        self._add(item)
        if self._heading.grades:
            self._tiers_beside(row, item)
        elif self._text(row, "tier") or self._result(row):
            self._tier(row)
        else:
            item.condition = self._text(row, "condition")
        return ""

    def _department_of(self, row: int) -> str:
        """Return the department of an item; one printed once stands for the rows below it."""
        text = self._text(row, "department") or self._section or self._department
        said, count = section_words(text)
        if count is not None:
            if all(each.words != said for each in self.sections):
                self.sections.append(Announced(self._grid.sheet, row + 1, said, count))
            text = said
        self._department = text
        return text

    def _tiers_beside(self, row: int, item: ListedItem) -> None:
        for label, column in self._heading.grades.items():
            if text := self._grid.spread(row, column):
                item.tiers.append(Tier(row + 1, label, [], text, unit=self._unit))

    def _sub_item(self, row: int) -> str:
        if self._item is None:
            return "子项上方没有事项"
        parent = self._item
        item = ListedItem(self._grid.sheet, row + 1, number=self._text(row, "number") or parent.number)
        for name in _GIVEN_ON:
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
        label = self._text(row, "tier") + self._text(row, "sub_tier")
        condition = self._text(row, "condition")
        result = self._result(row)
        own = self._heading.column("basis")
        basis = self._grid.own(row, own) if own >= 0 and row + 1 != self._item.row else ""
        basis = "" if basis == self._item.basis or self._mended(self._item, basis) else basis
        basis = basis or (tiers[-1].basis if tiers else "")
        tiers.append(Tier(row + 1, label, [condition] if condition else [], result, basis, self._unit))
        return ""

    def _mended(self, item: ListedItem, text: str) -> bool:
        """Join the second half of a law text that a page torn in two left beside a later tier."""
        last = next((each for each in reversed(item.tiers) if each.basis), None)
        above = last.basis if last is not None else item.basis
        if not text or not above or above.endswith(_ENDED) or _BEGUN.match(text):
            return False
        for each in item.tiers if last is not None else ():
            each.basis = each.basis + text if each.basis == above else each.basis
        item.basis += "" if last is not None else text
        return True

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
