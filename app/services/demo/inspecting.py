"""Inspecting (演示双随机): a list of objects, plans, a draw before a witness, results made public or late."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.inspection import (
    DrawnFrom,
    Finding,
    InspectionMatter,
    InspectionObject,
    InspectionPlan,
    InspectionTask,
    Risk,
)
from app.domain.role import Role
from app.rules.draw.pools import PoolRefusedError
from app.services.demo.scene import desk_data
from app.services.demo.words import a_company, a_credit_code, a_name, a_phone, a_shop, an_address, words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from app.domain.bureau import Bureau
    from app.services.demo.scene import Scene

_ALL = {"all": "20"}
_ONE_OFF = (7, 11)
"""Places in the list of the object that is exempt and of the one an officer must not be sent to."""


def inspecting(scene: Scene, bureau: Bureau, last: date) -> Generator[datetime, None, None]:
    """Run a bureau's random inspection: one draw carried through, one plan open, files and people drawn."""
    data, desks, clerk = desk_data()["inspection"], scene.desks, _clerk(scene, bureau)
    calendar = scene.calendar
    scene.seat.take(clerk)
    matters = [desks.inspections.save_matter(_matter(scene, bureau, each)) for each in desk_data()["matter"]]
    listed = [_object(scene, bureau, place) for place in range(data["objects"])]
    desks.inspections.take_objects(listed, lambda _done, _whole: None)
    day = calendar.before(last, data["drawn"])
    plan = _plan(scene, bureau, data["plan"], DrawnFrom.OBJECTS, (day, matters[0].id))
    yield scene.office_hour(day)
    scene.seat.take(clerk)
    tasks = _drawn(scene, plan)
    for before, act in sorted(_events(scene, clerk, tasks), key=lambda each: -each[0]):
        yield scene.office_hour(calendar.before(last, before))
        act()
    yield scene.office_hour(calendar.before(last, 2))
    scene.seat.take(clerk)
    _plan(scene, bureau, data["plan"], DrawnFrom.OBJECTS, (scene.today(), matters[1].id))
    _drawn(scene, _plan(scene, bureau, data["review"], DrawnFrom.FILES, (scene.today(), None)))
    people = _plan(scene, bureau, data["people"], DrawnFrom.OFFICERS, (scene.today(), None))
    desks.draws.freeze(people.id)


def _clerk(scene: Scene, bureau: Bureau) -> UUID:
    return scene.seat.holding(bureau.town, Role.CLERK)[0].id


def _matter(scene: Scene, bureau: Bureau, raw: Mapping[str, Any]) -> InspectionMatter:
    return InspectionMatter(scene.new_id(), bureau.town, listed_from=scene.today(), **raw)


def _object(scene: Scene, bureau: Bureau, place: int) -> InspectionObject:
    chance, data = scene.chance, desk_data()["inspection"]
    firm = chance.randrange(2) == 0
    kept_away = (scene.seat.holding(bureau.town, Role.HANDLER)[0].id,) if place == _ONE_OFF[1] else ()
    return InspectionObject(
        scene.new_id(),
        bureau.town,
        a_company(chance) if firm else a_shop(chance),
        a_credit_code(chance, "91" if firm else "92"),
        chance.choice(words()["trades"]),
        an_address(chance, bureau.town_name),
        a_phone(chance),
        Risk(chance.choice(data["risks"])),
        exempt=data["exempt"] if place == _ONE_OFF[0] else "",
        recused=kept_away,
        demonstration=True,
    )


def _plan(
    scene: Scene, bureau: Bureau, name: str, drawn: DrawnFrom, given: tuple[date, UUID | None]
) -> InspectionPlan:
    starts, matter = given
    objects = drawn is DrawnFrom.OBJECTS
    plan = InspectionPlan(
        scene.new_id(),
        bureau.town,
        name.format(year=starts.year, quarter=(starts.month + 2) // 3),
        starts.year,
        drawn,
        matter,
        desk_data()["inspection"]["shares"] if objects else _ALL,
        starts,
        scene.calendar.after(starts, 60),
        2 if objects else 0,
        demonstration=True,
    )
    return scene.desks.inspections.save_plan(plan)


def _drawn(scene: Scene, plan: InspectionPlan) -> tuple[InspectionTask, ...]:
    """Freeze and draw at once; where there is nothing to draw from, nothing is drawn."""
    try:
        frozen = scene.desks.draws.freeze(plan.id)
    except PoolRefusedError:
        return ()
    word = scene.chance.choice(desk_data()["inspection"]["words"])
    return scene.desks.draws.reveal(frozen.id, a_name(scene.chance), word)


def _events(
    scene: Scene, clerk: UUID, tasks: tuple[InspectionTask, ...]
) -> list[tuple[int, Callable[[], None]]]:
    """Return what happens with the tasks, each with the working days before the last day."""
    found: list[tuple[int, Callable[[], None]]] = []
    for task, raw in zip(tasks, desk_data()["result"], strict=False):
        found.append((raw["before"], partial(_report, scene, clerk, task, raw)))
        if raw["published"]:
            found.append((raw["published"], partial(_publish, scene, clerk, task)))
    return found


def _report(scene: Scene, clerk: UUID, task: InspectionTask, raw: Mapping[str, Any]) -> None:
    """Let one of the handlers sent there write down the result, the clerk where none was sent."""
    finding = Finding(raw["finding"])
    handlers = {each.id for each in scene.seat.holding(task.town, Role.HANDLER)}
    scene.seat.take(next((each for each in task.officers if each in handlers), clerk))
    scene.desks.tasks.report(task.id, finding, scene.today(), raw["words"])
    if finding is Finding.PROBLEM:
        scene.desks.tasks.to_clue(task.id)


def _publish(scene: Scene, clerk: UUID, task: InspectionTask) -> None:
    scene.seat.take(clerk)
    scene.desks.tasks.publish((task.id,), scene.today())
