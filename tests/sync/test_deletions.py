"""One person deletes what another changes: nobody's word gets lost, and a person decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.case import Case, CaseStatus, Procedure
from app.domain.errors import AppError
from app.domain.log_line import LogLine
from app.domain.party import Party, PartyKind
from app.domain.record import RecordNotFoundError
from localdb.repository import NotDeletedError
from localdb.unit_of_work import RecordTiedError
from tests.sync.city_kit import TOWN, CityKit
from tests.sync.desktop_kit import Desktop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.disagreement import Disagreement
    from app.domain.record import Record

CASE, PARTY = UUID(int=0xCA5E), UUID(int=0xBA47)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops of one town that both know one case with one party."""
    kit = CityKit()
    one, other = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    opened = one.clock.now()
    case = Case(CASE, TOWN, Procedure.ORDINARY, CaseStatus.CLUE, opened, None, cause="占道经营", brief="原来")
    one.save(case, Party(PARTY, TOWN, CASE, PartyKind.PERSON, "某甲"))
    one.exchange()
    other.exchange()
    yield one, other
    one.close()
    other.close()


def deleted(desk: Desktop, record: Record) -> None:
    """Delete a record at a desk."""
    with desk.store.begin() as work:
        work.of(type(record)).remove(record, "登记错误")
        work.commit()


def late_edit(one: Desktop, other: Desktop) -> Disagreement:
    """Let one person delete the party while the other renames it, whose word comes second."""
    deleted(one, one.get(Party, PARTY))
    other.save(replace(other.get(Party, PARTY), name="某乙"))
    for each in (one, other, one):
        each.exchange()
    (found,) = one.desk.centre().conflicts
    return found


def late_deletion(one: Desktop, other: Desktop) -> Disagreement:
    """Let one person rename the party while the other deletes it, whose word comes second."""
    one.save(replace(one.get(Party, PARTY), name="某乙"))
    deleted(other, other.get(Party, PARTY))
    for each in (one, other, one):
        each.exchange()
    (found,) = one.desk.centre().conflicts
    return found


def at_rest(*desks: Desktop) -> None:
    """Let everything arrive everywhere; nothing is left to decide."""
    for each in (*desks, *desks):
        each.exchange()
    assert [each.desk.centre().conflicts for each in desks] == [()] * len(desks)


def told(desk: Desktop) -> list[str]:
    """Return what the histories say of settled conflicts, without their fields."""
    with desk.store.read() as work:
        return [each.text.split("。")[0] for each in work.of(LogLine).find() if each.code == "sync.settled"]


def test_a_late_edit_shows_the_deleted_record_and_what_was_wanted_of_it(
    desks: tuple[Desktop, Desktop],
) -> None:
    late_edit(*desks)

    for desk in desks:
        (found,) = desk.desk.centre().conflicts
        assert (found.kind, found.deleted, found.about, found.case_id) == (
            "edit_vs_delete",
            True,
            "占道经营",
            CASE,
        )
        assert found.record.name == "某甲"
        assert found.late.values["name"] == "某乙"


@pytest.mark.parametrize("who", [0, 1])
def test_a_deleted_record_comes_back_with_the_late_edit(desks: tuple[Desktop, Desktop], who: int) -> None:
    found = late_edit(*desks)

    desks[who].desk.bring_back(found, "当事人仍在案")

    assert desks[who].get(Party, PARTY).name == "某乙"
    at_rest(*desks)
    for desk in desks:
        assert desk.get(Party, PARTY).name == "某乙"
        assert told(desk) == ["同步冲突处理：占道经营，恢复记录并采用后到修改；理由：当事人仍在案"]


def test_a_record_stays_deleted_when_a_person_says_so(desks: tuple[Desktop, Desktop]) -> None:
    found = late_edit(*desks)

    desks[0].desk.keep(found, "重复登记")

    at_rest(*desks)
    for desk in desks:
        with pytest.raises(RecordNotFoundError):
            desk.get(Party, PARTY)
        assert told(desk) == ["同步冲突处理：占道经营，保持删除；理由：重复登记"]


@pytest.mark.parametrize("who", [0, 1])
def test_a_record_is_deleted_after_all(desks: tuple[Desktop, Desktop], who: int) -> None:
    found = late_deletion(*desks)
    assert (found.kind, found.deleted) == ("delete_vs_edit", False)

    desks[who].desk.delete(found, "确系重复登记")

    at_rest(*desks)
    for desk in desks:
        with pytest.raises(RecordNotFoundError):
            desk.get(Party, PARTY)
        assert told(desk) == ["同步冲突处理：占道经营　某乙，仍予删除；理由：确系重复登记"]


def test_a_record_is_kept_alive(desks: tuple[Desktop, Desktop]) -> None:
    found = late_deletion(*desks)

    desks[1].desk.keep(found, "当事人仍在案")

    at_rest(*desks)
    assert [each.get(Party, PARTY).name for each in desks] == ["某乙"] * 2
    assert told(desks[0]) == ["同步冲突处理：占道经营　某乙，保留记录，不予删除；理由：当事人仍在案"]


def test_each_choice_wants_a_reason_and_a_conflict_of_its_kind(desks: tuple[Desktop, Desktop]) -> None:
    found = late_edit(*desks)
    desk = desks[0].desk

    for settle in (desk.bring_back, desk.keep, desk.delete):
        with pytest.raises(AppError) as caught:
            settle(found, " ")
        assert caught.value.code == "sync.reason"
    for settle in (desk.delete, desk.take_late):
        with pytest.raises(AppError) as caught:
            settle(found, "理由")
        assert caught.value.code == "sync.conflict_gone"
    assert len(desk.centre().conflicts) == 1


def test_a_decision_waits_for_the_city_and_is_not_taken_twice(desks: tuple[Desktop, Desktop]) -> None:
    found = late_edit(*desks)
    one, other = desks

    one.desk.keep(found, "重复登记")

    assert [each.decided for each in one.desk.centre().conflicts] == [True]
    assert [each.decided for each in other.desk.centre().conflicts] == [False]
    with pytest.raises(AppError) as caught:
        one.desk.bring_back(found, "仍在案")
    assert caught.value.code == "sync.conflict_gone"
    at_rest(one, other)


def test_two_people_who_settle_one_conflict_apart_lose_nothing(desks: tuple[Desktop, Desktop]) -> None:
    found = late_edit(*desks)
    one, other = desks

    one.desk.bring_back(found, "仍在案")
    other.desk.keep(found, "重复登记")

    at_rest(one, other)
    assert [each.get(Party, PARTY).name for each in desks] == ["某乙"] * 2


def test_a_case_that_stays_deleted_is_told_of_without_it(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    deleted(one, one.get(Party, PARTY))
    deleted(one, one.get(Case, CASE))
    other.save(replace(other.get(Case, CASE), brief="后来"))
    for each in (one, other, one):
        each.exchange()
    (found,) = one.desk.centre().conflicts

    one.desk.keep(found, "误立")

    at_rest(one, other)
    assert told(one) == ["同步冲突处理：占道经营，保持删除；理由：误立"]


def test_what_others_point_at_cannot_go(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    one.save(replace(one.get(Case, CASE), brief="后来"))
    deleted(other, other.get(Party, PARTY))
    deleted(other, other.get(Case, CASE))
    one.exchange()
    other.exchange()
    one.save(Party(UUID(int=0xBA48), TOWN, CASE, PartyKind.PERSON, "某丙"))
    one.exchange()
    found = next(each for each in one.desk.centre().conflicts if each.record_kind is Case)

    with pytest.raises(RecordTiedError):
        one.desk.delete(found, "误立")

    assert one.get(Case, CASE).brief == "后来"
    one.save(replace(one.get(Case, CASE), brief="还能写"))


def test_only_what_is_deleted_comes_back(desks: tuple[Desktop, Desktop]) -> None:
    one, _other = desks
    party = one.get(Party, PARTY)

    with one.store.begin() as work, pytest.raises(NotDeletedError):
        work.of(Party).revive(party, party)
