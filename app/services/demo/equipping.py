"""Equipping (演示装备): pieces bought, handed out, repaired, lost; recordings offered to the cases."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.equipment import Equipment, EquipmentKind, EquipmentState
from app.domain.equipment_move import MoveKind
from app.domain.role import Role
from app.rules.gates.people import STARTED
from app.rules.recordings import moment_of
from app.services.demo.scene import desk_data

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from app.domain.bureau import Bureau
    from app.services.demo.scene import Scene

_BOUGHT, _HANDED, _SINCE = 215, 210, 60
_RUNS = timedelta(minutes=25)
_HEADINGS = ("设备编号", "开始时间", "结束时间", "文件名", "文件大小", "采集站")


def equipping(scene: Scene, bureau: Bureau, last: date) -> Generator[datetime, None, None]:
    """Register the pieces of a bureau, hand most of them out, and let some break, get lost, come back."""
    clerk, calendar = scene.seat.holding(bureau.town, Role.CLERK)[0].id, scene.calendar
    yield scene.office_hour(calendar.before(last, _BOUGHT))
    scene.seat.take(clerk)
    pieces = {raw["prefix"]: _bought(scene, bureau, raw) for raw in desk_data()["gear"]}
    yield scene.office_hour(calendar.before(last, _HANDED))
    scene.seat.take(clerk)
    holders = scene.seat.holding(bureau.town, Role.HANDLER)
    for raw in desk_data()["gear"]:
        for piece, officer in zip(pieces[raw["prefix"]][: raw["issued"]], holders, strict=False):
            scene.desks.equipment.move(piece, MoveKind.ISSUE, scene.today(), officer.id)
    yield scene.office_hour(calendar.before(last, _SINCE))
    scene.seat.take(clerk)
    said = desk_data()["equipment"]
    events = ((MoveKind.REPAIR, "broken"), (MoveKind.LOSS, "lost"), (MoveKind.RETURN, "back"))
    for owned, (kind, words) in zip(list(pieces.values())[1:], events, strict=True):
        scene.desks.equipment.move(owned[0], kind, scene.today(), note=said[words])


def filming(scene: Scene, bureau: Bureau, cases: Iterable[UUID]) -> None:
    """Take in a station's list of what the recorders of a bureau filmed at the inspections of its cases."""
    scene.seat.take(scene.seat.holding(bureau.town, Role.CLERK)[0].id)
    devices = {
        each.equipment.holder_id: each.equipment.number
        for each in scene.desks.equipment.pieces()
        if each.equipment.kind is EquipmentKind.RECORDER and each.equipment.state is EquipmentState.ISSUED
    }
    rows = [row for each in cases for row in _filmed(scene, each, devices)]
    if rows:
        scene.desks.equipment.take_list("采集站清单（演示）.csv", _list(rows))


def _bought(scene: Scene, bureau: Bureau, raw: Mapping[str, Any]) -> list[UUID]:
    desk, day = scene.desks.equipment, scene.today()
    found = []
    for number in range(1, raw["pieces"] + 1):
        name = f"{raw['prefix']}{bureau.town[-3:]}{number:03d}"
        kind = EquipmentKind(raw["kind"])
        found.append(desk.save(Equipment(scene.new_id(), bureau.town, kind, name, raw["model"], day)).id)
    return found


def _filmed(scene: Scene, case_id: UUID, devices: Mapping[UUID | None, str]) -> Iterable[tuple[str, ...]]:
    file = scene.desks.reading.open(case_id)
    starts = [each.answers[STARTED] for each in file.documents if each.answers.get(STARTED)]
    station = desk_data()["equipment"]["station"]
    for place, start in enumerate(starts):
        device = devices.get(file.case.handlers[place % len(file.case.handlers)])
        if device is not None:
            begins = moment_of(start)
            name = f"{device}_{begins:%Y%m%d%H%M%S}.mp4"
            size = str(scene.chance.randrange(10**8, 10**9))
            moments = (f"{each:%Y-%m-%d %H:%M:%S}" for each in (begins, begins + _RUNS))
            yield (device, *moments, name, size, station)


def _list(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
