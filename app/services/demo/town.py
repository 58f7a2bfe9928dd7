"""Town (演示镇): makes the whole fictional town, the same for the same seed and day."""

from __future__ import annotations

from dataclasses import replace
from heapq import heappop, heappush
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from app.rules.deadlines.law import published_law
from app.services.demo.equipping import equipping, filming
from app.services.demo.founding import found_town
from app.services.demo.inspecting import inspecting
from app.services.demo.plans import Planner, TownPlan
from app.services.demo.scene import CasePlan, Scene, desk_data
from app.services.demo.schooling import schooling
from app.services.demo.stray import stray_clue
from app.services.demo.walk import walk
from app.services.demo.walking import WalkingClock, at

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.bureau import Bureau
    from app.services.demo.desks import Desks

_EVENING = 18
Way: TypeAlias = "tuple[datetime, Generator[datetime, None, UUID | None]]"


def make_town(
    desks: Desks, clock: WalkingClock, plan: TownPlan, told: Callable[[int, int], None]
) -> dict[UUID, CasePlan]:
    """Found the town and work its cases day by day; ``told`` hears of cases done and of all.

    Returns:
        The cases that came to the end of their way: id → what was planned.
    """
    scene, planner = prepared(desks, clock, plan)
    cases, strays = planner.cases(), planner.strays()
    end = at(plan.until, _EVENING)
    walks: list[Way] = [(scene.office_hour(each.start), walk(scene, each)) for each in cases]
    walks += [(scene.office_hour(each.start), stray_clue(scene, each, end)) for each in strays]
    beside = replace(scene, chance=Random(f"{plan.seed} beside the cases"))  # noqa: S311 - a seed again
    walks += [each for bureau in planner.busy for each in _beside(beside, bureau, plan.until)]
    made: dict[UUID, CasePlan] = {}

    def ended(number: int, case_id: UUID | None) -> None:
        if number < len(cases) and case_id is not None:
            made[case_id] = cases[number]
            told(len(made), len(cases))

    play(clock, walks, end, ended)
    clock.go_to(end)
    for bureau in planner.busy:
        own = [each for each, planned in made.items() if planned.bureau.town == bureau.town]
        filming(beside, bureau, own)
    return made


def prepared(desks: Desks, clock: WalkingClock, plan: TownPlan) -> tuple[Scene, Planner]:
    """Found the town; returns who plans what is to become of it."""
    chance = Random(plan.seed)  # noqa: S311 - a seed must give the same town again
    seat, bureaus = found_town(desks, chance, plan.until)
    scene = Scene(desks, seat, clock, chance, published_law().calendar)
    return scene, Planner(plan, bureaus, chance, scene.calendar)


def _beside(scene: Scene, bureau: Bureau, last: date) -> Iterator[Way]:
    """What a bureau does beside its cases: inspects at random, teaches, hands out equipment."""
    for act in (inspecting, schooling, equipping):
        begins = scene.calendar.before(last, desk_data()["inspection"]["begins"])
        yield (
            (scene.office_hour(begins) if act is inspecting else scene.clock.now()),
            act(scene, bureau, last),
        )


def play(
    clock: WalkingClock,
    walks: Sequence[Way],
    end: datetime,
    ended: Callable[[int, UUID | None], None],
) -> None:
    """Let walks go on in the order of their moments, until each has ended or the end has come."""
    waiting: list[tuple[datetime, int]] = []
    for number, (start, _) in enumerate(walks):
        heappush(waiting, (start, number))
    while waiting:
        moment, number = heappop(waiting)
        if moment > end:
            ended(number, None)
            continue
        clock.go_to(moment)
        try:
            heappush(waiting, (next(walks[number][1]), number))
        except StopIteration as stop:
            ended(number, stop.value)
