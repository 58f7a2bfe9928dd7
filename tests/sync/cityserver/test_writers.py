"""Whatever a desktop or the city can write passes the forms of the exchange, pushed and given back alike."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.domain.case import Case, CaseStatus, Procedure
from app.domain.party import Party, PartyKind
from sync.cityserver.web.application import application
from tests.sync.city_kit import TOWN, CityKit
from tests.sync.cityserver.desks import Desk, born, enrolled
from tests.sync.cityserver.platforms import platform_over
from tests.sync.cityserver.stores import EAST, sqlite_stores
from tests.sync.cityserver.web import served
from tests.sync.desktop_kit import Desktop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sync.cityserver.web.platform import Platform

CASE, PARTY, THERE = UUID(int=0xCA5E), UUID(int=0xBA47), UUID(int=0xBA48)
WORDS = {"put", "append", "patch", "del", "undelete", "resolve", "withdraw"}
"""Every word of an operation that the protocol knows."""


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    stores = sqlite_stores(tmp_path / "city.db")
    yield platform_over(stores, tmp_path)
    stores.close()


@pytest.fixture
def desk(platform: Platform) -> Iterator[Desk]:
    with served(application(platform)) as address:
        desk = enrolled(address.url, platform.enrolment.new_code(EAST, "一号机", "admin"))
        desk.hello()
        yield desk


def removed(desk: Desktop, record: UUID) -> None:
    """Delete a party at a desktop."""
    with desk.store.begin() as work:
        work.of(Party).remove(work.of(Party).get(record), "登记错误")
        work.commit()


def exchanged(*desks: Desktop) -> None:
    for each in desks:
        each.exchange()


def outbox(desk: Desktop) -> list[list[dict[str, Any]]]:
    """Return the operations of every change set a desktop keeps."""
    with desk.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT operations FROM outbox ORDER BY place").all()
    return [json.loads(operations.replace(TOWN, EAST)) for (operations,) in rows]


def begun(one: Desktop, other: Desktop) -> None:
    """Let both desktops know one case and one party, and have one party each under one identity."""
    opened = one.clock.now()
    one.save(
        Case(CASE, TOWN, Procedure.ORDINARY, CaseStatus.CLUE, opened, None, cause="占道经营", brief="原来"),
        Party(PARTY, TOWN, CASE, PartyKind.PERSON, "某甲"),
    )
    exchanged(one, other)
    one.save(Party(THERE, TOWN, CASE, PartyKind.PERSON, "某丙"))
    other.save(Party(THERE, TOWN, CASE, PartyKind.PERSON, "某丁"))


def worked(folder: Path) -> list[list[dict[str, Any]]]:
    """Let two desktops and their people do all there is to do, and return what they wrote."""
    kit = CityKit()
    one, other = Desktop(kit, folder, 1), Desktop(kit, folder, 2)
    begun(one, other)
    removed(one, PARTY)
    other.save(replace(other.get(Party, PARTY), name="某乙"))
    one.save(replace(one.get(Case, CASE), brief="甲写"))
    other.save(replace(other.get(Case, CASE), brief="乙写"))
    exchanged(one, other, one)
    (returned,) = other.desk.centre().returned
    other.desk.give_up(returned.cs_id, "重复登记")
    for found in one.desk.centre().conflicts:
        if found.deleted:
            one.desk.bring_back(found, "仍在案")
        else:
            one.desk.take_late(found, "核对现场记录")
    written = [*outbox(one), *outbox(other)]
    one.close()
    other.close()
    return written


def given_back(desk: Desk, sent: Sequence[Mapping[str, Any]]) -> Any:
    """Hand change sets over as after a restore, and return the answer."""
    numbers: dict[str, list[object]] = {"leased": [], "used": []}
    head = {"answers": desk.epoch, "incarnation": desk.incarnation, "part": 0, "done": True}
    return desk.call("recover", {**head, "numbers": numbers, "changesets": list(sent)})


def test_every_word_a_desktop_writes_is_taken_when_pushed_and_when_given_back(
    platform: Platform, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "desks").mkdir()
    written = worked(tmp_path / "desks")
    sent = [desk.saved(ops) for ops in written]

    pushed = desk.push(sent)
    platform.core.restored(EAST)
    desk.hello()
    returned = given_back(desk, sent)

    assert {op["op"] for ops in written for op in ops} == WORDS
    assert pushed.status_code == 200, pushed.text
    assert len(pushed.json()["outcomes"]) == len(sent)
    assert returned.status_code == 200, returned.text


@pytest.mark.parametrize("apply", [True, False])
def test_what_the_city_settled_can_be_given_back_after_a_restore(
    platform: Platform, desk: Desk, *, apply: bool
) -> None:
    aside = desk.saved([born("party", EAST, name="王某")]) | {"sig": ""}
    desk.push([aside])

    platform.core.settle(EAST, aside["cs_id"], "ann", apply=apply)
    heard = [row["cs"] for row in desk.pull()["rows"]]
    platform.core.restored(EAST)
    desk.hello()
    answer = given_back(desk, heard)

    assert heard[-1]["ops"][0]["op"] == "withdraw"
    assert answer.status_code == 200, answer.text


def test_work_without_a_signature_is_kept_aside_and_stops_nothing(desk: Desk) -> None:
    sent = [desk.saved([born("party", EAST, name=name)]) for name in ("王某", "李某")]
    sent[0]["sig"] = ""

    answer = desk.push(sent)

    assert [each["outcome"] for each in answer.json()["outcomes"]] == ["quarantined", "applied"]
