"""Every field of the unified documents has one name, a source or a place to type it, and is asked once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from app.documents.catalogue import forms
from app.documents.fields import PART, asked_twice, facts, parts, rows, told_by, unreachable
from app.documents.vocabulary import vocabulary

PER_FORM = {
    "01": 20,
    "02": 32,
    "03": 22,
    "04": 17,
    "05": 22,
    "06": 18,
    "07": 24,
    "08": 33,
    "09": 17,
    "10": 35,
    "11": 22,
    "12": 27,
    "13": 16,
    "14": 15,
    "15": 15,
    "16": 15,
    "17": 30,
    "18": 15,
    "19": 32,
    "20": 20,
    "21": 32,
    "22": 33,
    "23": 12,
    "24": 19,
    "25": 17,
    "26": 30,
    "27": 23,
    "28": 17,
    "29": 26,
    "30": 28,
    "31": 27,
    "32": 21,
    "33": 27,
    "34": 12,
    "35": 31,
    "36": 40,
    "37": 38,
    "38": 27,
    "39": 19,
    "40": 19,
    "41": 14,
    "42": 18,
    "43": 24,
    "44": 30,
    "45": 22,
    "46": 15,
    "47": 32,
    "48": 19,
    "49": 3,
    "50": 8,
}


def test_the_table_holds_the_fields_of_all_fifty_forms() -> None:
    assert Counter(each.number for each in rows()) == PER_FORM
    assert len(rows()) == 1130
    assert len({(each.form, each.field) for each in rows()}) == len(rows())


def test_the_table_speaks_of_the_forms_by_their_numbers() -> None:
    told = {each.form: each.number for each in rows()}

    assert len(told) == 50
    assert told == {slug: each.number for slug, each in forms().items() if each.number.isdecimal()}


def test_no_field_is_without_a_source_or_a_place_to_type_it() -> None:
    assert [f"{each.number} {each.label} → {each.name}" for each in unreachable()] == []


def test_no_fact_is_asked_twice() -> None:
    assert asked_twice() == ()


def test_a_name_that_nothing_tells_would_be_seen() -> None:
    row = next(each for each in rows() if each.form == "demand_letter")

    assert replace(row, name="demand.nothing").name not in told_by(forms()["demand_letter"])


def test_every_row_is_whole() -> None:
    assert all(each.label and each.type and each.mark and each.name for each in rows())
    assert {each.required for each in rows()} == {"R", "O", "C"}


def test_a_fact_says_where_it_is_typed_and_who_uses_it() -> None:
    found = {each.name: each for each in facts()}

    assert found["party.name"].typed.startswith("当事人")
    assert len(found["party.name"].titles) >= 20
    assert found["deferral.applied_on"].typed == "填写于《延期（分期）缴纳罚款决定书》"
    assert "由已有信息带出" in found["law.violated"].typed
    assert all(each.label and each.typed and each.titles for each in facts())


def test_every_part_and_every_composed_name_is_used() -> None:
    named = {each.name for each in rows()}

    assert set(parts()) <= named
    assert all(each.startswith(PART) for each in parts())
    assert not set(parts()) & set(vocabulary())
