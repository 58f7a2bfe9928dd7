"""Scene (演示场景): what every case of the town is played with, and the plan of one case."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.domain.clue import ClueSource
from app.domain.role import Role
from app.services.demo.walking import at

if TYPE_CHECKING:
    from datetime import date, datetime
    from random import Random
    from uuid import UUID

    from app.domain.bureau import Bureau
    from app.rules.deadlines.calendar import Calendar
    from app.services.demo.choices import Choice
    from app.services.demo.desks import Desks, Seat
    from app.services.demo.routes import Route
    from app.services.demo.walking import WalkingClock

_OPENS, _CLOSES = 9, 16


@dataclass(frozen=True, slots=True)
class Scene:
    """What the cases are played with (演示场景)."""

    desks: Desks
    seat: Seat
    clock: WalkingClock
    chance: Random
    calendar: Calendar

    def new_id(self) -> UUID:
        """Return a fresh identity."""
        return self.desks.office.ids.new()

    def today(self) -> date:
        """Return the day the clock is at."""
        return self.clock.today()

    def in_working_days(self, count: int) -> datetime:
        """Return some office hour of the working day that many days on; of today it is now."""
        if count == 0:
            return self.clock.now()
        return self.office_hour(self.calendar.after(self.today(), count))

    def office_hour(self, day: date) -> datetime:
        """Return some office hour of a day."""
        return at(day, self.chance.randrange(_OPENS, _CLOSES), self.chance.randrange(60))


@dataclass(frozen=True, slots=True)
class CasePlan:
    """What is to become of one case (演示案件计划).

    Attributes:
        delays: Working days before each step of the way.
    """

    route: Route
    bureau: Bureau
    choice: Choice
    start: date
    parties: int = 1
    delays: tuple[int, ...] = ()
    source: ClueSource = ClueSource.INSPECTION


@dataclass(frozen=True, slots=True)
class Team:
    """Who works on one case (演示班组): approvers are never its handlers."""

    handlers: tuple[UUID, ...]
    approvers: dict[Role, UUID]
    archivist: UUID
    clerk: UUID


def team(scene: Scene, town: str) -> Team:
    """Pick two handlers and the people who approve their papers."""
    chance, holding = scene.chance, scene.seat.holding
    heads = holding(town, Role.ORGAN_HEAD)
    chosen = {
        Role.UNIT_HEAD: chance.choice(holding(town, Role.UNIT_HEAD)).id,
        Role.LEGAL_REVIEWER: chance.choice(holding(town, Role.LEGAL_REVIEWER)).id,
        Role.ORGAN_HEAD: heads[-1].id,
        Role.PRINCIPAL_HEAD: holding(town, Role.PRINCIPAL_HEAD)[0].id,
    }
    pair = chance.sample(holding(town, Role.HANDLER), 2)
    return Team(
        tuple(each.id for each in pair),
        chosen,
        holding(town, Role.ARCHIVIST)[0].id,
        holding(town, Role.CLERK)[0].id,
    )


@cache
def said() -> dict[str, Any]:
    """Return the words of resources/demo/cases.toml."""
    return tomllib.loads(files("resources").joinpath("demo", "cases.toml").read_text("utf-8"))


@cache
def desk_data() -> dict[str, Any]:
    """Return what resources/demo/desks.toml says of inspections, lessons and equipment."""
    return tomllib.loads(files("resources").joinpath("demo", "desks.toml").read_text("utf-8"))
