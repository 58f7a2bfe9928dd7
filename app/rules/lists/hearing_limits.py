"""Tables of hearing thresholds (听证标准表): fines from which a hearing may be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.errors import AppError
from app.domain.hearing_limit import HearingLimit
from app.domain.money import Money
from app.rules.discretion.fine_text.figures import NUMBER, NoFigureError, number, tidied
from app.rules.lists.account import End, RowEnd
from app.rules.lists.grid import Grid, printed
from app.rules.lists.headings import Heading, NoHeadingError, find_heading, is_heading, marker_words

BOOK = "hearing_headings.toml"
_LIMIT = re.compile(rf"(?P<over>超过|大于|高于|>)?(?P<sum>{NUMBER})元?(?P<edge>以上|\(含\)|及以上)?")
_FEWEST = 2
_SUBJECTS = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class LimitsRead:
    """What a workbook of thresholds says (识别结果): its limits, and one end for every filled row."""

    limits: tuple[HearingLimit, ...]
    rows: tuple[RowEnd, ...]


def hearing_limits(grids: Iterable[Grid], day: date, source: str) -> LimitsRead:
    """Read every sheet; a row whose amount is not understood is put to a person."""
    limits: list[HearingLimit] = []
    rows: list[RowEnd] = []
    for grid in grids:
        try:
            heading: Heading | None = find_heading(grid, BOOK)
            why = ""
        except NoHeadingError as error:
            heading, why = None, error.message
        for row in range(len(grid.rows)):
            if grid.filled(row):
                found, end, reason = (
                    _row(grid, heading, row, (day, source)) if heading else ((), End.REVIEW, why)
                )
                limits += found
                text = "｜".join(grid.own(row, column)[:30] for column in grid.filled(row))[:120]
                rows.append(RowEnd(grid.sheet, row + 1, end, 0, text, reason))
    return LimitsRead(tuple(limits), tuple(rows))


def _row(
    grid: Grid, heading: Heading, row: int, given: tuple[date, str]
) -> tuple[tuple[HearingLimit, ...], End, str]:
    if row <= heading.last or is_heading(grid, row, BOOK):
        return (), End.FRAME, "标题或者表头"
    if len(grid.filled(row)) < _FEWEST:
        return (), End.FRAME, "说明"
    try:
        found = tuple(_limits(grid, heading, row, given))
    except (NoFigureError, AppError):
        return (), End.REVIEW, "数额没有识别"
    return (found, End.TAKEN, "听证标准") if found else ((), End.REVIEW, "没有写数额")


def _limits(grid: Grid, heading: Heading, row: int, given: tuple[date, str]) -> Iterable[HearingLimit]:
    day, source = given
    field = grid.spread(row, heading.column("field")) if heading.column("field") >= 0 else ""
    context = grid.spread(row, heading.column("context")) if heading.column("context") >= 0 else ""
    basis = grid.spread(row, heading.column("basis")) if heading.column("basis") >= 0 else ""
    for subject in _SUBJECTS:
        column = heading.column(subject)
        text = tidied(grid.spread(row, column)).replace(" ", "") if column >= 0 else ""
        if text in ("", "—", "/"):
            continue
        match = _LIMIT.fullmatch(text.removesuffix("的").removesuffix("罚款"))
        if match is None:
            raise NoFigureError(text)
        amount = Money(int(number(match["sum"]) * 100))
        yield HearingLimit(
            "" if field in marker_words("everywhere", BOOK) else field,
            subject == "person",
            amount,
            bool(match["over"]),
            day,
            printed(f"{basis or source}"),
            _business(context),
        )


def _business(context: str) -> bool | None:
    if "经营" not in context:
        return None
    return "非经营" not in context
