"""Late penalty (加处罚款): what late payment of a fine adds each day, up to its cap (APL 72)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from app.domain.errors import AppError
from app.domain.money import Money
from app.rules.deadlines.law import Law
from app.rules.deadlines.spans import Counted, Span, Stop, clipped, merged
from app.rules.deadlines.terms import LateRate
from app.rules.deadlines.wording import spoken, stop_line


class UnusableFineError(AppError):
    """A late penalty was asked for on a fine that is not positive."""

    code = "late_penalty.fine"
    hint = "罚款数额应大于零。"

    def __init__(self, fine: Money) -> None:
        super().__init__(f"罚款{fine}不能计算加处罚款。")


@dataclass(frozen=True, slots=True)
class LatePenalty:
    """The late penalty through one day (加处罚款结果).

    Attributes:
        per_day: A day's addition in whole fen, the fraction of a fen dropped for the party.
        days: Late days counted through the day asked for, suspensions left out; at most those
            to the cap.
        amount: What has been added so far: exact days times rate, then rounded down to the fen.
        cap: The most that can be added.
        first_day: The first day that adds; ``last_day`` the last that was counted, if any.
        cap_day: The day on which the cap is reached.
    """

    per_day: Money
    days: int
    amount: Money
    cap: Money
    first_day: date
    last_day: date | None
    cap_day: date
    suspended: tuple[Span, ...]
    steps: tuple[str, ...]
    article: str
    source: str
    confidence: str


def late_penalty(
    law: Law, fine: Money, payment_due: date, through: date, stops: tuple[Stop, ...] = ()
) -> LatePenalty:
    """Compute what a fine due on ``payment_due`` has grown by through a day, that day included.

    Time of reconsideration and lawsuit is given as ``stops`` and does not add (APL 73 para 3).
    """
    rate = law.book.late.on(payment_due).value
    check_fine(fine)
    counted = Counted(law.calendar, merged(each.span for each in stops))
    first = counted.days_after(payment_due, 1)
    cap_day = counted.days_after(payment_due, days_to_cap(rate))
    last = min(through, cap_day)
    days = _days(counted, payment_due, last)
    amount = _amount(fine, rate, days)
    return LatePenalty(
        per_day=_amount(fine, rate, 1),
        days=days,
        amount=amount,
        cap=_cap(fine, rate),
        first_day=first,
        last_day=counted.days_after(payment_due, days) if days else None,
        cap_day=cap_day,
        suspended=clipped(counted.spans, payment_due, max(last, payment_due)),
        steps=_steps(payment_due, first, stops, (days, amount, last), cap_lines(fine, rate)),
        article=rate.article,
        source=rate.source,
        confidence=rate.confidence,
    )


def check_fine(fine: Money) -> None:
    """Refuse a fine that is zero or negative."""
    if fine.fen <= 0:
        raise UnusableFineError(fine)


def days_to_cap(rate: LateRate) -> int:
    """Return on which late day the cap is reached (34 for 3 % up to the fine)."""
    return ceil(rate.cap / rate.rate)


def cap_lines(fine: Money, rate: LateRate) -> tuple[str, ...]:
    """Say in Chinese what a day adds and on which day the cap is reached."""
    check_fine(fine)
    last = days_to_cap(rate)
    each_day, before, cap = (_amount(fine, rate, count) for count in (1, last - 1, last))
    percent = f"百分之{rate.rate * 100}"
    return (
        f"加处：每日按罚款{fine}的{percent}加处{each_day}（不足一分的舍去）。依据：{rate.article}。",
        f"上限：第{last - 1}日累计{before}，第{last}日达到上限{cap}。",
    )


def _amount(fine: Money, rate: LateRate, days: int) -> Money:
    """Multiply exactly, then drop the fraction of a fen: a bound against the party goes inward."""
    return Money(floor(min(fine.fen * rate.rate * days, Fraction(_cap(fine, rate).fen))))


def _cap(fine: Money, rate: LateRate) -> Money:
    return Money(floor(fine.fen * rate.cap))


def _days(counted: Counted, due: date, last: date) -> int:
    if last <= due:
        return 0
    out = sum(each.days for each in clipped(counted.spans, due, last))
    return (last - due).days - out


def _steps(
    due: date,
    first: date,
    stops: tuple[Stop, ...],
    so_far: tuple[int, Money, date],
    cap: tuple[str, ...],
) -> tuple[str, ...]:
    days, amount, last = so_far
    suspended = [
        stop_line(each, inside[0].days)
        for each in stops
        if (inside := clipped((each.span,), due, max(last, due)))
    ]
    return (
        f"起算：缴款期限{spoken(due)}届满，自{spoken(first)}起逐日加处。",
        *suspended,
        *cap,
        f"累计：计至{spoken(last)}，共{days}日，加处{amount}。",
    )
