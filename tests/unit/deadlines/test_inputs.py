"""Inputs from outside are read strictly; what is wrong is named."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.domain.money import MoneyPrecisionError
from app.rules.deadlines.compute import compute
from app.rules.deadlines.engine import MissingStartError
from app.rules.deadlines.inputs import UnknownInputError, UnusableInputError, parse_inputs
from app.rules.deadlines.late_penalty import UnusableFineError
from app.rules.deadlines.law import published_law


@pytest.mark.parametrize(
    ("rule_id", "key"),
    [("D05", "days"), ("D05", "profile"), ("D05", "fine_yuan"), ("D08", "triger"), ("D12", "trigger")],
)  # fmt: skip
def test_an_input_the_rule_does_not_know_is_refused(rule_id: str, key: str) -> None:
    with pytest.raises(UnknownInputError) as refused:
        compute(rule_id, {"trigger": "2025-07-03", key: 5})

    assert key in refused.value.message
    assert "可用的输入项" in refused.value.hint


@pytest.mark.parametrize(
    ("rule_id", "inputs"),
    [
        ("D08", {"trigger": 20250703}),
        ("D08", {"trigger": "2025-02-30"}),
        ("D08", {"trigger": "3025-02-03"}),
        ("D08", {"trigger": "2025-07-03", "excluded": "2025-07-04"}),
        ("D08", {"trigger": "2025-07-03", "excluded": [["2025-07-04"]]}),
        ("D08", {"trigger": "2025-07-03", "excluded": [["2025-07-05", "2025-07-04"]]}),
        ("D08", {"trigger": "2025-07-03", "extension_days": -1}),
        ("D08", {"trigger": "2025-07-03", "extension_days": True}),
        ("D08", {"trigger": "2025-07-03", "extension_days": "30"}),
        ("D08", {"trigger": "2025-07-03", "profile": 5}),
        ("D08", {"trigger": "2025-07-03", "reading": "lenient"}),
        ("D12", {"hearing_on": "2025-07-03", "reading": "loose"}),
        ("D06", {"trigger": "2025-07-03", "first_day": "half"}),
        ("D17", {"trigger": "2025-07-03", "first_day": "counted"}),
        ("D50", {"trigger": "2025-07-03", "days": 0}),
        ("D01", {"trigger": "2025-07-03", "life_health_finance_with_harm": "yes"}),
        ("D18cap", {"payment_due": "2025-07-03", "fine_yuan": 0.5}),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(rule_id: str, inputs: dict[str, Any]) -> None:
    with pytest.raises(UnusableInputError) as refused:
        compute(rule_id, inputs)

    assert refused.value.hint


def test_a_missing_start_names_what_is_missing() -> None:
    with pytest.raises(MissingStartError) as refused:
        compute("D29", {})

    assert "decision_served" in refused.value.hint


def test_harmless_words_are_taken() -> None:
    plain = compute("D17", {"trigger": "2025-01-14"})

    assert compute("D17", {"trigger": "2025-01-14 16:20"}) == plain
    assert compute("D17", {"trigger": "2025-01-14", "reading": "safe"}) == plain
    assert compute("D17", {"trigger": "2025-01-14", "first_day": "excluded"}) == plain
    assert compute("D17", {"trigger": "2025-01-14", "excluded": [], "extension_days": 0}) == plain


def test_a_fine_must_be_whole_fen_and_positive() -> None:
    with pytest.raises(MoneyPrecisionError):
        compute("D18cap", {"payment_due": "2025-07-03", "fine_yuan": Decimal("0.001")})
    with pytest.raises(UnusableFineError):
        compute("D18cap", {"payment_due": "2025-07-03", "fine_yuan": 0})


@pytest.mark.parametrize("text", ["", "[]", "5", '{"a": }', "null"])
def test_inputs_that_are_no_object_are_refused(text: str) -> None:
    with pytest.raises(UnusableInputError):
        parse_inputs(text)


def test_fractions_in_inputs_stay_exact() -> None:
    assert parse_inputs('{"fine_yuan": 1234.10}') == {"fine_yuan": Decimal("1234.10")}


@given(
    st.sampled_from(sorted(published_law().book.rules)),
    st.dictionaries(
        st.sampled_from(["trigger", "excluded", "days", "profile", "reading", "fine_yuan"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())),
    ),
)
def test_any_input_gives_a_date_or_a_worded_refusal(rule_id: str, inputs: dict[str, Any]) -> None:
    refused = None
    try:
        compute(rule_id, inputs)
    except AppError as error:
        refused = error

    assert refused is None or (refused.message.endswith("。") and refused.code)
