"""What the city gave out applies in every town that has nothing of its own in its place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.errors import AppError
from app.domain.money import Money
from app.domain.role import Role
from app.domain.setting import Setting
from app.rules.deadlines.compute import compute
from app.rules.deadlines.law import applying
from app.rules.discretion.law.procedure import rules_with
from app.rules.gates.figures import hearing_due
from app.rules.lists.grid import grid_of
from app.services.case_reading import CaseReading
from app.services.grounds import HEARING, NONE
from app.services.law import CHOICE, LawDesk, law_of
from app.services.list_import import Listing
from app.services.list_standards import StandardDesk
from app.services.own_town import in_own_town
from app.services.penalties import PenaltyDesk
from app.services.powers import PowerDesk
from app.services.settings import CITYWIDE
from tests.builders import TOWN, a_case, a_penalty, an_item, ident
from tests.unit.services.given_out import (
    DAY,
    KEY,
    LATER,
    RESTS,
    SERVED,
    a_limit,
    a_table,
    a_year,
    an_exemption,
    exempted,
    kept,
    limits,
)
from tests.unit.services.world import FIRST, PARTY, TODAY, World, notified

if TYPE_CHECKING:
    from datetime import date

OTHER_TOWN = "320281102"
HEAD = ("序号", "领域", "公民", "法人或者其他组织", "依据")


def an_office(*given: Setting) -> World:
    """Return a town with an administrator at it, to which the city gave something out."""
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    world.office = replace(world.office, begin=in_own_town(world.store.begin, world.seat))
    world.put(*given)
    return world


def due_in(world: World, town: str) -> str:
    """Return when the time to speak ends in a town after a notice."""
    with world.office.read() as work, applying(law_of(work, town)):
        return str(compute("D10", {"trigger": SERVED}).legal_due)


def amounts(world: World, day: date = DAY) -> set[int]:
    """Return the thresholds in yuan that hold on a day."""
    found = PenaltyDesk(world.office).footing(an_item(), day).ground.limits
    running = (each for each in found if each.effective <= day and (each.until is None or day <= each.until))
    return {each.amount.fen // 100 for each in running}


def test_a_limit_is_counted_by_the_holidays_the_city_gave_out() -> None:
    world = an_office()
    assert due_in(world, TOWN) == "2026-03-17"

    world.put(a_year())

    assert due_in(world, TOWN) > "2026-04-03"
    assert due_in(world, TOWN) == due_in(world, OTHER_TOWN)


def test_a_gate_waits_by_the_holidays_the_city_gave_out() -> None:
    world = notified()
    world.put(a_year())

    assert world.refused("T17D") == {"G08"}


def test_a_towns_own_year_takes_the_place_of_the_citys() -> None:
    world = an_office(a_year(), a_year(TOWN, RESTS[:1]))

    assert due_in(world, TOWN) < due_in(world, OTHER_TOWN)


def test_importing_a_year_changes_the_own_towns_only() -> None:
    world = an_office(city := a_year())

    LawDesk(world.office).import_year(json.loads(a_year(TOWN, ()).value))

    assert due_in(world, TOWN) == "2026-03-17"
    assert city in world.store.all(Setting)


def test_choices_of_time_limits_are_always_a_towns_own() -> None:
    world = an_office(kept(CITYWIDE, f"{CHOICE}some", 3))

    with world.office.read() as work:
        assert law_of(work, TOWN).settings == {}


def test_a_standard_the_city_gave_out_applies_once_it_is_picked() -> None:
    world = an_office(a_table())
    desk = StandardDesk(world.office)
    assert desk.picked(an_item(), TODAY) is None

    desk.pick(KEY, an_item().code, DAY)

    found = desk.picked(an_item(), TODAY)
    assert found is not None
    assert (found.title, found.from_city) == ("示例市基准", True)
    (pick,) = (each for each in world.store.all(Setting) if each.name.startswith("standard_use."))
    assert pick.town == TOWN

    desk.pick(NONE, an_item().code, DAY)

    assert desk.picked(an_item(), TODAY) is None


def test_a_standard_picked_before_gives_way_to_the_own_one_from_its_day() -> None:
    world = an_office(a_table(), a_table(TOWN, LATER, title="本镇基准"))
    desk = StandardDesk(world.office)
    desk.pick(KEY, an_item().code, DAY)

    found = [desk.picked(an_item(), day) for day in (DAY, LATER)]

    assert [each and (each.title, each.from_city) for each in found] == [
        ("示例市基准", True),
        ("本镇基准", False),
    ]


def test_of_standards_of_one_key_the_own_versions_are_shown_alone() -> None:
    world = an_office(a_table(), a_table(TOWN, LATER), a_table(key="other-table", title="另一基准"))

    shown = [each for each in StandardDesk(world.office).every() if not each.reference]

    assert [(each.title, each.from_city) for each in shown] == [("示例市基准", False), ("另一基准", True)]


def test_importing_a_standard_leaves_the_citys_version_as_it_is() -> None:
    world = an_office(city := a_table(key="own-local"))
    text = 'kind = "shares"\nkey = "local"\ntitle = "本镇"\nsource = "文号"\neffective = 2026-03-01\n'
    grade = '[[grade]]\nname = "一般"\nleaning = "none"\nlow = { share = "0.2" }\nhigh = { share = "0.8" }\n'

    StandardDesk(world.office).take_table(f"{text}\n{grade}")

    kept_now = {each.town: each for each in world.store.all(Setting)}
    assert set(kept_now) == {CITYWIDE, TOWN}
    assert kept_now[CITYWIDE] == city
    assert StandardDesk(world.office).imported(DAY)["own-local"].title == "示例市基准"
    assert StandardDesk(world.office).imported(LATER)["own-local"].title == "本镇"


def test_an_exemption_the_city_gave_out_is_shown_beside_the_act() -> None:
    world = an_office(an_exemption())

    (shown,) = PenaltyDesk(world.office).footing(an_item(), DAY).exemptions

    assert "当场改正的" in shown.words


def test_an_own_exemption_takes_the_place_of_the_citys_and_leaves_it_as_it_is() -> None:
    world = an_office()
    exempted(world.office, "三日内改正的", LATER)
    (own,) = world.store.all(Setting)
    key = own.name.split(".")[1]
    world.put(city := an_exemption(key=key))

    desk = PenaltyDesk(world.office)
    (before,), (now,) = (desk.footing(an_item(), day).exemptions for day in (DAY, LATER))
    exempted(world.office, "五日内改正的", TODAY)

    assert ("当场改正" in before.words, "三日内改正" in now.words) == (True, True)
    assert city in world.store.all(Setting)


def test_a_hearing_is_owed_by_the_threshold_the_city_gave_out() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_penalty(PARTY, 1500))

    def hearing() -> bool:
        return hearing_due(CaseReading(world.office).open(ident("case")), PARTY, TODAY)

    assert hearing(), "by the shipped threshold, which is still to be confirmed"

    world.put(limits(a_limit(2000)))
    by_more = hearing()
    world.put(limits(a_limit(1000)))

    assert (by_more, hearing()) == (False, True)


def test_an_own_threshold_takes_the_place_of_the_citys_for_the_same_people_from_its_day() -> None:
    farms = a_limit(500, department="农业农村")
    world = an_office(limits(a_limit(1000), farms), limits(a_limit(2000, LATER), town=TOWN))

    assert amounts(world) == {1000, 500}
    assert amounts(world, LATER) == {2000, 500}


def test_a_threshold_the_city_gave_out_for_later_never_begins_where_an_own_one_runs() -> None:
    world = an_office(limits(a_limit(1000, LATER)), limits(a_limit(2000), town=TOWN))

    assert amounts(world, LATER) == {2000}


def test_the_basis_of_a_hearing_says_that_it_comes_from_the_city() -> None:
    world = an_office(limits(a_limit(1000)), limits(a_limit(500, department="农业农村"), town=TOWN))
    found = PenaltyDesk(world.office).footing(an_item(), DAY).ground.limits

    titles = [each.title for each in rules_with(found) if each.limit in (Money.yuan(500), Money.yuan(1000))]

    assert titles[-2:] == ["本单位导入的听证标准", "市级下发的听证标准"]


def test_importing_thresholds_keeps_only_the_own_ones_under_the_own_town() -> None:
    world = an_office(city := limits(a_limit(1000), a_limit(500, department="农业农村")))
    grid = grid_of("听证", (("示例省听证标准",), HEAD, (1, "通用", "2000元以上", "", "甲")))

    StandardDesk(world.office).take_limits([grid], Listing(LATER, "示例文件"))

    (own,) = (each for each in world.store.all(Setting) if each.town == TOWN)
    assert (own.name, own.value.count('"fen"')) == (HEARING, 1)
    assert city in world.store.all(Setting)


@pytest.mark.parametrize("town", [TOWN, OTHER_TOWN])
def test_every_town_has_what_the_city_gave_out(town: str) -> None:
    world = an_office(a_table(), an_exemption(), limits(a_limit(1000)), a_year())
    world.seat.who = replace(world.seat.who, town=town)

    footing = PenaltyDesk(world.office).footing(an_item(), DAY)

    assert [each.amount for each in footing.ground.limits] == [Money.yuan(1000)]
    assert len(footing.exemptions) == 1
    assert [*StandardDesk(world.office).imported(DAY)] == [KEY]
    assert due_in(world, town) > "2026-04-03"


def test_a_year_the_city_gave_out_that_cannot_be_read_is_told() -> None:
    world = an_office(kept(CITYWIDE, "calendar.2027", "year = 2027"))

    with pytest.raises(AppError, match="放假安排文件不能使用"):
        due_in(world, TOWN)


def test_a_published_item_stands_in_place_of_the_reference_one() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    published = an_item(id=ident("published"), town=CITYWIDE, code="SL-9", reference=False, listed_from=LATER)
    reference = an_item(id=ident("reference"), town=CITYWIDE, code="SL-9", reference=True, listed_from=DAY)
    alone = an_item(id=ident("alone"), town=CITYWIDE, code="SL-8", reference=True, listed_from=DAY)
    world.put(published, reference, alone)

    desk = PowerDesk(world.store.begin)

    assert {each.id for each in desk.on(LATER)} >= {published.id, alone.id}
    assert reference.id not in {each.id for each in desk.on(LATER)}
    assert reference.id in {each.id for each in desk.on(DAY)}
