"""What the sync centre reads of open conflicts: the present beside the late, also of what it cannot read."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import event

from app.domain.case import Case
from app.domain.party import Party, PartyKind
from app.domain.setting import Setting
from app.services.comparing import compared
from app.services.settlements import NewerProgramError, PresentChangedError
from tests.builders import a_document
from tests.sync.city_kit import TOWN, CityKit, patch
from tests.sync.desktop_kit import Desktop
from tests.sync.test_desktops import CASE, PARTY, in_conflict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.disagreement import Disagreement
    from app.domain.record import Record


LATER = "甲后来又写"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops of one town that wrote one brief apart."""
    kit = CityKit()
    made = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    in_conflict(*made)
    yield made
    for each in made:
        each.close()


def only(desk: Desktop) -> Disagreement:
    """Return the one conflict a desk shows."""
    (found,) = desk.desk.centre().conflicts
    return found


def written_later(one: Desktop, other: Desktop) -> None:
    """Let the first person change what stands after the conflict arose, and everybody hear of it."""
    one.save(replace(one.get(Case, CASE), brief=LATER))
    one.exchange()
    other.exchange()


def test_a_conflict_shows_what_stands_now_and_who_wrote_it(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    written_later(one, other)

    for desk in desks:
        found = only(desk)
        assert found.kept.values == {"brief": LATER}
        assert (found.kept.by, found.late.by) == (one.who.officer_id, other.who.officer_id)


def test_what_a_desk_wrote_and_did_not_send_yet_stands_there(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    other.save(replace(other.get(Case, CASE), brief="乙未上传"))

    assert only(other).kept.values == {"brief": "乙未上传"}
    assert only(other).kept.by == other.who.officer_id
    assert only(one).kept.values == {"brief": "甲写"}


@pytest.mark.parametrize("moment", ["gestern", "2026-05-04", "2026-05-04T00:00:00"])
def test_work_of_a_moment_nobody_can_read_does_not_shut_the_sync_centre(
    desks: tuple[Desktop, Desktop], moment: str
) -> None:
    one, _other = desks
    kit = one.line.kit
    raw = kit.desk("另一程序")
    told = raw.change(patch("case", str(CASE), {}, cause="另写"))
    raw.push(raw.sealed(replace(told, at=moment)))

    one.exchange()

    assert CASE in {each.record_id for each in one.desk.centre().conflicts}


def test_work_that_the_city_refused_stands_in_nobodys_way(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    refused = {"user": "甲", "at": "2026-05-04T00:00:00+00:00", "ops": ["x", 3, {"id": str(CASE), "set": 1}]}
    with other.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO tail (cs_id, stream, seq, device, incarnation, cs_no, change_set)"
            " VALUES ('odd', ?, 99, '', '', 1, ?)",
            (TOWN, json.dumps(refused)),
        )

    assert only(other).kept.by == one.who.officer_id


@pytest.mark.parametrize("way", ["keep", "take_late", "write"])
def test_what_changed_since_it_was_shown_is_not_settled_over(
    desks: tuple[Desktop, Desktop], way: str
) -> None:
    one, other = desks
    shown = only(other)
    written_later(one, other)
    given = ({"brief": "两人合写"}, "核对") if way == "write" else ("核对",)

    with pytest.raises(PresentChangedError) as refused:
        getattr(other.desk, way)(shown, *given)

    assert refused.value.code == "sync.present_changed"
    assert other.get(Case, CASE).brief == LATER
    assert not only(other).decided
    assert other.desk.lamp()[1].conflicts == 1
    getattr(other.desk, way)(only(other), *given)
    assert only(other).decided
    assert other.desk.lamp()[1].conflicts == 0


def test_a_deletion_is_not_carried_out_over_a_change_that_nobody_was_shown(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    late_deletion(one, other)
    shown = next(each for each in other.desk.centre().conflicts if each.kind == "delete_vs_edit")
    one.save(replace(one.get(Party, PARTY), telephone="13800000000"))
    one.exchange()
    other.exchange()

    with pytest.raises(PresentChangedError):
        other.desk.delete(shown, "重复登记")

    assert other.get(Party, PARTY).telephone == "13800000000"


def late_deletion(one: Desktop, other: Desktop) -> None:
    """Let one person rename a party while the other deletes it, whose word comes second."""
    one.save(Party(PARTY, TOWN, CASE, PartyKind.PERSON, "某甲"))
    one.exchange()
    other.exchange()
    one.save(replace(one.get(Party, PARTY), name="某乙"))
    with other.store.begin() as work:
        work.of(Party).remove(work.of(Party).get(PARTY), "登记错误")
        work.commit()
    for each in (one, other, one):
        each.exchange()


def put_conflict(desk: Desktop, **changes: Any) -> None:
    """Let the city have opened a conflict like the one there is, but for some words of a newer program."""
    with desk.store.engine.begin() as connection:
        row = connection.exec_driver_sql("SELECT * FROM conflicts").one()._asdict()
        told = json.loads(row["told"]) | changes
        told["id"] = "newer.0.x"
        row |= {"id": "newer.0.x", "coll": told["coll"], "record_id": told["rec"], "kind": told["kind"]}
        row |= {"cs_id": "newer", "told": json.dumps(told)}
        columns, marks = ",".join(row), ",".join("?" * len(row))
        connection.exec_driver_sql(
            f"INSERT INTO conflicts ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own table
            tuple(row.values()),
        )


@pytest.mark.parametrize(
    "newer",
    [
        {"coll": "drone"},
        {"kind": "melted"},
        {"fields": ["gains"], "mine": {"gains": "half"}},
        {"fields": ["colour"], "mine": {"colour": "红"}},
        {"fields": ["filed_on"], "theirs": {"filed_on": "春"}},
        {"rec": "not an identity"},
        {"at": "yesterday"},
        {"mine": None},
    ],
)
def test_a_conflict_of_a_newer_program_is_told_and_holds_up_no_other(
    desks: tuple[Desktop, Desktop], newer: dict[str, Any]
) -> None:
    one, _other = desks
    put_conflict(one, **newer)

    found = {each.id: each for each in one.desk.centre().conflicts}

    assert not found["newer.0.x"].readable
    (known,) = (each for each in found.values() if each.readable)
    one.desk.take_late(known, "核对现场记录")
    assert one.get(Case, CASE).brief == "乙写"


def test_urgent_conflicts_come_first_and_then_the_older_ones(desks: tuple[Desktop, Desktop]) -> None:
    one, _other = desks
    own = only(one).id
    copy = (
        "INSERT INTO conflicts (id, stream, seq, cs_id, coll, record_id, kind, urgent, told)"
        " SELECT ?, stream, seq + ?, ?, coll, record_id, kind, ?, told FROM conflicts WHERE id = ?"
    )
    with one.store.engine.begin() as connection:
        for name, later, urgent in (("b", 0, 0), ("late", 3, 1), ("a", 0, 0), ("soon", 1, 1)):
            connection.exec_driver_sql(copy, (name, later, name, urgent, own))
        connection.exec_driver_sql("UPDATE conflicts SET urgent = 1 WHERE id = ?", (own,))

    assert [each.id for each in one.desk.centre().conflicts] == [own, "soon", "late", "a", "b"]


@pytest.mark.parametrize("newer", [{"fields": ["colour"], "mine": {"colour": "红"}}, {"kind": "melted"}])
def test_a_conflict_of_a_newer_program_over_a_case_names_the_case(
    desks: tuple[Desktop, Desktop], newer: dict[str, Any]
) -> None:
    one, _other = desks
    put_conflict(one, **newer)

    found = next(each for each in one.desk.centre().conflicts if not each.readable)

    assert (found.record_id, found.case_id, found.about) == (CASE, CASE, "占道经营")


@pytest.mark.parametrize(
    "known", [{"mine": {"case_id": str(CASE)}}, {"mine": None}, {"mine": {"case_id": "another"}}]
)
def test_a_conflict_of_a_newer_program_over_what_is_not_here_names_the_case_it_tells(
    desks: tuple[Desktop, Desktop], known: dict[str, Any]
) -> None:
    one, _other = desks
    put_conflict(one, coll="party", rec=str(PARTY), fields=["colour"], **known)

    found = next(each for each in one.desk.centre().conflicts if not each.readable)

    told = known["mine"] == {"case_id": str(CASE)}
    assert (found.about, found.case_id) == (("占道经营", CASE) if told else ("当事人", None))


def apart(desks: tuple[Desktop, Desktop], known: Record, one: Record, other: Record) -> Disagreement:
    """Let two people change what both know, each apart; return the conflict as the first one sees it."""
    desks[0].save(known)
    for each in desks:
        each.exchange()
    desks[0].save(one)
    desks[1].save(other)
    for each in (*desks, *desks):
        each.exchange()
    return next(each for each in desks[0].desk.centre().conflicts if each.record_id == known.id)


def test_a_conflict_over_a_setting_says_which_one_and_what_it_says(desks: tuple[Desktop, Desktop]) -> None:
    kept = Setting(UUID(int=0x5E7), TOWN, "review_before_notice", "null")

    found = apart(desks, kept, replace(kept, value="true"), replace(kept, value="false"))

    assert found.about == "设置　告知前审核"
    (row,) = compared(found, {})
    assert (row.kept, row.late) == ("是", "否")


def test_records_that_values_name_are_told_by_their_own_names(desks: tuple[Desktop, Desktop]) -> None:
    ids = [UUID(int=0xBA50 + number) for number in range(3)]
    parties = [Party(each, TOWN, CASE, PartyKind.PERSON, f"某{n}") for n, each in enumerate(ids)]
    desks[0].save(*parties)
    paper = a_document("01", town=TOWN, case_id=CASE, party_id=ids[0])

    found = apart(desks, paper, replace(paper, party_id=ids[1]), replace(paper, party_id=ids[2]))

    (row,) = compared(found, {})
    assert (row.before, row.kept, row.late) == ("某0", "某1", "某2")


def many(desk: Desktop, count: int) -> None:
    """Let there be more conflicts like the one there is, each about a case of its own."""
    own = only(desk).id
    cases = [replace(desk.get(Case, CASE), id=UUID(int=0xCA5E0000 + number)) for number in range(count)]
    desk.save(*cases)
    copy = (
        "INSERT INTO conflicts (id, stream, seq, cs_id, coll, record_id, kind, urgent, told)"
        " SELECT ?, stream, seq, ?, coll, ?, kind, urgent, told FROM conflicts WHERE id = ?"
    )
    with desk.store.engine.begin() as connection:
        for each in cases:
            connection.exec_driver_sql(copy, (f"z{each.id}", str(each.id), str(each.id), own))


@contextmanager
def counted(desk: Desktop) -> Iterator[list[str]]:
    """Write down every statement that goes to a desk's store."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(desk.store.engine, "before_cursor_execute", hear)
    yield said
    event.remove(desk.store.engine, "before_cursor_execute", hear)


def test_many_conflicts_are_read_by_as_few_questions_as_one(desks: tuple[Desktop, Desktop]) -> None:
    one, _other = desks
    with counted(one) as few:
        one.reading.disagreements()
    many(one, 60)

    with counted(one) as said:
        found = one.reading.disagreements()

    assert len(found) == 61
    assert len(said) == len(few) <= 40


def test_one_conflict_is_settled_without_a_look_at_the_others(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    shown = only(other)
    with counted(other) as few:
        other.desk.keep(shown, "核对")
    own = only(one)
    many(one, 60)

    with counted(one) as said:
        one.desk.keep(own, "核对")

    assert len(said) == len(few)
    assert all("AND cs_id = " in each for each in said if "FROM conflicts WHERE closed_at IS NULL" in each)


def test_a_conflict_that_cannot_be_read_is_not_settled(desks: tuple[Desktop, Desktop]) -> None:
    one, _other = desks
    put_conflict(one, coll="drone")
    newer = next(each for each in one.desk.centre().conflicts if not each.readable)

    with pytest.raises(NewerProgramError):
        one.desk.keep(newer, "理由")
