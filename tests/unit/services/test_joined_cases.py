"""A case merged into one that is merged itself is read, and disputed, with the last of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.case import Case, CaseStatus
from app.domain.dispute import Dispute
from app.domain.party import Party
from app.services.case_reading import CaseReading
from app.services.disputed import against_case_in_dispute, against_paper_in_dispute
from app.services.documents import DocumentDesk
from app.services.evidence import EvidenceDesk
from app.services.joined import joined_cases
from tests.builders import a_case, a_document, a_party, an_act, ident, some_evidence
from tests.fake_papers import PlainForms, PlainPages
from tests.fakes import MemoryFiles
from tests.unit.services.world import PARTY, World

CASE, NEAR, FAR = ident("case"), ident("near"), ident("far")


@pytest.fixture
def world() -> World:
    """Three cases under investigation: the far one merged into the near one, that one into the first."""
    found = World(a_case(CaseStatus.INVESTIGATING, number="甲案"))
    for case_id, number in ((NEAR, "乙案"), (FAR, "丙案")):
        own: dict[str, Any] = {"case_id": case_id}
        found.put(a_case(CaseStatus.INVESTIGATING, id=case_id, number=number), a_party(number, **own))
        found.put(an_act(number, **own), some_evidence(number, **own), a_document("site_record", **own))
    found.desk.merge(FAR, NEAR)
    found.desk.merge(NEAR, CASE)
    return found


def test_the_papers_of_a_chain_of_merged_cases_are_read_with_the_last(world: World) -> None:
    far = a_document("site_record", case_id=FAR, id=ident("远案笔录"))
    world.put(far)

    assert far in CaseReading(world.office).open(CASE).documents


def test_a_conflict_of_a_case_merged_at_second_hand_stands_against_the_last(world: World) -> None:
    dispute = Dispute("c", Case, FAR, "field", ("cause",), frozenset((FAR,)))
    world.store.disputed.append((FAR, dispute))

    with world.office.read() as work:
        (against,) = against_case_in_dispute(work, CASE)

    assert "丙案" in against.message


def test_a_party_that_arrives_with_a_merged_case_is_shown_with_the_last(world: World) -> None:
    late, act, proof = (
        a_party("后到的人", case_id=FAR),
        an_act("后到的行为", case_id=FAR),
        some_evidence("后到的证据", case_id=FAR),
    )
    world.put(late, act, proof)

    file = CaseReading(world.office).open(CASE)

    assert {each.name for each in file.parties} == {PARTY.name, "乙案", "丙案", "后到的人"}
    assert act in file.acts
    assert {each.id for each in file.items} == {each.item_id for each in file.acts}
    assert proof in file.evidence


def test_a_paper_for_all_is_held_by_a_conflict_of_a_party_in_a_merged_case(world: World) -> None:
    late, paper = a_party("后到的人", case_id=FAR), a_document("site_record")
    world.put(late, paper)
    dispute = Dispute("c", Party, late.id, "field", ("name",), frozenset((late.id,)))
    world.store.disputed.append((FAR, dispute))

    with world.office.read() as work:
        (against,) = against_paper_in_dispute(work, paper)

    assert "后到的人" in against.message


def test_cases_merged_into_each_other_are_each_met_once(world: World) -> None:
    world.change(replace(a_case(), id=CASE), merged_into=FAR)

    with world.office.read() as work:
        assert set(joined_cases(work, CASE)) == {CASE, NEAR, FAR}


def test_what_arrived_in_a_merged_case_counts_where_the_last_is_worked_on(world: World) -> None:
    late = a_party("后到的人", case_id=FAR)
    world.put(late, some_evidence("后到的证据", case_id=FAR, number=9))
    desk = EvidenceDesk(world.office, MemoryFiles())

    added = desk.add(some_evidence("新证据", id=ident("新证据")), None)
    paper = DocumentDesk(world.office, PlainForms(), PlainPages(), MemoryFiles()).draft(
        CASE, "penalty_prior_notice", late.id
    )

    assert added.number == 10
    assert (paper.case_id, paper.party_id) == (CASE, late.id)
    world.put(some_evidence("又一件后到的", case_id=FAR, number=10))
    assert len(desk.number_apart(CASE)) == 1
