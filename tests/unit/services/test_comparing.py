"""Both sides of a conflict are told by names and labels, and only where they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.act import Act
from app.domain.disagreement import Disagreement, Version
from app.domain.document import Document
from app.domain.party import Party, PartyKind
from app.domain.setting import Setting
from app.domain.volume import Volume, VolumeEntry
from app.services.comparing import Compared, compared, told
from app.services.in_words import json_words
from app.services.setting_words import setting_words
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


def test_an_answer_that_the_form_does_not_ask_keeps_its_own_name() -> None:
    found = replace(over(Document, "answers", {}, {"x": "甲"}, {}), record=a_document("01"))

    assert only(found).kept == "x：甲"


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
