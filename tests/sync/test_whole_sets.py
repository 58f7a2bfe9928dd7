"""Work that the city held whole is taken whole or left whole, and nothing of it is closed unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.case import Case
from app.domain.log_line import LogLine
from app.domain.number_use import NumberUse
from app.domain.party import Party, PartyKind
from app.services.settlements import PresentChangedError, WholeOrNothingError
from localdb.unit_of_work import RecordTiedError
from tests.sync.city_kit import TOWN, CityKit
from tests.sync.desktop_kit import Desktop
from tests.sync.test_desktops import CASE, PARTY, a_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.disagreement import Disagreement
    from app.domain.record import Record

FILED = date(2026, 5, 4)
LINE, USE = UUID(int=0x106), UUID(int=0x05E)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops of one town that know one case with one party."""
    kit = CityKit()
    one, other = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    one.save(a_case(one), Party(PARTY, TOWN, CASE, PartyKind.PERSON, "某甲"))
    one.exchange()
    other.exchange()
    yield one, other
    one.close()
    other.close()


def a_line(desk: Desktop) -> LogLine:
    """Return a line of the case's history."""
    who = desk.who
    return LogLine(
        LINE, TOWN, CASE, desk.clock.now(), who.officer_id, who.name, who.machine, "x.filed", "立案"
    )


def a_number(n: int = 7) -> NumberUse:
    """Return the use of a number for the case."""
    return NumberUse(USE, TOWN, "立", 2026, n, f"立〔2026〕{n}号", CASE)


def held(one: Desktop, other: Desktop, *more: Record) -> None:
    """Let one number the case by hand, and the other number and file it without having seen that."""
    one.save(replace(one.get(Case, CASE), number="甲号"))
    other.save(replace(other.get(Case, CASE), number="乙号", filed_on=FILED), a_line(other), *more)
    for each in (one, other, one):
        each.exchange()


def card(desk: Desktop, kind: str = "field") -> Disagreement:
    """Return one card of the work in conflict."""
    return next(each for each in desk.desk.centre().conflicts if each.kind == kind)


def at_rest(*desks: Desktop) -> None:
    """Let everything arrive everywhere; nothing is left to decide."""
    for each in (*desks, *desks):
        each.exchange()
    assert [each.desk.centre().conflicts for each in desks] == [()] * len(desks)


def lines(desk: Desktop) -> set[UUID]:
    """Return the lines of the case's history that are not of settling."""
    with desk.store.read() as work:
        return {each.id for each in work.of(LogLine).find() if each.code != "sync.settled"}


def test_every_card_shows_all_that_came_with_it(desks: tuple[Desktop, Desktop]) -> None:
    held(*desks)

    for desk in desks:
        for found in desk.desk.centre().conflicts:
            assert found.whole
            assert {(each.record_kind, name) for each in found.cards for name in each.fields} >= {
                (Case, "number"),
                (Case, "filed_on"),
                (LogLine, "text"),
            }


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize("kind", ["field", "held"])
def test_the_late_side_is_taken_whole_from_any_card(
    desks: tuple[Desktop, Desktop], who: int, kind: str
) -> None:
    held(*desks)

    desks[who].desk.take_late(card(desks[who], kind), "以乙为准")

    at_rest(*desks)
    for desk in desks:
        case = desk.get(Case, CASE)
        assert (case.number, case.filed_on) == ("乙号", FILED)
        assert lines(desk) == {LINE}


@pytest.mark.parametrize("kind", ["field", "held"])
def test_what_stands_is_kept_against_all_of_it_from_any_card(
    desks: tuple[Desktop, Desktop], kind: str
) -> None:
    held(*desks)

    desks[0].desk.keep(card(desks[0], kind), "以甲为准")

    assert all(each.decided for each in desks[0].desk.centre().conflicts)
    at_rest(*desks)
    for desk in desks:
        case = desk.get(Case, CASE)
        assert (case.number, case.filed_on) == ("甲号", None)
        assert lines(desk) == set()
        with desk.store.read() as work:
            (told,) = (each.text for each in work.of(LogLine).find())
        assert "“乙号”" in told
        assert "“2026年5月4日”" in told
        assert "“立案”" in told


def test_no_third_content_is_written_over_a_part_of_it(desks: tuple[Desktop, Desktop]) -> None:
    held(*desks)

    with pytest.raises(WholeOrNothingError) as refused:
        desks[0].desk.write(card(desks[0]), {"number": "丙号"}, "合并")

    assert refused.value.code == "sync.whole_or_nothing"
    assert desks[0].get(Case, CASE).number == "甲号"


def test_work_taken_whole_over_what_moved_at_the_city_is_held_whole_again(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    held(one, other)
    one.save(replace(one.get(Case, CASE), number="甲号之二"))
    one.exchange()

    other.desk.take_late(card(other), "以乙为准")
    for each in (other, one, other):
        each.exchange()

    for desk in desks:
        case = desk.get(Case, CASE)
        assert (case.number, case.filed_on) == ("甲号之二", None)
        assert lines(desk) == set()
        assert not any(each.decided for each in desk.desk.centre().conflicts)


def test_what_goes_with_a_card_must_be_as_shown_too(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    held(one, other)
    shown = card(one)
    one.save(replace(one.get(Case, CASE), filed_on=date(2026, 1, 1)))

    with pytest.raises(PresentChangedError):
        one.desk.take_late(shown, "以乙为准")

    assert one.get(Case, CASE).filed_on == date(2026, 1, 1)


def test_a_number_is_taken_with_it_only_where_it_was_taken(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    held(one, other, a_number())

    assert not card(one).takeable
    with pytest.raises(WholeOrNothingError):
        one.desk.take_late(card(one), "以乙为准")
    assert card(other).takeable
    other.desk.take_late(card(other), "以乙为准")

    at_rest(one, other)
    for desk in desks:
        assert desk.get(NumberUse, USE).n == 7
        assert desk.get(Case, CASE).number == "乙号"


@pytest.mark.parametrize(("n", "document"), [(7, None), (8, CASE)])
def test_a_number_used_elsewhere_and_a_case_numbered_since_bar_it(
    desks: tuple[Desktop, Desktop], n: int, document: UUID | None
) -> None:
    one, other = desks
    held(one, other, a_number(7))
    other.save(replace(a_number(n), id=UUID(int=0x05F), document_id=document))

    assert not card(other).takeable


def test_of_work_of_which_a_part_was_settled_the_rest_can_only_be_left(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    held(one, other)
    part = card(one, "held")
    with one.store.begin() as work:
        work.settling.close(part.id, part.record_kind, part.record_id)
        work.commit()
    for each in (one, other):
        each.exchange()

    found = card(other)
    assert found.whole
    assert not found.takeable
    other.desk.keep(found, "以甲为准")
    at_rest(one, other)


def test_a_deletion_that_went_with_it_is_told_and_not_carried_out(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    one.save(replace(one.get(Case, CASE), number="甲号"))
    with other.store.begin() as work:
        work.of(Case).save(replace(work.of(Case).get(CASE), number="乙号"))
        work.of(Party).remove(work.of(Party).get(PARTY), "登记错误")
        work.commit()
    for each in (one, other, one):
        each.exchange()
    found = card(one)

    assert not found.takeable
    one.desk.keep(found, "以甲为准")

    at_rest(one, other)
    assert one.get(Party, PARTY).name == "某甲"
    with one.store.read() as work:
        (told,) = (each.text for each in work.of(LogLine).find())
    assert "当事人某甲·整条记录：原来“”／现有“（未删除）”／后到“（要求删除）”" in told


def test_what_a_taken_record_points_at_may_be_gone(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    deed = Party(UUID(int=0xBA48), TOWN, UUID(int=0xDEAD), PartyKind.PERSON, "某丙")
    held(one, other, replace(deed, case_id=CASE))
    with one.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE conflicts SET told = replace(told, ?, ?) WHERE coll = 'party'",
            (f'"case_id":"{CASE}"', f'"case_id":"{deed.case_id}"'),
        )

    with pytest.raises(RecordTiedError):
        one.desk.take_late(card(one), "以乙为准")

    assert one.get(Case, CASE).number == "甲号"
