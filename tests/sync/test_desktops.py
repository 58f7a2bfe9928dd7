"""Two desktops of a town exchange their work over the city, and people settle what only people may."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.case import Case, CaseStatus, Procedure
from app.domain.errors import AppError
from app.domain.log_line import LogLine
from app.domain.number_use import NumberUse
from app.domain.party import Party, PartyKind
from app.domain.sync_centre import Lamp
from tests.sync.city_kit import TOWN, CityKit
from tests.sync.desktop_kit import Desktop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.disagreement import Disagreement

CASE, PARTY = UUID(int=0xCA5E), UUID(int=0xBA47)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops of one town, both enrolled."""
    kit = CityKit()
    made = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    yield made
    for each in made:
        each.close()


def a_case(desk: Desktop) -> Case:
    """Return a case opened at a desk."""
    opened = desk.clock.now()
    return Case(CASE, TOWN, Procedure.ORDINARY, CaseStatus.CLUE, opened, None, cause="占道经营", brief="原来")


def in_conflict(one: Desktop, other: Desktop) -> Case:
    """Let two people write one brief without having seen each other."""
    case = a_case(one)
    one.save(case)
    one.exchange()
    other.exchange()
    one.save(replace(one.get(Case, CASE), brief="甲写"))
    other.save(replace(other.get(Case, CASE), brief="乙写"))
    one.exchange()
    other.exchange()
    one.exchange()
    return case


def test_what_one_desktop_saves_the_other_sees(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    one.save(a_case(one))
    assert one.desk.lamp()[0] is Lamp.OFFLINE

    one.exchange()
    other.exchange()

    assert other.get(Case, CASE) == one.get(Case, CASE)
    assert one.desk.lamp()[0] is Lamp.CURRENT
    (sent,) = one.desk.centre().received
    assert (sent.about, sent.parts, sent.outcome, sent.seq) == ("占道经营", ("案件",), "applied", 1)


def test_different_parts_of_a_case_are_joined_without_a_question(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    one.save(a_case(one))
    one.exchange()
    other.exchange()

    one.save(replace(one.get(Case, CASE), brief="甲写"))
    other.save(replace(other.get(Case, CASE), cause="流动经营"))
    for each in (one, other, one):
        each.exchange()

    both = one.get(Case, CASE)
    assert (both.brief, both.cause) == ("甲写", "流动经营")
    assert other.get(Case, CASE) == both


def test_a_conflict_shows_both_sides_with_who_and_when_at_both_desktops(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    in_conflict(one, other)

    for desk in desks:
        (found,) = desk.desk.centre().conflicts
        assert found.fields == ("brief",)
        assert (found.before.values, found.kept.values, found.late.values) == (
            {"brief": "原来"},
            {"brief": "甲写"},
            {"brief": "乙写"},
        )
        assert found.late.by == other.who.officer_id
        assert desk.desk.lamp()[0] is Lamp.PERSON
    (seen_by_other,) = other.desk.centre().conflicts
    assert seen_by_other.kept.by == one.who.officer_id


@pytest.mark.parametrize(("way", "brief"), [("keep", "甲写"), ("take_late", "乙写"), ("write", "两人合写")])
def test_a_settled_conflict_is_settled_at_every_desktop(
    desks: tuple[Desktop, Desktop], way: str, brief: str
) -> None:
    one, other = desks
    in_conflict(one, other)
    (found,) = other.desk.centre().conflicts

    if way == "write":
        other.desk.write(found, {"brief": brief}, "合并两份")
    elif way == "keep":
        other.desk.keep(found, "核对现场记录")
    else:
        other.desk.take_late(found, "核对现场记录")
    for each in (other, one):
        each.exchange()

    for desk in desks:
        assert desk.get(Case, CASE).brief == brief
        assert desk.desk.centre().conflicts == ()
        assert desk.desk.lamp()[0] is Lamp.CURRENT
    with one.store.read() as work:
        lines = [each.text for each in work.of(LogLine).find()]
    assert any("同步冲突处理" in each for each in lines)


def test_a_number_used_twice_is_shown_at_both_desktops_and_the_first_stays(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    for desk in desks:
        desk.save(NumberUse(desk.office.ids.new(), TOWN, "罚", 2026, 1, "罚〔2026〕1号", None))
    for desk in (one, other, one):
        desk.exchange()

    for desk in desks:
        found = {each.kind: each for each in desk.desk.centre().conflicts}
        assert found.keys() == {"duplicate", "held"}
        both = found["duplicate"]
        assert (both.late.values["n"], both.kept.values["n"]) == (1, 1)
    one.desk.keep(_named(one, "duplicate"), "先登记的有效")
    for desk in (one, other, one):
        desk.exchange()

    assert [desk.desk.centre().conflicts for desk in desks] == [(), ()]
    with other.store.read() as work:
        assert len(work.of(NumberUse).find()) == 1


def _named(desk: Desktop, kind: str) -> Disagreement:
    return next(each for each in desk.desk.centre().conflicts if each.kind == kind)


def test_a_clock_that_goes_wrong_is_told_in_seconds(desks: tuple[Desktop, Desktop]) -> None:
    one, _other = desks
    hours = (one.line.kit.clock.moment - one.clock.moment).total_seconds()

    one.exchange()

    link = one.reading.link()
    assert link is not None
    assert abs(link.skew + hours) < 60
    assert link.worked_at is None
    one.save(a_case(one))
    link = one.reading.link()
    assert link is not None
    assert link.worked_at is not None


def test_work_goes_on_without_the_city_and_is_not_lost(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    one.line.cut = True
    one.save(a_case(one))

    assert one.exchange() == ["offline"]
    assert one.desk.centre().counts.waiting == 1

    one.line.cut = False
    one.clock.moment = one.clock.moment.replace(hour=9)
    one.exchange()
    other.exchange()
    assert other.get(Case, CASE).cause == "占道经营"


def asked(desk: Desktop, query: str) -> int:
    with desk.store.engine.connect() as connection:
        return int(connection.exec_driver_sql(query).scalar_one())


def returned_at(one: Desktop, other: Desktop) -> str:
    """Let two people open a case under one identity; the later one comes back. Return its change set."""
    one.save(a_case(one))
    other.save(replace(a_case(other), cause="流动经营"))
    one.exchange()
    other.exchange()
    (found,) = other.desk.centre().returned
    assert found.reason == "exists"
    return found.cs_id


def test_returned_work_stays_listed_until_it_is_given_up(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    cs_id = returned_at(one, other)
    assert other.desk.lamp()[0] is Lamp.PERSON

    other.desk.give_up(cs_id, "重复登记")
    other.exchange()

    assert other.get(Case, CASE).cause == "占道经营"
    assert other.desk.centre().returned == ()


def test_what_a_sending_took_back_that_came_back_itself_goes_along_the_next_time(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    first = returned_at(one, other)
    other.desk.send_again(first)
    other.engine.hurry()
    refused = "SELECT count(*) FROM outbox WHERE state = 'answered' AND outcome = 'quarantined'"
    while asked(other, refused) == 0:
        other.engine.step()
    assert {each.cs_id for each in other.desk.centre().returned if not each.decided} > {first}

    (again,) = {each.cs_id for each in other.desk.centre().returned} - {first}
    other.desk.send_again(again)
    other.exchange()

    assert {each.reason for each in other.desk.centre().returned} == {"exists"}, "nothing is held behind"


def test_returned_work_goes_again_with_all_that_came_back_after_it(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    cs_id = returned_at(one, other)
    other.save(
        replace(other.get(Case, CASE), brief="更正"), Party(PARTY, TOWN, CASE, PartyKind.PERSON, "某甲")
    )
    other.save(replace(other.get(Party, PARTY), name="某乙"))
    other.exchange()
    assert len(other.desk.centre().returned) == 3

    other.desk.send_again(cs_id)

    query = "SELECT operations FROM outbox WHERE state = 'new'"
    with other.store.engine.connect() as connection:
        sent = json.loads(connection.exec_driver_sql(query).scalar_one())
    assert [each["op"] for each in sent][:3] == ["withdraw"] * 3
    assert [each["set"] for each in sent if each["id"] == str(PARTY)][-1] == {"name": "某乙"}


def test_what_was_sent_again_before_goes_in_the_order_of_its_last_time(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    cs_id = returned_at(one, other)
    other.save(
        replace(other.get(Case, CASE), brief="更正"), Party(PARTY, TOWN, CASE, PartyKind.PERSON, "某甲")
    )
    other.exchange()
    birth = other.desk.centre().returned[0].cs_id
    other.save(replace(other.get(Party, PARTY), name="某乙"))
    other.exchange()
    other.desk.send_again(cs_id)
    other.exchange()
    other.desk.give_up(birth, "重复登记")
    other.exchange()

    other.desk.send_again(other.desk.centre().returned[0].cs_id)

    query = "SELECT operations FROM outbox WHERE state = 'new'"
    with other.store.engine.connect() as connection:
        sent = json.loads(connection.exec_driver_sql(query).scalar_one())
    assert [each["op"] for each in sent if each["id"] == str(PARTY)] == ["put", "patch"]


def test_returned_work_does_not_go_again_over_newer_work_that_waits(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    cs_id = returned_at(one, other)
    other.save(replace(other.get(Case, CASE), brief="更正"))

    with pytest.raises(AppError) as refused:
        other.desk.send_again(cs_id)
    other.exchange()
    other.desk.send_again(cs_id)

    assert refused.value.code == "sync.newer_waits"
    assert other.desk.lamp()[1].waiting == 1


def test_returned_work_does_not_go_again_before_the_city_heard_what_was_given_up(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    first = returned_at(one, other)
    other.save(replace(other.get(Case, CASE), brief="较新"))
    other.exchange()
    (newer,) = {each.cs_id for each in other.desk.centre().returned} - {first}
    other.desk.give_up(newer, "写错")

    with pytest.raises(AppError) as refused:
        other.desk.send_again(first)
    other.exchange()
    other.desk.send_again(first)

    assert refused.value.code == "sync.newer_waits"
    assert other.desk.lamp()[1].waiting == 1


@pytest.mark.parametrize("state", ["new", "answered"])
@pytest.mark.parametrize("sent_again", [True, False])
def test_returned_work_is_settled_once_and_then_waits_for_the_city(
    desks: tuple[Desktop, Desktop], state: str, *, sent_again: bool
) -> None:
    one, other = desks
    cs_id = returned_at(one, other)
    ways = (partial(other.desk.send_again, cs_id), partial(other.desk.give_up, cs_id, "重复登记"))
    assert not other.desk.centre().returned[0].decided
    assert other.desk.lamp()[1].returned == 1

    ways[0 if sent_again else 1]()
    with other.store.engine.begin() as connection:  # answered: the city has it, its log was not read since
        connection.exec_driver_sql("UPDATE outbox SET state = ? WHERE state = 'new'", (state,))

    assert [(each.cs_id, each.decided) for each in other.desk.centre().returned] == [(cs_id, True)]
    assert other.desk.lamp()[1].returned == 0
    for way in ways:
        with pytest.raises(AppError) as refused:
            way()
        assert refused.value.code == "sync.returned_gone"


def test_returned_work_that_still_does_not_fit_comes_back_again(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    cs_id = returned_at(one, other)

    for _ in range(2):
        other.desk.send_again(cs_id)
        other.exchange()

    returned = other.desk.centre().returned
    assert [each.reason for each in returned] == ["exists"] * 3
    assert len({each.cs_id for each in returned}) == 3
    assert not any(each.decided for each in returned)
    assert other.desk.lamp()[0] is Lamp.PERSON
