"""Derived fines (派生数额): persons responsible, per day, late payment, child labour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from app.domain.errors import AppError
from app.domain.money import Money
from app.rules.discretion.bands import Band


class DaysOutOfOrderError(AppError):
    """A span of days ended before it began."""

    code = "discretion.days"
    hint = "请核对起止日期。"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"截止日期{last.isoformat()}早于开始日期{first.isoformat()}。")


def responsible_share(unit_fine: Money, least: Fraction, most: Fraction) -> Band:
    """Range of one responsible person's fine as a share of the unit's actual fine."""
    return Band(unit_fine.fen * least, unit_fine.fen * most)


def daily_days(order_day: date, recheck_day: date) -> int:
    """Days counted 按日连续: from the day after the order to the re-inspection, inclusive."""
    if recheck_day < order_day:
        raise DaysOutOfOrderError(order_day, recheck_day)
    return (recheck_day - order_day).days


def daily_fine(original: Money, days: int) -> Money:
    """The fine added 按日连续: the original amount for each day; the original stays due."""
    return Money(original.fen * days)


@dataclass(frozen=True, slots=True)
class LateRule:
    """加处罚款 (late surcharge, APL 72): daily share and ceiling as a share of the fine."""

    daily: Fraction
    ceiling: Fraction


def late_surcharge(fine: Money, days_late: int, days_stopped: int, rule: LateRule) -> Money:
    """Surcharge in whole fen, cut; days of reconsideration or litigation do not count (APL 73)."""
    counted = max(0, days_late - days_stopped)
    share = min(rule.ceiling, rule.daily * counted)
    return Money(floor(fine.fen * share))


def months_started(spells: Iterable[Sequence[date]]) -> int:
    """Months of child labour: every spell by itself, a month begun counts as a whole one."""
    return sum(_months(first, last) for first, last in spells)


def _months(first: date, last: date) -> int:
    if last < first:
        raise DaysOutOfOrderError(first, last)
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole + 1 if last.day >= first.day else max(whole, 1)


class OpenFactorError(AppError):
    """A base cannot be worked back from a factor of zero."""

    code = "discretion.open_factor"
    hint = "没有下限的倍数或者百分比不能反算基数。"

    def __init__(self) -> None:
        super().__init__("倍数或者百分比须大于零。")


def implied_base(fine: Money, least: Fraction, most: Fraction) -> Band:
    """Span in which the base must have lain for a published fine (反算校验), in fen.

    Raises ``OpenFactorError`` unless both factors are above zero.
    """
    if least <= 0 or most <= 0:
        raise OpenFactorError
    return Band(fine.fen / most, fine.fen / least)
