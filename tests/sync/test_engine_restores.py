"""The server set back from a backup, told or not: desktops give back what it lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.case import Case
from localdb.numbers import NoNumberLentError
from tests.sync.office import TOWN, Desktop, outcomes, settle

if TYPE_CHECKING:
    from sync.protocol.messages import Answer
    from tests.sync.city_kit import CityKit


def test_a_restored_server_gets_back_what_it_lost(kit: CityKit, here: Desktop, there: Desktop) -> None:
    first = here.case()
    settle(here, there)
    backup = kit.backup()
    second, third = here.case(), there.case()
    here.edit(first, cause="违法建设")
    settle(here, there)

    kit.restore(backup, towns=(TOWN,))
    fourth = there.case()
    settle(here, there)
    settle(here, there)

    for desktop in (here, there):
        assert all(desktop.sees(each) for each in (first, second, third, fourth))
        assert desktop.see(first).cause == "违法建设"
    assert here.digest() == there.digest()
    assert len({row["cs"]["cs_id"] for row in kit.rows(TOWN)}) == len(kit.rows(TOWN))


def test_work_of_a_computer_shown_out_lies_aside_again_after_a_restore(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    settle(here, there)
    backup = kit.backup()
    here.line.caller = replace(here.line.caller, revoked=True)
    bad = here.case()
    settle(here, there)
    assert outcomes(here)[-1] == ("answered", "quarantined")

    kit.restore(backup, towns=(TOWN,))
    settle(there, here)
    here.line.caller = replace(here.line.caller, revoked=False)
    settle(here, there)

    assert not there.sees(bad)


def test_a_restore_nobody_spoke_of_is_seen_by_the_chain(kit: CityKit, here: Desktop, there: Desktop) -> None:
    first = here.case()
    settle(here, there)
    backup = kit.backup()
    second = here.case()
    settle(here, there)

    kit.restore(backup, towns=())
    settle(there, here)
    settle(there, here)

    for desktop in (here, there):
        assert desktop.sees(first)
        assert desktop.sees(second)
    assert here.digest() == there.digest()


def test_work_answered_and_then_lost_by_an_unspoken_restore_goes_again(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    here.case()
    settle(here, there)
    backup = kit.backup()
    case = here.case()
    here.line.barred = frozenset(("changes",))
    here.take(6)
    assert outcomes(here)[-1] == ("answered", "applied")

    kit.restore(backup, towns=())
    here.line.barred = frozenset()
    other = there.case()
    settle(there, here)
    settle(there, here)

    for desktop in (here, there):
        assert desktop.sees(case)
        assert desktop.sees(other)
    assert outcomes(here)[-1] == ("settled", "applied")


def test_work_of_an_earlier_incarnation_that_an_unspoken_restore_lost_is_given_back(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    settle(here, there)
    backup = kit.backup()
    case = here.case()
    here.line.barred = frozenset(("changes",))
    here.take(6)
    image = here.image()
    here.case()
    here.take(6)
    here.put_back(image)
    assert outcomes(here) == [("answered", "applied")]

    kit.restore(backup, towns=())
    here.line.barred = frozenset()
    settle(here, there)

    assert there.sees(case)
    assert outcomes(here) == [("settled", "applied")]


def test_numbers_whose_answer_was_lost_come_after_a_report_in_the_same_epoch(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    settle(here, there)
    backup = kit.backup()
    here.case()
    here.line.barred = frozenset(("changes",))
    here.take(6)
    image = here.image()
    here.case()
    here.take(6)
    here.put_back(image)
    kit.restore(backup, towns=())

    with here.store.begin() as work, pytest.raises(NoNumberLentError):
        work.numbers.take("罚", 2026, here.ids.new())
    here.line.barred, here.line.lost = frozenset(), frozenset(("lease",))
    here.line.after = no_changes
    here.take(12)
    assert "lease" in here.line.spoken
    here.line.lost, here.line.after = frozenset(), lambda _word, answer: answer
    settle(here, there)

    assert "recover" in here.line.spoken
    in_hand = {number for (number,) in here.rows("SELECT n FROM leases WHERE used = 0")}
    assert in_hand == set(kit.register(town=TOWN)) == {1, 2, 3}


def no_changes(word: str, answer: Answer) -> Answer:
    """Let the server be unable to tell news."""
    return replace(answer, status=500, body={"code": "broken"}) if word == "changes" else answer


def test_work_in_the_oldest_backup_is_let_go_and_no_other(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    here.case()
    settle(here, there)
    mark = kit.city.backup_mark(TOWN)
    kit.city.backup_taken(TOWN, mark, 1)
    here.case()
    settle(here, there)
    settle(here, there)

    assert [number for (number,) in here.rows("SELECT cs_no FROM outbox")] == [2]
    assert [seq for (seq,) in there.rows("SELECT seq FROM tail")] == [2]


def test_what_a_backup_of_another_epoch_holds_lets_nothing_go(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    third = Desktop(kit, 3)
    before = kit.backup()
    case = here.case()
    settle(here, there)
    kit.restore(before)
    third.case()
    third.settle()
    kit.city.declare_lost(TOWN, here.device, "管理员")
    kit.city.declare_lost(TOWN, there.device, "管理员")
    third.settle()
    kit.city.backup_taken(TOWN, kit.city.backup_mark(TOWN), 1)

    there.restart()
    there.settle()

    assert kit.rows(TOWN)[-1]["cs"]["ops"][0]["id"] == str(case.id)


def test_a_rebuilding_that_would_take_back_much_of_what_is_seen_waits_for_a_person(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    cases = [here.case() for _ in range(30)]
    settle(here, there)
    copy = kit.backup()
    with here.store.begin() as work:
        for each in cases:
            work.of(Case).save(replace(each, brief="其后写的"))
        work.commit()
    settle(here, there)
    with there.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM tail")
    kit.restore(copy)
    kit.city.declare_lost(TOWN, here.device, "管理员")

    faults = {step.fault for step in there.settle()}
    assert "wipe" in faults
    assert {there.see(each).brief for each in cases} == {"其后写的"}

    there.sync.allow(TOWN)
    settle(there)
    assert [there.see(each) for each in cases] == cases
