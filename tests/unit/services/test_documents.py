"""Documents are drafted once, checked, numbered, fixed and archived, and never changed afterwards."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.documents.answers import WrongAnswerError
from app.documents.catalogue import UnknownFormError, form
from app.documents.manifest import AskType
from app.domain.approval import Verdict
from app.domain.bureau import Bureau
from app.domain.case import CaseStatus
from app.domain.document import Document, DocumentState
from app.domain.log_line import LogLine
from app.domain.number_use import NumberState, NumberUse
from app.domain.party import Party
from app.domain.record import RecordNotFoundError
from app.domain.role import Role
from app.services.approvals import ApprovalDesk, NotFinalError, Opinion
from app.services.clues import ReasonMissingError
from app.services.document_faults import (
    FaultsError,
    IssueRefusedError,
    NotDraftError,
    PartyNeededError,
    TemplateChangedError,
    UnknownAnswerError,
    VoidRefusedError,
    WrongCopiesError,
)
from app.services.numbering import NoNumberMarkError
from app.services.refused import CaseReadOnlyError, NotPermittedError
from tests.builders import a_bureau, a_case, a_clue, a_party, ident
from tests.fake_papers import page_lines
from tests.unit.services.papers import CASE, Bench, all_answers
from tests.unit.services.world import PARTY, TODAY, World

SECOND_PARTY = a_party("示例当事人二")


def bench(status: CaseStatus = CaseStatus.INVESTIGATING) -> Bench:
    world = World(a_case(status, clue_id=ident("clue"), department="城管", brief="示例案情"))
    world.put(a_clue())
    return Bench(world)


def test_a_document_is_drafted_once_for_its_party() -> None:
    given = bench()

    first = given.desk.draft(CASE, "correction_order")

    assert first.party_id == PARTY.id
    assert given.desk.draft(CASE, "correction_order", PARTY.id) == first
    assert len(given.world.store.all(Document)) == 1
    assert [each.code for each in given.world.store.all(LogLine)] == ["document.drafted"]


def test_a_form_for_each_party_wants_to_know_which_of_two() -> None:
    given = bench()
    given.world.put(SECOND_PARTY)

    with pytest.raises(PartyNeededError):
        given.desk.draft(CASE, "correction_order")
    with pytest.raises(RecordNotFoundError):
        given.desk.draft(CASE, "correction_order", ident("nobody"))

    assert given.desk.draft(CASE, "correction_order", SECOND_PARTY.id).party_id == SECOND_PARTY.id
    assert given.desk.draft(CASE, "filing_approval").party_id is None


def test_an_unknown_form_and_an_archived_case_are_refused() -> None:
    with pytest.raises(UnknownFormError):
        bench().desk.draft(CASE, "nothing")
    with pytest.raises(CaseReadOnlyError):
        bench(CaseStatus.ARCHIVED).desk.draft(CASE, "filing_approval")


def test_answers_are_merged_checked_and_taken_back() -> None:
    given = bench()
    draft = given.desk.draft(CASE, "site_record")
    times = {"record.started_at": "2026-03-20 09:30"}

    given.desk.answer(draft.id, times)
    kept = given.desk.answer(draft.id, {"record.place": " 示例路1号 "})

    assert kept.answers == {**times, "record.place": "示例路1号"}
    assert given.desk.answer(draft.id, {"record.place": ""}).answers == times
    with pytest.raises(UnknownAnswerError):
        given.desk.answer(draft.id, {"record.nonsense": "甲"})
    with pytest.raises(WrongAnswerError):
        given.desk.answer(draft.id, {"record.started_at": "昨天"})


def test_the_same_answers_leave_no_second_log_line() -> None:
    given = bench()
    draft = given.drafted("filing_approval")
    lines = len(given.world.store.all(LogLine))

    given.desk.answer(draft.id, all_answers("filing_approval"))

    assert len(given.world.store.all(LogLine)) == lines


def test_missing_facts_refuse_the_final_form_and_keep_nothing() -> None:
    given = bench()
    draft = given.desk.draft(CASE, "site_record")
    before = given.world.store.tables

    with pytest.raises(FaultsError) as error:
        given.desk.finalise(draft.id)

    assert error.value.faults == given.desk.faults(draft.id)
    assert error.value.faults
    assert all(each.message in error.value.message for each in error.value.faults)
    assert given.world.store.tables is before
    assert not given.files.kept


@pytest.mark.parametrize("rare", ["\U0003134a", "\U0010fffd"])
def test_a_character_no_font_has_refuses_the_final_form_by_name_and_field(rare: str) -> None:
    given = bench()
    given.world.change(PARTY, name=f"王{rare}")
    draft = given.drafted("correction_order")
    ask = next(each for each in form("correction_order").asks if each.type is AskType.TEXT)
    given.desk.answer(draft.id, {ask.name: f"甲{rare}乙{rare}"})

    with pytest.raises(FaultsError) as refused:
        given.desk.finalise(draft.id)

    code = f"U+{ord(rare):04X}"
    typed = next(each for each in refused.value.faults if each.name == ask.name)
    assert f"“{ask.label}”" in typed.message
    assert typed.message.count(code) == 1
    assert (typed.place.kind, typed.place.key) == ("field", ask.name)
    fact = next(each for each in refused.value.faults if each.name.startswith("party."))
    assert fact.place.kind == "party"
    assert set(refused.value.faults) <= set(given.desk.sheet(draft.id).faults)
    assert set(refused.value.faults) == set(given.desk.faults(draft.id))
    assert given.world.store.all(NumberUse) == ()

    given.world.change(PARTY, name="示例当事人")
    given.desk.answer(draft.id, {ask.name: "甲乙"})
    assert given.desk.finalise(draft.id).state is DocumentState.FINAL


def test_a_final_document_is_numbered_fixed_and_archived() -> None:
    given = bench()

    final = given.finished("filing_approval")

    series = form("filing_approval").series
    assert final.state is DocumentState.FINAL
    assert final.number == f"澄示综执{series}字〔2026〕1号"
    assert final.frozen["doc.number"] == final.number
    archived = given.pages.read(given.files.get(final.archive_hash))
    assert (len(archived["pages"]), final.final_by) == (final.pages, ident("甲"))
    assert final.template_version == given.forms.version("filing_approval")
    (use,) = given.world.store.all(NumberUse)
    assert (use.text, use.document_id, use.n) == (final.number, final.id, 1)
    assert given.world.store.all(LogLine)[-1].text.endswith(final.number)


def test_a_form_without_a_series_takes_no_number() -> None:
    given = bench()

    assert given.finished("site_record").number == ""
    assert given.world.store.all(NumberUse) == ()


def test_no_number_is_made_up_where_the_bureau_has_no_mark() -> None:
    given = bench()
    given.world.change(a_bureau(), number_mark="")
    draft = given.drafted("filing_approval")

    with pytest.raises(NoNumberMarkError):
        given.desk.finalise(draft.id)

    assert given.world.store.all(Bureau)[0].number_mark == ""
    assert given.world.store.all(NumberUse) == ()


def test_what_is_final_stays_as_it_was_though_the_case_changes() -> None:
    given = bench()
    final = given.finished("correction_order")

    given.world.change(PARTY, name="改名当事人")

    assert PARTY.name in given.words(given.desk.pdf(final.id))
    assert "改名当事人" not in given.words(given.desk.pdf(final.id))
    with pytest.raises(NotDraftError):
        given.desk.answer(final.id, {})
    with pytest.raises(NotDraftError):
        given.desk.finalise(final.id)


def test_an_opinion_given_later_is_printed_and_the_archive_stays() -> None:
    given = bench()
    final = given.finished("filing_approval")
    archived = given.files.get(final.archive_hash)
    given.world.seat.take(ident("丙"), "丙", Role.UNIT_HEAD)

    opinion = Opinion(Verdict.AGREE, "同意立案，请报批")
    ApprovalDesk(given.world.office).give(final.id, Role.UNIT_HEAD, opinion)

    assert opinion.words in given.words(given.desk.pdf(final.id))
    assert opinion.words not in given.words(archived)
    assert given.files.get(final.archive_hash) == archived


def test_a_new_template_leaves_what_was_archived() -> None:
    given = bench()
    final = given.finished("filing_approval")

    given.forms.edition = "第二版"

    assert given.desk.pdf(final.id) == given.files.get(final.archive_hash)
    assert len(given.desk.preview(final.id).pages) == final.pages
    with pytest.raises(TemplateChangedError):
        given.desk.docx(final.id)


def test_a_draft_shows_its_gaps_and_answers_not_kept_yet() -> None:
    given = bench()
    draft = given.desk.draft(CASE, "site_record")

    plain = given.desk.preview(draft.id)
    typed = given.desk.preview(draft.id, {"record.place": "示例路9号", "record.started_at": "20"})

    shown = [line for page in plain.pages for line in page_lines(page)]
    assert any(each.endswith("\N{FULLWIDTH RIGHT SQUARE BRACKET}") for each in shown)
    assert any("示例路9号" in line for page in typed.pages for line in page_lines(page))
    assert given.desk.sheet(draft.id).document.answers == {}
    assert given.desk.docx(draft.id)
    with pytest.raises(NotFinalError):
        given.desk.pdf(draft.id)


def test_the_sheet_tells_every_field_with_what_is_missing() -> None:
    given = bench()
    draft = given.desk.draft(CASE, "correction_order")

    sheet = given.desk.sheet(draft.id)
    fields = {each.name: each for each in sheet.fields}

    assert (sheet.title, sheet.party_name, sheet.case.id) == (sheet.form.title, PARTY.name, CASE)
    assert {each.name for each in sheet.fields if each.missing} == {each.name for each in sheet.faults}
    assert set(fields) == {*sheet.form.shows, *(each.name for each in sheet.form.asks)}
    assert all(each.label and each.group for each in sheet.fields)
    assert all(fields[each.name].ask == each for each in sheet.form.asks)

    final = given.desk.sheet(given.finished("correction_order").id)
    assert final.faults == ()
    assert not any(each.missing for each in final.fields)


def test_the_sheet_keeps_the_order_of_the_paper_and_what_belongs_together() -> None:
    given = bench()
    sheet = given.desk.sheet(given.desk.draft(CASE, "filing_approval").id)

    groups = [each.group for each in sheet.fields if each.ask is None]
    changes = [now for before, now in pairwise(groups) if before != now]
    assert len(changes) + 1 == len(set(groups))
    of_party = [each.name for each in sheet.fields if each.name.startswith("party.")]
    assert of_party == [each for each in sheet.form.shows if each.startswith("party.")]
    assert sheet.fields[-1].ask == sheet.form.asks[-1]


def test_a_document_is_issued_once_from_the_day_it_was_final() -> None:
    given = bench()
    final = given.finished("correction_order")
    for day in (date(2026, 3, 31), date(2026, 4, 2)):
        with pytest.raises(IssueRefusedError):
            given.desk.issue(final.id, day)

    assert given.desk.issue(final.id).issued_on == TODAY
    with pytest.raises(IssueRefusedError):
        given.desk.issue(final.id)


def test_a_void_number_is_never_given_again_and_says_why() -> None:
    given = bench()
    final = given.finished("correction_order")
    with pytest.raises(ReasonMissingError):
        given.desk.void(final.id, " ")

    voided = given.desk.void(final.id, "当事人姓名有误")
    anew = given.finished("correction_order")

    assert (voided.state, voided.void_reason) == (DocumentState.VOID, "当事人姓名有误")
    assert (anew.replaces, anew.number) == (voided.id, voided.number.replace("〕1号", "〕2号"))
    states = [(each.n, each.state, each.reason) for each in given.world.store.all(NumberUse)]
    assert states == [(1, NumberState.VOID, "当事人姓名有误"), (2, NumberState.USED, "")]
    with pytest.raises(VoidRefusedError):
        given.desk.void(final.id, "再次")


def test_a_served_document_and_a_decision_in_force_are_not_voided() -> None:
    given = bench()
    served = given.finished("correction_order")
    given.world.change(served, state=DocumentState.SERVED)
    decision = given.finished("filing_approval")
    given.world.change(decision, slug="penalty_decision")
    given.world.change(given.world.case, status=CaseStatus.DECIDED, decided_on=TODAY)

    for document in (served, decision):
        with pytest.raises(VoidRefusedError) as error:
            given.desk.void(document.id, "有误")
        assert "撤销决定" in error.value.hint


def test_prints_are_counted_and_logged() -> None:
    given = bench()
    final = given.finished("correction_order")
    assert given.desk.for_print(final.id)[1] is False

    given.desk.printed(final.id, 2)

    assert given.world.store.all(LogLine)[-1].text.startswith("打印")
    assert given.desk.for_print(final.id)[1] is True

    assert given.desk.printed(final.id, 1).prints == 3
    line = given.world.store.all(LogLine)[-1]
    assert line.text.endswith("1份")
    assert line.text.startswith("补打")
    with pytest.raises(WrongCopiesError):
        given.desk.printed(final.id, 0)


def test_an_auxiliary_writes_no_document() -> None:
    given = bench()
    given.world.seat.take(ident("丁"), "丁", Role.AUXILIARY)

    with pytest.raises(NotPermittedError):
        given.desk.draft(CASE, "filing_approval")


def test_a_party_that_left_gets_no_document() -> None:
    given = bench()
    given.world.put(SECOND_PARTY)
    given.world.change(SECOND_PARTY, left_on=TODAY)

    assert given.desk.draft(CASE, "correction_order").party_id == PARTY.id
    assert len(given.world.store.all(Party)) == 2


@drawn(st.lists(st.sampled_from(("final", "void", "other")), max_size=8))
def test_a_number_is_never_used_twice_and_no_gap_is_unexplained(acts: list[str]) -> None:
    given, last = bench(), None
    for act in acts:
        if act == "void" and last is not None:
            given.desk.void(last.id, "示例理由")
            last = None
        elif act != "void":
            last = given.finished("correction_order" if act == "final" else "filing_approval")

    uses = given.world.store.all(NumberUse)
    for series in {each.series for each in uses}:
        numbers = [each.n for each in uses if each.series == series]
        assert numbers == list(range(1, len(numbers) + 1))
    assert len({each.text for each in uses}) == len(uses)
    assert all(bool(each.reason) == (each.state is NumberState.VOID) for each in uses)
