"""Long lists are kept in portions: each is whole, and taking a list in again goes on where it stopped."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from app.adapters.sheets import read_sheets
from app.domain.bureau import Bureau as Office
from app.domain.imported import ImportReport
from app.domain.inspection import InspectionObject
from app.domain.log_line import LogLine
from app.domain.officer import Officer
from app.domain.power_item import PowerItem
from app.domain.recorder_file import RecorderFile
from app.domain.setting import Setting
from app.rules.lists.grid import grid_of
from app.services.equipment import EquipmentDesk
from app.services.inspections import InspectionDesk
from app.services.list_import import ListImportDesk, Listing
from app.services.list_standards import StandardDesk
from app.services.portions import MOST_CHANGED, portion_words, portions
from app.services.powers import PowerDesk
from app.services.rosters import RosterDesk
from tests.builders import TOWN, an_item, ident
from tests.fakes import MemoryStore, Tables
from tests.unit.lists.test_standards import HEAD, HEAVY, MILD
from tests.unit.people.rosters import workbook
from tests.unit.people.staff import Bureau
from tests.unit.people.test_roster_import import MOVED, ROWS, office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fakes import MemoryUnitOfWork

MANY = 1_200


class Watched(MemoryStore):
    """A store that knows how many records each transaction changed."""

    def __init__(self) -> None:
        super().__init__(town=TOWN)
        self.sizes: list[int] = []

    def begin(self) -> MemoryUnitOfWork:
        work, before = super().begin(), self.tables
        keep = work.commit

        def commit() -> None:
            keep()
            self.sizes.append(_changed(before, self.tables))

        work.commit = commit  # type: ignore[method-assign] # the same commit, counted
        return work


def _changed(before: Tables, after: Tables) -> int:
    return sum(
        before.get(kind, {}).get(each) != record
        for kind, rows in after.items()
        for each, record in rows.items()
    )


@pytest.fixture
def here() -> Bureau:
    """A bureau over a store that counts."""
    made, store = Bureau(), Watched()
    store.tables, store.ids = made.store.tables, made.store.ids
    made.store = store
    made.office = replace(made.office, begin=store.begin, ids=store.ids)
    return made


def sizes(here: Bureau) -> Sequence[int]:
    """Return how many records each transaction changed."""
    assert isinstance(here.store, Watched)
    return here.store.sizes


def objects(count: int) -> list[InspectionObject]:
    """Return objects of inspection."""
    return [InspectionObject(ident(f"object {n}"), TOWN, f"示例对象{n}") for n in range(count)]


def sheet(count: int) -> bytes:
    """Return a station's list of recordings."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(("设备编号", "使用人姓名", "文件名", "开始时间", "结束时间"))
    for n in range(count):
        lines.writerow(("DSJ-001", "甲", f"{n}.mp4", "2026-03-10 09:00", "2026-03-10 09:05"))
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("count", "changes", "sizes"), [(0, 1, [0]), (499, 1, [499]), (500, 2, [249, 249, 2])]
)
def test_a_portion_with_its_line_of_the_log_is_one_request(
    count: int, changes: int, sizes: list[int]
) -> None:
    found = [len(each) for each in portions(range(count), changes)]

    assert found == sizes
    assert all(each * changes + 1 <= MOST_CHANGED for each in found)
    assert portion_words(0, 4, 4) == ""
    assert portion_words(499, 2, 501) == "（第500至501项，共501项）"


def test_many_objects_of_inspection_are_kept_in_portions_that_are_whole(here: Bureau) -> None:
    told: list[tuple[int, int]] = []

    kept = InspectionDesk(here.office, read_sheets).take_objects(
        objects(MANY), lambda done, whole: told.append((done, whole))
    )

    assert kept == MANY == len(here.store.all(InspectionObject))
    assert sizes(here) == [500, 500, 203]
    assert told == [(n, MANY) for n in range(1, MANY + 1)]
    assert here.store.all(LogLine)[-1].text == "导入检查对象202个（第999至1200项，共1200项）"


def test_an_import_of_objects_that_was_stopped_goes_on_without_doubling(here: Bureau) -> None:
    desk = InspectionDesk(here.office, read_sheets)

    def stop(done: int, _whole: int) -> None:
        if done == 700:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.take_objects(objects(MANY), stop)
    assert len(here.store.all(InspectionObject)) == 499
    desk.take_objects(objects(MANY), lambda _done, _whole: None)

    assert len(here.store.all(InspectionObject)) == MANY


def test_a_long_list_of_recordings_is_kept_in_portions_and_reported_whole(here: Bureau) -> None:
    desk = EquipmentDesk(here.office, partial(read_sheets, exact=True))

    first = desk.take_list("a.csv", sheet(600))
    report = desk.take_list("b.csv", sheet(MANY) + sheet(1))

    assert (first.added, report.added, report.known) == (600, 600, 601), "also what a list names twice"
    assert len(here.store.all(RecorderFile)) == MANY
    assert max(sizes(here)) <= MOST_CHANGED
    assert here.store.all(LogLine)[-1].text == report.summary


def test_a_roster_is_kept_in_portions_and_reported_whole() -> None:
    here, _desk = office()
    store = Watched()
    store.tables, store.ids = here.store.tables, here.store.ids
    desk = RosterDesk(replace(here.office, begin=store.begin), here.files, partial(read_sheets, exact=True))
    rows = workbook([row for number, row in enumerate(ROWS) if number != MOVED])

    def stop(done: int, _whole: int) -> None:
        if done == 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.take_in(rows, told=stop)
    begun = len(store.all(Officer))
    report = desk.take_in(rows)

    assert 0 < begun < 300
    assert max(store.sizes) <= MOST_CHANGED
    assert (report.added, report.changed) == (len(ROWS) - 1 - (begun - 3), 0)
    assert len(store.all(Officer)) == len(ROWS) - 1 + 3
    assert len(store.all(Office)) > 1


def listed(count: int, day: date, kinds: str) -> ImportReport[PowerItem]:
    """Return a list of items in force from a day."""
    one = an_item(listed_from=day, kinds=kinds)
    made = (replace(one, id=ident(f"{n} {day}"), code=f"CG-{n:04}") for n in range(count))
    return ImportReport(tuple(made), ())


def test_a_long_power_list_is_kept_in_portions_and_each_item_changes_at_once() -> None:
    store, day = Watched(), date(2026, 3, 1)
    desk = PowerDesk(store.begin)
    desk.take_items(listed(MANY, day, "罚款"), whole=True)

    later = day + timedelta(days=90)
    change = desk.take_items(listed(MANY - 100, later, "警告"), whole=True)

    assert (len(change.changed), len(change.withdrawn)) == (MANY - 100, 100)
    assert max(store.sizes) <= MOST_CHANGED
    running = [each for each in store.all(PowerItem) if each.listed_to is None]
    assert {each.listed_from for each in running} == {later}
    assert len(running) == MANY - 100


def test_each_version_is_closed_the_day_before_its_own_successor_begins() -> None:
    store, day = MemoryStore(), date(2026, 3, 1)
    desk = PowerDesk(store.begin)
    desk.take_items(listed(2, day, "罚款"), whole=True)
    (one, _), (_, other) = (listed(2, day + timedelta(days=days), "警告").taken for days in (90, 120))

    desk.take_items(ImportReport((one, other), ()), whole=True)

    ended = {each.code: each.listed_to for each in store.all(PowerItem) if each.listed_from == day}
    assert ended == {each.code: each.listed_from - timedelta(days=1) for each in (one, other)}


def test_many_standards_are_kept_in_portions_and_taken_once(here: Bureau) -> None:
    rows = [line for n in range(600) for line in ((f"{n}", f"擅自示例{n}", *MILD[2:]), HEAVY)]
    grids = (grid_of("s", (HEAD, *rows)),)
    looked = ListImportDesk(PowerDesk(MemoryStore().begin), lambda _content: grids).look(b"")
    desk = StandardDesk(here.office)

    report = desk.take_in(looked, Listing(date(2026, 3, 1), "示例基准"))
    again = desk.take_in(looked, Listing(date(2026, 3, 1), "示例基准"))

    assert (len(report.added), again.unchanged) == (600, 600)
    assert max(sizes(here)) <= MOST_CHANGED
    assert len(here.store.all(Setting)) == 600
