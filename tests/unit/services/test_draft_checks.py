"""The check of a draft tells what refuses its 定稿 and what is doubtful, each with what to open."""

from __future__ import annotations

from app.domain.case import CaseStatus
from app.domain.money import Money
from app.rules.gates.announced import announce
from tests.builders import a_case, a_document, a_penalty, ident
from tests.unit.services.papers import Bench
from tests.unit.services.world import PARTY, World

DISPOSAL = "preservation_disposal"


def a_bench(**changes: object) -> Bench:
    return Bench(World(a_case(CaseStatus.DECISION_REVIEW, **changes)))


def test_a_paper_that_must_not_be_made_yet_says_so_before_it_is_confirmed() -> None:
    bench = a_bench()
    draft = bench.drafted(DISPOSAL, PARTY.id)

    sheet = bench.desk.sheet(draft.id)

    places = [(each.place.kind, each.place.key) for each in sheet.faults if not each.name]
    assert ("document", "preservation_notice") in places


def test_a_transcript_that_overlaps_another_opens_its_own_line() -> None:
    bench = a_bench()
    times = {"record.started_at": "2026-03-20T09:00", "record.ended_at": "2026-03-20T10:00"}
    bench.world.put(a_document("inquiry_transcript", id=ident("there"), answers=times))
    draft = bench.drafted("site_record", None, **times)

    sheet = bench.desk.sheet(draft.id)

    assert "record.started_at" in {each.name for each in sheet.faults}


def test_a_decision_heavier_than_its_notice_is_doubtful_and_leads_to_the_penalty() -> None:
    bench = a_bench()
    told = a_penalty(PARTY, 200)
    bench.world.put(a_penalty(PARTY, 300, noticed=announce(told)))
    draft = bench.drafted("penalty_decision", PARTY.id)

    sheet = bench.desk.sheet(draft.id)

    assert ("penalty", str(told.id)) in {(each.place.kind, each.place.key) for each in sheet.doubts}


def test_a_law_cited_without_article_is_doubtful_and_one_with_it_is_not() -> None:
    bench = a_bench()
    bench.world.put(a_penalty(PARTY, 200, noticed=announce(a_penalty(PARTY, 200))))
    vague = bench.drafted("penalty_decision", PARTY.id, **{"law.violated": "有关规定"})
    assert "law.violated" in {each.name for each in bench.desk.sheet(vague.id).doubts}

    bench.desk.answer(vague.id, {"law.violated": "《示例管理条例》第十条第一款第二项"})

    assert "law.violated" not in {each.name for each in bench.desk.sheet(vague.id).doubts}


def test_a_final_paper_has_neither_faults_nor_doubts() -> None:
    bench = a_bench()
    final = bench.finished("site_record", None)

    sheet = bench.desk.sheet(final.id)

    assert (sheet.faults, sheet.doubts) == ((), ())


def test_an_amount_announced_is_no_doubt() -> None:
    bench = a_bench()
    bench.world.put(a_penalty(PARTY, 200, noticed=announce(a_penalty(PARTY, 200)), range_low=Money.yuan(100)))
    draft = bench.drafted("penalty_decision", PARTY.id)

    assert "penalty" not in {each.place.kind for each in bench.desk.sheet(draft.id).doubts}
