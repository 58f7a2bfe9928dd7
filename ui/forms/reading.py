"""Reading (录入解析): from typed text to a field's value and back; the texts are what drafts keep."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.errors import AppError
from app.domain.field import Kind
from app.domain.money import Money
from app.domain.text import clean

if TYPE_CHECKING:
    from app.domain.field import Declared

BEIJING = timezone(timedelta(hours=8))
YES = "1"

_FULL = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_SHORT = re.compile(r"(\d{2})(\d{2})|(\d{1,2})[-./月](\d{1,2})日?")
_SHIFT = re.compile(r"([+-])(\d{1,4})")
_HOUR = re.compile(r"(\d{1,2})[:：时](\d{1,2})分?|(\d{2})(\d{2})")


class DateTextError(AppError):
    """A typed date is none."""

    code = "form.date"
    hint = "可填 20260305、0305（今年）、+15（15日后）、-3（3日前）或 t（今天）。"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”不是日期。")


class TimeTextError(AppError):
    """A typed moment is none."""

    code = "form.time"
    hint = "可填 20260305 1430 或 t 1430；只填日期时按零点计。"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”不是日期和时间。")


class NumberTextError(AppError):
    """A typed number is none."""

    code = "form.number"
    hint = "请填写整数。"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”不是整数。")


class MissingFieldError(AppError):
    """A required field is empty."""

    code = "form.missing"

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}”未填写。", f"请填写“{label}”。")


class NoSuchChoiceError(AppError):
    """A kept text is no entry of the list any more."""

    code = "form.choice"

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}”所选的内容已不在列表中。", f"请重新选择“{label}”。")


def read_date(text: str, today: date) -> date:
    """Read a date: full, month and day of this year, ``+15``, ``-3``, ``t``; or raise ``DateTextError``."""
    typed = re.sub(r"\s", "", text)
    if typed.lower() == "t":
        return today
    try:
        if shift := _SHIFT.fullmatch(typed):
            return today + timedelta(days=int("".join(shift.groups())))
        if short := _SHORT.fullmatch(typed):
            month, day = (int(part) for part in short.groups() if part)
            return date(today.year, month, day)
        if full := _FULL.fullmatch(typed):
            return date(*(int(part) for part in full.groups()))
    except (ValueError, OverflowError):
        raise DateTextError(text) from None
    raise DateTextError(text)


def read_moment(text: str, today: date) -> datetime:
    """Read a day and a time of day in Beijing, aware in UTC; or raise ``TimeTextError``."""
    day, _, hour = text.strip().partition(" ")
    try:
        return datetime.combine(read_date(day, today), _hour(hour.strip()), BEIJING).astimezone(UTC)
    except (AppError, ValueError, OverflowError):
        raise TimeTextError(text) from None


def read(declared: Declared, text: str, today: date) -> Any:
    """Return the checked value of a field's text, ``None`` or ``""`` of none; or raise ``AppError``."""
    if not text.strip() and declared.kind is not Kind.TICK:
        return _empty(declared)
    value = _convert(declared, text.strip(), today)
    if declared.field.check is not None:
        declared.field.check(value)
    return value


def write(declared: Declared, value: Any) -> str:  # noqa: PLR0911 - one line per kind
    """Return the text of a value, such that ``read`` gives the value back."""
    if value is None:
        return ""
    match declared.kind:
        case Kind.DATE:
            return str(value.isoformat())
        case Kind.TIME:
            return str(value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"))
        case Kind.MONEY:
            yuan, fen = divmod(value.fen, 100)
            return f"{yuan}.{fen:02d}" if fen else str(yuan)
        case Kind.TICK:
            return YES if value else ""
        case Kind.OFFICERS:
            return ",".join(str(each) for each in value)
        case _:
            return str(value)


def _convert(declared: Declared, text: str, today: date) -> Any:  # noqa: PLR0911 - one line per kind
    match declared.kind:
        case Kind.DATE:
            return read_date(text, today)
        case Kind.TIME:
            return read_moment(text, today)
        case Kind.MONEY:
            return Money.yuan(text.replace(",", "").replace("，", "").removesuffix("元"))
        case Kind.NUMBER:
            return _number(text)
        case Kind.TICK:
            return text == YES
        case Kind.CHOICE | Kind.OFFICER | Kind.ITEM | Kind.OFFICERS:
            return _chosen(declared, text)
        case _:
            return clean(declared.field.label, text)


def _chosen(declared: Declared, text: str) -> Any:
    try:
        if declared.kind is Kind.CHOICE:
            return declared.type(text)
        if declared.kind is Kind.OFFICERS:
            return tuple(UUID(each) for each in text.split(","))
        return UUID(text)
    except ValueError:
        raise NoSuchChoiceError(declared.field.label) from None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise NumberTextError(text) from None


def _hour(text: str) -> time:
    if not text:
        return time()
    found = _HOUR.fullmatch(text)
    if found is None:
        raise TimeTextError(text)
    hour, minute = (int(part) for part in found.groups() if part)
    return time(hour, minute)


def _empty(declared: Declared) -> Any:
    if declared.kind is Kind.OFFICERS:
        return ()
    return "" if declared.type is str else None
