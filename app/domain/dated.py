"""Edition (版本): legal figures that change on known days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from app.domain.errors import AppError

T = TypeVar("T")


class NotInForceError(AppError):
    """No edition of a rule was in force on the day asked about."""

    code = "rule.not_in_force"
    hint = "请核对日期，或联系管理员补充当时施行的标准。"

    def __init__(self, title: str, day: date) -> None:
        super().__init__(f"{day.year}年{day.month}月{day.day}日没有施行中的“{title}”。")


@dataclass(frozen=True, slots=True)
class Edition(Generic[T]):
    """One wording of a rule (版本): first and last day in force, where it is printed, what it says."""

    effective: date
    source: str
    value: T
    until: date | None = None


class Editions(Generic[T]):
    """Every edition (全部版本) of one rule, asked by day."""

    def __init__(self, title: str, editions: Iterable[Edition[T]]) -> None:
        self.title = title
        self._editions = sorted(editions, key=lambda each: each.effective)
        self._days = [each.effective for each in self._editions]
        if len(set(self._days)) != len(self._days):
            msg = f"two editions of {title} take effect on one day"
            raise ValueError(msg)

    def on(self, day: date) -> Edition[T]:
        """Return the edition in force on ``day``, or raise ``NotInForceError``."""
        index = bisect_right(self._days, day)
        if index == 0:
            raise NotInForceError(self.title, day)
        found = self._editions[index - 1]
        if found.until is not None and day > found.until:
            raise NotInForceError(self.title, day)
        return found

    @property
    def newest(self) -> Edition[T]:
        """The edition that took effect last."""
        return self._editions[-1]
