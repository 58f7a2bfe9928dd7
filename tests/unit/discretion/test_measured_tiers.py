"""Tiers that depend on a figure are found from the figure; a gap or an overlap is put to a person."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.ranges import Answer, RangeResult
from app.rules.discretion.standards.catalogue import named_standard
from app.rules.discretion.standards.contract import TIER, StandardAsk, StandardQuestion
from app.rules.lists.grid import grid_of
from app.rules.lists.matching import KnownItems
from app.rules.lists.measured import limits_of
from app.rules.lists.reading import read_list
from app.rules.lists.tier_tables import table_of, tier_tables

if TYPE_CHECKING:
    from app.rules.discretion.standards.contract import Standard, StandardAnswer

BASIS = "《条例》第五条：处2万元以下罚款"
HEAD = ("序号", "违法行为", "处罚依据", "裁量阶次", "适用条件", "处罚标准")
FINES = ("处500元以下罚款", "处500元以上2000元以下罚款", "处2000元以上2万元以下罚款")


def table(*conditions: str) -> Standard:
    """Return the standard made of a list whose tiers have these conditions."""
    tiers = zip(("轻微", "一般", "严重"), conditions, FINES, strict=True)
    rows = [
        (1 if at == 0 else "", "占道" if at == 0 else "", BASIS if at == 0 else "", *each)
        for at, each in enumerate(tiers)
    ]
    listed = read_list(grid_of("s", (HEAD, *rows))).items
    made = tier_tables(listed, KnownItems(()), date(2026, 1, 1), "示例")
    (raw,) = made.tables.values()
    return table_of(raw).standard


def answered(standard: Standard, name: str, figure: str, grade: str = "") -> StandardAnswer:
    """Ask a standard with one figure."""
    facts = FineFacts(Subject.PERSON)
    nothing = RangeResult(Answer.NEEDS_FACTS, ())
    return standard.answer(StandardQuestion(nothing, facts, grade=grade, measures={name: Fraction(figure)}))


AREAS = ("面积5㎡以下", "面积超过5㎡不足10㎡", "面积10㎡以上")


def test_a_measured_table_asks_for_the_figure_with_its_unit() -> None:
    figure, tier = table(*AREAS).asks(Subject.PERSON)

    assert (figure.words, figure.figure) == ("面积（平方米）", True)
    assert tier.name == TIER


@given(st.fractions(min_value=0, max_value=30))
def test_every_figure_finds_the_one_tier_it_lies_in(area: Fraction) -> None:
    expected = "轻微" if area <= 5 else "一般" if area < 10 else "严重"

    assert answered(table(*AREAS), "面积", str(area)).tier == expected


def test_the_reasoning_names_the_figure() -> None:
    assert "按面积7平方米属“一般”" in answered(table(*AREAS), "面积", "7").steps[0]


def test_a_figure_in_two_tiers_is_never_guessed() -> None:
    standard = table("5㎡以下", "5㎡以上10㎡以下", "10㎡以上")

    between = answered(standard, "面积", "5")

    assert (between.band, between.tier, between.boundary) == (None, "", True)
    assert "轻微”“一般" in between.steps[0]
    assert answered(standard, "面积", "5", grade="轻微").tier == "轻微"


def test_a_figure_in_a_gap_is_told() -> None:
    found = answered(table("5㎡以下", "8㎡以上10㎡以下", "超过10㎡"), "面积", "6.5")

    assert found.band is None
    assert "面积6.5平方米不在任何一档" in found.steps[0]


@pytest.mark.parametrize(
    "conditions",
    [("初次", "再次", "拒不改正"), ("5㎡以下", "3天以上", "拒不改正"), ("5㎡以下且恢复", "其他", "拒不改正")],
)
def test_a_table_without_a_common_figure_is_picked_by_name(conditions: tuple[str, ...]) -> None:
    (ask,) = table(*conditions).asks(Subject.PERSON)

    assert ask.name == TIER


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("面积5㎡以下", (("upto", "5"),)),
        ("5㎡以上10㎡以下", (("from", "5"), ("upto", "10"))),
        ("超过5㎡不足10㎡的", (("above", "5"), ("below", "10"))),
        ("10—20平方米", (("from", "10"), ("upto", "20"))),
        ("货值1万元以上5万元以下", (("from", "10000"), ("upto", "50000"))),
        ("三天以内", (("upto", "3"),)),
        ("不超过2株", (("upto", "2"),)),
        ("1公顷以上500平方米以下", None),
        ("5㎡以下且恢复原状", None),
        ("拒不改正", None),
    ],
)
def test_a_condition_is_read_as_limits_only_when_it_is_nothing_else(
    text: str, ends: tuple[tuple[str, str], ...] | None
) -> None:
    found = limits_of(text)

    assert (None if found is None else found.ends) == ends


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("hz-tree", "砍伐株数（株）"),
        ("bz-river", "面积（㎡）"),
        ("laixi-headcount", "人数（人）"),
        ("ly-seed", "货值金额（元）"),
        ("lushi-permit", "建筑面积（㎡）"),
    ],
)
def test_shipped_tables_ask_for_their_figure(key: str, words: str) -> None:
    assert named_standard(key).standard.asks(Subject.ORGANISATION)[0].words == words


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("12.5", Fraction(25, 2)),
        ("1/3", Fraction(1, 3)),
        ("", None),
        ("-1", None),
        ("约5", None),
        ("1/0", None),
    ],
)
def test_a_typed_figure_is_taken_exactly_or_not_at_all(text: str, measure: Fraction | None) -> None:
    assert StandardAsk("面积", (), unit="㎡").measured(text) == measure
