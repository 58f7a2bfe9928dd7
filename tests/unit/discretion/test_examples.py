"""The worked examples: every shipped row agrees, and a false row does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.rules.discretion.examples import ExampleRow, ExampleRowError, read_rows, run_examples

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = files("resources").joinpath("standards", "examples.csv").read_text("utf-8-sig")
ROWS = read_rows(TEXT)
BY_HAND = read_rows(
    (Path(__file__).parents[2] / "data" / "discretion" / "worked_by_hand.csv").read_text("utf-8")
)
"""Further rows of the same rule ids, worked out by hand from the written rules: edges, caps, floors, gaps."""
FEW = ("id", "rule_id", "inputs", "expected_min_fen", "expected_max_fen", "expected_amount_fen")


def row(rule: str, statute: str, inputs: dict[str, Any], **expected: Any) -> ExampleRow:
    """A derived row of our own; ends and amount in fen."""
    return ExampleRow(
        "自拟",
        rule,
        statute,
        expected.pop("department", ""),
        expected.pop("real", False),
        inputs,
        expected.pop("low", None),
        expected.pop("high", None),
        expected.pop("amount", None),
        expected,
    )


def test_there_are_199_shipped_rows() -> None:
    assert len(ROWS) == 199


@pytest.mark.parametrize("given", ROWS, ids=lambda each: each.id)
def test_a_shipped_row_agrees(given: ExampleRow) -> None:
    assert [str(failure) for failure in run_examples([given]).failures] == []


@pytest.mark.parametrize("given", BY_HAND, ids=lambda each: f"{each.id} {each.rule}")
def test_a_row_worked_by_hand_agrees(given: ExampleRow) -> None:
    assert [str(failure) for failure in run_examples([given]).failures] == []


def test_the_rows_worked_by_hand_reach_every_rule_of_the_shipped_file() -> None:
    assert {each.rule for each in ROWS} <= {each.rule for each in BY_HAND}


@pytest.mark.parametrize("given", ROWS, ids=lambda each: each.id)
def test_a_row_with_false_expectations_does_not_agree(given: ExampleRow) -> None:
    changed = [
        replace(given, **{name: value + 2_000_000_000})
        for name in ("low", "high", "amount")
        if (value := getattr(given, name)) is not None
    ]
    changed.append(replace(given, real=False, extras={"never_computed": 1}))

    assert run_examples(changed).passed == 0


OWN = [
    row("BRANCH-VALUE", "食品安全法124①", {"goods_value": 10000}, low=10_000_000, high=20_000_000),
    row("BRANCH-VALUE", "种子法74", {"goods_value": "19999.99"}, low=2_000_000, high=20_000_000),
    row(
        "BRANCH-SUBJECT",
        "农产品质量安全法71",
        {"subject": "农户", "goods_value": 1},
        low=50_000,
        high=500_000,
    ),
    row("BRANCH-GAP", "道路运输条例63(二)", {"illegal_gain": 20000}, expect="AMBIGUOUS"),
    row("STAGE", "安全生产法94", {"overdue": True, "subject": "主要负责人"}, low=5_000_000, high=10_000_000),
    row("STAGE", "燃气条例49", {"overdue": True, "subject": "个人"}, low=0, high=100_000),
    row("QUOTA-CHILD", "禁止使用童工规定6②", {"children": [{"months_started": 2}]}, amount=2_000_000),
    row("UNIT-TREE", "古树名木保护条例28", {"trees": 1, "grade": "三级"}, low=5_000_000, high=10_000_000),
    row("PCT", "质量条例62①(勘察单位25–50%)", {"design_fee": 100}, low=2500, high=5000),
    row("PCT-MAXONLY", "城乡规划法64(后段≤10%)", {"cost": 100}, low=0, high=1000),
    row("PCT", "城乡规划法64(5–10%)", {"cost": 100}, low=500, high=1000),
    row("TIER-JX-OCCUPY", "", {"area_sqm": 12, "subject": "单位"}, low=200_000, high=300_000),
    row("TIME-BAR", "", {"act_end": "2022-05-01", "found": "2024-05-02"}, penalty_allowed=False),
    row("AGE", "", {"age": 13, "statutory": [200, 1000]}, penalty_allowed=False, fine_allowed=False),
    row(
        "TIME-LAW", "", {"act_end": "2021-09-01", "area_sqm": 1}, low=10_000, high=100_000, department="国土"
    ),
    row("MITIGATE", "食品安全法124①", {"goods_value": 36}, low=1, high=4_999_999, mitigate_available=True),
    row("PCT", "环评法31①", {"total_investment": 100}, low=100, high=500, amount=300, real=True),
]


@pytest.mark.parametrize("given", OWN, ids=lambda each: f"{each.rule} {each.statute}")
def test_further_rows_of_the_same_rules_agree(given: ExampleRow) -> None:
    assert [str(failure) for failure in run_examples([given]).failures] == []


def test_a_published_fine_outside_the_law_does_not_agree() -> None:
    outside = row("STAT-FIXED", "", {"range": [100, 500]}, amount=50_001, real=True)

    report = run_examples([outside])

    assert report.summary == "0 passed, 1 failed"
    assert "不在" in str(report.failures[0])


def test_a_row_without_any_expectation_is_no_pass() -> None:
    assert run_examples([row("QUOTA", "大气法114①", {})]).passed == 0


@pytest.mark.parametrize(("rule", "statute"), [("STAT-FIXED", "无此法7"), ("TIER-UNKNOWN", ""), ("AGE", "")])
def test_what_cannot_be_worked_out_is_said_in_words(rule: str, statute: str) -> None:
    report = run_examples([row(rule, statute, {}, low=1)])

    assert report.failures[0].reasons


def _spoilt(given: ExampleRow) -> Iterable[ExampleRow]:
    wrong: tuple[Any, ...] = (None, True, "", "x", -1, [], {}, [1], [5, 1], "1/0", Decimal("0.001"), [{}])
    for name in given.inputs:
        yield replace(given, inputs={key: raw for key, raw in given.inputs.items() if key != name})
        yield from (replace(given, inputs={**given.inputs, name: value}) for value in wrong)


def test_spoilt_rows_never_end_the_run() -> None:
    spoilt = [each for given in ROWS for each in _spoilt(given)]

    report = run_examples(spoilt)

    assert report.passed + len(report.failures) == len(spoilt)


@pytest.mark.parametrize(
    "text",
    [
        ",".join(FEW) + "\n",
        ",".join((*FEW, "extra_expectations")) + "\nA,QUOTA,{,,,,\n",
        ",".join((*FEW, "extra_expectations")) + "\nA,QUOTA,[],,,,\n",
        ",".join((*FEW, "extra_expectations")) + "\nA,QUOTA,{},1.5,,,\n",
    ],
)
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ExampleRowError):
        read_rows(text)


def test_the_columns_beyond_the_required_ones_may_be_missing() -> None:
    text = ",".join((*FEW, "extra_expectations")) + '\nA,STAT-FIXED,"{""range"": [1, 2]}",100,200,,\n'

    assert run_examples(read_rows(text)).summary == "1 passed, 0 failed"
