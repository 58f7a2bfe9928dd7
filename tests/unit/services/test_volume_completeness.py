"""Before a case is bound, everything the law wants in it is there, or named."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.domain.case import CaseStatus, Procedure
from app.domain.case_file import CaseFile
from app.domain.delivery import DeliveryWay
from app.domain.document import DocumentState
from app.domain.volume import Retention
from app.rules.flow import MATTER
from app.rules.volume_completeness import missing_contents
from app.rules.volume_contents import bound_papers, volume_data
from app.services.volumes import VolumeIncompleteError
from tests.builders import (
    a_case,
    a_delivery,
    a_document,
    a_payment,
    at,
    ident,
    some_evidence,
)
from tests.unit.services.closed_case import EARLY, LATE, Closed
from tests.unit.services.papers import CASE
from tests.unit.services.world import PARTY, TODAY

if TYPE_CHECKING:
    from random import Random

KINDS = tuple(each for each in volume_data()["order"] if each != "service_receipt")


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("case_source_register", "《案件来源登记表》"),
        ("site_record", "《现场检查（勘验）笔录》或《询问笔录》或《证据提取单》"),
        ("correction_order", "《责令（限期）改正通知书》"),
        ("penalty_prior_notice", f"当事人{PARTY.name}的《行政处罚事先告知书》"),
        ("closing_approval", "《结案审批表》"),
    ],
)
def test_a_paper_that_is_not_there_is_named_and_nothing_is_kept(gone: str, words: str) -> None:
    given = Closed().complete()
    given.drop(given.paper(gone))
    before = given.world.store.tables

    with pytest.raises(VolumeIncompleteError) as error:
        given.desk.bind(CASE, Retention.PERMANENT)

    assert error.value.missing == given.desk.missing(CASE) == (words,)
    assert words in error.value.message
    assert given.world.store.tables is before


def test_everything_missing_is_named_at_once() -> None:
    given = Closed(CaseStatus.INVESTIGATING)

    missing = given.desk.missing(CASE)

    assert missing[0] == "案件尚未结案（当前状态：调查取证）"
    assert len(missing) == 10


def test_a_service_without_its_proof_is_named() -> None:
    given = Closed().complete()
    given.put("service_receipt", id=ident("receipt penalty_decision"), state=DocumentState.VOID)

    assert given.desk.missing(CASE) == ("《行政处罚决定书》的《送达回证》",)

    given.serve("penalty_decision", way=DeliveryWay.ANNOUNCEMENT)
    assert given.desk.missing(CASE) == ("《送达公告》",)


def test_a_fine_without_a_receipt_is_named_unless_its_execution_was_ended() -> None:
    given = Closed().complete()
    given.drop(a_payment(a_document("penalty_decision", PARTY), PARTY, 200, TODAY))
    assert given.desk.missing(CASE) == (f"当事人{PARTY.name}的缴款票据",)

    given.logged("T25E")

    assert given.desk.missing(CASE) == ()


def test_what_the_case_went_through_is_asked_for() -> None:
    given = Closed(major=True, complex=True).complete()
    given.logged("T14")
    given.put("seizure_decision", "preservation_notice", "payment_deferral", "court_application")

    missing = given.desk.missing(CASE)

    for words in (
        "听证笔录",
        "法制审核意见书",
        "集体讨论",
        "行政强制措施现场笔录",
        "解除查封（扣押）决定书》或《涉案物品处理记录",
        "先行登记保存证据处理决定书",
        "催告书",
    ):
        assert any(words in each for each in missing), words
    assert missing.count("《行政执法有关事项审批表》") == 3
    given.put("matter_approval", answers={MATTER: "defer_payment"})
    assert given.desk.missing(CASE).count("《行政执法有关事项审批表》") == 2


def test_each_way_a_case_may_end_has_its_own_minimal_set() -> None:
    not_filed = Closed(CaseStatus.NOT_FILED)
    not_filed.put("case_source_register", "filing_approval")
    no_penalty = Closed()
    no_penalty.put(*EARLY, *LATE)
    no_penalty.serve("no_penalty_decision")
    no_penalty.world.change(no_penalty.paper("no_penalty_decision"), party_id=PARTY.id)
    moved = Closed(split_from=ident("other"))
    moved.put("case_transfer_letter", "closing_approval")
    moved.put("matter_approval", answers={MATTER: "transfer_out"})
    ended = Closed()
    ended.logged("T31")
    ended.put("case_source_register", "filing_approval", "closing_approval", "site_record")
    ended.put("matter_approval", answers={MATTER: "revoke_case"})
    on_the_spot = Closed(CaseStatus.SP_CLOSED, procedure=Procedure.SIMPLE)
    on_the_spot.world.put(some_evidence(file_name="现场.mp4"))
    form = on_the_spot.paper("on_spot_decision", party_id=PARTY.id)
    on_the_spot.world.put(form, a_delivery(form, PARTY, TODAY))

    for each in (not_filed, no_penalty, moved, ended, on_the_spot):
        assert each.desk.missing(CASE) == ()
        assert each.desk.bind(CASE, Retention.TEN_YEARS).pdf_hash


def test_every_kind_of_paper_has_its_place_and_every_condition_its_meaning() -> None:
    data = volume_data()
    kinds = tomllib.loads(files("resources").joinpath("flow", "papers.toml").read_text("utf-8"))["titles"]

    assert sorted((*data["order"], *data["binding"])) == sorted(kinds)
    assert set(data["before"].values()) <= set(data["order"])
    named = {outcome for each in data["paper"] for outcome in each.get("outcomes", ())}
    assert named <= set(data["outcomes"])
    assert all(slug in kinds for each in data["paper"] for slug in each["slugs"])
    assert missing_contents(CaseFile(a_case(CaseStatus.CLOSED)), TODAY), "every condition is known"


@drawn(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40)), max_size=25), st.randoms())
def test_papers_stand_in_the_order_of_their_kinds_and_proofs_behind_them(
    drawn_papers: list[tuple[str, int]], chance: Random
) -> None:
    papers = [
        a_document(slug, id=ident(f"{slug} {number}"), final_at=at(date(2026, 1, 1) + timedelta(days=day)))
        for number, (slug, day) in enumerate(drawn_papers)
    ]
    proofs = [
        a_document("service_receipt", id=ident(f"proof {each.id}"), parent_id=each.id) for each in papers[::2]
    ]
    mixed = [*papers, *proofs]
    chance.shuffle(mixed)

    bound = bound_papers(CaseFile(a_case(), documents=tuple(mixed)))

    assert sorted(each.id for each in bound) == sorted(each.id for each in mixed)
    leading = [each for each in bound if each.slug != "service_receipt"]
    assert leading == sorted(leading, key=lambda each: (KINDS.index(each.slug), each.final_at))
    for before, proof in pairwise(bound):
        if proof.slug == "service_receipt":
            assert proof.parent_id == before.id
