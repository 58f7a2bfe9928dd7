"""Tier tables of an office become standards: dated, and off until the bureau picks them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.adapters.sheets import read_sheets
from app.domain.money import Money
from app.domain.role import Role
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
from tests.builders import a_case, an_item
from tests.fakes import MemoryStore
from tests.unit.services.world import FIRST, World

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
