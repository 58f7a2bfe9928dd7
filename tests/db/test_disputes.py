"""While computers disagree over a paper, its party or its case, it is not sealed, served or archived."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import CaseStatus
from app.domain.delivery import Delivery
from app.domain.document import Document, DocumentState
from app.domain.volume import Retention
from app.services.cases import CaseDesk
from app.services.disputed import DisputedError
from localdb.sync.disputes import OF_CASES
from tests.builders import TOWN, a_delivery, a_penalty, an_act, at, ident
from tests.db.test_documents_in_store import CASE, PARTY, TODAY, Desks, desks_at
from tests.unit.services.papers import all_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from uuid import UUID

_CONFLICT = (
    "INSERT INTO conflicts (id, stream, seq, cs_id, coll, record_id, kind, urgent, told)"
    " VALUES (:id, :town, 1, 'c', :coll, :record, :kind, 1, :told)"
)
_IMAGE = (
    "INSERT INTO base_images (record_id, coll, stream, town, version, deleted, odd, stale, fields)"
    " VALUES (:record, :coll, :town, :town, 1, 0, 0, 0, :fields)"
)
OTHER = ident("另一案")
OWN = {"case_id": CASE, "party_id": PARTY.id}


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Desks over a fresh store with one case."""
    yield from desks_at(tmp_path)


def disputed(
    desks: Desks,
    what: tuple[str, UUID],
    fields: tuple[str, ...],
    image: Mapping[str, UUID] | None = None,
    **more: Any,
) -> None:
    """Let the city have told of an open conflict over a record, and have a record of these ids."""
    coll, record = what
    told = {"fields": fields, "mine": {}, "theirs": {}, "base": {}, "user": "", "at": "", **more}
    given = {"id": f"c.{coll}.{record}", "town": TOWN, "coll": coll, "record": str(record)}
    said = {"kind": more.get("kind", "field"), "told": json.dumps(told)}
    with desks.store.engine.begin() as connection:
        connection.exec_driver_sql(_CONFLICT, given | said)
    if image:
        imaged(desks, what, image)


def imaged(desks: Desks, what: tuple[str, UUID], image: Mapping[str, UUID]) -> None:
    """Let the city have told of a record that names others."""
    where = {"coll": what[0], "record": str(what[1]), "town": TOWN}
    fields = json.dumps({name: str(value) for name, value in image.items()})
    with desks.store.engine.begin() as connection:
        connection.exec_driver_sql(_IMAGE, where | {"fields": fields})


def settled(desks: Desks) -> None:
    """Let a named person have settled everything."""
    with desks.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE conflicts SET closed_by = 'a', closed_at = 'b'")


def in_dispute(desks: Desks, case_id: UUID = CASE) -> set[str]:
    """Return the kinds of records a case is in dispute over."""
    with desks.store.read() as work:
        return {each.kind.__name__ for each in work.disputes.of((case_id,))}


def a_draft(desks: Desks, slug: str = "correction_order") -> Document:
    """Return an answered draft."""
    draft = desks.documents.draft(CASE, slug)
    return desks.documents.answer(draft.id, all_answers(slug))


def test_a_paper_whose_party_is_in_dispute_is_not_made_final_until_a_person_has_settled_it(
    desks: Desks,
) -> None:
    draft = a_draft(desks)
    disputed(desks, ("party", PARTY.id), ("name", "id_number"), {"case_id": CASE})

    with pytest.raises(DisputedError) as refused:
        desks.documents.finalise(draft.id)

    assert refused.value.code == "sync.disputed"
    assert f"当事人{PARTY.name}的“" in refused.value.message
    assert "两处登记不一致" in refused.value.message
    assert "同步中心" in refused.value.hint
    (told,) = [each for each in desks.documents.sheet(draft.id).faults if each.place.kind == "sync"]
    assert told.message in refused.value.message

    settled(desks)
    assert desks.documents.finalise(draft.id).state is DocumentState.FINAL


@pytest.mark.parametrize(
    ("coll", "record", "image"),
    [
        ("case", CASE, {}),
        ("act", an_act().id, {"case_id": CASE}),
        ("penalty", a_penalty(PARTY).id, {"case_id": CASE, "party_id": PARTY.id}),
    ],
    ids=["case", "act", "penalty of its party"],
)
def test_a_paper_is_not_made_final_over_a_conflict_of_what_it_tells(
    desks: Desks, coll: str, record: UUID, image: dict[str, UUID]
) -> None:
    draft = a_draft(desks)
    disputed(desks, (coll, record), ("cause",), image)

    with pytest.raises(DisputedError):
        desks.documents.finalise(draft.id)


def test_a_conflict_of_another_case_or_another_paper_holds_nothing_up(desks: Desks) -> None:
    draft, other = a_draft(desks), desks.documents.draft(CASE, "filing_approval")
    disputed(desks, ("party", ident("别人")), ("name",), {"case_id": OTHER})
    disputed(desks, ("document", other.id), ("answers",), OWN)

    assert desks.documents.finalise(draft.id).state is DocumentState.FINAL
    with pytest.raises(DisputedError, match="两处登记不一致"):
        desks.documents.finalise(other.id)


def test_a_final_paper_in_dispute_is_neither_issued_nor_served(desks: Desks) -> None:
    paper = desks.finished("correction_order")
    disputed(desks, ("document", paper.id), ("state", "number"), OWN)
    service = a_delivery(paper, PARTY, TODAY, place="示例路1号")

    with pytest.raises(DisputedError, match="《"):
        desks.documents.issue(paper.id)
    with pytest.raises(DisputedError, match="送达《"):
        desks.deliveries.serve(replace(service, served_at=at(TODAY, 9)))
    with desks.store.read() as work:
        assert work.of(Delivery).find(case_id=CASE) == ()


def test_two_papers_under_one_number_are_both_in_dispute(desks: Desks) -> None:
    first, second = desks.finished("correction_order"), desks.finished("filing_approval")
    used = {"document_id": str(second.id), "n": 1}
    disputed(
        desks, ("number_use", ident("文号")), ("n",), {"document_id": first.id}, kind="duplicate", mine=used
    )
    for paper in (first, second):
        imaged(desks, ("document", paper.id), OWN)

    for paper in (first, second):
        with pytest.raises(DisputedError, match="重复登记"):
            desks.documents.issue(paper.id)


def test_a_case_in_dispute_is_neither_bound_nor_archived(desks: Desks) -> None:
    desks.finished("case_source_register")
    desks.finished("filing_approval")
    desks.volumes.bind(CASE, Retention.PERMANENT)
    disputed(desks, ("evidence", ident("物证")), ("name",), {"case_id": CASE})
    cases = CaseDesk(desks.office)

    with pytest.raises(DisputedError, match="归档"):
        cases.advance(CASE, "T27")
    with pytest.raises(DisputedError, match="组卷"):
        desks.volumes.bind(CASE, Retention.PERMANENT)
    (offer,) = [each for each in cases.possible(CASE) if each.transition.code == "T27"]
    assert [each.gate for each in offer.refusals] == ["SYNC"]
    assert not offer.liftable
    assert "同步中心" in desks.volumes.missing(CASE)[0]

    settled(desks)
    assert cases.advance(CASE, "T27").status is CaseStatus.ARCHIVED


def test_what_waits_to_be_born_and_what_was_deleted_still_stand_against_their_case(desks: Desks) -> None:
    disputed(desks, ("document", ident("未生")), ("slug",), kind="held", mine={"case_id": str(CASE)})
    gone = ("delivery", ident("已删"))
    disputed(desks, gone, ("way",), {"case_id": CASE, "document_id": ident("x")}, kind="edit_vs_delete")

    assert in_dispute(desks) == {"Document", "Delivery"}
    assert in_dispute(desks, OTHER) == set()


def test_a_case_without_conflicts_costs_one_indexed_look(desks: Desks) -> None:
    with desks.store.engine.connect() as connection:
        plan = [
            str(each[-1])
            for each in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {OF_CASES}", {"cases": "[]"})
        ]
        connection.rollback()

    assert not [each for each in plan if each in ("SCAN conflicts", "SCAN b", "SCAN base_images")], plan
    assert any("ix_conflicts_open" in each for each in plan), plan
