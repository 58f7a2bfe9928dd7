"""Engine (期限引擎): computes one time limit from its rule, and explains every step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.errors import AppError
from app.rules.deadlines.given import Given, Moment, Result, as_text, day_of
from app.rules.deadlines.late_penalty import cap_lines, days_to_cap
from app.rules.deadlines.law import Law
from app.rules.deadlines.running import Ran, run_after, run_before
from app.rules.deadlines.terms import Bound, Direction, Term, Unit
from app.rules.deadlines.wording import (
    confidence_line,
    length_line,
    provisional_line,
    roll_line,
    spoken,
    start_line,
)


class MissingStartError(AppError):
    """No start of a term was given."""

    code = "deadline.missing_start"

    def __init__(self, term: Term) -> None:
        keys = "、".join(each.key for each in term.starts)
        super().__init__(f"{term.id}（{term.name}）没有起算日期。", f"请写明以下之一：{keys}。")


class NeedsTimeError(AppError):
    """A term in hours was asked for with a day only."""

    code = "deadline.needs_time"
    hint = "请写到分钟，例如2025-10-01 09:30（北京时间）。"

    def __init__(self, term: Term) -> None:
        super().__init__(f"{term.id}（{term.name}）按小时计算，起算时间要写到分钟。")


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where counting starts: by the law, and on the safe track that never rolled."""

    start: Moment
    safe_start: Moment
    steps: tuple[str, ...] = ()
    provisional: bool = False


def reckon(law: Law, rule_id: str, given: Given) -> Result:
    """Compute a time limit; refuses unknown rules, missing starts and days without an edition."""
    first = min((day_of(each) for each in given.starts.values()), default=None)
    if first is None:
        raise MissingStartError(law.book.any_edition(rule_id).term)
    term = law.term(rule_id, first, given)
    if term.to_cap:
        term = replace(term, length=days_to_cap(law.book.late.on(first).value))
    begin = _begin(law, term, given)
    if term.unit is Unit.HOUR:
        return _hours(law, term, begin)
    return _days(law, term, given, begin)


def _begin(law: Law, term: Term, given: Given) -> _Begin:
    """Return the latest of the starts that are given (a deferral outlasts the remedy terms)."""
    found = []
    asked = [each for each in term.starts if each.key in given.starts]
    replaced = {key for each in asked for key in each.instead_of}
    for each in asked:
        if each.key in replaced:
            continue
        moment = given.starts[each.key]
        if not each.through:
            found.append(_Begin(moment, moment))
            continue
        inner = reckon(law, each.through, Given({_first_key(law, each.through): moment}))
        steps = (f"先计算“{inner.name}”：", *inner.steps)
        found.append(_Begin(inner.legal_due, inner.unrolled, steps, inner.provisional))
    if not found:
        raise MissingStartError(term)
    begin = max(found, key=lambda each: day_of(each.start))
    return _at_year_end(begin) if term.from_year_end else begin


def _first_key(law: Law, rule_id: str) -> str:
    return law.book.any_edition(rule_id).term.starts[0].key


def _at_year_end(begin: _Begin) -> _Begin:
    end = date(day_of(begin.start).year, 12, 31)
    return replace(begin, start=end, safe_start=end)


def _hours(law: Law, term: Term, begin: _Begin) -> Result:
    start = begin.start
    if not isinstance(start, datetime):
        raise NeedsTimeError(term)
    length = term.length or 0
    end = start + timedelta(hours=length)
    counting = law.book.counting
    steps = (
        start_line(term, start, counting),
        length_line(term, length, end),
        f"计算：{counting.hours}。",
    )
    ran = Ran(day_of(end), (), steps)
    result = _result(law, term, begin, ran, day_of(end))
    return replace(result, legal_due=end, safe_due=end, unrolled=end, provisional=False)


def _days(law: Law, term: Term, given: Given, begin: _Begin) -> Result:
    start, safe_start = day_of(begin.start), day_of(begin.safe_start)
    run = run_before if term.direction is Direction.BEFORE else run_after
    ran = run(law, term, given, start)
    safe_end = ran.end if safe_start == start else run(law, term, given, safe_start).end
    due, roll_steps = _rolled(law, term, ran.end)
    ran = replace(ran, steps=(*begin.steps, *ran.steps, *roll_steps))
    begin = replace(begin, start=start)
    result = _result(law, term, begin, ran, due)
    if given.fine is not None and term.fine:
        rate = law.book.late.on(start).value
        result = replace(result, steps=(*result.steps, *cap_lines(given.fine, rate)))
    return _with_safe_day(law, result, safe_end)


def _rolled(law: Law, term: Term, end: date) -> tuple[date, tuple[str, ...]]:
    if term.unit is Unit.WORKING_DAY or term.direction is Direction.BEFORE:
        return end, ()
    if not term.rolls:
        return end, (f"顺延：不顺延，{term.no_roll}。",)
    due = law.calendar.on_or_after(end)
    return due, (roll_line(law.calendar, end, due, law.book.counting),)


def _result(law: Law, term: Term, begin: _Begin, ran: Ran, due: date) -> Result:
    sure = confidence_line(term)
    unknown = _unknown_years(law, term, day_of(begin.start), ran.end, due)
    return Result(
        rule=term.id,
        name=term.name,
        start=begin.start,
        legal_due=due,
        safe_due=due,
        unrolled=ran.end,
        unit=term.unit,
        bound=term.bound,
        holder=term.holder,
        severity=term.severity,
        steps=(
            *ran.steps,
            *((f"说明：{term.note}。",) if term.note else ()),
            *((sure,) if sure else ()),
            *((provisional_line(unknown),) if unknown else ()),
        ),
        article=term.article,
        source=term.source,
        confidence=term.confidence,
        missed=term.missed,
        provisional=bool(unknown) or begin.provisional,
        excluded=ran.excluded,
    )


def _with_safe_day(law: Law, result: Result, safe_end: date) -> Result:
    if result.bound is Bound.EARLIEST:
        return result
    safe = law.calendar.on_or_before(safe_end)
    step = f"提醒日：{spoken(safe)}，{law.book.counting.safe}。"
    return replace(result, safe_due=safe, steps=(*result.steps, step))


def _unknown_years(law: Law, term: Term, start: date, end: date, due: date) -> list[int]:
    """Return the years whose rest days mattered and are not published yet."""
    touched = {end.year, due.year}
    if term.unit is Unit.WORKING_DAY:
        touched = set(range(min(start, end).year, max(start, due).year + 1))
    elif not term.rolls:
        touched = {law.calendar.on_or_before(end).year}
    return sorted(touched - law.calendar.years.keys())


def to_plain(result: Result) -> dict[str, object]:
    """Return a result as plain values for JSON; days and moments as text."""
    return {
        "rule": result.rule,
        "name": result.name,
        "start": as_text(result.start),
        "legal_due": as_text(result.legal_due),
        "safe_due": as_text(result.safe_due),
        "unrolled": as_text(result.unrolled),
        "bound": result.bound.value,
        "holder": result.holder.value,
        "severity": result.severity.value,
        "article": result.article,
        "source": result.source,
        "confidence": result.confidence,
        "missed": result.missed,
        "provisional": result.provisional,
        "excluded": [[each.first.isoformat(), each.last.isoformat()] for each in result.excluded],
        "steps": list(result.steps),
    }
