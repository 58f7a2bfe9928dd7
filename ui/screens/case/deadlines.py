"""Reads the running time limits of a case, and says of each how long it still runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.rules.deadlines.given import as_text, day_of
from app.rules.deadlines.terms import Bound, Holder
from ui.jobs import Job

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.rules.deadlines.calendar import Calendar
    from app.rules.deadlines.clock import OpenDeadline
    from app.rules.deadlines.given import Result
    from app.rules.deadlines.law import Law
    from ui.screens.tools import Tools

_DAY = timedelta(days=1)
_SURE = {
    "verified": "已核对原文",
    "well-known": "未逐条核对",
    "to confirm": "待确认",
    "proposal": "法无规定，本单位做法",
}
HOLDERS = {
    Holder.ORGAN: "本机关",
    Holder.PARTY: "当事人",
    Holder.COURT: "法院",
    Holder.POLICE: "公安机关",
    Holder.OTHER: "其他机关",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit as it is shown (期限).

    Attributes:
        name: With the party or act it is about; none for the case itself.
        safe: The day to aim at; ``legal`` is the day by the law.
        left: How long it still runs, in words.
        sure: How far its source was checked.
        why: Every line of how its date came about.
    """

    id: str
    name: str
    holder: str
    safe: str
    legal: str
    left: str
    article: str
    sure: str
    why: tuple[str, ...]


class DeadlineModel(QObject):
    """The limits of one case by the law as it applies in its town.

    Signals:
        shown: The limits, the one to be done first on top.
    """

    shown = Signal(object)

    def __init__(self, tools: Tools, case_id: UUID) -> None:
        super().__init__()
        self._tools, self._case_id = tools, case_id

    def read(self, file: CaseFile) -> None:
        """Work the limits of a case out, off the UI thread."""
        self._tools.jobs.start(self, Job(lambda _token: self._limits(file), self.shown.emit))

    def _limits(self, file: CaseFile) -> tuple[Limit, ...]:
        found, law = self._tools.deadlines.of_case(self._case_id)
        return limits(file, found, law, self._tools.clock.today())


def limits(
    file: CaseFile | None, found: tuple[OpenDeadline, ...], law: Law, today: date
) -> tuple[Limit, ...]:
    """Return limits in words, by the day to aim at; without a case they name their subject themselves."""
    ordered = sorted(found, key=lambda each: day_of(each.safe_due))
    return tuple(_limit(file, each, law.calendar, today) for each in ordered)


def left_words(result: Result, calendar: Calendar, today: date) -> str:
    """Return how long a limit still runs: 已逾期, 今日, or so many working days."""
    due = day_of(result.legal_due)
    if result.bound is Bound.EARLIEST:
        days = calendar.working_days(today + _DAY, due)
        return f"须再等{days}个工作日" if due > today else "已可办理"
    return days_left(due, calendar, today, "已逾期" if result.holder is Holder.ORGAN else "已届满")


def days_left(due: date, calendar: Calendar, today: date, over: str = "已逾期") -> str:
    """Return how long until the last day of a limit, in working days; ``over`` is said when it is past."""
    if due < today:
        days = calendar.working_days(due + _DAY, today)
        return f"{over}{days}个工作日" if days else over
    if due == today:
        return "今日"
    return f"还有{calendar.working_days(today + _DAY, due)}个工作日"


def _limit(file: CaseFile | None, deadline: OpenDeadline, calendar: Calendar, today: date) -> Limit:
    result = deadline.result
    provisional = "，日期暂定" if result.provisional else ""
    about = deadline.subject if file is None else _about(file, deadline.subject)
    missed = (f"逾期后果：{result.missed}",) if result.missed else ()
    return Limit(
        f"{result.rule} {deadline.subject}",
        result.name + (f"（{about}）" if about else ""),
        HOLDERS[result.holder],
        as_text(result.safe_due),
        as_text(result.legal_due),
        left_words(result, calendar, today),
        result.article,
        _SURE.get(result.confidence.split(":")[0], "待确认") + provisional,
        (*result.steps, *missed),
    )


def _about(file: CaseFile, subject: str) -> str:
    for party in file.parties:
        if str(party.id) == subject:
            return party.name
    for act in file.acts:
        item = file.item_of(act)
        if str(act.id) == subject:
            return act.item_code if item is None else item.name
    for payment in file.payments:
        if str(payment.id) == subject:
            return f"票据{payment.receipt_no}"
    return ""
