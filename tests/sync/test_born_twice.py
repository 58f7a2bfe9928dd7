"""Two computers without a line make the same setting, volume or number; all goes on."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.evidence import Evidence, EvidenceKind
from app.domain.ids import derived_id
from app.domain.number_use import NumberUse
from app.domain.role import Role, SignedIn
from app.domain.setting import Setting
from app.domain.volume import Retention, Volume, VolumeEntry
from app.services.evidence import EvidenceDesk
from app.services.law import LawDesk
from app.services.settings import SettingDesk
from localdb.records import tables
from tests.fakes import MemoryFiles
from tests.sync.city_kit import TOWN, CityKit, Desk, numbered, put
from tests.sync.desktop_kit import Desktop
from tests.sync.test_desktops import CASE, a_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "review_before_notice"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops of one town that know of one case, each with an administrator at it."""
    kit = CityKit()
    made = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    for number, each in enumerate(made):
        roles = frozenset((Role.HANDLER, Role.ADMIN))
        each.who = SignedIn(UUID(int=0xA1 + number), f"管理员{number}", TOWN, roles, f"{number}号机")
    made[0].save(a_case(made[0]))
    meet(*made)
    yield made
    for each in made:
        each.close()


def meet(*desks: Desktop) -> None:
    """Let desktops exchange until each has what the others had, without a fault on the way."""
    for each in (*desks, *desks):
        assert each.exchange() == []


def all_of(desk: Desktop, kind: type) -> tuple[object, ...]:
    """Return every record of a kind that a desktop shows."""
    with desk.store.read() as work:
        return tuple(work.of(kind).find())


def returned(desk: Desktop) -> int:
    """Return how much of a desktop's work the city did not take."""
    return desk.reading.counts().returned


def bound(desk: Desktop, archive_no: str) -> Volume:
    """Return the volume of the case as one desktop bound it."""
    entries = (VolumeEntry(1, f"{archive_no}的目录", "", "", "", 1, 3),)
    start = Volume(derived_id(TOWN, "volume", str(CASE)), TOWN, CASE, archive_no, Retention.TEN_YEARS)
    return replace(
        start, entries=entries, pages=3, bound_on=desk.clock.today(), pdf_hash=f"{archive_no}的文件"
    )


def test_a_setting_made_on_two_computers_is_one_setting_and_two_values_are_a_question(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    SettingDesk(one.office).put(NAME, value=True)
    SettingDesk(other.office).put(NAME, value=False)

    meet(one, other)

    assert [returned(each) for each in desks] == [0, 0]
    assert all_of(one, Setting) == all_of(other, Setting)
    (kept,) = all_of(one, Setting)
    assert kept == Setting(derived_id(TOWN, "setting", NAME), TOWN, NAME, "true")
    for each in desks:
        (asked,) = each.desk.centre().conflicts
        assert (asked.kept.values, asked.late.values) == ({"value": "true"}, {"value": "false"})


def test_a_setting_made_alike_on_two_computers_asks_nobody(desks: tuple[Desktop, Desktop]) -> None:
    for each in desks:
        SettingDesk(each.office).put(NAME, value=True)

    meet(*desks)

    assert [each.desk.centre().conflicts for each in desks] == [(), ()]
    assert [len(all_of(each, Setting)) for each in desks] == [1, 1]
    assert [returned(each) for each in desks] == [0, 0]


def test_after_a_setting_was_made_twice_later_work_of_both_computers_arrives(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    for each, value in ((one, 1), (other, 2)):
        SettingDesk(each.office).put(NAME, value)
    meet(one, other)
    (asked,) = other.desk.centre().conflicts
    other.desk.take_late(asked, "以后到的为准")
    meet(one, other)

    SettingDesk(one.office).put(NAME, 3)
    meet(one, other)

    assert [SettingDesk(each.office).value(NAME) for each in desks] == [3, 3]
    assert [each.desk.centre().conflicts for each in desks] == [(), ()]


def test_a_setting_typed_here_stays_in_view_until_the_city_has_answered(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    SettingDesk(one.office).put(NAME, value=True)
    meet(one)
    # The other one gets the first birth by a page while its own is still on the way.
    SettingDesk(other.office).put(NAME, value=False)
    rows = other.line.kit.rows()
    state = other.sync.state()
    assert state is not None
    seq = state.streams[TOWN].seq

    other.sync.take(TOWN, [each for each in rows if each["seq"] > seq], complete=True)

    assert SettingDesk(other.office).value(NAME) is False


def test_a_year_of_holidays_taken_in_on_two_computers_is_kept_once(desks: tuple[Desktop, Desktop]) -> None:
    text = (files("resources") / "calendar" / "2026.toml").read_text("utf-8")
    for each in desks:
        LawDesk(each.office).import_year(text)

    meet(*desks)

    assert [len(all_of(each, Setting)) for each in desks] == [1, 1]
    assert [each.desk.centre().conflicts for each in desks] == [(), ()]


def test_a_case_bound_on_two_computers_has_one_volume_and_a_question_over_the_other_binding(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    one.save(bound(one, "20260001"))
    other.save(bound(other, "20260002"))

    meet(one, other)

    assert [returned(each) for each in desks] == [0, 0]
    assert all_of(one, Volume) == all_of(other, Volume) == (bound(one, "20260001"),)
    asked = other.desk.centre().conflicts
    assert {name for each in asked for name in each.fields} >= {"archive_no", "entries", "pdf_hash"}

    for each in asked:
        other.desk.take_late(each, "以档案室装订的为准")
    meet(one, other)

    (kept,) = all_of(one, Volume)
    assert kept == bound(other, "20260002")
    assert all_of(other, Volume) == (kept,)


def test_a_second_binding_with_its_number_is_held_whole_and_the_first_volume_stands(
    east: Desk, west: Desk
) -> None:
    volume = str(derived_id("青溪", "volume", str(CASE)))
    east.save(put("volume", volume, archive_no="20260001"))
    number = numbered("第二号", 2, series="案卷", document_id=volume)

    told = west.save(number, put("volume", volume, archive_no="20260002"))
    after = west.save(put("clue", "线索一"))

    assert (told["outcome"], told["versions"]) == ("conflict", {})
    assert after["outcome"] == "applied"
    asked = {each["coll"]: each["kind"] for row in west.pull() for each in row["conflicts"]}
    assert asked == {"volume": "field", "number_use": "held"}


def test_evidence_of_one_number_from_two_computers_stays_and_is_numbered_apart_alike(
    desks: tuple[Desktop, Desktop],
) -> None:
    papers = [EvidenceDesk(each.office, MemoryFiles()) for each in desks]
    for desk, paper, name in zip(desks, papers, ("照片", "录像"), strict=True):
        born = Evidence(desk.office.ids.new(), TOWN, CASE, 0, EvidenceKind.PHYSICAL, name)
        paper.add(born, None)
    meet(*desks)
    assert sorted(each.number for each in all_of(desks[0], Evidence)) == [1, 1]  # type: ignore[attr-defined]

    for each in papers:
        each.number_apart(CASE)
    meet(*desks)

    pieces = all_of(desks[0], Evidence)
    assert pieces == all_of(desks[1], Evidence)
    assert [(each.number, each.name) for each in pieces] == [(1, "照片"), (2, "录像")]  # type: ignore[attr-defined]
    assert [each.desk.centre().conflicts for each in desks] == [(), ()]


def test_no_table_of_records_refuses_two_records_for_what_they_say(desks: tuple[Desktop, Desktop]) -> None:
    """One that did would refuse a page of the log, and with it all that comes after, for ever."""
    with desks[0].store.engine.connect() as connection:
        unique = [
            (table.name, row.name)
            for table in tables().values()
            for row in connection.exec_driver_sql(f"PRAGMA index_list({table.name})")
            if row.unique and row.origin != "pk"
        ]
        connection.rollback()

    assert unique == []


def test_a_number_taken_twice_is_a_question_and_no_page_is_refused(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    for each in desks:
        use = NumberUse(each.office.ids.new(), TOWN, "示", 2026, 1, "示〔2026〕1号", CASE)
        each.save(use)

    meet(one, other)

    assert all_of(one, NumberUse) == all_of(other, NumberUse)
    asked = [{each.id for each in desk.desk.centre().conflicts} for desk in desks]
    assert asked[0] == asked[1] != set()
    assert [returned(each) for each in desks] == [0, 0]
