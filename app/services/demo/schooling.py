"""Schooling (演示培训): a year's sessions with who was there, and an examination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.role import Role
from app.domain.training_plan import TrainingPlan
from app.domain.training_session import TrainingSession
from app.services.demo.scene import desk_data
from app.services.training import Signed

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from app.domain.bureau import Bureau
    from app.services.demo.scene import Scene

_WORST, _BEST = 52, 99


def schooling(scene: Scene, bureau: Bureau, last: date) -> Generator[datetime, None, None]:
    """Hold the sessions of a bureau, each under the plan of its year."""
    plans: dict[int, UUID] = {}
    for raw in desk_data()["session"]:
        yield scene.office_hour(scene.calendar.before(last, raw["before"]))
        scene.seat.take(scene.seat.holding(bureau.town, Role.CLERK)[0].id)
        today = scene.today()
        if today.year not in plans:
            plans[today.year] = _planned(scene, bureau, today.year)
        _held(scene, bureau, plans[today.year], raw)


def _planned(scene: Scene, bureau: Bureau, year: int) -> UUID:
    data = desk_data()["training"]
    plan = TrainingPlan(
        scene.new_id(), bureau.town, year, data["plan"].format(year=year), data["organiser"], data["aims"]
    )
    return scene.desks.training.save_plan(plan).id


def _held(scene: Scene, bureau: Bureau, plan_id: UUID, raw: Mapping[str, Any]) -> None:
    given = {name: value for name, value in raw.items() if name != "before"}
    place = desk_data()["training"]["place"]
    session = TrainingSession(scene.new_id(), bureau.town, plan_id, scene.today(), place=place, **given)
    desk = scene.desks.training
    desk.save_session(session)
    desk.sign(session.id, [_signed(scene, each.id, exam=session.exam) for each in desk.people()])


def _signed(scene: Scene, officer_id: UUID, *, exam: bool) -> Signed:
    there = scene.chance.randrange(desk_data()["training"]["absent_one_in"]) > 0
    score = str(scene.chance.randint(_WORST, _BEST))
    return Signed(officer_id, there, score if exam and there else "")
