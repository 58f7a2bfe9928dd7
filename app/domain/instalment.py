"""Instalment (分期): the rows of a plan to pay by parts, read from what was typed into form 42."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.domain.errors import AppError
from app.domain.money import Money

_CELL = re.compile(r"\t|\s*[|｜]\s*")


class InstalmentError(AppError):
    """A row of a plan is no day with an amount."""

    code = "instalment.row"
    hint = "分期计划每行填写缴纳日期（如2026-05-09）和金额（元）。"

    def __init__(self, row: int) -> None:
        super().__init__(f"分期计划第{row}行不是日期和金额。")


@dataclass(frozen=True, slots=True)
class Instalment:
    """一期 (instalment): the amount to pay by a day (APL 66)."""

    due: date
    amount: Money


def read_plan(text: str) -> tuple[Instalment, ...]:
    """Read a plan, one instalment a line, in the order typed."""
    lines = filter(None, map(str.strip, text.split("\n")))
    return tuple(_row(number, line) for number, line in enumerate(lines, 1))


def _row(number: int, line: str) -> Instalment:
    day, amount, *_ = (*_CELL.split(line), "")
    try:
        return Instalment(date.fromisoformat(day.strip()), Money.yuan(amount.strip()))
    except (ValueError, AppError):
        raise InstalmentError(number) from None
