"""What two desktops disagree over stands against its case at both, until a named person has settled it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.domain.party import Party, PartyKind
from app.services.disputed import against_case_in_dispute
from tests.sync.city_kit import TOWN, CityKit
from tests.sync.desktop_kit import Desktop
from tests.sync.test_desktops import CASE, PARTY, a_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.dispute import Dispute

OTHER = UUID(int=0x07E4)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops that named one party of one case in two ways; a second case is nobody's question."""
    kit = CityKit()
    one, other = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    party = Party(PARTY, TOWN, CASE, PartyKind.OTHER_ORGANISATION, "某店")
    one.save(a_case(one), replace(a_case(one), id=OTHER), party)
    meet(one, other)
    one.save(replace(party, name="某商店"))
    other.save(replace(party, name="某小店"))
    meet(one, other)
    yield one, other
    for each in (one, other):
        each.close()


def meet(*desks: Desktop) -> None:
    """Let desktops exchange until each has what the others had."""
    for each in (*desks, *desks):
        each.exchange()


def against(desk: Desktop, case_id: UUID = CASE) -> tuple[Dispute, ...]:
    """Return what stands against a case at a desktop."""
    with desk.store.read() as work:
        return work.disputes.of((case_id,))


def test_an_open_conflict_over_a_party_stands_against_its_case_at_every_desktop(
    desks: tuple[Desktop, Desktop],
) -> None:
    for each in desks:
        (found,) = against(each)
        assert (found.kind, found.record_id, found.how, found.fields) == (Party, PARTY, "field", ("name",))
        assert found.about == {PARTY}
        assert against(each, OTHER) == ()


def test_what_a_person_settled_here_stands_in_nobodys_way_even_before_the_city_has_heard(
    desks: tuple[Desktop, Desktop],
) -> None:
    one, other = desks
    (asked,) = one.desk.centre().conflicts
    one.line.cut = True

    one.desk.take_late(asked, "核对营业执照")

    assert against(one) == ()
    assert len(against(other)) == 1

    one.line.cut = False
    meet(one, other)
    assert against(other) == ()


@pytest.mark.parametrize(
    "newer",
    [
        {"kind": "melted"},
        {"fields": ["colour"], "mine": {"colour": "红"}},
        {"fields": ["kind"], "mine": {"kind": "robot"}},
        {"mine": None},
    ],
)
def test_a_conflict_that_only_a_newer_program_reads_stands_against_the_case_and_is_told_so(
    desks: tuple[Desktop, Desktop], newer: dict[str, Any]
) -> None:
    one, _other = desks
    (known,) = against(one)
    assert known.readable
    with one.store.engine.begin() as connection:
        (text,) = connection.exec_driver_sql("SELECT told FROM conflicts").scalars()
        given = (newer.get("kind", "field"), json.dumps(json.loads(text) | newer))
        connection.exec_driver_sql("UPDATE conflicts SET kind = ?, told = ?", given)

    (found,) = against(one)

    assert (found.kind, found.about, found.readable) == (Party, frozenset((PARTY,)), False)
    with one.store.read() as work:
        (refusal,) = against_case_in_dispute(work, CASE)
    assert "含有新版程序录入的内容。请更新本机程序，或者在已更新的电脑上处理。" in refusal.message
    assert "当事人某商店" in refusal.message
