"""Worked examples run against the rules, and a wrong one is named."""

from __future__ import annotations

import pytest

from app.rules.deadlines.examples import (
    ExamplesFileError,
    check,
    published_examples,
    read_examples,
)
from app.rules.deadlines.inputs import parse_inputs
from app.rules.deadlines.rulebook import published_rules

HEADER = "id,rule,inputs,expected\n"


def test_every_published_example_holds() -> None:
    examples = published_examples()

    checked = check(examples)

    assert [each.line for each in checked.failures] == []
    assert checked.summary == "158 passed, 0 failed"


def test_every_term_and_every_field_has_a_worked_example() -> None:
    examples = published_examples()

    ids = [each.id for each in examples]
    rules = {each.rule[:3] for each in examples}
    fields = {parse_inputs(each.inputs).get("profile") for each in examples if each.rule == "D08"}

    assert len(set(ids)) == len(ids)
    assert rules == {f"D{each:02d}" for each in range(1, 53)}
    assert fields >= published_rules().profiles.keys()


def test_a_failing_row_shows_what_was_expected_and_what_came_out() -> None:
    text = HEADER + 'X1,D08,"{""trigger"": ""2024-03-01""}",2024-05-31\n'

    checked = check(read_examples(text))

    assert checked.summary == "0 passed, 1 failed"
    assert checked.failures[0].line == ('X1 D08 {"trigger": "2024-03-01"}：应为2024-05-31，实为2024-05-30')


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("X1,D99,{},2024-05-31", "deadline.unknown_rule"),
        ("X1,D08,not json,2024-05-31", "deadline.unusable_input"),
        ("X1,D08,{},2024-05-31", "deadline.missing_start"),
        ("X1,D08", "deadline.unusable_input"),
    ],
)
def test_a_row_that_is_refused_fails_with_the_reason(row: str, why: str) -> None:
    checked = check(read_examples(HEADER + row + "\n"))

    assert checked.passed == 0
    assert why in checked.failures[0].got


def test_columns_may_stand_in_any_order_after_a_byte_order_mark() -> None:
    text = '\ufeffexpected,extra,inputs,id,rule\n2024-05-30,x,"{""trigger"": ""2024-03-01""}",X1,D08\n'

    assert check(read_examples(text)).summary == "1 passed, 0 failed"


@pytest.mark.parametrize("text", ["", "id,rule,inputs\n", HEADER + 'X1,D08,"{,\n'])
def test_a_file_that_is_no_example_file_is_refused(text: str) -> None:
    with pytest.raises(ExamplesFileError) as refused:
        read_examples(text)

    assert "expected" in refused.value.hint
