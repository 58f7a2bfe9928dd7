"""Both sides of a conflict are told by names and labels, and only where they differ."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.documents.catalogue import forms
from app.documents.completeness import BOXES, END
from app.documents.manifest import Ask, AskType
from app.domain.act import Act
from app.domain.case import Case
from app.domain.disagreement import Disagreement, Version
from app.domain.document import Document
from app.domain.inspection import InspectionPlan
from app.domain.party import Party, PartyKind
from app.domain.setting import Setting
from app.domain.volume import Volume, VolumeEntry
from app.rules.gates.recording import slots
from app.services.answer_words import answer_words
from app.services.comparing import Compared, compared, told
from app.services.in_words import json_words
from app.services.setting_words import setting_words
from app.services.typesetting import KEPT
from tests.builders import TOWN, a_document, an_item
from tests.sync_facts import a_conflict
from tests.unit.services.world import FIRST, SECOND, ready_to_file

OTHER = UUID(int=0xBA49)


def over(kind: type, name: str, *told: Any) -> Disagreement:
    """Return a conflict over one field: what was before, what stands, what came late."""
    before, kept, late = told
    found = a_conflict(ready_to_file().case, FIRST.id, SECOND.id)
    sides = [Version({name: each}, None, None) for each in (before, late, kept)]
    found = replace(found, record_kind=kind, record=None, fields=(name,), record_id=UUID(int=7))
    return replace(found, before=sides[0], late=sides[1], kept=sides[2])


def a_party() -> Disagreement:
    """Return a party that waits to be born."""
    values = {"case_id": UUID(int=1), "kind": PartyKind.PERSON, "name": "某乙", "credit_code": "9132"}
    found = over(Party, "name", "", "", "")
    nothing = Version({}, None, None)
    late = Version(values, None, None)
    found = replace(found, kind="held", fields=tuple(values), before=nothing, kept=nothing, late=late)
    return replace(found, record_id=OTHER)


def only(found: Disagreement) -> Compared:
    """Return the one row of a conflict."""
    (row,) = compared(found, {})
    return row


def test_answers_are_told_by_the_labels_of_their_form_and_only_where_they_differ() -> None:
    paper = replace(a_document("01"), slug="case_transfer_letter")
    same = {"transfer.reason": "无管辖权", "x": "旧"}
    kept = {**same, "transfer.organ": "公安局"}

    found = over(Document, "answers", same, kept, {**same, "transfer.organ": "税务局"})
    row = only(replace(found, record=paper))

    assert (row.before, row.kept, row.late) == ("（空）", "受移送机关：公安局", "受移送机关：税务局")


def test_an_answer_that_nobody_knows_is_told_without_its_key() -> None:
    found = replace(over(Document, "answers", {}, {"x": "甲"}, {}), record=a_document("01"))

    assert only(found).kept == "其他内容：甲"


def test_what_a_paper_said_is_told_by_the_words_of_its_facts() -> None:
    rows = "\x1f" + json.dumps([{"order": "1", "name": "货架", "quantity": "2"}], ensure_ascii=False)
    kept = {"party.name": "某乙", "penalty.fine": "", "x_boxes": "☑甲　□乙", "typesetting": "hung 25"}
    paper = replace(a_document("01"), slug="case_transfer_letter")

    found = over(Document, "frozen", {}, {**kept, "seized.rows": rows}, {"typesetting": "flush 0"})
    row = only(replace(found, record=paper))

    assert row.kept == (
        "姓名或名称：某乙；罚款数额：（空）；其他内容（选项）：☑甲　□乙；排版设置：标点悬挂，中西文间距25%；"
        "查封、扣押的场所、设施或者财物：第1行　货架，2"
    )
    assert row.late == "排版设置：标点不悬挂，中西文间距0%"


def test_a_tick_is_told_once_and_not_again_with_its_boxes() -> None:
    sides = [{"x": each, "x_boxes": f"☑{each}"} for each in ("甲", "乙", "丙")]
    found = replace(over(Document, "frozen", *sides), record=a_document("01"))

    assert only(found).kept == "其他内容：乙"


@pytest.mark.parametrize("kept", ["\x1f{", "\x1f[1]", "\x1f7"])
def test_rows_that_cannot_be_read_are_told_as_they_are(kept: str) -> None:
    found = replace(over(Document, "frozen", {}, {"evidence.rows": kept}, {}), record=a_document("01"))

    assert only(found).kept == f"证据及证明事项：{kept[1:]}"


@pytest.mark.parametrize("slug", sorted(forms()))
def test_every_name_a_final_paper_may_hold_has_chinese_words(slug: str) -> None:
    form = forms()[slug]
    names = {*form.shows, *form.statutory, *(each.name for each in form.asks), END, KEPT}
    names |= {each.name + BOXES for each in form.asks}

    words = {each: answer_words(form, each, "", typed=False) for each in names}

    assert {each for each, said in words.items() if each in said or said.startswith("其他内容")} == set()


def test_what_was_left_unrecorded_is_told_by_the_step_it_belongs_to() -> None:
    slot = slots()[0]
    found = over(Case, "unrecorded", {}, {slot.name: "设备故障"}, {"other": "无"})

    assert only(found).kept == f"{slot.label}：设备故障"
    assert only(found).late == "其他内容：无"


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (AskType.DATE, "2026-03-09", "2026年3月9日"),
        (AskType.DATE, "三月初", "三月初"),
        (AskType.TABLE, "甲 | 乙\n丙", "第1行　{0}甲，{1}乙　第2行　{0}丙"),
    ],
)
def test_what_was_typed_is_told_as_it_would_be_printed(kind: AskType, text: str, words: str) -> None:
    form, ask = next((form, ask) for form in forms().values() for ask in form.asks if _asks(ask, kind))

    assert answer_words(form, ask.name, text, typed=True) == f"{ask.label}：{words.format(*ask.headings)}"
    assert answer_words(None, ask.name, "", typed=True).endswith("：（空）")


def _asks(ask: Ask, kind: AskType) -> bool:
    plain = ask.cells[:2] in ((), (AskType.TEXT, AskType.TEXT))
    return ask.type is kind and (kind is not AskType.TABLE or (len(ask.columns) > 1 and plain))


def test_a_setting_of_lines_that_cannot_be_read_is_told_as_it_is() -> None:
    assert answer_words(None, KEPT, "hung 宽", typed=False) == "排版设置：hung 宽"


def test_shares_are_told_by_the_classes_an_office_named() -> None:
    found = over(InspectionPlan, "shares", {}, {"甲类": "10%"}, {})

    assert only(found).kept == "甲类：10%"


def test_of_lists_only_the_lines_that_differ_are_told_with_their_place() -> None:
    first, second = (VolumeEntry(n, f"文书{n}", "", "", "", n, n, f"d{n}") for n in (1, 2))
    moved, other = replace(second, title="新名"), replace(second, document_id="d9")

    row = only(over(Volume, "entries", (first, second), (first, moved), (first,)))
    twin = only(over(Volume, "entries", (first, second), (first, second), (first, other)))

    assert row.kept == "第2行：顺序号2，题名新名，起始页2，终止页2"
    assert row.late == "第2行：（无此行）"
    assert twin.kept == twin.late == "第2行：顺序号2，题名文书2，起始页2，终止页2（所指材料不同）"


def test_a_new_record_bears_its_name_and_leaves_out_what_says_nothing() -> None:
    born = a_party()
    act = over(Act, "place", "", "东街", "西街")

    rows = compared(replace(act, whole=True, others=(born,)), {})

    assert [each.label for each in rows] == [
        "违法行为·行为地点",
        "当事人某乙·当事人类型",
        "当事人某乙·姓名或名称",
        "当事人某乙·统一社会信用代码",
    ]


def test_a_record_born_with_the_work_is_named_where_the_work_speaks_of_it() -> None:
    paper = replace(over(Document, "party_id", None, None, OTHER), record=a_document("01"))

    rows = compared(replace(paper, whole=True, others=(a_party(),)), {})

    assert rows[0].late == "某乙"


def test_records_that_values_speak_of_are_named() -> None:
    case = ready_to_file().case
    party = Party(OTHER, TOWN, case.id, PartyKind.PERSON, "某乙")
    paper = replace(a_document("01"), slug="case_transfer_letter", number="移1号")
    item = an_item()
    act = Act(UUID(int=0xAC7), TOWN, case.id, item.id, item.code, date(2026, 3, 1))
    bare = replace(act, id=UUID(int=0xAC8), item_id=UUID(int=5))
    named = {each.id: each for each in (act, bare, case, item, party, paper)}

    def late(value: UUID) -> str:
        return only(replace(over(Document, "party_id", None, None, value), spoken=named)).late

    assert late(party.id) == "某乙"
    assert late(paper.id) == "《案件移送函》移1号"
    assert late(case.id) == (case.number or case.cause)
    assert late(act.id) == late(item.id) == item.name
    assert late(bare.id) == item.code
    assert late(UUID(int=99)) == "另一条记录"


def test_long_texts_are_cut_so_that_they_can_be_told_apart() -> None:
    begin = "占" * 300
    row = only(over(Volume, "checked_by", "", f"{begin}东街{begin}", f"{begin}西街{begin}"))

    text = told((row,), lambda each: each.kept)

    assert f"现有“…{'占' * 20}东街" in text
    assert f"后到“…{'占' * 20}西街" in text
    assert len(text) < 400


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("review_before_notice", "告知前审核"),
        ("calendar.2026", "放假安排：2026"),
        ("deadline.reading_transfer_days", "期限设置："),
        ("deadline.newer", "期限设置：newer"),
        ("of_a_newer_program", "of_a_newer_program"),
    ],
)
def test_settings_are_called_by_chinese_words_as_far_as_they_are_known(name: str, words: str) -> None:
    assert setting_words(name).startswith(words)


@pytest.mark.parametrize(
    ("raw", "words"), [("true", "是"), ("false", "否"), ('"甲"', "甲"), ("5", "5"), ("{", "{")]
)
def test_plain_values_of_settings_are_told_in_words(raw: str, words: str) -> None:
    assert json_words(raw) == words
    assert only(over(Setting, "value", None, raw, "null")).kept == words


def test_a_kind_of_a_newer_program_is_told_without_names() -> None:
    unknown = replace(over(object, "何物", "", "", ""), readable=False, kind="held", fields=())
    unknown = replace(unknown, before=Version({}, None, None))

    assert not unknown.born
    assert compared(unknown, {}) == ()
