"""Law (现行规则): rules, calendar and the office's settings together, as an answer depends on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256

from app.domain.errors import AppError
from app.rules.deadlines.calendar import Calendar
from app.rules.deadlines.calendar_file import published_calendar
from app.rules.deadlines.given import Given
from app.rules.deadlines.rulebook import DEFAULT_PROFILE, RuleBook, changed, published_rules
from app.rules.deadlines.terms import FirstDay, Reading, Term

_MOST_DAYS = 3660


class UnsuitableSettingError(AppError):
    """An office setting of a time limit is no usable value."""

    code = "deadline.setting"
    hint = "天数填写1至3660的整数；从严从宽填写safe或lenient；首日填写counted或excluded。"

    def __init__(self, name: str, value: object) -> None:
        super().__init__(f"期限设置“{name}”的值“{value}”不能使用。")


class NeedsProfileError(AppError):
    """A field's own term was asked for without saying which field."""

    code = "deadline.needs_profile"
    hint = "请写明profile（领域）。"

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"{rule_id}按领域计算，没有写明领域。")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value the office may choose where the law is silent (可设置项), with its default."""

    name: str
    title: str
    rule: str
    default: int | str | None


@dataclass(frozen=True, slots=True)
class Law:
    """What an answer depends on besides the case.

    Attributes:
        settings: The office's choices by name: days as int, readings and first day as text.
    """

    book: RuleBook
    calendar: Calendar
    settings: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """A short hash that changes when rules, calendar or settings change."""
        own = repr(sorted(self.settings.items()))
        return sha256(f"{self.book.version}{self.calendar.version}{own}".encode()).hexdigest()[:16]

    def term(self, rule_id: str, day: date, given: Given) -> Term:
        """Return the wording that applies on a day, with field, flags, reading and settings in."""
        rule = self.book.rule(rule_id, day)
        term = self._of_field(rule.term, day, given)
        for flag in sorted(given.flags):
            term = changed(term, rule.flags.get(flag, {}))
        if self._reading(term, given) is Reading.LENIENT:
            term = changed(term, rule.lenient)
        return self._as_set(term, given)

    def choices(self) -> tuple[Choice, ...]:
        """Return every setting that the rules name, once each, with its default."""
        found: dict[str, Choice] = {}
        for rule_id in self.book.rules:
            term = self.book.any_edition(rule_id).term
            for name, default in (
                (term.setting, term.length),
                (term.reading_setting, Reading.SAFE.value),
                (term.first_day_setting, term.first_day.value),
            ):
                if name and name not in found:
                    found[name] = Choice(name, term.name, rule_id, default)
        return tuple(found.values())

    def _of_field(self, term: Term, day: date, given: Given) -> Term:
        if not term.part:
            return term
        if term.id == "D09" and not given.profile:
            raise NeedsProfileError(term.id)
        profile = self.book.profile(given.profile or DEFAULT_PROFILE, day)
        return changed(term, profile.parts.get(term.part, {}))

    def _reading(self, term: Term, given: Given) -> Reading:
        if given.reading is not None:
            return given.reading
        name = term.reading_setting
        if not name or name not in self.settings:
            return Reading.SAFE
        value = self.settings[name]
        if value not in (Reading.SAFE, Reading.LENIENT):
            raise UnsuitableSettingError(name, value)
        return Reading(value)

    def _as_set(self, term: Term, given: Given) -> Term:
        if term.setting:
            term = replace(term, length=self._days(term, given))
        if term.first_day_setting:
            term = replace(term, first_day=self._first_day(term, given))
        return term

    def _days(self, term: Term, given: Given) -> int | None:
        days = given.days if given.days is not None else self.settings.get(term.setting)
        if days is None:
            return term.length
        if not isinstance(days, int) or not 0 < days <= _MOST_DAYS:
            raise UnsuitableSettingError(term.setting, days)
        return days

    def _first_day(self, term: Term, given: Given) -> FirstDay:
        value = given.first_day or self.settings.get(term.first_day_setting) or term.first_day
        if value not in (FirstDay.COUNTED, FirstDay.EXCLUDED):
            raise UnsuitableSettingError(term.first_day_setting, value)
        return FirstDay(value)


@cache
def published_law() -> Law:
    """Return the rules and calendar that come with the program, with every default."""
    return Law(published_rules(), published_calendar())


_HERE: ContextVar[Law | None] = ContextVar("law_here", default=None)
"""The law of the town whose file is being asked about; gates are asked by name and take no law."""


def law_here() -> Law:
    """Return the law of the file in hand: the town's where a desk named it, else the published."""
    return _HERE.get() or published_law()


@contextmanager
def applying(law: Law) -> Iterator[None]:
    """Let every rule asked within this block go by a town's own calendar and settings."""
    before = _HERE.set(law)
    try:
        yield
    finally:
        _HERE.reset(before)
