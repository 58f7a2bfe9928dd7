"""Calendar file (放假安排文件): one year's rest and make-up days in TOML, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.errors import AppError
from app.rules.deadlines.calendar import Calendar, CalendarYear, Rest, days_between

FIRST_YEAR, LAST_YEAR = 2004, 2100
_SATURDAY = 6
_LONGEST_REST = 16
_STATUTORY = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
"""《全国年节及纪念日放假办法》: days that rest in every year since 1999."""


class CalendarFileError(AppError):
    """A file of a year's arrangement cannot be used."""

    code = "calendar.file"
    hint = "请对照国务院办公厅当年的放假安排通知改正文件后再导入；原有日历没有改变。"

    def __init__(self, why: str) -> None:
        super().__init__(f"放假安排文件不能使用：{why}。")


@cache
def published_calendar() -> Calendar:
    """Return the calendar of all years that come with the program (resources/calendar)."""
    found = files("resources").joinpath("calendar").iterdir()
    names = sorted(each.name for each in found if each.name.endswith(".toml"))
    folder = files("resources").joinpath("calendar")
    return Calendar(parse_year(folder.joinpath(each).read_text("utf-8")) for each in names)


def parse_year(text: str) -> CalendarYear:
    """Read one year's file, or raise ``CalendarFileError`` saying what is wrong with it."""
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise CalendarFileError(f"不是有效的TOML文件（{error}）") from None
    unknown = set(raw) - {"year", "title", "source", "confidence", "work", "rest"}
    if unknown:
        raise CalendarFileError(f"有不认识的项目“{'、'.join(sorted(unknown))}”")
    year = CalendarYear(
        year=_year(raw),
        title=_text(raw, "title"),
        source=_text(raw, "source"),
        confidence=_text(raw, "confidence"),
        rest=tuple(_rest(each) for each in _list(raw, "rest")),
        work=tuple(_day(each, "work") for each in _list(raw, "work")),
    )
    _check(year)
    return year


def _check(year: CalendarYear) -> None:
    rest = [day for each in year.rest for day in days_between(each.first, each.last)]
    _check_days(year.year, [*rest, *year.work])
    for day in year.work:
        if day.isoweekday() < _SATURDAY:
            raise CalendarFileError(f"调休上班日{day}不是周六或周日")
    for month, number in _STATUTORY:
        if date(year.year, month, number) not in rest:
            raise CalendarFileError(f"缺少法定节假日{year.year}年{month}月{number}日")


def _check_days(year: int, days: list[date]) -> None:
    seen: set[date] = set()
    for day in days:
        if day.year != year:
            raise CalendarFileError(f"{day}不在{year}年")
        if day in seen:
            raise CalendarFileError(f"{day}出现了两次")
        seen.add(day)


def _rest(raw: Any) -> Rest:
    if not isinstance(raw, Mapping) or set(raw) != {"name", "first", "last"}:
        raise CalendarFileError("每段放假（rest）要写明name、first和last")
    stretch = Rest(_text(raw, "name"), _day(raw["first"], "first"), _day(raw["last"], "last"))
    if not 0 <= (stretch.last - stretch.first).days < _LONGEST_REST:
        raise CalendarFileError(f"{stretch.name}的放假起止{stretch.first}至{stretch.last}不对")
    return stretch


def _year(raw: Mapping[str, Any]) -> int:
    year = raw.get("year")
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarFileError(f"年份（year）应为{FIRST_YEAR}至{LAST_YEAR}的整数")
    return year


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CalendarFileError(f"缺少“{key}”")
    return value.strip()


def _list(raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise CalendarFileError(f"“{key}”应为列表")
    return value


def _day(value: Any, key: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise CalendarFileError(f"“{key}”里的“{value}”不是日期")
    return value
