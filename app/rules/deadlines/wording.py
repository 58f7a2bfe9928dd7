"""Explanation (说明): the Chinese lines that show how a date came about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from app.rules.deadlines.calendar import Calendar, weekday
from app.rules.deadlines.given import BEIJING, Extension, Moment
from app.rules.deadlines.rulebook import Counting
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import CAUSE_WORDS, UNIT_WORDS, FirstDay, Term, Unit

_CONFIDENCE_WORDS = {
    "well-known": "依据未逐条核对原文",
    "to confirm": "依据待确认",
    "proposal": "法律没有规定，按本单位做法",
}


def spoken(moment: Moment) -> str:
    """Write a day as 2025年10月9日（周四）, a moment with its hour and minute."""
    if isinstance(moment, datetime):
        local = moment.astimezone(BEIJING)
        return f"{spoken(local.date())}{local:%H:%M}"
    return f"{moment.year}年{moment.month}月{moment.day}日（{weekday(moment)}）"


def start_line(term: Term, start: Moment, counting: Counting) -> str:
    """Say from which day is counted and whether it counts."""
    counted = term.first_day is FirstDay.COUNTED
    why = counting.start_counted if counted else counting.start_excluded
    return f"起算：{spoken(start)}为{term.trigger}。{why}。"


def length_line(term: Term, length: int, end: Moment) -> str:
    """Say how long the term is and where it ends before any roll-forward."""
    own = "（本单位设置或者文书载明）" if term.setting else ""
    return f"期间：{length}{UNIT_WORDS[term.unit]}{own}，至{spoken(end)}。依据：{term.article}。"


def holiday_lines(calendar: Calendar, first: date, last: date) -> Iterable[str]:
    """Name each festival rest and each make-up day between two days, both included."""
    for rest in calendar.rests_in(first, last):
        yield f"放假：{_stretch(rest.first, rest.last)}{rest.name}放假，不是工作日。"
    for day in calendar.made_up_in(first, last):
        yield f"调休：{spoken(day)}调休上班，是工作日。"


def stop_line(stop: Stop, days: int) -> str:
    """Say that a stretch was left out, why and on which paper."""
    return f"扣除：{_stop(stop)}不计入，期间内共{days}日。"


def stop_refused_line(stop: Stop, why: str) -> str:
    """Say that a stretch was not left out, and why."""
    return f"不扣除：{_stop(stop)}，{why}。"


def extension_line(extension: Extension, granted: int, unit: Unit, end: date) -> str:
    """Say that an extension counts, and the end it gives before any roll-forward."""
    document = f"（{extension.document}）" if extension.document else ""
    when = f"{spoken(extension.approved_on)}批准" if extension.approved_on else "批准"
    words = UNIT_WORDS[Unit.WORKING_DAY if unit is Unit.WORKING_DAY else Unit.CALENDAR_DAY]
    return f"延长：{when}延长{granted}{words}{document}，自不顺延的原届满日起算，至{spoken(end)}。"


def extension_refused_line(extension: Extension, why: str) -> str:
    """Say that an extension, or a part of it, does not count, and why."""
    document = f"（{extension.document}）" if extension.document else ""
    return f"不延长：申请延长{extension.days}日{document}，{why}。"


def roll_line(calendar: Calendar, end: date, rolled: date, counting: Counting) -> str:
    """Say why the end moved, or that it stayed because the day works."""
    if rolled == end:
        makes_up = "调休上班的" if calendar.makes_up(end) else ""
        return f"顺延：届满日{spoken(end)}是{makes_up}工作日，不顺延。"
    why = calendar.rest_name(end)
    return f"顺延：届满日{spoken(end)}休息（{why}），顺延至{spoken(rolled)}。{counting.rolled}。"


def provisional_line(years: Iterable[int]) -> str:
    """Say for which years only weekends were known."""
    words = "、".join(f"{each}年" for each in years)
    return f"暂定：{words}放假安排尚未导入，只按周末推算；导入后重新计算。"


def confidence_line(term: Term) -> str:
    """Say how sure the source is, or nothing where it was verified."""
    words = _CONFIDENCE_WORDS.get(term.confidence.split(":")[0])
    return f"可靠程度：{words}（{term.article}）。" if words else ""


def stretch_of(span: Span) -> str:
    """Write a stretch as 2025年3月20日至4月8日."""
    return _stretch(span.first, span.last)


def _stop(stop: Stop) -> str:
    cause = CAUSE_WORDS[stop.cause] if stop.cause else "扣除期间"
    document = f"，{stop.document}" if stop.document else ""
    return f"{stretch_of(stop.span)}（{cause}{document}）"


def _stretch(first: date, last: date) -> str:
    if first == last:
        return f"{first.year}年{first.month}月{first.day}日"
    year = f"{last.year}年" if last.year != first.year else ""
    head = f"{first.year}年{first.month}月{first.day}日"
    return f"{head}至{year}{last.month}月{last.day}日"
