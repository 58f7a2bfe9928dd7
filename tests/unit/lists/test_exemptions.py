"""Exemption lists: entries with their conditions, dated, and shown where an item of theirs is weighed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.case import CaseStatus
from app.domain.role import Role
from app.rules.lists.account import End
from app.rules.lists.grid import grid_of, printed
from app.services.list_import import ListImportDesk, Listing
from app.services.list_standards import StandardDesk
from app.services.penalties import PenaltyDesk
from app.services.powers import PowerDesk
from tests.builders import a_case, an_item
from tests.unit.services.world import FIRST, World

if TYPE_CHECKING:
    from app.services.list_import import Looked
    from app.services.list_standards import StandardsReport

DAY, LATER = date(2026, 1, 1), date(2026, 6, 1)
HEAD = ("序号", "行政处罚事项", "实施机关", "不予处罚适用条件", "法律依据", "备注")
LAW = "《行政处罚法》第三十三条"


def looked(*rows: tuple[object, ...]) -> Looked:
    """Read rows as a workbook."""
    grid = grid_of("清单", (("示例市不予行政处罚清单",), HEAD, *rows))
    world = World(a_case(CaseStatus.INVESTIGATING))
    return ListImportDesk(PowerDesk(world.store.begin), lambda _content: (grid,)).look(b"")


def taken(world: World, day: date, *rows: tuple[object, ...]) -> StandardsReport:
    """Take an exemption list in as an administrator."""
    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    return StandardDesk(world.office).take_exemptions(looked(*rows), Listing(day, "示例清单"))


def test_every_row_is_accounted_for_and_one_without_condition_is_put_to_a_person() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))

    report = taken(
        world,
        DAY,
        (1, "擅自示例", "城管", "初次违法，当场改正的", LAW, ""),
        ("", "", "", "没有造成危害后果的", "", ""),
        (2, "没有条件", "城管", "", LAW, ""),
    )

    assert [each.end for each in report.rows] == [End.FRAME, End.FRAME, End.TAKEN, End.MERGED, End.REVIEW]
    assert report.added == ("擅自示例",)
    assert "适用条件" in report.review[0].reason


def test_an_entry_is_shown_at_its_item_from_its_day() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    item = an_item()
    taken(world, DAY, (1, f"对{item.name}的处罚", "城管", "初次违法，当场改正的", LAW, ""))
    desk = PenaltyDesk(world.office)

    (shown,) = desk.footing(item, DAY).exemptions

    assert "初次违法，当场改正的" in shown.words
    assert desk.footing(item, date(2025, 12, 31)).exemptions == ()
    assert desk.footing(an_item(name="完全不同的另一件事"), DAY).exemptions == ()


def test_an_entry_said_anew_closes_the_earlier_one() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    row = (1, an_item().name, "城管", "当场改正的", LAW, "")
    taken(world, DAY, row)
    assert taken(world, LATER, row).unchanged == 1

    report = taken(world, LATER, (1, an_item().name, "城管", "三日内改正的", LAW, ""))

    assert report.changed == (an_item().name,)
    desk = PenaltyDesk(world.office)
    assert "当场改正" in desk.footing(an_item(), date(2026, 5, 31)).exemptions[0].words
    (now,) = desk.footing(an_item(), LATER).exemptions
    assert "三日内改正" in now.words


def test_what_is_kept_has_the_punctuation_of_print() -> None:
    assert (
        printed("随地吐痰,便溺(一)的处罚:见《法》;1.5倍(a,b)")
        == "随地吐痰，便溺（一）的处罚：见《法》；1.5倍（a,b)"
    )
