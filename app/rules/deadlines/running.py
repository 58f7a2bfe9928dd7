"""Running of a period (期间进行): from its start to its end before any roll-forward."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import AppError
from app.rules.deadlines.calendar import DAY
from app.rules.deadlines.given import Extension, Given
from app.rules.deadlines.law import Law
from app.rules.deadlines.spans import Counted, Span, Stop, clipped, merged
from app.rules.deadlines.terms import FirstDay, Term, Unit
from app.rules.deadlines.wording import (
    extension_line,
    extension_refused_line,
    holiday_lines,
    length_line,
    spoken,
    start_line,
    stop_line,
    stop_refused_line,
)

_MONTHS_OF_YEAR = 12


class NeedsLengthError(AppError):
    """A term whose length each case sets was asked for without it."""

    code = "deadline.needs_days"
    hint = "请写明days（天数）。"

    def __init__(self, term: Term) -> None:
        super().__init__(f"{term.id}（{term.name}）的天数由文书载明，没有写明天数。")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a period ran: its end before any roll-forward, what was left out, and why."""

    end: date
    excluded: tuple[Span, ...]
    steps: tuple[str, ...]


def run_after(law: Law, term: Term, given: Given, start: date) -> Ran:
    """Run a period forward from its start, leaving out stops and adding extensions."""
    length = _length(term)
    origin = start - DAY if term.first_day is FirstDay.COUNTED else start
    stops, refused = _sorted_stops(term, given.stops)
    spans = merged(each.span for each in stops)
    plain = _end(term, Counted(law.calendar, ()), origin, 0)
    counted = Counted(law.calendar, spans)
    end, extension_steps = _extended(term, given.extensions, counted, origin)
    month_step = _month_step(law, term, start, plain)
    steps = [start_line(term, start, law.book.counting), length_line(term, length, plain)]
    steps += [*month_step, *refused, *_stop_steps(stops, origin, end), *extension_steps]
    last = _next(term, counted, end) if term.clear else end
    if term.unit is Unit.WORKING_DAY:
        steps += holiday_lines(law.calendar, origin + DAY, last)
    if term.clear:
        steps.append(f"期满：须经过全部期间，最早为{spoken(last)}。")
    return Ran(last, clipped(spans, origin, end), tuple(steps))


def run_before(law: Law, term: Term, _given: Given, event: date) -> Ran:
    """Run a period backward from an event to the last day that leaves it long enough."""
    length = _length(term)
    if term.unit is Unit.WORKING_DAY:
        day = event if term.clear else law.calendar.on_or_before(event)
        end = law.calendar.before(day, length + 1 if term.clear else length)
    else:
        end = event - timedelta(days=length + 1 if term.clear else length)
    way = "中间须隔满全部期间" if term.clear else "事件在期间的最后一日举行即可"
    steps = [
        f"倒算：{spoken(event)}为{term.trigger}，{way}。",
        length_line(term, length, end),
    ]
    if term.unit is Unit.WORKING_DAY:
        steps += holiday_lines(law.calendar, end, event)
    return Ran(end, (), tuple(steps))


def add_months(day: date, months: int) -> date:
    """Return the same day number months later, or that month's last day if it has none."""
    years, month = divmod(day.month - 1 + months, _MONTHS_OF_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _length(term: Term) -> int:
    if term.length is None:
        raise NeedsLengthError(term)
    return term.length


def _end(term: Term, counted: Counted, origin: date, extra: int) -> date:
    length = _length(term)
    if term.unit is Unit.WORKING_DAY:
        return counted.working_days_after(origin, length + extra)
    if term.unit in (Unit.MONTH, Unit.YEAR):
        months = length * (_MONTHS_OF_YEAR if term.unit is Unit.YEAR else 1)
        length = (add_months(origin, months) - origin).days
    return counted.days_after(origin, length + extra)


def _next(term: Term, counted: Counted, end: date) -> date:
    if term.unit is Unit.WORKING_DAY:
        return counted.calendar.after(end, 1)
    return counted.days_after(end, 1)


def _month_step(law: Law, term: Term, start: date, plain: date) -> tuple[str, ...]:
    if term.unit not in (Unit.MONTH, Unit.YEAR) or plain.day == start.day:
        return ()
    return (f"月末：{law.book.counting.month_end}。",)


def _sorted_stops(term: Term, stops: tuple[Stop, ...]) -> tuple[list[Stop], list[str]]:
    """Split stops into those the law leaves out and lines for those it does not."""
    kept, refused = [], []
    for each in sorted(stops, key=lambda one: one.span):
        why = _why_refused(term, each)
        if why:
            refused.append(stop_refused_line(each, why))
        else:
            kept.append(each)
    return kept, refused


def _why_refused(term: Term, stop: Stop) -> str:
    if not term.excludes:
        return f"{term.article}没有规定可以扣除"
    if stop.cause is not None and stop.cause not in term.excludes:
        return f"{term.article}没有规定这种时间可以扣除"
    if term.told_in_writing and not stop.told_in_writing:
        return "期间没有书面告知当事人"
    return ""


def _stop_steps(stops: list[Stop], origin: date, end: date) -> list[str]:
    steps = []
    for each in stops:
        inside = clipped((each.span,), origin, end)
        if inside:
            steps.append(stop_line(each, inside[0].days))
        else:
            steps.append(stop_refused_line(each, "不在期间之内"))
    spans = clipped(merged(each.span for each in stops), origin, end)
    if len(steps) > 1 and spans:
        steps.append(f"合计：重叠的只算一次，共扣除{sum(each.days for each in spans)}日。")
    return steps


def _extended(
    term: Term, extensions: tuple[Extension, ...], counted: Counted, origin: date
) -> tuple[date, list[str]]:
    """Add each extension approved by the old end, up to what the law allows."""
    total, steps = 0, []
    end = _end(term, counted, origin, 0)
    for each in sorted(extensions, key=lambda one: one.approved_on or date.min):
        room = _room(term, total)
        granted = each.days if room is None else min(each.days, room)
        why = _why_not_extended(term, each, granted, end)
        if why:
            steps.append(extension_refused_line(each, why))
        if granted and (each.approved_on is None or each.approved_on <= end):
            total += granted
            end = _end(term, counted, origin, total)
            steps.append(extension_line(each, granted, term.unit, end))
    return end, steps


def _room(term: Term, total: int) -> int | None:
    most = term.most_extension
    return None if most is None else most - total


def _why_not_extended(term: Term, extension: Extension, granted: int, end: date) -> str:
    if not term.grants:
        return f"{term.article}没有规定可以延长"
    if extension.approved_on is not None and extension.approved_on > end:
        return f"批准时（{spoken(extension.approved_on)}）原期限已于{spoken(end)}届满"
    if granted < extension.days:
        return f"超过可以延长的上限，只计{granted}日"
    return ""
