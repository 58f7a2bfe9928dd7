"""Plans (演示计划): what is to become of every case and clue of the town, drawn by a seed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.domain.clue import ClueSource
from app.services.demo.choices import Choices
from app.services.demo.routes import Route, lingers, pace, routes, spread
from app.services.demo.scene import CasePlan
from app.services.demo.walking import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from app.domain.bureau import Bureau
    from app.rules.deadlines.calendar import Calendar

HISTORY = timedelta(days=330)
"""How far back the town begins."""
_LAW_IS_OLDER = timedelta(days=400)
_TERMS = {"T17D": 8, "T15": 8, "T16D": 8, "T13": 8, "T15S": 8, "T22": 14, "T24": 13}
"""Working days a step may have to wait for a term of the law to run out."""
_NEEDS_DEBT = frozenset({"T20", "T21", "T22"})
_SOURCES = tuple(ClueSource)
_CASES_PER_STRAY, _CASES_PER_BUREAU = 3, 11


@dataclass(frozen=True, slots=True)
class TownPlan:
    """What is to be made (演示镇计划): from a seed, up to a day; ``only`` names the one way taken."""

    seed: int
    cases: int
    until: date
    only: str = ""

    @property
    def begins(self) -> datetime:
        """The morning on which the town is founded."""
        return at(self.until - HISTORY, 8)


def possible_routes() -> tuple[Route, ...]:
    """Return the ways the installed forms carry to their end."""
    return tuple(each for each in routes() if each.carried_by(forms()))


def ways_of(plan: TownPlan) -> tuple[Route, ...]:
    """Return the way of each case of a plan."""
    able = possible_routes()
    named = [each for each in able if each.name == plan.only]
    return tuple(named * plan.cases) if plan.only else spread(able, plan.cases)


class Planner:
    """Draws the plans of a town (演示计划员)."""

    def __init__(self, plan: TownPlan, bureaus: Sequence[Bureau], chance: Random, calendar: Calendar) -> None:
        self._plan = plan
        # A few cases stay together in a few bureaus, so that each has enough to look at.
        self._busy = bureaus[: max(1, plan.cases // _CASES_PER_BUREAU)]
        self._chance = chance
        self._calendar = calendar
        self._choices = Choices(plan.until, law_before=plan.until - _LAW_IS_OLDER)
        self._departments = deque(self._choices.departments)

    @property
    def busy(self) -> tuple[Bureau, ...]:
        """The bureaus that have the cases."""
        return tuple(self._busy)

    def cases(self) -> tuple[CasePlan, ...]:
        """Return the plan of every case, the earliest first."""
        ways = ways_of(self._plan)
        found = [self._case(number, route) for number, route in enumerate(ways)]
        return tuple(sorted(found, key=lambda each: each.start))

    def strays(self) -> tuple[CasePlan, ...]:
        """Return the plan of every clue that gets no case, one for each three cases."""
        clue = Route("stray", 0, "none", ())
        days = self._chance.choices(range(1, 60), k=self._plan.cases // _CASES_PER_STRAY)
        return tuple(
            self._planned(number, clue, self._calendar.before(self._plan.until, count))
            for number, count in enumerate(sorted(days, reverse=True))
        )

    def _case(self, number: int, route: Route) -> CasePlan:
        """Plan a case that comes to the end of its way a while before the last day."""
        delays = tuple(self._chance.randint(*pace().get(code, (0, 1))) for code in route.steps)
        terms = (_TERMS.get(code, 0) for code in route.steps)
        took = sum(delays) + (0 if route.says == "waives" else sum(terms))
        rests = self._chance.randint(0, lingers(route.goal()))
        first = self._calendar.on_or_after(self._plan.begins.date() + timedelta(days=1))
        start = max(first, self._calendar.before(self._plan.until, took + 1 + rests))
        return replace(self._planned(number, route, start), delays=delays)

    def _planned(self, number: int, route: Route, start: date) -> CasePlan:
        department = self._department(route)
        weight = "collected" if route.collects else route.weight
        choice = self._chance.choice(self._choices.of(department, weight))
        parties = 2 if number % 17 == 3 and not route.simple else 1  # noqa: PLR2004 - one in seventeen
        bureau, source = self._busy[number % len(self._busy)], _SOURCES[number % len(_SOURCES)]
        return CasePlan(route, bureau, choice, start, parties, source=source)

    def _department(self, route: Route) -> str:
        """Take the department that waited longest among those with an item for the way."""
        found = next(self._fitting(route))
        self._departments.remove(found)
        self._departments.append(found)
        return found

    def _fitting(self, route: Route) -> Iterator[str]:
        weight = "collected" if route.collects else route.weight
        strict = route.collects or not _NEEDS_DEBT.isdisjoint(route.steps)
        for each in self._departments:
            fits = self._choices.suits(each, weight)
            if fits or (not strict and self._choices.suits(each, "warning")):
                yield each
