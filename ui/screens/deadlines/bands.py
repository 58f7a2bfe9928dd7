"""Bands (期限范围): which days a saved filter looks at, how many limits it has, and what is left in words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ui.screens.case.deadlines import days_left

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.deadline import Deadline
    from app.rules.deadlines.calendar import Calendar
    from app.services.deadlines import DueCounts, DueEdges

_DATE = len("2026-01-01")


class Band(StrEnum):
    """A saved filter; the nearer days are within the farther ones."""

    OVERDUE = "overdue"
    SOON = "soon"
    NEAR = "near"
    LATER = "later"
    ALL = "all"


BAND_WORDS: Mapping[Band, str] = {
    Band.OVERDUE: "已逾期",
    Band.SOON: "2个工作日内",
    Band.NEAR: "7个工作日内",
    Band.LATER: "以后",
    Band.ALL: "全部",
}


def bounds(band: Band, edges: DueEdges) -> tuple[date | None, date]:
    """Return the first day of a band (``None`` for ever) and the day after its last."""
    return {
        Band.OVERDUE: (None, edges.today),
        Band.SOON: (edges.today, edges.soon),
        Band.NEAR: (edges.today, edges.near),
        Band.LATER: (edges.near, date.max),
        Band.ALL: (None, date.max),
    }[band]


def numbers(counts: DueCounts) -> Mapping[Band, int]:
    """Return how many limits each band has; those of two working days are among those of seven."""
    near = counts.soon + counts.near
    return {
        Band.OVERDUE: counts.overdue,
        Band.SOON: counts.soon,
        Band.NEAR: near,
        Band.LATER: counts.later,
        Band.ALL: counts.overdue + near + counts.later,
    }


def band_of(limit: Deadline, edges: DueEdges) -> Band:
    """Return the narrowest band a limit is in."""
    narrow = (Band.OVERDUE, edges.today), (Band.SOON, edges.soon), (Band.NEAR, edges.near)
    return next((band for band, end in narrow if limit.safe_due < end), Band.LATER)


def left_of(limit: Deadline, calendar: Calendar, today: date) -> str:
    """Return how long until the day to aim at; when only that one is past, how long the law still gives."""
    legal = date.fromisoformat(limit.legal_due[:_DATE])
    if today <= limit.safe_due:
        return days_left(limit.safe_due, calendar, today)
    if today <= legal:
        return f"应办日已过，法定{days_left(legal, calendar, today)}"
    return days_left(legal, calendar, today)
