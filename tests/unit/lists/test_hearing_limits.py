"""Tables of hearing thresholds: read row by row, dated, and asked by the gates and the calculator alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case import CaseStatus
from app.domain.money import Money
from app.domain.role import Role
from app.rules.gates.figures import hearing_due
from app.rules.lists.account import End
from app.rules.lists.grid import grid_of
from app.services.case_reading import CaseReading
from app.services.list_import import Listing
from app.services.list_standards import StandardDesk
from app.services.penalties import PenaltyDesk
from tests.builders import a_case, a_penalty, an_item, ident
from tests.unit.services.world import FIRST, PARTY, TODAY, World

if TYPE_CHECKING:
    from app.services.list_standards import StandardsReport

DAY, LATER = date(2026, 1, 1), date(2026, 3, 1)
HEAD = ("序号", "领域", "公民", "法人或者其他组织", "依据")


def taken(world: World, day: date, *rows: tuple[object, ...]) -> StandardsReport:
    """Take a table in as an administrator."""
    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    grid = grid_of("听证", (("示例省听证标准",), HEAD, *rows))
    return StandardDesk(world.office).take_limits([grid], Listing(day, "示例文件"))


def fined(yuan: int) -> World:
    """A case in which a citizen is to be fined."""
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(a_penalty(PARTY, yuan))
    return world


def due(world: World) -> bool:
    """Tell whether the gates say that the party may ask for a hearing."""
    return hearing_due(CaseReading(world.office).open(ident("case")), PARTY, TODAY)


def test_every_row_has_an_end_and_what_is_not_understood_waits() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))

    report = taken(
        world,
        DAY,
        (1, "通用", "3000元以上", "3万元以上", "甲"),
        (2, "农林", "较大数额", "", ""),
        ("备注：略",),
    )

    assert [each.end for each in report.rows] == [End.FRAME, End.FRAME, End.TAKEN, End.REVIEW, End.FRAME]
    assert len(report.added) == 2


@pytest.mark.parametrize(
    ("words", "yuan", "expected"), [("3000元以上", 3000, True), ("超过3000元", 3000, False)]
)
def test_the_very_amount_counts_as_the_words_say(words: str, yuan: int, *, expected: bool) -> None:
    world = fined(yuan)
    taken(world, DAY, (1, "通用", words, "", "甲"))

    assert due(world) is expected


def test_the_offices_own_threshold_takes_the_place_of_the_unconfirmed_one() -> None:
    world = fined(600)
    assert due(world), "the shipped general threshold of 500 yuan, still to be confirmed"

    taken(world, DAY, (1, "通用", "3000元以上", "30000元以上", "甲"))

    assert not due(world)
    ground = PenaltyDesk(world.office).footing(an_item(), DAY).ground
    assert [each.amount for each in ground.limits] == [Money.yuan(3000), Money.yuan(30000)]


def test_a_threshold_said_anew_closes_the_earlier_one() -> None:
    world = fined(2500)
    taken(world, DAY, (1, "通用", "3000元以上", "", "甲"))
    assert taken(world, LATER, (1, "通用", "3000元以上", "", "甲")).unchanged == 1

    report = taken(world, LATER, (1, "通用", "2000元以上", "", "甲"))

    assert len(report.changed) == 1
    first, second = PenaltyDesk(world.office).footing(an_item(), DAY).ground.limits
    assert (first.until, second.effective) == (date(2026, 2, 28), LATER)
    assert due(world)


def test_the_threshold_of_another_department_does_not_count() -> None:
    world = fined(400)
    taken(world, DAY, (1, "完全不同的领域", "100元以上", "", "甲"))

    assert not due(replace_department(world))


def replace_department(world: World) -> World:
    """Leave the item with its own department."""
    world.put(replace(an_item(), department="城管"))
    return world
