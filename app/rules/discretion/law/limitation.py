"""Limitation (追责时效): whether an act was found in time to be punished (APL 36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.rules.discretion.law.general import limitation_rules


@dataclass(frozen=True, slots=True)
class Limitation:
    """The outcome (时效结论).

    Attributes:
        last_day: Last day on which the act could still be found in time.
    """

    punishable: bool
    last_day: date
    step: str


def limitation(act_end: date, found: date, *, safety_with_harm: bool) -> Limitation:
    """Check the limitation in the law of the day of discovery.

    Args:
        act_end: Day of the act, or its last day if it was continuous or continuing.
        found: Day the act was found.
        safety_with_harm: Life, health or financial safety was touched and harm was done.
    """
    edition = limitation_rules().on(max(found, act_end))
    years = edition.value.long_years if safety_with_harm else edition.value.years
    last_day = _years_after(act_end, years)
    in_time = found <= last_day
    word = "在追责时效以内，可以处罚" if in_time else "超过追责时效，不再给予行政处罚"
    text = f"自{act_end.isoformat()}起{years}年，至{last_day.isoformat()}届满；{word}（{edition.source}）"
    return Limitation(in_time, last_day, text)


def _years_after(day: date, years: int) -> date:
    """The corresponding day; where the month has none, its last day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
