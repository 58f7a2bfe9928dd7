"""Answers (填写内容): what was typed into a form, read by its type and printed in Chinese."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.documents.chinese import plain_date, plain_time
from app.documents.manifest import AskType
from app.domain.errors import AppError
from app.domain.money import Money
from app.domain.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.documents.manifest import Ask
    from app.documents.vocabulary.words import Row

_CELL = re.compile(r"\t|\s*[|｜]\s*")
_YES = {"是": "是", "true": "是", "yes": "是", "1": "是", "否": "否", "false": "否", "no": "否", "0": "否"}


class WrongAnswerError(AppError):
    """An answer is not what its field can hold."""

    code = "documents.wrong_answer"

    def __init__(self, ask: Ask, text: str, expected: str) -> None:
        super().__init__(f"“{ask.label}”填写的“{text}”不是{expected}。", f"请填写{expected}。")


def checked(ask: Ask, text: str) -> str:
    """Return the answer as it is kept, or raise ``WrongAnswerError`` or a refusal of its characters."""
    tidy = clean(ask.label, text)
    if tidy:
        printed(ask, tidy)
        _check_cells(ask, tidy)
    return tidy


def printed(ask: Ask, text: str) -> str:
    """Return a kept answer as the form prints it; an empty one stays empty."""
    return _PRINT.get(ask.type, _as_typed)(ask, text) if text else ""


def rows(ask: Ask, text: str) -> tuple[Row, ...]:
    """Read the rows of a TABLE: one a line, cells parted by tab or |, the last cell takes the rest."""
    return tuple(
        {name: _told(part, cell) for name, part, cell in zip(ask.columns, parts(ask), cells, strict=True)}
        | {"order": str(order)}
        for order, cells in enumerate(_lines(ask, text), 1)
    )


def parts(ask: Ask) -> tuple[Ask, ...]:
    """Return each column of a TABLE as an ask of its own kind."""
    kinds = ask.cells or (AskType.TEXT,) * len(ask.columns)
    return tuple(replace(ask, type=kind) for kind in kinds)


def boxes(ask: Ask, text: str) -> str:
    """Return every option of a CHOICE with its box, the chosen one ticked."""
    return "　".join(f"{'☑' if text in (each.code, each.words) else '□'}{each.words}" for each in ask.choices)


def _lines(ask: Ask, text: str) -> list[list[str]]:
    last = len(ask.columns) - 1
    found = [_CELL.split(line, maxsplit=last) for line in filter(None, map(str.strip, text.split("\n")))]
    return [cells + [""] * (len(ask.columns) - len(cells)) for cells in found]


def _told(part: Ask, cell: str) -> str:
    """A cell that cannot be read yet, while somebody types, stands as it was typed."""
    try:
        return printed(part, cell)
    except AppError:
        return cell


def _check_cells(ask: Ask, text: str) -> None:
    for cells in _lines(ask, text) if ask.type is AskType.TABLE and ask.columns else ():
        for part, cell in zip(parts(ask), cells, strict=True):
            printed(part, cell)


def _as_typed(_ask: Ask, text: str) -> str:
    return text


def _date(ask: Ask, text: str) -> str:
    try:
        return plain_date(date.fromisoformat(text))
    except ValueError:
        raise WrongAnswerError(ask, text, "日期（如2026-03-09）") from None


def _datetime(ask: Ask, text: str) -> str:
    try:
        return plain_time(datetime.fromisoformat(text))
    except ValueError:
        raise WrongAnswerError(ask, text, "日期和时间（如2026-03-09 09:30）") from None


def _number(ask: Ask, text: str) -> str:
    if not (text.isascii() and text.isdecimal()):
        raise WrongAnswerError(ask, text, "整数")
    return text


def _tick(ask: Ask, text: str) -> str:
    if text.casefold() not in _YES:
        raise WrongAnswerError(ask, text, "“是”或“否”")
    return _YES[text.casefold()]


def _choice(ask: Ask, text: str) -> str:
    chosen = next((each.words for each in ask.choices if text in (each.code, each.words)), "")
    if not chosen:
        raise WrongAnswerError(ask, text, f"{'、'.join(each.words for each in ask.choices)}之一")
    return chosen


def _money(_ask: Ask, text: str) -> str:
    return str(Money.yuan(text))


_PRINT: dict[AskType, Callable[[Ask, str], str]] = {
    AskType.DATE: _date,
    AskType.DATETIME: _datetime,
    AskType.NUMBER: _number,
    AskType.TICK: _tick,
    AskType.CHOICE: _choice,
    AskType.MONEY: _money,
}
