"""What papers of evidence-taking, challenge, review and transfer say, and what they take from one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.documents.catalogue import form
from app.documents.completeness import faults, told
from app.documents.vocabulary import vocabulary
from app.domain.approval import Verdict
from app.domain.clue import ClueSource
from app.domain.party import PartyKind
from app.domain.role import Role
from tests.builders import a_document, an_approval, at, ident, some_evidence
from tests.documents.sample import PARTY, empty, sample

if TYPE_CHECKING:
    from app.documents.telling import Telling

FORMS = (
    *("criminal_transfer", "recusal_decision", "inspection_notice", "inquiry_notice", "evidence_extraction"),
    *("sampling_notice", "appraisal_commission", "appraisal_period_notice", "appraisal_result_notice"),
    *("assistance_letter", "preservation_notice", "preservation_disposal", "correction_review"),
)
ALWAYS = {
    *("preservation_duty.text", "sampling_rights.text", "inquiry_duty.text", "inspection_rights.text"),
    *("appraisal_fee.text", "appraisal_term.effect", "objection.text", "inspection.basis"),
}
"""Contents the law fixes, which no case can lack."""


def said(name: str, telling: Telling) -> str:
    """Say one word of a telling."""
    return str(vocabulary()[name].say(telling))


def answered(slug: str, **answers: str) -> Telling:
    """Return the sample case with some answers changed; a name's dot is written as two underscores."""
    telling = sample(slug)
    named = {name.replace("__", "."): text for name, text in answers.items()}
    return replace(telling, document=replace(telling.document, answers={**telling.answers, **named}))


def without(telling: Telling, *slugs: str) -> Telling:
    """Return the telling of a case that lacks some papers."""
    left = tuple(each for each in telling.file.documents if each.slug not in slugs)
    return replace(telling, file=replace(telling.file, documents=left))


@pytest.mark.parametrize("slug", FORMS)
def test_no_statutory_content_may_be_open(slug: str) -> None:
    wanted = set(form(slug).statutory) - ALWAYS

    assert wanted
    assert wanted <= {each.name for each in faults(empty(slug))}


@pytest.mark.parametrize("name", sorted(ALWAYS - {"inspection.basis"}))
def test_what_the_law_fixes_is_always_said(name: str) -> None:
    assert said(name, empty("inspection_notice")).endswith("。")


def test_the_term_of_a_preservation_is_counted_from_the_day_it_began() -> None:
    before_holiday = answered("preservation_notice", preservation__at="2026-04-29 09:00")

    assert told(before_holiday)["preservation_term.due"] == "2026年5月12日"
    assert told(replace(before_holiday, reckon=None))["preservation_term.due"] == ""


def test_the_reason_to_preserve_is_taken_from_its_approval() -> None:
    assert "当日即要运走" in str(told(sample("preservation_notice"))["preservation.reason"])


@pytest.mark.parametrize("kind", [each.code for each in form("preservation_disposal").asks[0].choices])
def test_every_way_of_disposal_says_what_it_means(kind: str) -> None:
    detail = str(told(answered("preservation_disposal", disposal__kind=kind))["disposal.detail"])

    assert detail.endswith("。")
    assert ("返还当事人" in detail) == ("return" in kind)


def test_a_disposal_tells_of_the_notice_it_belongs_to() -> None:
    telling = sample("preservation_disposal")
    first = next(each for each in telling.file.documents if each.slug == "preservation_notice")
    later = replace(
        first, id=telling.file.case.id, number="澄示综执登存字〔2026〕2号", final_at=at(date(2026, 3, 9))
    )
    both = replace(telling, file=replace(telling.file, documents=(*telling.file.documents, later)))

    assert said("preserved.number", both) == later.number
    own = replace(both, document=replace(both.document, parent_id=first.id))
    assert said("preserved.number", own) == first.number


def test_without_its_notice_nothing_is_disposed_of() -> None:
    bare = without(sample("preservation_disposal"), "preservation_notice")

    assert {"preserved.number", "preserved.date", "disposal.items"} <= {each.name for each in faults(bare)}


def test_what_is_tested_comes_from_the_samples_else_from_what_was_seized_or_preserved() -> None:
    sampled = told(sample("appraisal_commission"))["commission.samples"]
    held = replace(sample("preservation_disposal"), form=form("appraisal_commission"))

    assert [row["quantity"] for row in sampled if not isinstance(row, str)] == ["2个", "3桶"]
    assert "烧烤炉具" in said("sampled.rows", held)
    assert said("sampled.rows", without(held, "preservation_notice")) == "()"


def test_a_period_of_testing_names_its_days_and_what_it_does_to_the_seizure() -> None:
    telling = sample("appraisal_period_notice")

    assert said("appraisal_term.days", telling) == "12"
    assert "不计入查封、扣押的期限" in said("appraisal_term.effect", telling)
    assert "不影响先行登记保存" in said("appraisal_term.effect", without(telling, "seizure_decision"))


@pytest.mark.parametrize(("last", "days"), [("2026-03-09", "1"), ("2026-03-08", ""), ("", "")])
def test_a_period_that_ends_before_it_begins_has_no_days(last: str, days: str) -> None:
    assert said("appraisal_term.days", answered("appraisal_period_notice", appraisal_period__to=last)) == days


def test_the_sheet_takes_the_first_piece_that_has_none_until_one_is_chosen() -> None:
    open_ = answered("evidence_extraction", extraction__number="")
    chosen = answered("evidence_extraction", extraction__number="2")
    unknown = answered("evidence_extraction", extraction__number="9")

    assert said("extracted.name", open_) == "现场照片六张"
    assert said("extracted.name", chosen) == "丙的询问笔录"
    assert {"extracted.name", "extracted.kind"} <= {each.name for each in faults(unknown)}


def test_a_sheet_that_stands_leaves_its_piece_out_of_the_offer() -> None:
    telling = answered("evidence_extraction", extraction__number="")
    made = replace(telling.document, id=telling.file.case.id, frozen={"extraction.number": "1"})

    after = replace(telling, file=replace(telling.file, documents=(*telling.file.documents, made)))

    assert said("extracted.number", after) == "2"


@pytest.mark.parametrize(("original", "words"), [(True, ""), (False, "核对")])
def test_only_a_copy_is_compared_with_its_original(original: bool, words: str) -> None:
    telling = answered("evidence_extraction", extraction__number="1")
    piece = some_evidence("营业执照", original=original)

    known = replace(telling, file=replace(telling.file, evidence=(piece,)))

    assert words in said("draft.match_statement", known)
    assert bool(said("draft.match_statement", known)) == bool(words)
    assert "提取" in said("draft.extraction_method", known) or "复制" in said(
        "draft.extraction_method", known
    )


def test_data_and_recordings_want_their_medium() -> None:
    assert [each.name for each in faults(answered("evidence_extraction", extraction__medium=""))] == [
        "extraction.medium"
    ]
    photos = answered("evidence_extraction", extraction__medium="", extraction__number="1")
    assert "extraction.medium" not in {each.name for each in faults(photos)}


def test_the_hour_of_the_approval_is_told_only_where_it_is_known() -> None:
    telling = sample("criminal_transfer")
    paper = next(each for each in telling.file.documents if each.slug == "matter_approval")
    given = an_approval(paper, Role.PRINCIPAL_HEAD, on=date(2026, 3, 11), by_name="辛")

    def known(**changes: object) -> Telling:
        changed = replace(given, **changes)  # type: ignore[arg-type] # fields by name
        return replace(telling, file=replace(telling.file, approvals=(changed,)))

    same_day = known(recorded_at=at(date(2026, 3, 11), 16))
    assert said("police_matter.approved_at", same_day) == "2026年3月11日16时00分"
    assert said("police_matter.approved_at", known(recorded_at=at(date(2026, 3, 12)))) == "2026年3月11日"
    assert said("police_matter.approved_at", known(verdict=Verdict.REFUSE)) == ""
    assert said("police_matter.approved_by", same_day) == "辛"


def test_a_transfer_with_things_wants_their_list() -> None:
    listed = without(sample("criminal_transfer"), "preservation_notice")

    def lacking(choice: str) -> set[str]:
        document = replace(listed.document, answers={**listed.answers, "police.goods": choice})
        return {each.name for each in faults(replace(listed, document=document))}

    assert lacking("") == {"police.goods"}
    assert lacking("yes") == {"police.items"}
    assert lacking("no") == set()


def test_all_corrected_or_nothing_is_said_of_every_requirement_and_a_part_line_by_line() -> None:
    rows = {
        result: told(answered("correction_review", recheck__result=result))["recheck.items"]
        for result in ("corrected", "not_corrected", "partly")
    }

    assert [row["state"] for row in rows["corrected"] if not isinstance(row, str)] == ["已按要求改正"] * 2
    assert [row["state"] for row in rows["not_corrected"] if not isinstance(row, str)] == ["未改正"] * 2
    assert rows["partly"] == ()
    assert "recheck.items" in {
        each.name for each in faults(answered("correction_review", recheck__result="partly"))
    }


@pytest.mark.parametrize(("decision", "words"), [("granted", "不再参与"), ("rejected", "继续参与")])
def test_a_challenge_says_what_follows_and_that_the_inquiry_goes_on(decision: str, words: str) -> None:
    effect = said("recusal_effect.text", answered("recusal_decision", recusal__decision=decision))

    assert words in effect
    assert "不停止调查" in effect


def test_a_challenged_handler_is_not_the_contact_and_a_host_has_his_own_article() -> None:
    assert said("draft.recusal_contact", answered("recusal_decision", recusal__target_officer="甲")) == "乙"
    host = answered("recusal_decision", recusal__target_role="hearing_host")
    assert "第六十四条第四项" in said("draft.recusal_basis", host)


def test_an_organisation_is_summoned_with_who_represents_it() -> None:
    telling = sample("inquiry_notice")
    company = replace(PARTY, kind=PartyKind.LEGAL_PERSON, name="示例公司", representative="子")

    known = replace(telling, file=replace(telling.file, parties=(company,)))

    assert told(known)["summons.person"] == "示例公司（子）"
    assert told(telling)["summons.person"] == "丙（示例镇示例小吃店）"


def test_a_complaint_is_why_an_inspection_is_made() -> None:
    telling = answered("inspection_notice", inspection__source="")
    clue = telling.file.clue
    assert clue is not None

    complained = replace(
        telling, file=replace(telling.file, clue=replace(clue, source=ClueSource.HOTLINE_12345))
    )

    assert told(complained)["inspection.source"] == "投诉举报"
    assert told(telling)["inspection.source"] == ""


def test_a_second_disposal_offers_only_what_the_first_left() -> None:
    telling = sample("preservation_disposal")
    first = a_document(
        "preservation_disposal",
        PARTY,
        answers={"disposal.items": "液化石油气钢瓶 | YSP-15 | 个 | 1", "disposal.kind": "return"},
        party_id=telling.document.party_id,
        id=ident("first disposal"),
    )
    before = listed_in(telling)

    after = listed_in(
        replace(telling, file=replace(telling.file, documents=(*telling.file.documents, first)))
    )

    assert before["液化石油气钢瓶"] == "2"
    assert after == before | {"液化石油气钢瓶": "1"}


def listed_in(telling: Telling) -> dict[str, str]:
    """Return the quantity of every thing a disposal lists."""
    rows = told(telling)["disposal.items"]
    return {row["name"]: row["quantity"] for row in rows if not isinstance(row, str)}
