"""Account of rows (逐行交代): every row of a workbook was imported, belongs to another, or is 待核."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.rules.lists.checking import code_doubt
from app.rules.lists.grid import Grid
from app.rules.lists.items import Aside
from app.rules.lists.listed import FATE_WORDS, Fate, ListReading


class End(StrEnum):
    """Where a row ended (行的结果)."""

    TAKEN = "imported"
    MERGED = "merged"
    REVIEW = "review"
    FRAME = "frame"


END_WORDS: Mapping[End, str] = {
    End.TAKEN: "已识别",
    End.MERGED: "并入上方事项",
    End.REVIEW: "待核",
    End.FRAME: "标题等非事项行",
}
_OWN = (Fate.ITEM, Fate.SUB_ITEM)
_PARTS = (Fate.TIER, Fate.CONDITION, Fate.CONTINUED, Fate.FIELD)


@dataclass(frozen=True, slots=True)
class RowEnd:
    """What became of one source row (行的交代).

    Attributes:
        into: Number of the row whose item it belongs to; 0 for a row of its own.
        text: Beginning of what stands in the row.
        reason: Why it is 待核; for other rows what kind of row it is.
    """

    sheet: str
    row: int
    end: End
    into: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet with content but no heading (未识别的工作表); each of its rows is 待核."""

    grid: Grid
    reason: str


def accounted(
    grids: Iterable[Grid],
    readings: Mapping[str, ListReading],
    unread: Iterable[Unread],
    aside: Iterable[Aside],
) -> tuple[RowEnd, ...]:
    """Return one entry for every row that is not blank, sheet by sheet."""
    reasons: dict[tuple[str, int], list[str]] = {}
    for each in aside:
        reasons.setdefault((each.sheet, each.row), []).append(each.reason)
    shut = {each.grid.sheet: each.reason for each in unread}
    return tuple(
        end
        for grid in grids
        for end in (
            _read(grid, readings[grid.sheet], reasons)
            if grid.sheet in readings
            else _shut(grid, shut.get(grid.sheet, ""))
        )
    )


def _read(grid: Grid, reading: ListReading, reasons: Mapping[tuple[str, int], list[str]]) -> Iterator[RowEnd]:
    at = 0
    unclear = _unclear(reading)
    for each in reading.fates:
        if each.fate in _OWN:
            at = each.row
        doubt = unclear.get(each.row, "")
        if doubt and each.fate not in _OWN:
            reasons = {**reasons, (each.sheet, each.row): [*reasons.get((each.sheet, each.row), ()), doubt]}
        said = "；".join(filter(None, (each.reason, *reasons.get((each.sheet, each.row), ()))))
        into = at if each.fate in _PARTS else 0
        end = End.REVIEW if said else _end(each.fate)
        yield RowEnd(
            each.sheet, each.row, end, into, _text(grid, each.row - 1), said or _kind(each.fate, doubt)
        )


def _unclear(reading: ListReading) -> dict[int, str]:
    """Return the rows whose code or tier wording is in doubt, with what is not clear."""
    codes = {item.row: f"{doubt}，待核" for item in reading.items if (doubt := code_doubt(item.code))}
    return codes | {
        tier.row: "裁量档次的文字待核：" + "；".join(dict.fromkeys(tier.fine.questions))
        for item in reading.items
        for tier in item.tiers
        if tier.fine is not None and tier.fine.questions
    }


def _kind(fate: Fate, doubt: str) -> str:
    """Say what a row is; an item whose own row holds an unclear tier or code is taken, and says so."""
    return f"{FATE_WORDS[fate]}（{doubt}）" if doubt else FATE_WORDS[fate]


def _end(fate: Fate) -> End:
    if fate in _OWN:
        return End.TAKEN
    return End.MERGED if fate in _PARTS else End.FRAME


def _shut(grid: Grid, reason: str) -> Iterator[RowEnd]:
    for row in range(len(grid.rows)):
        if grid.filled(row):
            yield RowEnd(grid.sheet, row + 1, End.REVIEW, 0, _text(grid, row), reason)


def _text(grid: Grid, row: int) -> str:
    return "｜".join(grid.own(row, column)[:30] for column in grid.filled(row))[:120]
