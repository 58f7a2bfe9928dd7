"""Cases merged and split (并案与分案) over the real store: at the city, and at another desktop."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.act import Act
from app.domain.case import Case, CaseStatus
from app.domain.evidence import Evidence
from app.domain.party import Party
from app.domain.penalty import Penalty
from app.services.case_reading import CaseReading
from app.services.cases import CaseDesk
from localdb.numbers import NoNumberLentError
from sync.protocol import declarations
from tests.builders import a_case, a_party, a_penalty, an_act, an_item, ident, some_evidence
from tests.sync.city_kit import TOWN, CityKit
from tests.sync.desktop_kit import Desktop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

MOVED = (Party, Act, Penalty, Evidence)
FIRST, SECOND, THIRD = ident("甲案"), ident("乙案"), ident("丙案")


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops of one town that know three cases under investigation, two people in each."""
    kit = CityKit()
    made = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    for each in made:
        each.save(an_item())
    for case_id, name in ((FIRST, "甲案"), (SECOND, "乙案"), (THIRD, "丙案")):
        made[0].save(*whole_case(case_id, name))
    meet(*made)
    yield made
    for each in made:
        each.close()


def whole_case(case_id: UUID, name: str) -> tuple[Any, ...]:
    """Return a case of two people, each with an act, a penalty and a piece of evidence."""
    own: dict[str, Any] = {"town": TOWN, "case_id": case_id}
    made: list[Any] = [a_case(CaseStatus.INVESTIGATING, id=case_id, town=TOWN, number=name)]
    for number, who in enumerate((f"{name}张某", f"{name}李某"), 1):
        party, act = a_party(who, **own), an_act(f"{who}的行为", **own)
        proof = some_evidence(f"{who}的证据", act_id=act.id, number=number, **own)
        made += [party, act, a_penalty(party, act_id=act.id, **own), proof]
    return tuple(made)


def meet(*desks: Desktop) -> None:
    """Let desktops exchange until each has what the others had, without a fault on the way."""
    for each in (*desks, *desks):
        assert each.exchange() == []


def merge(desk: Desktop, case_id: UUID, into_id: UUID) -> None:
    """Merge a case into another at a desktop."""
    CaseDesk(desk.office).merge(case_id, into_id)


def split(desk: Desktop, name: str, case_id: UUID = FIRST) -> Case:
    """Split a person with the act off at a desktop, which is lent a number first where it has none."""
    moving = (case_id, [ident(name)], [ident(f"{name}的行为")])
    with suppress(NoNumberLentError):
        return CaseDesk(desk.office).split(*moving)
    meet(desk)
    return CaseDesk(desk.office).split(*moving)


def names(desk: Desktop, case_id: UUID) -> list[str]:
    """Return who stands in a case at a desktop, and the names of its evidence."""
    file = CaseReading(desk.office).open(case_id)
    assert {each.act_id for each in file.penalties} == {each.id for each in file.acts}
    assert {each.party_id for each in file.penalties} == {each.id for each in file.parties}
    return sorted([*(each.name for each in file.parties), *(each.name for each in file.evidence)])


def people(*named: str) -> list[str]:
    """Return people and their evidence, as ``names`` does."""
    return sorted(each for name in named for each in (name, f"{name}的证据"))


def settled(desk: Desktop) -> bool:
    """Tell whether the city took all of a desktop's work, and kept nothing back."""
    counts = desk.reading.counts()
    return (counts.waiting, counts.returned) == (0, 0)


@pytest.mark.parametrize("kind", MOVED)
def test_what_goes_with_a_case_may_change_its_case_and_disputes_over_it_are_of_law(kind: type) -> None:
    declared = declarations()[kind.__name__.lower()]

    assert declared.policy("case_id").value == "legal"
    assert declared.group("case_id") == {"case_id"}


def test_only_what_goes_with_a_case_may_change_its_case() -> None:
    held = {name: each for name, each in declarations().items() if each.fields.get("case_id") == "id"}
    free = {name for name, each in held.items() if each.nature == "mutable" and "case_id" not in each.fixed}

    assert free == {kind.__name__.lower() for kind in MOVED}


def test_a_merged_case_arrives_whole_at_the_city_and_at_the_other_desktop(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    merge(one, FIRST, SECOND)

    meet(one, other)

    assert settled(one)
    for each in desks:
        assert names(each, SECOND) == people("甲案张某", "甲案李某", "乙案张某", "乙案李某")
        assert names(each, FIRST) == []
        assert each.get(Case, FIRST).merged_into == SECOND
        assert each.desk.centre().conflicts == ()


def test_a_split_case_arrives_whole_at_the_city_and_at_the_other_desktop(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks

    new = split(one, "甲案李某")
    meet(one, other)

    assert settled(one)
    for each in desks:
        assert (names(each, FIRST), names(each, new.id)) == (people("甲案张某"), people("甲案李某"))
        assert each.get(Case, new.id) == new
        assert each.desk.centre().conflicts == ()


@pytest.mark.parametrize("mover_first", [True, False])
def test_what_another_desktop_wrote_of_a_moved_party_goes_along(
    desks: tuple[Desktop, Desktop], mover_first: bool
) -> None:
    one, other = desks
    party = other.get(Party, ident("甲案张某"))
    merge(one, FIRST, SECOND)
    other.save(replace(party, address="西街2号", telephone="13800000000"))

    meet(*(desks if mover_first else (other, one)))

    for each in desks:
        assert each.get(Party, party.id) == replace(
            party, case_id=SECOND, address="西街2号", telephone="13800000000"
        )
        assert settled(each)
        assert each.desk.centre().conflicts == ()


def test_a_case_merged_into_two_others_is_a_question_for_people_and_nothing_is_lost(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    party = one.get(Party, ident("甲案张某"))
    merge(one, FIRST, SECOND)
    merge(other, FIRST, THIRD)

    meet(one, other)

    for each in desks:
        assert settled(each)
        assert each.get(Party, party.id).case_id == SECOND
        (asked,) = (found for found in each.desk.centre().conflicts if found.record_id == party.id)
        assert (asked.kind, asked.fields) == ("field", ("case_id",))
        assert (asked.kept.values, asked.late.values) == ({"case_id": SECOND}, {"case_id": THIRD})
        assert against(each, SECOND) >= {party.id}
        assert against(each, THIRD) >= {party.id}


def test_the_later_merger_is_taken_where_a_person_decides_for_it(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    merge(one, FIRST, SECOND)
    merge(other, FIRST, THIRD)
    meet(one, other)

    for asked in other.desk.centre().conflicts:
        other.desk.take_late(asked, "以后到的为准")
    meet(one, other)

    for each in desks:
        assert names(each, THIRD) == people("甲案张某", "甲案李某", "丙案张某", "丙案李某")
        assert names(each, SECOND) == people("乙案张某", "乙案李某")
        assert each.desk.centre().conflicts == ()


def test_a_party_split_off_at_two_desktops_stays_where_it_first_went_and_the_other_split_is_asked_about(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    first, second = split(one, "甲案李某"), split(other, "甲案李某")

    meet(one, other)

    for each in desks:
        assert settled(each)
        assert names(each, first.id) == people("甲案李某")
        asked = {found.record_id: found for found in each.desk.centre().conflicts}
        assert asked[ident("甲案李某")].late.values["case_id"] == second.id
        assert asked[second.id].late.values["split_from"] == FIRST


@pytest.mark.parametrize("at", [0, 1])
def test_limits_and_search_of_both_cases_hear_of_a_move(desks: tuple[Desktop, Desktop], at: int) -> None:
    one, desk = desks[0], desks[at]
    for each in desks:
        with each.store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM stale_clocks")

    # What only moves, without a word of its own in either case, is told of nowhere else.
    one.save(replace(one.get(Party, ident("甲案李某")), case_id=SECOND))
    meet(*desks)

    assert stale(desk) == {FIRST.bytes, SECOND.bytes}
    assert "甲案李某" not in found_by(desk, FIRST)
    assert "甲案李某" in found_by(desk, SECOND)


def test_limits_and_search_of_both_cases_hear_that_a_move_is_undone(desks: tuple[Desktop, Desktop]) -> None:
    one, other = desks
    party = one.get(Party, ident("甲案李某"))
    one.save(replace(party, case_id=SECOND))
    other.save(replace(party, case_id=THIRD))
    with other.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM stale_clocks")

    meet(one, other)

    assert {SECOND.bytes, THIRD.bytes} <= stale(other)
    assert "甲案李某" not in found_by(other, THIRD)
    assert "甲案李某" in found_by(other, SECOND)


def against(desk: Desktop, case_id: UUID) -> set[UUID]:
    """Return what is disputed of a case at a desktop, each of it told to concern that case."""
    with desk.store.read() as work:
        found = work.disputes.of((case_id,))
    return {each.record_id for each in found if case_id in each.about}


def stale(desk: Desktop) -> set[bytes]:
    """Return the cases whose limits are derived again."""
    with desk.store.engine.connect() as connection:
        return set(connection.exec_driver_sql("SELECT case_id FROM stale_clocks").scalars())


def found_by(desk: Desktop, case_id: UUID) -> str:
    """Return what a case is found by."""
    query = "SELECT keys || words FROM search_entries WHERE list = 'cases' AND record_id = ?"
    with desk.store.engine.connect() as connection:
        return str(connection.exec_driver_sql(query, (case_id.bytes,)).scalar_one())
