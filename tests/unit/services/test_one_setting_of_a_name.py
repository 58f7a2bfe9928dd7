"""Of a setting kept twice the row born under the id of its name holds, whatever order ids have."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files
from uuid import UUID

from app.adapters.ids import RisingIds
from app.domain.ids import derived_id
from app.domain.role import Role
from app.domain.setting import Setting
from app.domain.volume import Retention, Volume
from app.rules.lists.grid import grid_of
from app.services.case_reading import CaseReading
from app.services.grounds import PICK
from app.services.law import CHOICE, YEAR, law_of
from app.services.list_import import ListImportDesk, Listing
from app.services.list_standards import StandardDesk
from app.services.penalties import PenaltyDesk
from app.services.powers import PowerDesk
from app.services.settings import SettingDesk, setting_id
from tests.builders import TOWN, a_case, an_item, ident
from tests.unit.services.world import FIRST, TODAY, World

DAY = date(2026, 1, 1)
STANDARD, STRAY = "agr-180", "chengdu"


def world_of_an_administrator() -> World:
    """Return a world whose ids rise by time, as in the running program, with an administrator at it."""
    world = World(a_case())
    world.office = replace(world.office, ids=RisingIds(world.clock))
    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    return world


def kept_twice(world: World, name: str, ours: object, stray: object) -> None:
    """Keep a setting under the id of its name, and another under ids on either side of it."""
    own = Setting(setting_id(TOWN, name), TOWN, name, json.dumps(ours))
    other = replace(own, value=json.dumps(stray))
    world.put(own, replace(other, id=world.office.ids.new()), replace(other, id=UUID(int=(1 << 128) - 1)))


def test_a_setting_kept_twice_is_read_and_written_under_the_id_of_its_name() -> None:
    world = world_of_an_administrator()
    kept_twice(world, "discretion.round_yuan", 10, 100)
    desk = SettingDesk(world.office)
    assert desk.value("discretion.round_yuan") == 10

    assert desk.put("discretion.round_yuan", 1).id == setting_id(TOWN, "discretion.round_yuan")
    assert desk.value("discretion.round_yuan") == 1


def test_of_two_settings_of_an_older_program_the_later_born_holds() -> None:
    world = world_of_an_administrator()
    for value in ("1", "2"):
        world.put(Setting(world.office.ids.new(), TOWN, "some", value))

    assert SettingDesk(world.office).value("some") == 2


def test_the_law_of_a_town_takes_each_choice_and_year_once() -> None:
    world = world_of_an_administrator()
    year = files("resources").joinpath("calendar", "2026.toml").read_text("utf-8")
    rest = '\n[[rest]]\nname = "示例假期"\nfirst = 2026-03-11\nlast = 2026-03-22\n'
    kept_twice(world, f"{CHOICE}some", 3, 5)
    kept_twice(world, f"{YEAR}2026", year, year + rest)

    with world.office.read() as work:
        law = law_of(work, TOWN)

    assert law.settings["some"] == 3
    assert law.calendar.works(date(2026, 3, 12))


def test_a_pick_kept_twice_is_told_asked_and_changed_as_one() -> None:
    world = world_of_an_administrator()
    use = {"from": DAY.isoformat()}
    kept_twice(world, f"{PICK}CG-001", [{"standard": STANDARD, **use}], [{"standard": STRAY, **use}])
    desk, item = StandardDesk(world.office), an_item(code="CG-001")
    assert [each.standard for each in desk.picks()] == [STANDARD]
    assert getattr(desk.picked(item, TODAY), "key", "") == STANDARD

    desk.pick(STRAY, "CG-001", TODAY)

    assert [each.standard for each in desk.picks()] == [STANDARD, STRAY]
    assert getattr(desk.picked(item, TODAY), "key", "") == STRAY


def test_an_entry_of_exemption_said_anew_for_the_same_day_is_shown_alone() -> None:
    world = world_of_an_administrator()
    head = ("序号", "行政处罚事项", "实施机关", "不予处罚适用条件", "法律依据", "备注")
    for words in ("当场改正的", "三日内改正的", "五日内改正的"):
        grid = grid_of("清单", (head, (1, an_item().name, "城管", words, "《行政处罚法》第三十三条", "")))
        desk = ListImportDesk(PowerDesk(world.store.begin), lambda _content, one=grid: (one,))  # type: ignore[misc]
        StandardDesk(world.office).take_exemptions(desk.look(b""), Listing(DAY, "示例清单"))

    (shown,) = PenaltyDesk(world.office).footing(an_item(), DAY).exemptions

    assert "五日内改正" in shown.words


def test_a_threshold_said_anew_for_the_same_day_is_the_only_one_in_force() -> None:
    world = world_of_an_administrator()
    head = ("序号", "领域", "公民", "法人或者其他组织", "依据")
    for words in ("2000元以上", "3000元以上"):
        grid = grid_of("听证", (("示例省听证标准",), head, (1, "通用", words, "", "甲")))
        StandardDesk(world.office).take_limits([grid], Listing(DAY, "示例文件"))

    first, second = PenaltyDesk(world.office).footing(an_item(), DAY).ground.limits

    assert first.until is not None
    assert first.until < first.effective
    assert second.until is None


def test_of_two_volumes_of_a_case_the_last_bound_is_shown_and_else_the_one_of_its_case() -> None:
    world = world_of_an_administrator()
    born = derived_id(TOWN, "volume", str(ident("case")))
    own = Volume(born, TOWN, ident("case"), "甲", Retention.TEN_YEARS, bound_on=DAY)
    low = replace(own, id=world.office.ids.new(), archive_no="乙")
    high = replace(own, id=UUID(int=(1 << 128) - 1), archive_no="丙")
    world.put(own, low, high)
    assert CaseReading(world.office).open(ident("case")).volume == own

    world.put(later := replace(low, bound_on=TODAY))

    assert CaseReading(world.office).open(ident("case")).volume == later
