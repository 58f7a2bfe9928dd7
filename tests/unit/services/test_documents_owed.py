"""What a stage owes: each paper the next steps need, for each party, and how far it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.approval import Verdict
from app.domain.case import CaseStatus
from app.domain.document import DocumentState
from app.domain.penalty import PenaltyKind
from app.domain.role import Role
from app.domain.statement import StatementKind
from app.rules.flow import MATTER
from tests.builders import a_case, a_delivery, a_document, a_party, a_penalty, an_approval, at
from tests.unit.services.papers import CASE, Bench
from tests.unit.services.world import PARTY, TODAY, World, said

if TYPE_CHECKING:
    from app.services.documents import Owed

OTHER = a_party("示例当事人二")
NOTICE = a_document("penalty_prior_notice", PARTY)
FILING = a_document("filing_approval")


def owed(world: World) -> dict[tuple[str, str], Owed]:
    return {(each.slug, each.party_name): each for each in Bench(world).desk.owed(CASE)}


def test_a_paper_goes_from_not_made_to_approved_by_each_role_in_turn() -> None:
    world = World(a_case(CaseStatus.FILING_REVIEW))
    seen = []
    given = (
        (),
        (a_document("filing_approval", state=DocumentState.DRAFT, final_at=None),),
        (FILING,),
        (an_approval(FILING, Role.UNIT_HEAD),),
        (an_approval(FILING, Role.ORGAN_HEAD),),
    )
    for records in given:
        world.put(*records)
        seen.append(owed(world)["filing_approval", ""])

    words = ["未制作", "未定稿", "待承办机构负责人审批", "待行政机关负责人审批", ""]
    assert [each.lacks for each in seen] == words
    assert [each.done for each in seen] == [False] * 4 + [True]
    assert seen[0].document is None
    assert seen[-1].document == FILING
    assert seen[0].steps == ("T03",)


@pytest.mark.parametrize(("verdict", "words"), [(Verdict.RETURN, "退回"), (Verdict.REFUSE, "不同意")])
def test_a_paper_that_was_not_agreed_to_says_so(verdict: Verdict, words: str) -> None:
    world = World(a_case(CaseStatus.FILING_REVIEW))
    world.put(FILING, an_approval(FILING, Role.UNIT_HEAD, verdict))

    assert owed(world)["filing_approval", ""].lacks == f"承办机构负责人{words}"


def test_a_notice_is_owed_to_each_party_until_it_is_served() -> None:
    world = World(a_case(CaseStatus.NOTICE_DRAFT))
    world.put(OTHER, NOTICE)

    found = owed(world)
    assert found["penalty_prior_notice", PARTY.name].lacks == "未送达"
    assert found["penalty_prior_notice", OTHER.name].lacks == "未制作"

    world.put(a_delivery(NOTICE, PARTY, TODAY))
    assert owed(world)["penalty_prior_notice", PARTY.name].done

    world.change(OTHER, left_on=TODAY)
    assert {name for slug, name in owed(world) if slug == NOTICE.slug} == {PARTY.name}


def test_who_may_ask_for_a_hearing_is_owed_the_notice_of_it() -> None:
    world = World(a_case(CaseStatus.NOTICE_DRAFT))
    world.put(OTHER, a_penalty(PARTY, 200), a_penalty(OTHER, 300_000, kinds=(PenaltyKind.REVOKE_LICENCE,)))

    found = owed(world)

    assert ("hearing_right_notice", PARTY.name) not in found
    assert found["hearing_right_notice", OTHER.name].lacks == "未制作"
    assert found["hearing_right_notice", OTHER.name].steps == ("T11",)


def test_an_announcement_serves_only_once_its_term_is_over() -> None:
    world = World(a_case(CaseStatus.NOTICE_DRAFT))
    world.put(NOTICE, a_delivery(NOTICE, PARTY, TODAY, effective_on=TODAY + timedelta(days=30)))

    assert owed(world)["penalty_prior_notice", PARTY.name].lacks == "未送达"


def test_steps_off_the_main_way_are_owed_once_begun() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    assert not any(slug == "case_transfer_letter" for slug, _ in owed(world))
    assert ("matter_approval", "") not in owed(world)

    draft = a_document("matter_approval", state=DocumentState.DRAFT, answers={MATTER: "suspend"})
    world.put(draft)

    found = owed(world)
    assert found["matter_approval", ""].document == draft
    assert found["matter_approval", ""].steps == ("T08",)


def test_a_requested_hearing_owes_its_notice() -> None:
    world = World(a_case(CaseStatus.NOTIFIED))
    world.put(NOTICE, a_delivery(NOTICE, PARTY, date(2026, 3, 10)))
    assert not any(slug == "hearing_notice" for slug, _ in owed(world))

    said(world, StatementKind.HEARING_REQUEST, date(2026, 3, 12))

    assert any(slug == "hearing_notice" for slug, _ in owed(world))


def test_an_approval_of_before_this_stage_does_not_count_where_a_fresh_one_is_needed() -> None:
    world = World(a_case(CaseStatus.LEGAL_REVIEW_2, status_since=at(date(2026, 3, 20))))
    old = a_document("legal_review_opinion")
    world.put(old, an_approval(old, Role.LEGAL_REVIEWER))

    assert owed(world)["legal_review_opinion", ""].lacks == "未制作"


def test_either_decision_counts_for_a_party() -> None:
    world = World(a_case(CaseStatus.DECIDED))
    world.put(OTHER, a_document("penalty_decision", PARTY), a_document("no_penalty_decision", OTHER))

    found = owed(world)

    assert {key for key in found if "decision" in key[0]} == {
        ("penalty_decision", PARTY.name),
        ("no_penalty_decision", OTHER.name),
    }


def test_papers_of_the_minimal_set_are_recommended() -> None:
    world = World(a_case(CaseStatus.INVESTIGATING, correction_needless="当场改正"))

    found = owed(world)

    (record,) = (each for (slug, _), each in found.items() if slug == "site_record")
    assert (record.lacks, record.done, record.steps) == ("建议制作", False, ())
    assert not any(slug == "correction_order" for slug, _ in found)
    world.change(world.case, correction_needless="")
    assert owed(world)["correction_order", PARTY.name].lacks == "建议制作"


def test_an_archived_case_owes_nothing() -> None:
    assert owed(World(a_case(CaseStatus.ARCHIVED))) == {}
