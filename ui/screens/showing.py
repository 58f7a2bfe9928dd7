"""Showing (显示): how values of narrow rows are written in tables and quick looks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.words import word
from ui.forms.reading import BEIJING
from ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

DEMONSTRATION = "〔演示数据〕"


def shown(value: Any) -> str:
    """Return a value in words: enumerations by their word, moments in Beijing, lists joined."""
    match value:
        case None:
            words = ""
        case StrEnum():
            words = word(value)
        case datetime():
            words = value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        case list() | tuple():
            words = "、".join(shown(each) for each in value)
        case _:
            words = str(value)
    return words


def plain(heading: str, name: str, width: int = 12) -> Column:
    """Return a column that shows one attribute."""
    return Column(heading, lambda row: shown(row.get(name)), width)


def marked(heading: str, name: str, width: int = 12) -> Column:
    """Return a column that shows one attribute, marked when the row is demonstration data."""
    return Column(heading, lambda row: _mark(row) + shown(row.get(name)), width)


def _mark(row: Mapping[str, Any]) -> str:
    return DEMONSTRATION if row.get("demonstration") else ""


CASE_COLUMNS = (
    plain("案号", "number", 14),
    plain("当事人", "parties", 8),
    plain("案由", "cause", 13),
    plain("状态", "status", 9),
    plain("立案日期", "filed_on", 7),
)
"""The window's head and the quick look say 演示数据; in the list it would hide the number."""
CASE_DETAILS = (
    marked("案号", "number"),
    *CASE_COLUMNS[1:],
    plain("程序", "procedure"),
    plain("领域", "department"),
    plain("决定日期", "decided_on"),
    plain("结案日期", "closed_on"),
)

CLUE_COLUMNS = (
    plain("登记编号", "register_no", 8),
    plain("来源", "source", 7),
    plain("登记时间", "received_at", 10),
    plain("被反映对象", "subject_name", 9),
    plain("内容摘要", "summary", 11),
    plain("状态", "state", 6),
)
CLUE_DETAILS = (
    marked("登记编号", "register_no"),
    *CLUE_COLUMNS[1:4],
    plain("发生地点", "place"),
    plain("领域", "department"),
    *CLUE_COLUMNS[4:],
)
