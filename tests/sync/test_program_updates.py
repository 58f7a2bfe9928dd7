"""A newer program reads what older ones kept anew (程序更新): once, in portions, under own open work."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from app.domain.case import Case, CaseStatus, Procedure
from app.domain.party import Party, PartyKind
from app.domain.statement import Statement, StatementKind
from localdb.records import tables
from localdb.sync.laying import layout_of
from localdb.sync.shapes import shapes
from sync.engine import LAYING
from sync.protocol.layout import layout
from tests.sync.city_kit import CityKit
from tests.sync.office import TOWN, WIRE, Desktop, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.step import Step

ROOT = Path(__file__).parents[2]
_STAMP = "import tests.sync.office as o; from localdb.sync.laying import layout_of; print(layout_of(o.WIRE))"


class OldProcedure(StrEnum):
    """The procedures that an older program knows."""

    ORDINARY = Procedure.ORDINARY.value


@contextmanager
def older_program() -> Iterator[None]:
    """Let the program be one that does not know the on-the-spot procedure yet."""
    column: Any = tables()[Case].c.procedure.type
    column.words = OldProcedure
    shapes.cache_clear()
    try:
        yield
    finally:
        column.words = Procedure
        shapes.cache_clear()


def pulled_by_an_older_program(cases: int = 1) -> tuple[Desktop, Desktop, list[Case]]:
    """Return an office's desktop, another that pulled its cases with an older program, and the cases."""
    kit = CityKit()
    one = Desktop(kit, 1)
    found = [an_on_the_spot_case(one) for _ in range(cases)]
    one.settle()
    with older_program():
        other = Desktop(kit, 2)
        other.settle()
        assert unreadable(other) == cases
    return one, other, found


def an_on_the_spot_case(desktop: Desktop) -> Case:
    """Save a case of the procedure that the older program does not know."""
    at = desktop.clock.now()
    new = Case(desktop.ids.new(), TOWN, Procedure.SIMPLE, CaseStatus.CLUE, at, None, cause="占道经营")
    desktop.save(new)
    return new


def updated(desktop: Desktop, portion: int = 1000) -> list[Step]:
    """Start today's program over the store, without a line; return its steps until it asks the city."""
    desktop.line.cut = True
    desktop.restart()
    desktop.sync.portion = portion
    steps = []
    while (step := desktop.step()).what == LAYING:
        steps.append(step)
    return steps


def unreadable(desktop: Desktop) -> int:
    """Return how many images the program counts as odd."""
    return int(desktop.rows("SELECT count(*) FROM base_images WHERE odd = 1")[0][0])


def stamp(desktop: Desktop) -> str:
    """Return the layout by which the store says its images are shown."""
    return str(desktop.rows("SELECT layout FROM sync_link")[0][0])


def test_a_record_that_the_older_program_could_not_read_appears() -> None:
    one, other, (case,) = pulled_by_an_older_program()
    assert not other.sees(case)

    updated(other)

    assert other.see(case) == one.see(case)
    assert unreadable(other) == 0
    assert stamp(other) == layout_of(WIRE)
    assert other.rows("SELECT code, detail FROM sync_log WHERE code = 'laid'") == [("laid", "1")]


def test_what_appears_is_found_and_its_limits_are_derived() -> None:
    _one, other, (case,) = pulled_by_an_older_program()
    with other.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM stale_clocks")

    updated(other)

    query = f"SELECT count(*) FROM stale_clocks WHERE hex(case_id) = '{case.id.hex.upper()}'"  # noqa: S608 - our own id
    assert other.rows(query) == [(1,)]
    assert other.rows("SELECT count(*) FROM search_entries") == [(1,)]


def test_a_column_that_came_with_the_update_shows_what_the_image_held() -> None:
    kit = CityKit()
    one, other = Desktop(kit, 1), Desktop(kit, 2)
    case = one.case()
    party = Party(one.ids.new(), TOWN, case.id, PartyKind.PERSON, "某甲")
    day = one.clock.now().date()
    told = Statement(one.ids.new(), TOWN, case.id, party.id, StatementKind.STATEMENT, day)
    one.save(party, told)
    one.edit(told, partly=True)
    settle(one, other)
    # A new column begins with its default, whatever the images hold.
    with other.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE statements SET partly = 0")
        connection.exec_driver_sql("UPDATE sync_link SET layout = ''")

    updated(other)

    assert other.see(told).partly


def test_work_that_waits_stays_in_view_over_what_is_laid_anew() -> None:
    kit = CityKit()
    one, other = Desktop(kit, 1), Desktop(kit, 2)
    case = one.case(brief="原来")
    settle(one, other)
    other.line.cut = True
    other.edit(case, brief="本机改动")
    born = other.case(cause="本机新案")
    with older_program():
        other.restart()
        other.step()

    updated(other)

    assert (other.see(case).brief, other.see(case).cause) == ("本机改动", "占道经营")
    assert other.see(born) == born
    assert other.rows("SELECT count(*) FROM outbox WHERE state = 'new'") == [(2,)]
    other.line.cut = False
    settle(other, one)
    assert one.see(case).brief == "本机改动"
    assert one.digest() == other.digest()


def test_a_crash_in_the_middle_goes_on_where_it_was() -> None:
    _one, other, cases = pulled_by_an_older_program(7)
    other.line.cut = True
    other.restart()
    other.sync.portion = 2
    assert [other.step().what for _ in range(2)] == [LAYING] * 2
    assert sum(map(other.sees, cases)) == 4
    assert stamp(other) != layout_of(WIRE)

    left = updated(other, 2)

    assert len(left) == 2
    assert all(map(other.sees, cases))
    assert stamp(other) == layout_of(WIRE)
    assert other.rows("SELECT detail FROM sync_log WHERE code = 'laid'") == [("7",)]


def test_a_portion_that_fails_leaves_nothing_of_itself() -> None:
    _one, other, cases = pulled_by_an_older_program(3)
    other.restart()
    other.sync.portion = 2
    other.step()
    with other.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TEMP TRIGGER full BEFORE UPDATE ON sync_link BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    with pytest.raises(Exception, match="full"):
        other.step()

    assert sum(map(other.sees, cases)) == 2
    updated(other)
    assert all(map(other.sees, cases))


def test_another_update_in_the_middle_begins_anew() -> None:
    _one, other, cases = pulled_by_an_older_program(3)
    with other.store.engine.begin() as connection:
        connection.exec_driver_sql("""UPDATE sync_link SET laying = '["yet another layout", "z", "z", 9]'""")

    updated(other)

    assert all(map(other.sees, cases))
    assert other.rows("SELECT detail FROM sync_log WHERE code = 'laid'") == [("3",)]


def test_a_store_of_the_same_layout_has_no_work_and_no_statement_more() -> None:
    kit = CityKit()
    one = Desktop(kit, 1)
    one.case()
    assert [each.what for each in one.settle()].count(LAYING) == 0
    one.line.cut = True
    one.restart()
    spoken: list[str] = []
    event.listen(one.store.engine, "before_cursor_execute", lambda *given: spoken.append(given[2]))

    steps = [one.step().what for _ in range(3)]

    assert LAYING not in steps
    assert {each.split()[0] for each in spoken} == {"BEGIN", "SELECT"}
    assert not [each for each in spoken if "base_images" in each]
    assert sum("layout" in each for each in spoken) == len(steps), (
        "the state alone tells, as it is read anyway"
    )


def test_what_is_pulled_afresh_is_counted_anew_and_shown_only_at_its_end() -> None:
    _one, other, (case,) = pulled_by_an_older_program()
    with other.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sync_streams SET rebuilding = 1")

    updated(other)

    assert unreadable(other) == 0
    assert not other.sees(case)
    other.sync.take(TOWN, (), complete=True)
    assert other.sees(case)


def test_the_stamp_is_another_with_each_declaration_and_word_and_the_same_in_every_process() -> None:
    today = layout_of(WIRE)

    with older_program():
        assert layout_of(WIRE) != today
    assert layout_of(WIRE) == today
    for seed in ("1", "2"):
        command = [sys.executable, "-c", _STAMP]
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert told.stdout.strip() == today
    assert WIRE.layout == layout()
