"""Wordings of fines that once were read wrongly, and how far readings agree with the reference list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.adapters.sheets import read_sheets
from app.rules.discretion.fine_text.reading import read_wording
from app.rules.lists.matching import KnownItems
from app.rules.lists.reading import read_list
from app.rules.power_list import reference_list

if TYPE_CHECKING:
    from collections.abc import Iterator

SOME = 10
FOLDER = Path(__file__).parents[2] / "data" / "lists"


def told(text: str) -> list[str]:
    """Return each branch in short: whom, type, ends, and cap and stages where there are any."""
    reading = read_wording(text)
    assert reading.questions == ()
    return [
        " ".join(
            [
                *(str(each.get(name)) for name in ("who", "type", "min", "max")),
                *(str(each[name]) for name in ("cap",) if name in each),
                *each.get("stage", ()),
            ]
        )
        for each in json.loads(reading.spec)
    ]


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        (
            "土壤污染责任人或者土地使用权人有下列行为之一的，责令改正，处二万元以上二十万元以下的罚款",
            ["any fixed 20000 200000"],
        ),
        ("个人在饮用水水源一级保护区内垂钓的，可以处五百元以下的罚款", ["ind fixed None 500"]),
        ("单位燃用不符合质量标准的煤炭的，处货值金额一倍以上三倍以下的罚款", ["org multiple 1 3"]),
        (
            "责令停止建设，限期补办手续；逾期不补办手续的，处5万元以上20万元以下的罚款",
            ["any fixed 50000 200000 逾期不补办手续"],
        ),
        (
            (
                "在禁止养殖区域内建设养殖场的，责令停止；拒不停止违法行为的，处3万元以上10万元以下的罚款。"
                "在饮用水水源保护区建设养殖场的，处10万元以上50万元以下的罚款"
            ),
            [
                "any fixed 30000 100000 拒不停止违法行为",
                "any fixed 100000 500000 在饮用水水源保护区建设养殖场",
            ],
        ),
        (
            (
                "对造成一般或者较大事故的，按照直接损失的百分之二十计算罚款；"
                "对造成重大或者特大事故的，按照直接损失的百分之三十计算罚款"
            ),
            ["any percent 20 20 造成一般或者较大事故", "any percent 30 30 造成重大或者特大事故"],
        ),
        (
            "按照直接损失的百分之三十计算罚款，但是最高不超过一百万元",
            ["any percent 30 30 1000000"],
        ),
        ("对责任人员可以处上一年度取得收入35以上50%以下的罚款", ["resp percent 35 50"]),
        (
            "主要负责人未履行安全生产管理职责的，处二万元以上五万元以下的罚款；逾期未改正的，处五万元以上十万元以下的罚款",
            ["resp fixed 20000 50000", "resp fixed 50000 100000 逾期未改正"],
        ),
        ("处每平方米100元以上500元以下罚款，但最高不超过5万元", ["any per_unit 100 500 50000"]),
        (
            "对非经营性的处二百元以上五百元以下罚款，对经营性的处一千元以上三千元以下罚款",
            ["any fixed 200 500 非经营性", "any fixed 1000 3000 经营性"],
        ),
        (
            "由公安机关处五日以上十日以下拘留，并处一千元以上五千元以下罚款",
            ["any fixed 1000 5000"],
        ),
    ],
)
def test_what_was_once_read_wrongly_is_read_as_written(text: str, branches: list[str]) -> None:
    assert told(text) == branches


@pytest.mark.parametrize(
    "text",
    [
        "处一百万一十元以上一百三十万元以下罚款",
        "处七万元以下九万元以下罚款",
        "处五万元以上",
        "按日处以1000元罚款",
        "处5000元以下罚款，每超过1小时加处200元",
        "处100元以上，1000元以下罚款",
        "处1000元以上5000元以下罚款，但最高不超过3000元",
        "逾期不缴纳的，每日按罚款数额的百分之三加处罚款",
        "处一万五元罚款",
        "每超载1吨处500元罚款",
        "逾期不改正的，对单位处1万元以下罚款；对个人处200元以下罚款",
        "企业：1万元以上3万元以下，个体工商户：1000元以上3000元以下",
        "处1000元以上（含1000元）5000元以下（不含5000元）罚款",
    ],
)
def test_what_is_doubtful_is_put_to_a_person(text: str) -> None:
    reading = read_wording(text)

    assert reading.questions
    assert reading.spec == ""


def test_readings_agree_with_the_reference_list_where_both_exist(
    capsys: pytest.CaptureFixture[str],
) -> None:
    both = list(pairs())
    other = [(name, read, known) for name, read, known in both if read != known]

    with capsys.disabled():
        print(f"\n  与参考清单同条款 {len(both)} 项，罚则一致 {len(both) - len(other)} 项")  # noqa: T201 - the share is told
    assert len(both) > SOME
    assert other == []


def pairs() -> Iterator[tuple[str, list[tuple[str, str, str]], list[tuple[str, str, str]]]]:
    """Yield each item whose wording was read and whose article the reference list knows."""
    known = KnownItems(reference_list().taken)
    for name in ("jiangmen_tiers_real.xls", "layout_B_tiers_merged.xlsx", "layout_C_powerlist.xlsx"):
        for grid in read_sheets((FOLDER / name).read_bytes()):
            if not any(map(grid.filled, range(len(grid.rows)))):
                continue
            for item in read_list(grid).items:
                match = known.of(item)
                if match is not None and item.fine is not None and item.fine.spec:
                    yield item.name, figures(item.fine.spec), figures(match.fine_spec)


def figures(spec: str) -> list[tuple[str, str, str]]:
    """Return the figures of every branch, in order."""
    return sorted(
        (str(each["type"]), str(each.get("min")), str(each.get("max"))) for each in json.loads(spec)
    )
