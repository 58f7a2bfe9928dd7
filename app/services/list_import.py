"""List import (清单导入): a workbook of an office becomes dated items; no row of it vanishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.imported import ImportReport, RefusedRow
from app.rules.lists.account import End, RowEnd, Unread, accounted
from app.rules.lists.headings import NoHeadingError
from app.rules.lists.items import power_items
from app.rules.lists.matching import KnownItems
from app.rules.lists.reading import read_list
from app.rules.power_list import reference_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from app.rules.lists.grid import Grid
    from app.rules.lists.headings import Heading
    from app.rules.lists.items import Aside
    from app.rules.lists.listed import ListReading
    from app.services.powers import ListChange, PowerDesk


class NothingListedError(AppError):
    """No sheet of a workbook is a list."""

    code = "lists.nothing"
    hint = "请确认文件是事项清单或裁量基准表，表头中有事项名称和处罚依据。"

    def __init__(self) -> None:
        super().__init__("文件中没有找到清单。")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a workbook does not say itself (清单说明).

    Attributes:
        day: The day it is in force from.
        announced: How many items the publication announces; ``None`` when it names no number.
    """

    day: date
    source: str
    announced: int | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read of a workbook (识别结果), nothing of it taken in yet.

    Attributes:
        readings: What was read of each sheet with a heading, by its name.
        unread: Sheets with content in which no heading was found.
    """

    grids: tuple[Grid, ...]
    readings: Mapping[str, ListReading]
    unread: tuple[Unread, ...]

    def rows(self, aside: Sequence[Aside] = ()) -> tuple[RowEnd, ...]:
        """Return what became of every row that is not blank, with the items put aside."""
        return accounted(self.grids, self.readings, self.unread, aside)


@dataclass(frozen=True, slots=True)
class ListReport:
    """What became of a workbook (导入报告).

    Attributes:
        rows: Every row that is not blank, with its end.
        departments: Per department the items read, and the number a section announces (or ``None``).
        aside: Items that a person must complete; none of them was taken in.
        change: What the items taken did to the list.
    """

    readings: Mapping[str, ListReading]
    rows: tuple[RowEnd, ...]
    departments: Mapping[str, tuple[int, int | None]]
    warnings: tuple[str, ...]
    aside: tuple[Aside, ...]
    change: ListChange

    @property
    def review(self) -> tuple[RowEnd, ...]:
        """The rows that a person must look at (待核)."""
        return tuple(each for each in self.rows if each.end is End.REVIEW)

    def count(self, end: End) -> int:
        """Return how many rows ended in a way."""
        return sum(each.end is end for each in self.rows)

    @property
    def summary(self) -> str:
        """One Chinese sentence with every count."""
        change = self.change
        return (
            f"共读取{len(self.readings)}个工作表{len(self.rows)}行：{self.count(End.TAKEN)}行识别为事项，"
            f"{self.count(End.MERGED)}行并入事项，{self.count(End.FRAME)}行为标题等，"
            f"{self.count(End.REVIEW)}行待核。其中{len(self.aside)}项待核；"
            f"新增{len(change.added)}项，变更{len(change.changed)}项，退出{len(change.withdrawn)}项。"
        )


class ListImportDesk:
    """清单导入台."""

    def __init__(self, powers: PowerDesk, read: Callable[[bytes], Sequence[Grid]]) -> None:
        """Take the power list and a reader of workbooks, which refuses what is none."""
        self._powers = powers
        self._read = read

    def look(self, content: bytes, headings: Mapping[str, Heading] | None = None) -> Looked:
        """Read a workbook without taking anything in; ``headings`` by sheet where a person corrected them."""
        corrected = headings or {}
        found: dict[str, ListReading] = {}
        unread: list[Unread] = []
        grids = tuple(each for each in self._read(content) if any(map(each.filled, range(len(each.rows)))))
        for grid in grids:
            try:
                found[grid.sheet] = read_list(grid, corrected.get(grid.sheet))
            except NoHeadingError as error:
                unread.append(Unread(grid, error.message))
        if not found:
            raise NothingListedError
        return Looked(grids, found, tuple(unread))

    def sheets(self, content: bytes) -> Looked:
        """Read the sheets of a workbook that is no list of items, such as a table of hearing thresholds."""
        return Looked(tuple(self._read(content)), {}, ())

    def take_in(
        self,
        content: bytes | Looked,
        listed: Listing,
        *,
        whole: bool = False,
        dry_run: bool = False,
    ) -> ListReport:
        """Import a workbook of items in force from a day; a ``whole`` list closes what it does not name."""
        looked = self.look(content) if isinstance(content, bytes) else content
        known = KnownItems((*reference_list().taken, *self._powers.on(listed.day)))
        items = [item for each in looked.readings.values() for item in each.items]
        converted = power_items(items, known, listed.day, listed.source)
        refused = tuple(RefusedRow(each.row, each.reason) for each in converted.aside)
        change = self._powers.take_items(ImportReport(converted.taken, refused), whole=whole, dry_run=dry_run)
        return ListReport(
            looked.readings,
            looked.rows(converted.aside),
            _departments(looked.readings),
            (*_total(len(items), listed.announced), *warnings_in(looked)),
            converted.aside,
            change,
        )


def warnings_in(looked: Looked) -> tuple[str, ...]:
    """Return what the sheets as wholes warn of and which tiers are unclear, each with its sheet."""
    return tuple(
        f"{name}：{said}"
        for name, read in looked.readings.items()
        for said in (*read.warnings, *_unclear_tiers(read))
    )


def _unclear_tiers(reading: ListReading) -> tuple[str, ...]:
    return tuple(
        f"第{tier.row}行裁量档次的文字待核：{'；'.join(dict.fromkeys(tier.fine.questions))}"
        for item in reading.items
        for tier in item.tiers
        if tier.fine is not None and tier.fine.questions
    )


def _total(found: int, announced: int | None) -> tuple[str, ...]:
    if announced is None or announced == found:
        return ()
    return (f"公布的总数为{announced}项，文件中读到{found}项，相差{abs(announced - found)}项。",)


def _departments(readings: Mapping[str, ListReading]) -> Mapping[str, tuple[int, int | None]]:
    own = Counter(item.department for each in readings.values() for item in each.items)
    said = {part.words: part.count for each in readings.values() for part in each.sections}
    names = dict.fromkeys((*own, *(each for each, count in said.items() if count is not None)))
    return {each: (own[each], said.get(each)) for each in names}
