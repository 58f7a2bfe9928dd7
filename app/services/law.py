"""Law in force here (本单位适用规则): published rules and holidays with what the town chose and imported."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.role import Role
from app.domain.setting import Setting
from app.ports import Beginning
from app.rules.deadlines.calendar_file import parse_year
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import day_of
from app.rules.deadlines.law import Law, published_law
from app.services.office import log
from app.services.refused import permit
from app.services.settings import CITYWIDE, kept_setting, one_of_each

if TYPE_CHECKING:
    from datetime import date

    from app.documents.telling import Reckoner
    from app.ports import UnitOfWork
    from app.rules.deadlines.calendar import Calendar, CalendarYear
    from app.services.office import Office

CHOICE = "deadline."
"""Settings of time limits carry this and the name that the rule gives them."""
YEAR = "calendar."
"""Settings that hold an imported year of holidays carry this and the year; the value is the file's text."""


def law_of(work: UnitOfWork, town: str) -> Law:
    """Return rules and calendar as they apply in a town; unusable settings raise an ``AppError``.

    Years of holidays that the city gave out apply where the town has none of its own; choices are its own.
    """
    law = published_law()
    own = {
        each.name.removeprefix(CHOICE): json.loads(each.value) for each in _of_beginning(work, town, CHOICE)
    }
    # The city's come first, for a year replaces an earlier one.
    years = tuple(each.value for owner in (CITYWIDE, town) for each in _of_beginning(work, owner, YEAR))
    if not own and not years:
        return law
    return replace(law, calendar=_calendar(years), settings=own)


def _of_beginning(work: UnitOfWork, town: str, start: str) -> tuple[Setting, ...]:
    # By the beginning: a town may keep hundreds of imported tables, and each gate asks for the law.
    return one_of_each(work.of(Setting).find(town=town, name=Beginning(start)))


@lru_cache(maxsize=8)
def _calendar(years: tuple[str, ...]) -> Calendar:
    """Return the published calendar with imported years; read once, for every gate asks for the law anew."""
    calendar = published_law().calendar
    for each in years:
        calendar = calendar.with_year(parse_year(json.loads(each)))
    return calendar


def reckoner(law: Law) -> Reckoner:
    """Return the law's clock as documents ask it: a term without a date is left for the clerk to fill."""

    def due(rule: str, /, **inputs: object) -> date | None:
        try:
            return day_of(compute(rule, inputs, law).legal_due)
        except AppError:
            return None

    return due


class LawDesk:
    """规则台: says which rules and holidays apply, and takes a new year's holidays."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def current(self) -> Law:
        """Return the law as it applies in the signed-in town."""
        with self._office.read() as work:
            return law_of(work, self._office.who().town)

    def import_year(self, text: str) -> CalendarYear:
        """Take a year's holidays from the text of its file, replacing an earlier import of that year."""
        who = self._office.who()
        permit(who, "导入放假安排", Role.ADMIN, Role.CLERK)
        year = parse_year(text)
        name = f"{YEAR}{year.year}"
        value = json.dumps(text, ensure_ascii=False)
        with self._office.begin() as work:
            work.of(Setting).save(kept_setting(work, who.town, name, value))
            log(work, self._office, None, "calendar.imported", f"导入{year.title}")
            work.commit()
        return year
