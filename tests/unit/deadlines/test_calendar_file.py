"""A further year's arrangement is read, checked and used."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from app.rules.deadlines.calendar_file import CalendarFileError, parse_year, published_calendar
from app.rules.deadlines.compute import compute
from app.rules.deadlines.law import Law, published_law

GOOD = """
year = 2027
title = "国务院办公厅关于2027年部分节假日安排的通知"
source = "https://example.org/2027"
confidence = "to confirm"
work = [2027-02-20]
rest = [
  { name = "元旦", first = 2027-01-01, last = 2027-01-03 },
  { name = "春节", first = 2027-02-05, last = 2027-02-11 },
  { name = "劳动节", first = 2027-05-01, last = 2027-05-05 },
  { name = "国庆节", first = 2027-10-01, last = 2027-10-07 },
]
"""


def test_a_new_year_makes_provisional_dates_final() -> None:
    before = published_law()
    after = Law(before.book, before.calendar.with_year(parse_year(GOOD)))

    guessed = compute("D15", {"trigger": "2027-01-29"}, before)
    known = compute("D15", {"trigger": "2027-01-29"}, after)

    assert guessed.provisional
    assert guessed.legal_due == date(2027, 2, 9)
    assert any("暂定" in step for step in guessed.steps)
    assert not known.provisional
    assert known.legal_due == date(2027, 2, 16)


def test_a_new_year_changes_the_calendar_version() -> None:
    old = published_calendar()

    assert old.with_year(parse_year(GOOD)).version != old.version
    assert old.with_year(old.years[2026]).version == old.version


def test_a_published_year_reads_the_same_with_a_byte_order_mark() -> None:
    text = files("resources").joinpath("calendar", "2026.toml").read_text("utf-8")

    assert parse_year("\ufeff" + text) == published_calendar().years[2026]


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("year = 2027", "year = = 2027", "TOML"),
        ("year = 2027", "year = 1999", "年份"),
        ("year = 2027", "year = true", "年份"),
        ("year = 2027", 'year = "2027"', "年份"),
        ("confidence =", "confidance =", "confidance"),
        ('"https://example.org/2027"', '" "', "source"),
        ("[2027-02-20]", "2027-02-20", "列表"),
        ("[2027-02-20]", '["2027-02-20"]', "不是日期"),
        ("[2027-02-20]", "[2027-02-20T08:00:00]", "不是日期"),
        ("[2027-02-20]", "[2027-02-19]", "不是周六或周日"),
        ("[2027-02-20]", "[2026-02-28]", "不在2027年"),
        ("[2027-02-20]", "[2027-02-06]", "两次"),
        ("last = 2027-02-11", "last = 2027-02-01", "起止"),
        ("last = 2027-02-11", "last = 2027-03-11", "起止"),
        ("first = 2027-05-01", "from = 2027-05-01", "name、first和last"),
        ("last = 2027-10-07", "last = 2027-10-02", "10月3日"),
    ],
)
def test_a_wrong_file_is_refused_with_its_fault(good: str, bad: str, why: str) -> None:
    assert good in GOOD

    with pytest.raises(CalendarFileError) as refused:
        parse_year(GOOD.replace(good, bad))

    assert why in refused.value.message
    assert "没有改变" in refused.value.hint
