"""The vocabulary says every fact in one way, whatever of the case is known, and never fails."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.capitals import in_capitals
from app.documents.catalogue import forms
from app.documents.chinese import citation, cited, listed, number_text, plain_date
from app.documents.completeness import told
from app.documents.vocabulary import vocabulary
from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.domain.clue import ClueState
from app.domain.money import Money
from app.domain.party import PartyKind
from app.domain.penalty import Leaning
from app.domain.statement import StatementKind
from tests.builders import a_certificate, a_document, a_party, a_penalty, a_statement
from tests.documents.sample import FIRST, PARTY, empty, sample, the_case

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.documents.vocabulary.words import Said

WORDS = vocabulary()
PLACES = {
    *("case", "clue", "party", "act", "penalty", "evidence", "person", "subject", "document"),
    *("statement", "delivery", "payment", "volume"),
}
_PARTS = [each.name for each in fields(CaseFile) if each.name not in ("case", "log")]


def said(name: str, telling: Telling) -> str:
    """Say one word of a telling."""
    return str(WORDS[name].say(telling))


def with_case(telling: Telling, **changes: Any) -> Telling:
    """Return a telling whose case differs."""
    return replace(telling, file=replace(telling.file, case=replace(telling.file.case, **changes)))


def with_party(**changes: Any) -> Telling:
    """Return the sample decision with another party."""
    telling = sample("penalty_decision")
    return replace(telling, file=replace(telling.file, parties=(replace(PARTY, **changes),)))


@pytest.mark.parametrize("name", WORDS)
def test_a_word_has_a_label_and_a_place_that_can_be_opened(name: str) -> None:
    assert WORDS[name].label
    assert WORDS[name].place.kind in PLACES


@given(
    slug=st.sampled_from(list(forms())),
    left=st.sets(st.sampled_from(_PARTS)),
    status=st.sampled_from(CaseStatus),
    reason=st.sampled_from(["", "示例理由"]),
)
def test_every_word_is_said_of_whatever_is_known(
    slug: str, left: set[str], status: CaseStatus, reason: str
) -> None:
    bare: dict[str, Any] = {each.name: each.default for each in fields(CaseFile) if each.name in left}
    whole = with_case(sample(slug), status=status, ending_reason=reason)
    telling = replace(whole, file=replace(whole.file, **bare))

    for name, word in WORDS.items():
        _check(name, word.say(telling))
    assert set(told(telling)) >= set(telling.form.shows)


def _check(name: str, words: Said) -> None:
    if isinstance(words, str):
        assert "None" not in words, name
        return
    for row in words:
        assert all(isinstance(each, str) for each in row.values()), name


@pytest.mark.parametrize("slug", forms())
def test_of_an_empty_case_no_fact_is_invented(slug: str) -> None:
    known = {name: WORDS[name].say(empty(slug)) for name in WORDS}
    facts = ("party.", "act.", "penalty.", "clue.", "delivery.", "payment.", "volume.", "evidence.")

    assert {name: words for name, words in known.items() if name.startswith(facts) and words} == {}


@given(fen=st.integers(min_value=1, max_value=10**12))
def test_a_fine_stands_in_figures_and_in_capitals(fen: int) -> None:
    penalty = a_penalty(PARTY, fine=Money(fen))
    telling = sample("penalty_decision")
    telling = replace(telling, file=replace(telling.file, penalties=(penalty,)))

    assert said("penalty.fine", telling) == str(Money(fen))
    assert said("penalty.fine_cn", telling) == in_capitals(Money(fen))
    assert said("penalty.text", telling) == f"罚款人民币{in_capitals(Money(fen))}（{Money(fen)}）。"


def test_an_informant_who_asked_for_secrecy_is_never_printed() -> None:
    telling = sample("case_source_register")
    clue = telling.file.clue
    assert clue is not None
    secret = replace(telling, file=replace(telling.file, clue=replace(clue, informant_confidential=True)))

    spoken = "".join(str(word.say(secret)) for word in WORDS.values())

    assert clue.informant_name == "丁"
    assert said("clue.informant_name", telling) == "丁"
    assert said("clue.informant_name", secret) == "（要求保密）"
    assert clue.informant_phone not in spoken


def test_officers_are_named_only_with_the_certificates_good_on_the_day() -> None:
    telling = sample("site_record")
    expired = a_certificate(FIRST, valid_to=date(2025, 1, 1))
    late = replace(telling, file=replace(telling.file, certificates=(expired,)))

    assert said("handlers.line", telling) == "甲（执法证号：示甲001）、乙（执法证号：示乙001）"
    assert said("handlers.line", late) == ""


@given(day=st.dates(date(1900, 1, 1), date(2025, 12, 31)), order=st.integers(0, 999))
def test_birth_date_and_gender_are_read_from_the_resident_number(day: date, order: int) -> None:
    telling = with_party(id_number=f"320281{day:%Y%m%d}{order:03d}X")

    assert said("party.birth_date", telling) == plain_date(day)
    assert said("party.gender", telling) == ("男" if order % 2 else "女")


def test_of_a_company_its_representative_speaks() -> None:
    telling = with_party(
        kind=PartyKind.LEGAL_PERSON, name="示例公司", representative="子", representative_post="经理"
    )

    assert said("party.present", telling) == "子（经理）"
    assert said("party.relation", telling) == "legal_rep"
    assert said("party.workplace", telling) == "示例公司经理"
    assert said("party.gender", telling) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "建议立案，由甲、乙承办。"),
        ({"status": CaseStatus.CLUE, "ending_reason": "情节轻微。"}, "经核查，情节轻微，建议不予立案。"),
        ({"cause": ""}, ""),
    ],
)
def test_the_filing_opinion_follows_the_case(changes: dict[str, Any], words: str) -> None:
    telling = sample("filing_approval")
    file = replace(telling.file, case=replace(telling.file.case, ending_reason=""))
    plain = with_case(replace(telling, file=file), **changes)

    assert said("draft.filing_opinion", plain).endswith(words)


def test_an_opinion_follows_what_was_chosen_in_the_form() -> None:
    telling = sample("filing_approval")
    refused = replace(telling, document=replace(telling.document, answers={"filing.kind": "不予立案"}))

    assert "建议不予立案" in said("draft.filing_opinion", refused)


@pytest.mark.parametrize(
    ("state", "code"),
    [(ClueState.OPEN, "file"), (ClueState.NOT_FILED, "not_file"), (ClueState.REPLIED, "reply_only")],
)
def test_the_register_says_what_became_of_the_clue(state: ClueState, code: str) -> None:
    telling = sample("case_source_register")
    clue = telling.file.clue
    assert clue is not None

    known = replace(telling, file=replace(telling.file, clue=replace(clue, state=state)))

    assert said("draft.disposal", known) == code


def test_a_hearing_is_told_as_it_was_chosen() -> None:
    telling = sample("penalty_prior_notice")
    chosen = replace(telling, document=replace(telling.document, answers={"notice.hearing": "yes"}))
    open_ = replace(telling, document=replace(telling.document, answers={}))

    assert "不属于" in said("hearing_right.text", telling)
    assert "五个工作日内" in said("hearing_right.text", chosen)
    assert said("hearing_right.text", open_) == ""


@pytest.mark.parametrize(("ticked", "words"), [("是", "有权要求听证"), ("否", "不属于"), ("", "")])
def test_the_notice_takes_over_what_the_report_says_of_a_hearing(ticked: str, words: str) -> None:
    telling = sample("penalty_prior_notice")
    report = a_document("investigation_report", frozen={"report.hearing": ticked, "report.grade": "一般"})
    plain = replace(telling, document=replace(telling.document, answers={}))

    known = replace(plain, file=replace(plain.file, documents=(report,)))

    assert words in said("hearing_right.text", known)
    assert bool(said("hearing_right.text", known)) == bool(words)
    assert said("draft.grade", known) == "一般"


def test_a_duty_the_list_leaves_open_is_typed_once_and_told_ever_after() -> None:
    telling = sample("penalty_decision")
    silent = replace(telling.file.items[0], duty_article="")
    silent_file = replace(telling.file, items=(silent,))
    first = replace(telling.file.documents[0], answers={"law.violated": "《示例条例》第一条"})

    before = replace(telling, file=silent_file)
    after = replace(telling, file=replace(silent_file, documents=(first,)))

    assert said("act.violated", before) == ""
    assert said("act.violated", after) == "《示例条例》第一条"
    assert told(after)["law.violated"] == "《示例条例》第一条"


@pytest.mark.parametrize(
    ("kind", "word"),
    [(PartyKind.PERSON, "你"), (PartyKind.SOLE_TRADER, "你"), (PartyKind.LEGAL_PERSON, "你单位")],
)
def test_a_notice_speaks_to_a_person_or_to_an_organisation(kind: PartyKind, word: str) -> None:
    assert said("doc.you", with_party(kind=kind)) == word


def test_a_statement_and_its_review_are_told() -> None:
    telling = sample("penalty_decision")
    plea = a_statement(
        PARTY,
        StatementKind.STATEMENT,
        date(2026, 3, 18),
        content="请求从轻。",
        finding="理由成立。",
        accepted=True,
        reviewed_on=date(2026, 3, 20),
    )
    heard = replace(telling, file=replace(telling.file, statements=(plea,)))
    half = replace(telling, file=replace(telling.file, statements=(replace(plea, partly=True),)))

    assert "请求从轻。" in said("history.notice", heard)
    assert said("history.review", heard) == "理由成立。予以采纳。"
    assert said("history.review", half) == "理由成立。部分予以采纳。"
    assert said("statement.adoption", half).startswith("□采纳　☑部分采纳　□不予采纳")


def test_nothing_to_pay_is_carried_out_at_once() -> None:
    telling = sample("penalty_decision")
    warning = replace(telling.file.penalties[0], fine=Money(0))

    mild = replace(telling, file=replace(telling.file, penalties=(warning,)))

    assert "十五日内" in said("ending.performance_due", telling)
    assert "自送达之日起生效" in said("ending.performance_due", mild)


def test_a_weighing_that_exempts_proposes_no_penalty() -> None:
    telling = sample("investigation_report")
    spared = replace(telling.file.penalties[0], leaning=Leaning.EXEMPT)

    assert said("draft.proposal", telling) == "penalty"
    assert (
        said("draft.proposal", replace(telling, file=replace(telling.file, penalties=(spared,))))
        == "no_penalty"
    )


def test_several_parties_stand_one_after_the_other() -> None:
    telling = sample("closing_approval")
    second = a_party("戊", address="示例路2号")

    both = replace(telling, file=replace(telling.file, parties=(PARTY, second)))

    assert said("party.name", both) == "丙（示例镇示例小吃店）、戊"
    assert said("party.block", both).count("当事人：") == 2
    assert both.party is None


def test_the_whole_case_is_told_by_every_form() -> None:
    assert the_case().volume is not None
    assert {slug for slug in forms() if not told(sample(slug))} == set()


def test_numbers_and_citations_are_written_as_papers_write_them() -> None:
    assert number_text("澄示综执罚字", 2026, 3) == "澄示综执罚字〔2026〕3号"
    assert citation("示例条例", "第一条") == "《示例条例》第一条"
    assert citation("水法", "第七十二条第(二)项") == "《中华人民共和国水法》第七十二条第二项"
    assert citation("示例办法(建设部令第1号,2011修正)", "第一条") == "《示例办法》第一条"
    assert citation("中华人民共和国水法（2016修正）", "第一条") == "《中华人民共和国水法》第一条"
    assert cited("《水法》第一条、《示例条例》第二条第（三）项", "示例条例") == (
        "《中华人民共和国水法》第一条、《示例条例》第二条第三项"
    )
    assert cited("第二十二条", "示例条例") == "《示例条例》第二十二条"
    assert cited("", "示例条例") == ""
    assert citation("", "第一条") == "第一条"
    assert listed(["甲", "", "甲", "乙"]) == "甲；乙"
