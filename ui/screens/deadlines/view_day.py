"""Day panel (当日期限): month, day and what falls due on the day the keys are on in the month view."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.rules.deadlines.calendar import weekday

if TYPE_CHECKING:
    from datetime import date

    from ui.screens.deadlines.viewmodel import DueDays

HINT = "方向键换日，PageUp／PageDown换月，回车列出当天。"


def day_title(day: date) -> str:
    """Return a day with its day of the week."""
    return f"{day.year}年{day.month}月{day.day}日　{weekday(day)}"


def day_lines(day: date, found: DueDays | None) -> tuple[str, ...]:
    """Return what a day is and how many limits of each name it has."""
    if found is None:
        return ("正在读取…",)
    calendar = found.calendar
    if calendar.makes_up(day):
        kind = "调休上班日"
    else:
        kind = "工作日" if calendar.works(day) else f"休息日（{calendar.rest_name(day)}）"
    unknown = () if calendar.knows(day) else (f"{day.year}年放假安排尚未公布，只按周末计算。",)
    names = Counter(each.name for each in found.limits.get(day, ()))
    counted = [f"{name}　{count}项" for name, count in names.items()] or ["当天没有应办的期限。"]
    return (kind, *unknown, "", *counted, "", HINT)
