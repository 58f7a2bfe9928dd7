"""A conflict is settled by those alone who may write at its desk what is settled with it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.disagreement import Disagreement, Version
from app.domain.equipment import Equipment, EquipmentKind
from app.domain.officer import Officer
from app.domain.posting import Posting
from app.domain.recorder_file import RecorderFile
from app.domain.role import Role
from app.domain.setting import Setting
from app.services.keepers import DECIDERS, deciders, deciders_words, keepers
from app.services.refused import NotPermittedError
from localdb.sync.shapes import shapes
from tests.builders import TOWN, ident
from tests.sync_facts import a_conflict
from tests.unit.services.test_syncing import desk_of
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file

if TYPE_CHECKING:
    from app.services.syncing import SyncDesk
    from tests.sync_fakes import MemorySyncReading

CASE_WORK = {
    "act",
    "approval",
    "case",
    "clue",
    "delivery",
    "document",
    "evidence",
    "inspection_task",
    "log_line",
    "number_use",
    "party",
    "payment",
    "penalty",
    "statement",
    "volume",
}
"""Collections that whoever may decide at all decides of."""


@pytest.fixture
def world() -> World:
    """A bureau with one case."""
    return ready_to_file()


def over(record: Any, name: str, late: Any) -> Disagreement:
    """Return a conflict over one attribute of a record."""
    found = a_conflict(ready_to_file().case, FIRST.id, SECOND.id)
    now = Version({name: getattr(record, name)}, None, None)
    told = {"record": record, "record_kind": type(record), "record_id": record.id, "fields": (name,)}
    late_side = Version({name: late}, None, None)
    return replace(found, case_id=None, before=now, kept=now, late=late_side, **told)


def facing(world: World, found: Disagreement, *roles: Role) -> tuple[SyncDesk, MemorySyncReading]:
    """Return the desk before one conflict, with somebody of some roles at it."""
    desk, reading = desk_of(world)
    if found.record is not None:
        world.store.put(found.record)
    reading.conflicts = (found,)
    world.seat.take(FIRST.id, FIRST.name, *roles)
    return desk, reading


def a_recorder() -> Equipment:
    """Return a recorder in stock."""
    return Equipment(ident("recorder"), TOWN, EquipmentKind.RECORDER, "J-1")


def a_setting() -> Setting:
    """Return a setting of the town."""
    return Setting(ident("setting"), TOWN, "review_before_notice", "true")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (over(SECOND, "roles", (Role.ADMIN,)), "内勤、系统管理员"),
        (over(a_recorder(), "number", "J-2"), "内勤、系统管理员"),
        (over(a_setting(), "value", "false"), "系统管理员"),
    ],
    ids=["officer", "equipment", "setting"],
)
@pytest.mark.parametrize("way", ["keep", "take_late", "write", "delete"])
def test_a_handler_does_not_settle_what_only_the_office_writes(
    world: World, found: Disagreement, words: str, way: str
) -> None:
    desk, reading = facing(world, found, Role.HANDLER, Role.UNIT_HEAD)
    given = (dict(found.late.values), "理由") if way == "write" else ("理由",)

    with pytest.raises(NotPermittedError) as refused:
        getattr(desk, way)(reading.conflicts[0], *given)

    assert words in refused.value.hint
    assert world.store.decided == []
    assert world.store.tables[found.record_kind][found.record_id] == found.record


@pytest.mark.parametrize(
    ("found", "role"),
    [
        (over(a_recorder(), "number", "J-2"), Role.CLERK),
        (over(a_recorder(), "number", "J-2"), Role.ADMIN),
        (over(a_setting(), "value", "false"), Role.ADMIN),
    ],
)
def test_who_writes_it_at_its_desk_settles_it(world: World, found: Disagreement, role: Role) -> None:
    desk, reading = facing(world, found, role)

    desk.take_late(reading.conflicts[0], "理由")

    (name,) = found.fields
    kept = world.store.tables[found.record_kind][found.record_id]
    assert getattr(kept, name) == found.late.values[name]


def test_of_work_that_came_together_every_part_counts(world: World) -> None:
    brief = replace(a_conflict(world.case, FIRST.id, SECOND.id), whole=True)
    roles = replace(over(SECOND, "roles", (Role.ADMIN,)), id="c-1.1.roles", whole=True)
    desk, reading = facing(world, replace(brief, others=(roles,)), Role.HANDLER)

    with pytest.raises(NotPermittedError):
        desk.take_late(reading.conflicts[0], "理由")

    assert world.case.brief != "后到"


def test_a_move_between_bureaus_is_settled_by_an_administrator_alone() -> None:
    values = {each.name: getattr(SECOND, each.name) for each in fields(Officer)}
    moved = over(SECOND, "name", "乙")
    nothing = Version({}, None, None)
    born = replace(moved, kind="held", record=None, fields=tuple(values), before=nothing, kept=nothing)
    joined = replace(born, late=Version(values, None, None))
    came = replace(joined, late=Version({**values, "person_id": FIRST.id}, None, None))

    assert deciders(joined) == (Role.CLERK, Role.ADMIN)
    assert deciders(came) == (Role.ADMIN,)
    assert deciders_words(deciders(came)) == "系统管理员"
    assert deciders_words(deciders(joined)) == "内勤或者系统管理员"


def test_a_recording_is_the_offices_until_a_case_takes_it_as_evidence() -> None:
    assert deciders_of(RecorderFile, "device") == (Role.CLERK, Role.ADMIN)
    assert deciders_of(RecorderFile, "case_id", "evidence_id") == DECIDERS


def deciders_of(kind: type, *names: str) -> tuple[Role, ...]:
    """Return who settles a conflict over some attributes, given on the late side."""
    found = replace(over(SECOND, "name", "乙"), record=None, record_kind=kind, fields=names)
    nothing = Version({}, None, None)
    return deciders(
        replace(found, before=nothing, kept=nothing, late=Version(dict.fromkeys(names, "x"), None, None))
    )


def test_a_deletion_is_settled_by_who_keeps_the_record() -> None:
    posting = Posting(
        ident("posting"), TOWN, SECOND.id, date(2026, 3, 1), "一中队", "队员", SECOND.establishment
    )
    gone = replace(over(posting, "post", ""), kind="delete_vs_edit", fields=())

    assert deciders(gone) == (Role.CLERK, Role.ADMIN)


@pytest.mark.parametrize("coll", sorted(shapes()))
def test_every_collection_is_either_work_on_a_case_or_kept_by_the_office(coll: str) -> None:
    roles = keepers(shapes()[coll].kind)

    assert (roles == DECIDERS) == (coll in CASE_WORK)
    assert Role.ADMIN in roles
