"""What statutes and tier tables say about a fine is read exactly, or put to a person."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.discretion.fine_text.figures import NoFigureError, number, tidied
from app.rules.discretion.fine_text.reading import read_wording
from app.rules.discretion.spec import parse_spec

FIXED = {"who": "any", "type": "fixed"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5000", 5000),
        ("1.5万", 15000),
        ("5万", 50000),
        ("1千", 1000),
        ("两千", 2000),
        ("二十万", 200000),
        ("一千五百", 1500),
        ("十", 10),
        ("一百零五", 105),
        ("三万五千", 35000),
        ("一亿", 100000000),
        ("0.5", Fraction(1, 2)),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: int | Fraction) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "元", "一二", "五x"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NoFigureError):
        number(text)


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        ("处二万元以上五万元以下罚款", [FIXED | {"min": 20000, "max": 50000}]),
        ("处五万元以下的罚款", [FIXED | {"min": None, "max": 50000}]),
        ("处 1 000 元以上５０００元以下罚款", [FIXED | {"min": 1000, "max": 5000}]),
        ("1千元以上不超过1万元", [FIXED | {"min": 1000, "max": 10000}]),
        ("500——1500元罚款", [FIXED | {"min": 500, "max": 1500}]),
        ("处5至10万元罚款", [FIXED | {"min": 50000, "max": 100000}]),
        ("10万以下的罚款", [FIXED | {"min": None, "max": 100000}]),
        ("处l万元以下罚款", [FIXED | {"min": None, "max": 10000}]),
        ("可以并处200元以上1000元以下的罚款", [FIXED | {"min": 200, "max": 1000, "may": True}]),
        (
            "单位：5000元以上5万元以下；个人：200元以下",
            [
                {"who": "org", "type": "fixed", "min": 5000, "max": 50000},
                {"who": "ind", "type": "fixed", "min": None, "max": 200},
            ],
        ),
        (
            "对其直接负责的主管人员和其他直接责任人员处一万元以上二万元以下的罚款",
            [{"who": "resp", "type": "fixed", "min": 10000, "max": 20000}],
        ),
        (
            "处货值金额百分之五十以上三倍以下的罚款",
            [{"who": "any", "type": "multiple", "min": "1/2", "max": 3, "base": "货值金额"}],
        ),
        (
            "处建设项目总投资额百分之一以上百分之二以下的罚款",
            [{"who": "any", "type": "percent", "min": 1, "max": 2, "base": "项目总投资额"}],
        ),
        (
            "处应缴数额1倍以上3倍以下的罚款，但不超过3万元",
            [{"who": "any", "type": "multiple", "min": 1, "max": 3, "base": "应缴数额", "cap": 30000}],
        ),
        (
            "处违法所得一倍的罚款",
            [{"who": "any", "type": "multiple", "min": 1, "max": 1, "base": "违法所得"}],
        ),
        (
            "按每平方米20元以上50元以下处以罚款",
            [{"who": "any", "type": "per_unit", "min": 20, "max": 50, "unit": "平方米"}],
        ),
        (
            "逾期不改正的，处5000元罚款",
            [{"who": "any", "type": "quota", "min": 5000, "max": 5000, "stage": ["逾期不改正"]}],
        ),
        (
            "货值金额不足一万元的，并处五万元以上十万元以下罚款；货值金额一万元以上的，并处货值金额十倍以上二十倍以下罚款",
            [
                FIXED
                | {"min": 50000, "max": 100000, "cond": [{"var": "货值金额", "op": "<", "value": 10000}]},
                {
                    "who": "any",
                    "type": "multiple",
                    "min": 10,
                    "max": 20,
                    "base": "货值金额",
                    "cond": [{"var": "货值金额", "op": ">=", "value": 10000}],
                },
            ],
        ),
        ("可以并处罚款", [{"who": "any", "type": "unspecified", "may": True}]),
        ("警告", [{"who": "any", "type": "none"}]),
    ],
)
def test_a_wording_becomes_branches(text: str, branches: list[dict[str, object]]) -> None:
    reading = read_wording(text)

    assert reading.questions == ()
    assert json.loads(reading.spec) == branches
    assert len(parse_spec(reading.spec).branches) == len(branches)


@pytest.mark.parametrize(
    "text",
    [
        "处二十万元以上七十万元以下罚款：每增加1个超标因子增加一万元",
        "处三倍以上五倍以下罚款",
        "罚款金额为当地标准的2倍",
    ],
)
def test_a_figure_without_a_known_use_is_put_to_a_person(text: str) -> None:
    reading = read_wording(text)

    assert reading.questions
    assert reading.spec == ""
    assert reading.states_amount


@given(st.integers(1, 99_999_999), st.integers(0, 9_999_999))
def test_any_range_in_yuan_is_read_as_it_stands(low: int, more: int) -> None:
    reading = read_wording(f"处{low}元以上{low + more}元以下罚款")

    assert json.loads(reading.spec) == [FIXED | {"min": low, "max": low + more}]


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read_wording(text)

    assert (reading.spec == "") == bool(reading.questions)


@given(st.text(alphabet="处罚款元万千百十一二五0123456789以上下倍%，。；的可并每人个单位：", max_size=40))
def test_what_is_read_is_always_a_usable_fine(text: str) -> None:
    reading = read_wording(text)

    assert not reading.spec or parse_spec(reading.spec).branches


def test_tidying_twice_changes_nothing() -> None:
    text = "处 1 000 元——\uff15\uff10\uff10\uff10 元\u200b罚款"

    assert tidied(tidied(text)) == tidied(text)


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        (
            "拒不改正的，对单位处5000元以上5万元以下罚款，对个人处50元以上200元以下罚款",
            [["拒不改正"], ["拒不改正"]],
        ),
        (
            "处10万元以下的罚款；逾期未改正的，处10万元以上20万元以下的罚款，对其主管人员处2万元以上5万元以下的罚款",
            [None, ["逾期未改正"], ["逾期未改正"]],
        ),
        ("对单位处1000元以上5000元以下罚款；逾期不改正的，对个人处200元以下罚款", [None, ["逾期不改正"]]),
        ("逾期不改正的，对单位处1万元以下罚款。对个人处200元以下罚款", [["逾期不改正"], None]),
        (
            "处2万元以上20万元以下的罚款；拒不改正的，处20万元以上100万元以下的罚款；对主管人员处5000元以上2万元以下的罚款",
            [None, ["拒不改正"], None],
        ),
    ],
)
def test_a_stage_said_once_in_a_sentence_holds_for_each_subject(
    text: str, stages: list[list[str] | None]
) -> None:
    assert [each.get("stage") for each in json.loads(read_wording(text).spec)] == stages
