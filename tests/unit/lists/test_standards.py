"""Tier tables of an office become standards: dated, and off until the bureau picks them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.adapters.ids import RisingIds
from app.adapters.sheets import read_sheets
from app.domain.money import Money
from app.domain.role import Role
from app.domain.setting import Setting
from app.rules.discretion.calculator import DiscretionQuestion, weigh
from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.spec import parse_spec
from app.rules.discretion.standards.catalogue import UnknownStandardError
from app.rules.discretion.standards.contract import StandardQuestion
from app.rules.lists.account import End
from app.rules.lists.grid import grid_of
from app.services.list_import import ListImportDesk, Listing
from app.services.list_standards import StandardDesk
from app.services.powers import PowerDesk
from app.services.refused import NotPermittedError
from app.services.settings import setting_id
from tests.builders import TOWN, a_case, an_item
from tests.fakes import MemoryStore
from tests.unit.services.world import FIRST, World
from ui.screens.standards.telling import standard_lines

if TYPE_CHECKING:
    from app.services.list_import import Looked
    from app.services.list_standards import StandardsReport

FOLDER = Path(__file__).parents[2] / "data" / "lists"
DAY = date(2026, 3, 1)
LATER = date(2026, 6, 1)
HEAD = ("序号", "违法行为", "处罚依据", "裁量阶次", "适用条件", "处罚标准")
MILD = (
    "1",
    "擅自示例",
    "《示例条例》第十条：处1000元以上5000元以下罚款",
    "轻微",
    "首次",
    "处1000元以上2000元以下罚款",
)
HEAVY = ("", "", "", "严重", "再次", "处2000元以上5000元以下罚款")


def looked(*rows: tuple[str, ...]) -> Looked:
    """Return what is read of a sheet with the heading of tier tables."""
    grids = (grid_of("s", (HEAD, *rows)),)
    return ListImportDesk(PowerDesk(MemoryStore().begin), lambda _content: grids).look(b"")


def take(world: World, *rows: tuple[str, ...], day: date = DAY) -> StandardsReport:
    """Take tier tables in."""
    return StandardDesk(world.office).take_in(looked(*rows), Listing(day, "示例基准"))


def test_tiers_of_a_real_workbook_are_taken_in_or_put_aside_whole() -> None:
    world = World(a_case())
    desk = ListImportDesk(PowerDesk(world.office.begin), read_sheets)
    content = (FOLDER / "jiangmen_tiers_real.xls").read_bytes()

    report = StandardDesk(world.office).take_in(desk.look(content), Listing(DAY, "示例"))

    listed = sum(each.end in (End.TAKEN, End.MERGED, End.REVIEW, End.FRAME) for each in report.rows)
    assert listed == len(report.rows) == 896
    assert len(report.added) >= 145
    assert len(report.added) + len({(each.sheet, each.name) for each in report.aside}) >= 165
    assert len(StandardDesk(world.office).imported(DAY)) == len(report.added)


def test_an_imported_standard_answers_by_the_tier_the_officer_names() -> None:
    world = World(a_case())
    take(world, MILD, HEAVY)
    (named,) = StandardDesk(world.office).imported(DAY).values()
    facts = FineFacts(Subject.PERSON)
    spec = parse_spec('[{"who": "any", "type": "fixed", "min": 1000, "max": 5000}]')
    statutory = weigh(DiscretionQuestion(spec, facts, DAY)).statutory

    heavy = named.standard.answer(StandardQuestion(statutory, facts, grade="严重"))
    silent = named.standard.answer(StandardQuestion(statutory, facts))

    assert heavy.band is not None
    assert (heavy.band.holds(Money.yuan("2000")), heavy.band.holds(Money.yuan("1999"))) == (True, False)
    assert silent.band is None
    assert (named.reference, named.confidence) == (False, "导入，待单位核对")


def test_an_unclear_tier_puts_its_whole_item_aside() -> None:
    report = take(World(a_case()), MILD, (*HEAVY[:5], "处七万元以下九万元以下罚款"))

    assert report.added == ()
    assert [(each.row, each.end) for each in report.rows if each.row > 1] == [
        (2, End.REVIEW),
        (3, End.REVIEW),
    ]


def test_a_changed_table_closes_the_earlier_one_with_a_date() -> None:
    world = World(a_case())
    take(world, MILD, HEAVY)
    again = take(world, MILD, HEAVY, day=LATER)
    assert (again.added, again.changed, again.unchanged) == ((), (), 1)

    change = take(world, (*MILD[:5], "处1000元以上3000元以下罚款"), HEAVY, day=LATER)

    desk = StandardDesk(world.office)
    assert len(change.changed) == 1
    (old,), (new,) = desk.imported(DAY).values(), desk.imported(LATER).values()
    assert (old.until, new.effective) == (date(2026, 5, 31), LATER)


def rising() -> World:
    """Return a world whose new ids rise by time, as in the running program."""
    world = World(a_case())
    world.office = replace(world.office, ids=RisingIds(world.clock))
    return world


def mild_of(world: World, day: date) -> str:
    """Return the fine of the mild tier that the one standard in force on a day says."""
    (named,) = StandardDesk(world.office).imported(day).values()
    return next(line for line in standard_lines(named) if line.startswith("轻微"))


def saying(most: int, name: str = MILD[1]) -> tuple[str, ...]:
    """Return a mild tier up to an amount of yuan."""
    return (MILD[0], name, *MILD[2:5], f"处1000元以上{most}元以下罚款")


def test_of_standards_imported_for_one_day_the_last_imported_is_in_force() -> None:
    for name in ("擅自示例", "另一示例", "第三示例", "第四示例"):  # whichever ids they are born under
        world = rising()
        for most in (2000, 3000, 4000):
            take(world, saying(most, name), HEAVY)

        assert "4,000" in mild_of(world, DAY)
        assert "4,000" in mild_of(world, LATER)

        take(world, saying(2500, name), HEAVY, day=LATER)

        assert "4,000" in mild_of(world, DAY)
        assert "2,500" in mild_of(world, LATER)


def test_a_standard_closed_on_its_first_day_by_an_older_program_gives_way_to_the_open_one() -> None:
    world = rising()
    take(world, MILD, HEAVY)
    (first,) = world.store.all(Setting)
    take(world, saying(3000), HEAVY)
    closed = first.value.replace('"until": null', f'"until": "{DAY}"')
    assert (first.id, closed != first.value) == (setting_id(TOWN, first.name), True)
    world.put(replace(first, value=closed))

    assert "3,000" in mild_of(world, DAY)


def test_a_standard_imported_for_an_earlier_day_takes_the_place_of_the_later_one() -> None:
    world = rising()
    take(world, MILD, HEAVY, day=LATER)
    take(world, saying(3000), HEAVY)

    assert "3,000" in mild_of(world, LATER)
    (never,) = (each for each in StandardDesk(world.office).every() if each.until == date(2026, 2, 28))
    assert "未曾施行" in standard_lines(never)[0]


def test_a_standard_applies_only_from_the_day_the_bureau_picks_it() -> None:
    world = World(a_case())
    take(world, MILD, HEAVY)
    desk = StandardDesk(world.office)
    (key,) = desk.imported(DAY)
    assert desk.picked(an_item(code="CG-001"), LATER) is None
    with pytest.raises(NotPermittedError):
        desk.pick(key, "CG-001", LATER)

    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    desk.pick(key, "CG-001", LATER)

    assert desk.picked(an_item(code="CG-001"), DAY) is None
    found = desk.picked(an_item(code="CG-001"), LATER)
    assert found is not None
    assert found.key == key
    with pytest.raises(UnknownStandardError):
        desk.pick("nowhere", "CG-001", LATER)


def test_a_tier_for_units_and_persons_has_a_row_for_each() -> None:
    world = World(a_case())
    take(world, (*MILD[:5], "处1000元以上2000元以下罚款，对个人处100元罚款"), HEAVY)
    (named,) = StandardDesk(world.office).imported(DAY).values()
    spec = parse_spec('[{"who": "any", "type": "fixed", "min": 100, "max": 5000}]')
    bands = []
    for subject in (Subject.PERSON, Subject.ORGANISATION):
        facts = FineFacts(subject)
        statutory = weigh(DiscretionQuestion(spec, facts, DAY)).statutory
        band = named.standard.answer(StandardQuestion(statutory, facts, grade="轻微")).band
        bands.append(band is not None and band.holds(Money.yuan("100")))

    assert bands == [True, False]
