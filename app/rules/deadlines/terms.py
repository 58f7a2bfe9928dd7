"""Term (期限规则): one time limit as the law words it, read from resources/deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.rules.deadlines.event_kinds import EventKind


class Unit(StrEnum):
    """What a term is counted in (期间单位)."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


UNIT_WORDS = {
    Unit.CALENDAR_DAY: "日（自然日）",
    Unit.WORKING_DAY: "个工作日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
}


class Direction(StrEnum):
    """Whether a term runs after its trigger or must lie before it (计算方向)."""

    AFTER = "after"
    BEFORE = "before"


class Bound(StrEnum):
    """Whether the date is the last allowed day or the first (最迟 or 最早)."""

    LATEST = "latest"
    EARLIEST = "earliest"


class FirstDay(StrEnum):
    """Whether the trigger's own day counts (首日是否计入)."""

    EXCLUDED = "excluded"
    COUNTED = "counted"


class Reading(StrEnum):
    """Which reading of an unclear text is used (从严 or 从宽)."""

    SAFE = "safe"
    LENIENT = "lenient"


class Holder(StrEnum):
    """Whose time is running (期限的承担人)."""

    ORGAN = "organ"
    PARTY = "party"
    COURT = "court"
    POLICE = "police"
    OTHER = "other"


class Severity(StrEnum):
    """What hangs on a term for the office (轻重).

    ``loss`` a right is lost or the act becomes unlawful, ``duty`` a duty is breached,
    ``wait`` the office must let it pass, ``note`` another's clock, shown only.
    """

    LOSS = "loss"
    DUTY = "duty"
    WAIT = "wait"
    NOTE = "note"


class Cause(StrEnum):
    """Why time is left out (扣除事由)."""

    TESTING = "testing"
    HEARING = "hearing"
    ANNOUNCEMENT = "announcement"
    SUSPENSION = "suspension"
    REMEDY = "remedy"
    OBSTACLE = "obstacle"
    COMPLETION = "completion"


CAUSE_WORDS = {
    Cause.TESTING: "检测、检验、检疫、鉴定",
    Cause.HEARING: "听证",
    Cause.ANNOUNCEMENT: "公告",
    Cause.SUSPENSION: "中止",
    Cause.REMEDY: "行政复议或者行政诉讼",
    Cause.OBSTACLE: "不可抗力或者其他正当理由",
    Cause.COMPLETION: "退回补正",
}


@dataclass(frozen=True, slots=True)
class Start:
    """Where a term may start (起算点): an input's name, or the end of another term on it.

    Attributes:
        key: Name of the input that carries the day.
        through: Id of the term whose end on that day is the start; empty for the day itself.
        instead_of: Names of starts that no longer count once this one is given.
    """

    key: str
    through: str = ""
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """One possible extension (延长): who decides, and the most it may give; ``None`` unlimited."""

    by: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Term:
    """One wording of a time limit (期限), in force from ``valid_from`` to ``valid_to``.

    Attributes:
        length: Number of ``unit``; ``None`` where each case sets its own.
        article: Articles as cited on paper; ``source`` is where they can be read.
        confidence: ``verified: KEY``, ``well-known``, ``to confirm`` or ``proposal``.
        clear: The whole term must pass: the answer is the day after it, or the last day
            that leaves the whole term free before the event.
        rolls: Whether an end on a rest day moves to the next working day.
        no_roll: Why it does not, in Chinese; printed in the explanation.
        excludes: Causes whose time is not counted; empty where the law knows none.
        told_in_writing: Excluded time counts only if the party was told of it in writing.
        grants: Possible extensions in their order.
        setting: Name under which an office overrides ``length`` where the law is silent.
        part: Section of a field profile that may replace values of this term.
        opened_by: Kinds of case events that start it; ``closed_by`` those that settle it.
        needs: Kinds that must also have happened to its subject.
        held_by: Kinds that keep it from running until one of ``released_by`` happens.
        only_in: Field profiles in which a case's clock shows it; empty for all.
        not_in: Field profiles in which a case's clock leaves it out.
        survives: Whether it still runs after the case is closed.
        fine: Whether the explanation uses the fine.
        to_cap: The length is the days until the late penalty reaches its cap.
    """

    id: str
    name: str
    trigger: str
    length: int | None
    unit: Unit
    article: str
    source: str
    confidence: str
    valid_from: date
    valid_to: date | None
    severity: Severity
    holder: Holder = Holder.ORGAN
    direction: Direction = Direction.AFTER
    bound: Bound = Bound.LATEST
    clear: bool = False
    first_day: FirstDay = FirstDay.EXCLUDED
    first_day_setting: str = ""
    reading_setting: str = ""
    from_year_end: bool = False
    rolls: bool = True
    no_roll: str = ""
    starts: tuple[Start, ...] = (Start("trigger"),)
    setting: str = ""
    excludes: tuple[Cause, ...] = ()
    told_in_writing: bool = False
    stops: str = ""
    grants: tuple[Grant, ...] = ()
    extension: str = ""
    missed: str = ""
    note: str = ""
    part: str = ""
    opened_by: tuple[EventKind, ...] = ()
    closed_by: tuple[EventKind, ...] = ()
    needs: tuple[EventKind, ...] = ()
    held_by: tuple[EventKind, ...] = ()
    released_by: tuple[EventKind, ...] = ()
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    survives: bool = False
    fine: bool = False
    to_cap: bool = False

    @property
    def most_extension(self) -> int | None:
        """The most days all extensions together may give; ``None`` if one is unlimited."""
        days = [each.days for each in self.grants]
        return None if None in days else sum(each or 0 for each in days)


@dataclass(frozen=True, slots=True)
class LateRate:
    """What a day of late payment adds (加处罚款标准), and the most it adds, in parts of the fine."""

    rate: Fraction
    cap: Fraction
    article: str
    source: str
    confidence: str
